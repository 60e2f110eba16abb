// One button that ticks every row of a list, or none when all are ticked.
export function tickAll(form) {
  const boxes = [...form.querySelectorAll("input[type=checkbox][name=ticked]")];
  if (boxes.length < 2) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-button--small";
  button.textContent = form.dataset.wordsAll;
  button.addEventListener("click", () => {
    const wanted = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
    boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.querySelector("table").before(button);
}
