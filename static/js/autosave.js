// Saves a form as it is filled in, one group of fields at a time, each with the form's version.
//
//   <form data-portal="autosave" data-save-url="…" data-version="7"
//         data-words-saving="Saving" data-words-trying="Not saved. Trying again.">
//     <fieldset data-save-group="criterion-12">…</fieldset>
//     <p data-saved role="status" class="p-saved">…</p>
//
// It POSTs the group's fields and the CSRF token, with headers X-Version and X-Group.
// Answers: 200 {version, message, counts}  409 {message, url}  422 {errors: {field name: words}}.
// Anything else, or no answer, is tried again until it works; nothing typed is ever thrown away.
const PAUSE = 900;
const LONGEST_WAIT = 30_000;

export function autosave(form) {
  const status = form.querySelector("[data-saved]");
  const waiting = new Set();
  let version = form.dataset.version;
  let timer = null;
  let wait = 1000;
  let busy = false;
  let stopped = false;

  form.addEventListener("input", (event) => note(event, PAUSE));
  form.addEventListener("change", (event) => note(event, 50));
  form.addEventListener("submit", () => { stopped = true; });
  addEventListener("pagehide", () => { for (const group of waiting) post(group, true); });

  function note(event, pause) {
    const group = event.target.closest("[data-save-group]");
    if (!group || stopped) return;
    waiting.add(group);
    say(form.dataset.wordsSaving, "saving");
    later(pause);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function save() {
    const [group] = waiting;
    if (!group || busy || stopped) return;
    busy = true;
    waiting.delete(group);
    try {
      await take(await post(group, false), group);
      wait = 1000;
    } catch {
      waiting.add(group);
      say(form.dataset.wordsTrying, "trying");
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    busy = false;
    if (waiting.size) later(wait > 1000 ? wait : 0);
  }

  function post(group, leaving) {
    const body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of new FormData(form)) {
      if (group.querySelector(`[name="${CSS.escape(name)}"]`)) body.append(name, value);
    }
    const headers = { "X-Version": version, "X-Group": group.dataset.saveGroup };
    return fetch(form.dataset.saveUrl, { method: "POST", body, headers, keepalive: leaving });
  }

  async function take(answer, group) {
    if (![200, 409, 422].includes(answer.status)) throw new Error(answer.statusText);
    const said = await answer.json();
    if (answer.status === 409) return conflict(said);
    showProblems(group, said.errors ?? {});
    if (answer.status === 422) return say("", "problem");
    version = said.version;
    if (!waiting.size) say(said.message, "saved");
    for (const [id, words] of Object.entries(said.counts ?? {})) {
      const place = document.getElementById(id);
      if (place) place.textContent = words;
    }
  }

  function conflict(said) {
    stopped = true;
    say(said.message, "conflict");
    if (!said.url || !status) return;
    const link = document.createElement("a");
    link.href = said.url;
    link.className = "govuk-link";
    link.textContent = said.link ?? said.url;
    status.append(" ", link);
  }

  function say(words, state) {
    if (!status) return;
    status.dataset.state = state;
    if (status.textContent !== words) status.textContent = words ?? "";
  }
}

function showProblems(group, errors) {
  for (const old of group.querySelectorAll("[data-from-autosave]")) old.remove();
  for (const [name, words] of Object.entries(errors)) {
    const box = group.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!box) continue;
    const message = document.createElement("p");
    message.className = "govuk-error-message";
    message.dataset.fromAutosave = "";
    message.id = `${box.id}_saving`;
    message.textContent = words;
    box.before(message);
    box.setAttribute("aria-invalid", "true");
  }
}
