// Filters of a list, without the page: state to address and back, which items match, how many each choice would give.
//
// A specification names the parts of a state, which are also the parameters of the address:
//   { facets: { lot: "any", language: "all" }, text: "q", lists: ["keep"] }
// `any`: an item needs one of the values chosen; `all`: it needs every one. A state holds an array of values for each
// facet and list, and a string for the text. An item is { facets: { lot: ["lot-1"] }, text: "folded words" }.

/**
 * A text as it is compared: without accents, ligatures, case, or typographic apostrophes.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase().replace(/œ/g, "oe").replace(/\s+/g, " ").trim();
}

/**
 * State of an address.
 * @param {string} search as in `location.search`
 * @param {object} spec
 * @returns {object} every part of the specification, with empty arrays and text by default
 */
export function readState(search, spec) {
  const parameters = new URLSearchParams(search);
  const names = [...Object.keys(spec.facets), ...(spec.lists ?? [])];
  const values = (name) => [...new Set(parameters.getAll(name).flatMap((one) => one.split(",")).filter(Boolean))];
  const state = Object.fromEntries(names.map((name) => [name, values(name)]));
  if (spec.text) state[spec.text] = (parameters.get(spec.text) ?? "").slice(0, 200);
  return state;
}

/**
 * Address of a state: always the same for the same choices, empty without any.
 * @param {object} state
 * @param {object} spec
 * @returns {string} `?lot=lot-1&q=word`, or nothing
 */
export function writeState(state, spec) {
  const names = [...Object.keys(spec.facets), ...(spec.lists ?? [])];
  const parts = names.filter((name) => state[name].length).map((name) => [name, state[name].join(",")]);
  if (spec.text && state[spec.text].trim()) parts.push([spec.text, state[spec.text].trim()]);
  // A comma may stand in a query (RFC 3986, 3.4) and reads better.
  const query = parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",")}`).join("&");
  return query && `?${query}`;
}

/**
 * Whether an item matches a state, leaving one facet aside if asked.
 * @param {object} item
 * @param {object} state
 * @param {object} spec
 * @param {string} [except]
 * @returns {boolean}
 */
export function matches(item, state, spec, except) {
  for (const [name, mode] of Object.entries(spec.facets)) {
    if (name === except || !state[name].length) continue;
    const has = (value) => item.facets[name].includes(value);
    if (!(mode === "all" ? state[name].every(has) : state[name].some(has))) return false;
  }
  const words = spec.text ? fold(state[spec.text]).split(" ") : [];
  return words.every((word) => item.text.includes(word));
}

/**
 * How many items each value of each facet would leave, given the other choices.
 * @param {object[]} items
 * @param {object} state
 * @param {object} spec
 * @returns {Record<string, Map<string, number>>} values without items are absent
 */
export function counts(items, state, spec) {
  const found = {};
  for (const [name, mode] of Object.entries(spec.facets)) {
    const tally = new Map();
    for (const item of items) {
      if (!matches(item, state, spec, mode === "any" ? name : undefined)) continue;
      for (const value of item.facets[name]) tally.set(value, (tally.get(value) ?? 0) + 1);
    }
    found[name] = tally;
  }
  return found;
}
