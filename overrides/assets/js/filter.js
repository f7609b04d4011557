// The filter engine of every list, without the page: state and address, matching, counts.

/**
 * What the visitor chose: a text, and the values chosen by key. A key is a facet, or a list of items kept apart.
 * @typedef {{text: string, chosen: Record<string, Set<string>>}} State
 *
 * The items by facet: `values` of the facet, and for each item the positions of its values. One of the values chosen
 * is enough, except in the facets named by `every`, where an item needs all of them.
 * @typedef {{values: Record<string, string[]>, items: Record<string, number[][]>, every?: string[]}} Index
 */

/**
 * Read the state of an address: values apart (`a=1&a=2`) or together (`a=1,2`). Unknown values are left out.
 * @param {string} query the query of an address
 * @param {Record<string, string[]>} values known values by key
 * @returns {State}
 */
export function readAddress(query, values) {
  const parameters = new URLSearchParams(query);
  const chosen = {};
  for (const key of Object.keys(values)) {
    const asked = new Set(parameters.getAll(key).flatMap((value) => value.split(",")));
    chosen[key] = new Set(values[key].filter((value) => asked.has(value)));
  }
  return { text: (parameters.get("q") ?? "").trim().slice(0, 200), chosen };
}

/**
 * Write the query of the address of a state: always the same for the same state, empty for none.
 * @param {State} state
 * @returns {string} `?lot=1,2&q=word`
 */
export function writeAddress({ text, chosen }) {
  const keys = Object.keys(chosen).filter((key) => chosen[key].size).sort();
  const parts = keys.map((key) => [key, [...chosen[key]].sort().join(",")]);
  if (text.trim()) parts.push(["q", text.trim()]);
  // A comma may stand in a query (RFC 3986, 3.4) and reads better.
  const query = parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ",")}`).join("&");
  return query && `?${query}`;
}

/**
 * Whether a state asks for nothing.
 * @param {State} state
 * @returns {boolean}
 */
export function isEmpty(state) {
  return writeAddress(state) === "";
}

/**
 * Find which items match, and how many each value would show, the other facets being what they are.
 * @param {Index} index
 * @param {number} length number of items
 * @param {State} state
 * @param {(position: number) => string} textOf folded text of an item, asked only when there are words to find
 * @returns {{shown: boolean[], total: number, counts: Record<string, number[]>}} counts by facet and position of value
 */
export function search(index, length, state, textOf) {
  const facets = Object.keys(index.values).map((key) => facet(index, key, state.chosen[key]));
  const narrowing = facets.filter(({ wanted }) => wanted.length);
  const words = fold(state.text).split(" ").filter(Boolean);
  const shown = new Array(length).fill(false);
  let total = 0;
  for (let at = 0; at < length; at += 1) {
    if (words.length && !words.every((word) => textOf(at).includes(word))) continue;
    const failed = failures(narrowing, at);
    if (failed.length === 0) {
      shown[at] = true;
      total += 1;
      for (const each of facets) count(each, at);
    } else if (failed.length === 1 && !failed[0].every) {
      // Another value of the only facet it fails would show it.
      count(failed[0], at);
    }
  }
  return { shown, total, counts: Object.fromEntries(facets.map(({ key, counts }) => [key, counts])) };
}

function facet({ values, items, every = [] }, key, chosen) {
  const wanted = [...chosen].map((value) => values[key].indexOf(value));
  return { key, column: items[key], every: every.includes(key), wanted, counts: new Array(values[key].length).fill(0) };
}

const NONE = [];

/** The facets an item fails, two at most. */
function failures(narrowing, at) {
  let failed = NONE;
  for (const each of narrowing) {
    const has = (value) => each.column[at].includes(value);
    if (each.every ? each.wanted.every(has) : each.wanted.some(has)) continue;
    failed = [...failed, each];
    if (failed.length === 2) break;
  }
  return failed;
}

function count({ column, counts }, at) {
  for (const value of column[at]) counts[value] += 1;
}

/**
 * Normalise a text for comparison: lower case, without accents or ligatures, straight apostrophes, single spaces.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/œ/g, "oe").replace(/\s+/g, " ").trim();
}
