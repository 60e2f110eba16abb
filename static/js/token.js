// Somebody who signed in again in another tab has a new token: a form that is still open takes it
// from a page, when its own was refused or before it is sent.
export async function renewToken(form, address = location.href) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token) form.elements.csrfmiddlewaretoken.value = token;
}

// submit() and not requestSubmit(): the browser has checked the boxes and every listener has heard
// this press. Heard again, `once` would take it for a second one and stop it. Its button has no
// name, so nothing of it is lost.
export function renew(form) {
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    try {
      await renewToken(form, form.dataset.tokenUrl);
    } finally {
      form.submit();
    }
  });
}
