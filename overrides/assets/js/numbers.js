// Numbers as the language of the page writes them, with the same no-break space as on the pages.
const format = new Intl.NumberFormat(document.documentElement.lang);

/**
 * @param {number} value
 * @returns {string}
 */
export function written(value) {
  return format.format(value).replaceAll("\u202f", "\u00a0");
}
