// What every page runs. Each piece only improves a page that already works without it.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
import { autosave } from "./autosave.js";
import { once } from "./once.js";
import { theme } from "./theme.js";

const PIECES = { autosave, once, theme };

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const element of document.querySelectorAll("[data-portal]")) {
  for (const name of element.dataset.portal.split(" ")) PIECES[name]?.(element);
}
