// Light, dark or as the device says: changed at once, remembered in the cookie the server reads.
const A_YEAR = 365 * 24 * 60 * 60;

export function theme(form) {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter?.value;
    if (!chosen) return;
    event.preventDefault();
    show(chosen);
    remember(chosen);
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    }
  });
}

function show(chosen) {
  const root = document.documentElement;
  if (chosen === "device") delete root.dataset.theme;
  else root.dataset.theme = chosen;
}

function remember(chosen) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${chosen}; path=/; max-age=${A_YEAR}; samesite=lax${secure}`;
}
