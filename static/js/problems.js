// Messages beside the boxes they are about, and gone again when put right.
export function showProblems(group, errors) {
  for (const old of group.querySelectorAll("[data-late-message]")) forget(group, old);
  for (const [name, words] of Object.entries(errors)) {
    const box = group.querySelector(`[name="${CSS.escape(name)}"]`);
    if (box) show(box, words);
  }
}

function show(box, words) {
  const message = document.createElement("p");
  message.className = "govuk-error-message";
  message.id = `${box.id}_late`;
  message.dataset.lateMessage = box.id;
  message.textContent = words;
  (box.closest(".govuk-radios, .govuk-checkboxes") ?? box).before(message);
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") ?? ""} ${message.id}`.trim());
}

function forget(group, message) {
  const box = group.querySelector(`#${CSS.escape(message.dataset.lateMessage)}`);
  box?.removeAttribute("aria-invalid");
  const described = (box?.getAttribute("aria-describedby") ?? "").replace(message.id, "").trim();
  if (described) box?.setAttribute("aria-describedby", described);
  else box?.removeAttribute("aria-describedby");
  message.remove();
}
