// Saves a form as it is filled in, one group of fields at a time, each with the form's version.
//
//   <form data-portal="autosave" data-save-url="…" data-version="7"
//         data-words-saving="Saving" data-words-trying="Not saved. Trying again."
//         data-words-signed-out="You are signed out. Nothing is lost." data-sign-in-url="…"
//         data-words-sign-in="Sign in in another tab" data-words-begin="Saves as you type">
//     <fieldset data-save-group="criterion-12">…</fieldset>
//     <p data-saved role="status" class="p-saved">…</p>
//
// A field named "version" is kept up to date, for the form's own submission, which waits until a
// save under way is answered: it would else name the version before.
// It POSTs the group's fields and the CSRF token, with headers X-Version and X-Group.
// Answers: 200 {version, message, counts: {id: words}}   409 {message, url, link, version, keep}
//          422 {errors: {field name: words}}
// A 409 with "keep" lets the person choose: look at what was saved elsewhere, or save this over it.
// A 401, or being led elsewhere, is somebody signed out: they are told where to sign in.
// Anything else, or no answer, is tried again until it works; nothing typed is ever thrown away.
import { showProblems } from "./problems.js";
import { renewToken } from "./token.js";

const PAUSE = 900;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

class SignedOut extends Error {}

export function autosave(form) {
  const status = form.querySelector("[data-saved]");
  const waiting = new Set();
  let version = form.dataset.version;
  let timer = null;
  let wait = FIRST_WAIT;
  let busy = false;
  let stopped = false;
  let sending = null;

  form.addEventListener("input", (event) => note(event, PAUSE));
  form.addEventListener("change", (event) => note(event, 50));
  form.addEventListener("submit", send);
  addEventListener("pageshow", () => { stopped = false; });
  addEventListener("pagehide", () => { if (!stopped) for (const group of waiting) post(group, true); });
  addEventListener("beforeunload", (event) => { if (isTrying() && !stopped) event.preventDefault(); });
  addEventListener("focus", () => { if (isTrying()) later(0); });
  if (status?.textContent.trim() === "") say(form.dataset.wordsBegin);

  function isTrying() {
    return ["trying", "signed-out"].includes(status?.dataset.state);
  }

  function send(event) {
    stopped = !busy;
    sending = null;
    if (!busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sending = { with: event.submitter };
  }

  function goOn() {
    form.requestSubmit(sending.with);
  }

  function note(event, pause) {
    const group = event.target.closest("[data-save-group]");
    if (!group || stopped) return;
    waiting.add(group);
    if (!isTrying()) say(form.dataset.wordsSaving, "saving");
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
    let failed = false;
    try {
      await take(await post(group, false), group);
      wait = FIRST_WAIT;
    } catch (reason) {
      waiting.add(group);
      if (reason instanceof SignedOut) signedOut();
      else say(form.dataset.wordsTrying, "trying");
      failed = !(reason instanceof SignedOut);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    busy = false;
    if (sending && !failed) return goOn();
    if (waiting.size) later(wait > FIRST_WAIT ? wait : 0);
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
    if (answer.status === 401 || answer.redirected) throw new SignedOut();
    if (answer.status === 403) await renewToken(form);
    if (![200, 409, 422].includes(answer.status)) throw new Error(answer.statusText);
    const said = await answer.json();
    if (answer.status === 409) return conflict(said, group);
    showProblems(group, said.errors ?? {});
    if (answer.status === 422) return say("", "problem");
    version = said.version;
    if (form.elements.version) form.elements.version.value = version;
    if (!waiting.size) say(said.message, "saved");
    for (const [id, words] of Object.entries(said.counts ?? {})) {
      const place = document.getElementById(id);
      if (place) place.textContent = words;
    }
  }

  function conflict(said, group) {
    stopped = true;
    sending = null;
    waiting.add(group);
    say(said.message, "conflict");
    if (said.url) status?.append(" ", leading(said.url, said.link));
    if (said.keep) status?.append(" ", keeping(said));
  }

  function signedOut() {
    if (status?.dataset.state === "signed-out") return;
    say(form.dataset.wordsSignedOut, "signed-out");
    const link = leading(form.dataset.signInUrl, form.dataset.wordsSignIn);
    link.target = "_blank";
    status?.append(" ", link);
  }

  function leading(url, words) {
    const link = document.createElement("a");
    link.href = url;
    link.className = "govuk-link";
    link.textContent = words ?? url;
    return link;
  }

  function keeping(said) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "p-link-button";
    button.textContent = said.keep;
    button.addEventListener("click", () => {
      stopped = false;
      version = said.version;
      say(form.dataset.wordsSaving, "saving");
      save();
    });
    return button;
  }

  function say(words, state) {
    if (!status) return;
    status.dataset.state = state ?? "";
    if (status.textContent !== words) status.textContent = words ?? "";
  }
}
