// A form is sent once, however often its button is pressed. The server guards itself as well;
// this spares people the second answer. Nothing is asked: a press is a press.
const WAIT = 10_000;

export function once(form) {
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    const now = Date.now();
    if (now - sentAt < WAIT) {
      event.preventDefault();
      return;
    }
    sentAt = now;
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    sentAt = 0;
    for (const busy of form.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  });
}
