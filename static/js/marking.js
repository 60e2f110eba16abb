// Marking by keyboard: Alt+M, Alt+R and Alt+N on the criterion one is at. The keys are listed on
// the page, and can be switched off there. The edge of a criterion shows its decision at once.
const TONES = { pass: "green", referral: "amber" };
const OFF = "shortcuts-off";

export function marking(form) {
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const keys = { m: () => decide("pass"), r: () => decide("referral"), n: toFeedback };
  let at = null;

  offer(form.querySelector("[data-shortcuts]"));
  form.addEventListener("focusin", (event) => { at = event.target.closest("[data-criterion]") ?? at; });
  form.addEventListener("change", (event) => tint(event.target));
  addEventListener("keydown", (event) => {
    const act = keys[event.code.replace("Key", "").toLowerCase()];
    if (!act || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isOff()) return;
    event.preventDefault();
    act();
  });

  function decide(decision) {
    const here = at ?? criteria.find((one) => !one.querySelector("input:checked")) ?? criteria[0];
    const box = here.querySelector(`input[value="${decision}"]`);
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    if (decision === "referral") return show(here.querySelector("textarea"));
    const next = criteria[criteria.indexOf(here) + 1];
    at = next ?? here;
    show(next?.querySelector("input") ?? box);
  }

  function toFeedback() {
    const here = at ?? criteria[0];
    const box = here.querySelector("textarea");
    if (document.activeElement !== box) return show(box);
    at = criteria[criteria.indexOf(here) + 1] ?? here;
    show(at.querySelector("textarea"));
  }
}

function show(box) {
  box.focus({ preventScroll: true });
  box.closest("[data-criterion]").scrollIntoView({ block: "center" });
}

function tint(box) {
  const criterion = box.type === "radio" && box.closest("[data-criterion]");
  if (!criterion) return;
  for (const tone of Object.values(TONES)) criterion.classList.remove(`p-criterion--${tone}`);
  criterion.classList.add(`p-criterion--${TONES[box.value]}`);
}

function isOff() {
  return localStorage.getItem(OFF) === "1";
}

function offer(list) {
  list.hidden = false;
  const box = list.querySelector("[data-shortcuts-on]");
  box.checked = !isOff();
  box.addEventListener("change", (event) => {
    event.stopPropagation();
    localStorage.setItem(OFF, box.checked ? "0" : "1");
  });
}
