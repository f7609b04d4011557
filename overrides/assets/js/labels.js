// Labels that depend on the day of the visit, and numbers. The pages carry the changes to come, worked out by
// hooks/toolkit/domain/timeline.py.

/**
 * The day it is in Brussels, as 2026-11-23.
 * @param {Date} [now]
 * @returns {string}
 */
export function today(now = new Date()) {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: "Europe/Brussels",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(now);
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/**
 * The last change that has happened by a day; undefined when none has.
 * @template {[string, ...unknown[]]} Change first its day (empty: since ever), in order of day
 * @param {Change[]} changes
 * @param {string} day
 * @returns {Change | undefined}
 */
export function changeOn(changes, day) {
  return changes.findLast(([from]) => from <= day);
}

/**
 * Bring every label that has changed since the build up to date.
 * @param {ParentNode} root
 * @param {string} day
 */
export function refresh(root, day) {
  for (const label of root.querySelectorAll("[data-changes]")) {
    const change = changeOn(JSON.parse(label.dataset.changes), day);
    if (!change) continue;
    const [, state, words] = change;
    label.classList.replace(`${label.dataset.kind}--${label.dataset.state}`, `${label.dataset.kind}--${state}`);
    label.dataset.state = state;
    label.textContent = words;
  }
}

// Numbers as the language of the page writes them, with the same no-break space as on the pages.
const format = new Intl.NumberFormat(document.documentElement.lang);

/**
 * @param {number} value
 * @returns {string}
 */
export function written(value) {
  return format.format(value).replaceAll("\u202f", "\u00a0");
}
