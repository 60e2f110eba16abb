// Boxes that are needed with some answers alone are hidden until one of those is chosen. Without
// scripts they are there from the start. GOV.UK's own conditional radios say aria-expanded, which a radio is
// not allowed to.
//
//   <div data-portal="reveal" data-reveal-when="no">…radios…<div data-revealed>…</div></div>
export function reveal(group) {
  const part = group.querySelector("[data-revealed]");
  const answers = group.dataset.revealWhen.split(" ");
  const shows = () => answers.some((one) => group.querySelector(`input[value="${one}"]:checked`));
  const show = () => { part.hidden = !shows(); };
  group.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}
