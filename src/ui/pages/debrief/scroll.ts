/**
 * Scrolls an element into view inside the panel it stands in, and nothing else. False when its panel does not scroll by
 * itself, as on a phone.
 */
export function scrollInPanel(element: HTMLElement): boolean {
  for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight || !/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    const outer = box.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
    else if (inner.bottom > outer.bottom) {
      box.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - outer.top);
    }
    return true;
  }
  return false;
}
