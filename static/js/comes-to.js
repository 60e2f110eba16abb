// What the choices come to is said at once: a pass when every criterion is one, and how many are
// changed. The server says it when the page is opened, and decides it when the form is sent.
//
//   <form data-portal="comes-to" data-words-pass="Pass" data-words-referral="Referral">
//     <fieldset data-marked="pass">…a box "view-…" for agree or change, a box "decision-…"…</fieldset>
//     <span data-comes-to>Pass</span> <span data-changed>0</span></form>
export function comesTo(form) {
  const place = form.querySelector("[data-comes-to]");
  const count = form.querySelector("[data-changed]");
  const say = () => {
    const isPass = [...form.querySelectorAll("[data-marked]")].every((one) => decision(one) === "pass");
    const words = isPass ? form.dataset.wordsPass : form.dataset.wordsReferral;
    const changed = form.querySelectorAll("[name^='view-'][value='change']:checked").length;
    if (place.textContent !== words) place.textContent = words;
    if (count.textContent !== `${changed}`) count.textContent = `${changed}`;
  };
  form.addEventListener("change", say);
  addEventListener("pageshow", say);
}

function decision(criterion) {
  const changed = criterion.querySelector("[name^='view-'][value='change']:checked");
  const chosen = criterion.querySelector("[name^='decision-']:checked")?.value;
  return (changed && chosen) || criterion.dataset.marked;
}
