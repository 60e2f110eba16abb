// Which of several files is shown beside the sheet: the link that opened it says so.
export function files(list) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[target=evidence]");
    if (!link) return;
    for (const other of list.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  });
}
