// What every page runs. Each piece only improves a page that already works without it.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
import { autosave } from "./autosave.js";
import { comesTo } from "./comes-to.js";
import { files } from "./files.js";
import { marking } from "./marking.js";
import { once } from "./once.js";
import { reveal } from "./reveal.js";
import { theme } from "./theme.js";
import { tickAll } from "./tick-all.js";
import { renew } from "./token.js";

const PIECES = { autosave, "comes-to": comesTo, files, marking, once, renew, reveal, theme, "tick-all": tickAll };

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const element of document.querySelectorAll("[data-portal]")) {
  for (const name of element.dataset.portal.split(" ")) PIECES[name]?.(element);
}
