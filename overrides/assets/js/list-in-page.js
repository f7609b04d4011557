// The list of processes when the page holds it: what does not match is hidden.
import { fold } from "./filter.js";

/**
 * @returns {{textOf: (at: number) => string, show: (shown: boolean[]) => void}}
 */
export function listInPage() {
  const items = [...document.querySelectorAll("[data-process]")];
  const entries = [...document.querySelectorAll(".index > [data-at]")];
  const groups = [...document.querySelectorAll(".group")];
  const texts = [];
  return {
    textOf: (at) => (texts[at] ??= fold(items[at].textContent)),
    show(shown) {
      items.forEach((item, at) => setHidden(item, !shown[at]));
      for (const entry of entries) setHidden(entry, !shown[entry.dataset.at]);
      for (const group of groups) {
        setHidden(group, !group.querySelector("[data-process]:not([hidden]), [data-at]:not([hidden])"));
      }
    },
  };
}

/** Writing an attribute that is already right costs a style recalculation on every item. */
function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}
