// Questions the tests ask of a page. The file is one expression: an object of functions.
({
  // Controls that take input but draw no box, neither themselves nor by their label.
  invisible() {
    const drawn = (control) => {
      const box = control.getBoundingClientRect();
      if (getComputedStyle(control).opacity > 0 && box.width >= 24 && box.height >= 24) return true;
      const label = control.nextElementSibling;
      const mark = label && getComputedStyle(label, "::before");
      return Boolean(mark && mark.content !== "none" && parseFloat(mark.width) >= 20);
    };
    const controls = document.querySelectorAll("input:not([type=hidden]), select, textarea, button");
    return [...controls]
      .filter((control) => !control.hidden && control.checkVisibility() && !drawn(control))
      .map((control) => control.outerHTML.slice(0, 120));
  },

  // Controls and links too low to hit with a finger; a link inside a sentence may be.
  small(least) {
    const inSentence = "p, li, dd, h3, td, th, [role=alert], .govuk-skip-link";
    const targets = document.querySelectorAll("a[href], button, select, textarea, input:not([type=hidden])");
    return [...targets]
      .filter((target) => {
        const box = target.getBoundingClientRect();
        const shown = box.width > 0 && target.checkVisibility();
        return shown && box.height < least && !target.closest(inSentence);
      })
      .map((target) => target.outerHTML.slice(0, 120));
  },

  // What has the focus, when something else lies over it; null when it is seen.
  covered() {
    const focused = document.activeElement;
    if (focused === document.body || focused.tagName === "IFRAME") return null;
    const box = focused.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    const own = [focused, ...(focused.labels ?? [])];
    const seen = top && (own.some((part) => part.contains(top)) || top.contains(focused));
    return seen ? null : focused.outerHTML.slice(0, 120);
  },
})
