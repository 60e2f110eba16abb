// Saves a form as it is filled in, some groups of fields at a time, with the form's version.
//
//   <form data-portal="autosave" data-save-url="…" data-version="7"
//         data-words-saving="Saving" data-words-trying="Not saved. Trying again."
//         data-words-signed-out="You are signed out. Nothing is lost." data-sign-in-url="…"
//         data-words-sign-in="Sign in in another tab" data-words-begin="Saves as you type">
//     <fieldset data-save-group="criterion-12">…</fieldset>
//     <p data-saved role="status" class="p-saved">…</p>
//
// It POSTs the fields of the groups and the CSRF token, with headers X-Version, X-Groups, and
// X-Window and X-Turn, by which the server knows a save of this window whose answer was lost.
// A field named "version" is kept up to date, for the form's own submission, which waits until a
// save under way is answered: it would else name the version before.
// Answers: 200 {version, message, counts: {id: words}}   409 {message, url, link, version, keep}
//          422 {errors: {field name: words}}: nothing was saved, and the other groups go again
// A 409 with "keep" lets the person choose: look at what was saved elsewhere, or save this over it.
// A 401, or being led elsewhere, is somebody signed out: they are told where to sign in.
// Anything else, or no answer, is tried again until it works; nothing typed is ever thrown away.
// A page that is left sends all that was not answered yet, once.
import { showProblems } from "./problems.js";
import { renewToken } from "./token.js";

const PAUSE = 900;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

class SignedOut extends Error {}

export function autosave(form) {
  const status = form.querySelector("[data-saved]");
  const name = newName();
  const waiting = new Set();
  let underWay = [];
  let version = form.dataset.version;
  let turn = 0;
  let timer = null;
  let wait = FIRST_WAIT;
  let stopped = false;
  let sending = null;

  form.addEventListener("input", (event) => note(event, PAUSE));
  form.addEventListener("change", (event) => note(event, 50));
  form.addEventListener("submit", send);
  addEventListener("pageshow", () => { stopped = false; });
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", (event) => { if (isTrying() && !stopped) event.preventDefault(); });
  addEventListener("focus", () => { if (isTrying()) later(0); });
  if (status?.textContent.trim() === "") say(form.dataset.wordsBegin);

  function isTrying() {
    return ["trying", "signed-out"].includes(status?.dataset.state);
  }

  function send(event) {
    stopped = !underWay.length;
    sending = null;
    if (stopped) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sending = { with: event.submitter };
  }

  function leave() {
    const unanswered = [...new Set([...underWay, ...waiting])];
    if (!stopped && unanswered.length) post(unanswered, true);
  }

  function note(event, pause) {
    const group = event.target.closest("[data-save-group]");
    if (!group) return;
    waiting.add(group);
    if (stopped) return;
    if (!isTrying()) say(form.dataset.wordsSaving, "saving");
    later(pause);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function save() {
    if (underWay.length || !waiting.size || stopped) return;
    underWay = [...waiting];
    waiting.clear();
    const answered = await isAnswered();
    underWay = [];
    if (sending && answered) return form.requestSubmit(sending.with);
    if (waiting.size) later(wait > FIRST_WAIT ? wait : 0);
  }

  async function isAnswered() {
    try {
      await take(await post(underWay, false));
      wait = FIRST_WAIT;
      return true;
    } catch (reason) {
      for (const group of underWay) waiting.add(group);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      if (reason instanceof SignedOut) signedOut();
      else say(form.dataset.wordsTrying, "trying");
      return reason instanceof SignedOut;
    }
  }

  function post(groups, leaving) {
    const body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [field, value] of new FormData(form)) {
      if (groups.some((group) => holds(group, field))) body.append(field, value);
    }
    turn += 1;
    const headers = {
      "X-Version": version,
      "X-Groups": groups.map((group) => group.dataset.saveGroup).join(" "),
      "X-Window": name,
      "X-Turn": turn,
    };
    return fetch(form.dataset.saveUrl, { method: "POST", body, headers, keepalive: leaving });
  }

  async function take(answer) {
    if (answer.status === 401 || answer.redirected) throw new SignedOut();
    if (answer.status === 403) await renewToken(form);
    if (![200, 409, 422].includes(answer.status)) throw new Error(answer.statusText);
    const said = await answer.json();
    if (answer.status === 409) return conflict(said);
    for (const group of underWay) showProblems(group, said.errors ?? {});
    if (answer.status === 422) return problems(said.errors);
    version = said.version;
    if (form.elements.version) form.elements.version.value = version;
    if (!waiting.size) say(said.message, "saved");
    for (const [id, words] of Object.entries(said.counts ?? {})) {
      const place = document.getElementById(id);
      if (place) place.textContent = words;
    }
  }

  function problems(errors) {
    const isBad = (group) => Object.keys(errors).some((field) => holds(group, field));
    say("", "problem");
    if (!underWay.some(isBad)) throw new Error("No field of these was named.");
    for (const group of underWay) if (!isBad(group)) waiting.add(group);
  }

  function conflict(said) {
    stopped = true;
    sending = null;
    for (const group of underWay) waiting.add(group);
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

function holds(group, field) {
  return group.querySelector(`[name="${CSS.escape(field)}"]`) !== null;
}

// Pages without TLS have no crypto.randomUUID.
function newName() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
