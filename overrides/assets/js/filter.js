// The filters of the processes, without the page: state and address, matching, counts.
import { changeOn } from "./labels.js";

/**
 * What the reader asked for: words of a text, and by filter the values chosen (any of them will do).
 * @typedef {{text: string, chosen: Record<string, Set<string>>}} State
 *
 * What process_list.py wrote: values by filter, and by filter the positions of the values of each process, or their changes;
 * `points` are on the map, where there are too many to be drawn there.
 * @typedef {{values: Record<string, string[]>, items: Record<string, Array<number[] | [string, number[]][]>>,
 *   points?: [at: number, x: number, y: number][]}} Columns
 *
 * The same on one day: by filter, the positions of the values of each process; `positions` finds that of a value.
 * @typedef {{values: Record<string, string[]>, positions: Record<string, Map<string, number>>,
 *   items: Record<string, number[][]>, length: number}} Index
 */

/**
 * A list of processes by position: folded text and link of each; `show` shows those that match, `asked` tells whether
 * the reader asked for anything.
 * @typedef {{textOf: (at: number) => string, linkOf: (at: number) => {href: string, title: string},
 *   show: (shown: boolean[], asked: boolean) => void}} List
 */

/**
 * A text as it is compared: no capital, no accent, straight apostrophes.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[’‘]/g, "'")
    .replace(/œ/g, "oe");
}

/**
 * The state an address asks for; what the page does not know is left out.
 * @param {string} query the query of an address
 * @param {Record<string, string[]>} values
 * @returns {State}
 */
export function readAddress(query, values) {
  const asked = new URLSearchParams(query);
  const chosen = {};
  for (const key of Object.keys(values)) {
    chosen[key] = new Set(asked.getAll(key).filter((value) => values[key].includes(value)));
  }
  return { text: (asked.get("q") ?? "").trim(), chosen };
}

/**
 * The query of the address that asks for a state: always the same for the same state, empty for none.
 * @param {State} state
 * @returns {string}
 */
export function writeAddress({ text, chosen }) {
  const query = new URLSearchParams();
  if (text.trim()) query.set("q", text.trim());
  for (const key of Object.keys(chosen).sort()) {
    for (const value of [...chosen[key]].sort()) query.append(key, value);
  }
  const written = query.toString();
  return written && `?${written}`;
}

/**
 * Whether the reader asked for anything.
 * @param {State} state
 * @returns {boolean}
 */
export function isEmpty(state) {
  return writeAddress(state) === "";
}

/**
 * The columns as they stand on a day.
 * @param {Columns} columns
 * @param {string} day
 * @returns {Index}
 */
export function indexOn({ values, items }, day) {
  const standing = {};
  const positions = {};
  let length = 0;
  for (const [key, column] of Object.entries(items)) {
    standing[key] = column.map((cell) => (Array.isArray(cell[0]) ? changeOn(cell, day)[1] : cell));
    positions[key] = new Map(values[key].map((value, at) => [value, at]));
    length = column.length;
  }
  return { values, positions, items: standing, length };
}

/**
 * Which processes match, and how many each choice would show, the other filters being what they are.
 * @param {Index} index
 * @param {State} state
 * @param {(position: number) => string} textOf folded text of a process, asked only when there are words to find
 * @returns {{shown: boolean[], total: number, counts: Record<string, number[]>}}
 */
export function search(index, state, textOf) {
  const filters = Object.entries(index.items).map(([key, column]) => ({
    column,
    counts: new Array(index.values[key].length).fill(0),
    wanted: index.values[key].map((value) => state.chosen[key].has(value)),
    any: state.chosen[key].size === 0,
    key,
  }));
  const narrowing = filters.filter(({ any }) => !any);
  const words = fold(state.text).split(/\s+/).filter(Boolean);
  const shown = new Array(index.length).fill(false);
  let total = 0;
  for (let at = 0; at < index.length; at += 1) {
    if (words.length && !containsAll(textOf(at), words)) continue;
    const failed = failures(narrowing, at);
    if (failed.length === 0) {
      shown[at] = true;
      total += 1;
    }
    // A process that fails one filter only still counts for the other choices of that filter.
    if (failed.length < 2) for (const filter of failed.length ? failed : filters) count(filter, at);
  }
  return { shown, total, counts: Object.fromEntries(filters.map(({ key, counts }) => [key, counts])) };
}

const NONE = [];

/** The filters a process fails, two at most. */
function failures(filters, at) {
  let failed = NONE;
  for (const filter of filters) {
    if (hasOne(filter.column[at], filter.wanted)) continue;
    failed = [...failed, filter];
    if (failed.length === 2) break;
  }
  return failed;
}

function hasOne(values, wanted) {
  for (const value of values) if (wanted[value]) return true;
  return false;
}

function count({ column, counts }, at) {
  for (const value of column[at]) counts[value] += 1;
}

function containsAll(text, words) {
  return words.every((word) => text.includes(word));
}
