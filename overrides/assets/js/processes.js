// The list of processes and its map, filtered together; the choices are in the address. Comfort only.
import { fold, isEmpty, readAddress, search, writeAddress } from "./filter.js";
import { changeOn, refresh, today, written } from "./labels.js";

// Write to the page only what differs from it: each write costs a new style and layout, even of the same value.

/**
 * @param {Element} element
 * @param {string | number} text
 */
function setText(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

/**
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value nothing takes the attribute away
 */
function setAttribute(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

// The form that filters the processes: what the reader chose, how many processes each choice would show.

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} list where the choices made stand together, each with a button to take it back
 */
function filterForm(form, list) {
  const field = form.elements.q;
  const choices = [...form.querySelectorAll(".choice")].map((label) => ({
    label,
    box: label.querySelector("input"),
    words: label.querySelector(".choice__label").textContent,
    count: label.querySelector(".choice__count"),
  }));
  const facets = [...form.querySelectorAll(".facet")].map((facet) => ({
    key: facet.dataset.facet,
    number: facet.querySelector(".facet__chosen"),
  }));

  const values = {};
  for (const { box } of choices) (values[box.name] ??= []).push(box.value);

  /** @returns {import("./filter.js").State} what the form holds */
  function read() {
    const state = readAddress("", values);
    state.text = field.value;
    for (const { box } of choices) if (box.checked) state.chosen[box.name].add(box.value);
    return state;
  }

  /** Label of a value of a facet. */
  const labelOf = (key, value) => choices.find(({ box }) => box.name === key && box.value === value)?.words ?? "";

  /** @param {import("./filter.js").State} state */
  function fill(state) {
    if (field.value.trim() !== state.text.trim()) field.value = state.text;
    for (const { box } of choices) box.checked = state.chosen[box.name].has(box.value);
  }

  /**
   * Show a state, which may come from the address, and what each choice would then give.
   * @param {import("./filter.js").State} state
   * @param {Record<string, Map<string, number>>} counts
   */
  function show(state, counts) {
    fill(state);
    for (const { box, label, count } of choices) {
      const number = counts[box.name]?.get(box.value) ?? 0;
      setText(count, written(number));
      label.classList.toggle("choice--none", number === 0 && !box.checked);
    }
    for (const { key, number } of facets) setText(number, state.chosen[key].size || "");
    const made = choices.filter(({ box }) => box.checked);
    list.replaceChildren(...made.map(taken));
    setHidden(list, made.length === 0);
  }

  function taken({ box, words }) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", list.dataset.remove.replace("{choice}", words));
    button.addEventListener("click", () => {
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      (list.querySelector("button") ?? field).focus();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  return { field, values, labelOf, read, fill, show };
}

// The processes that match, in the place of those the page shows.
const STEP = 100;

/**
 * @param {HTMLElement} results
 * @param {(at: number) => HTMLElement} row
 * @returns {(matching: number[]) => void} shows the first that match, and a button for the following ones
 */
function resultList(results, row) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  let waiting = [];
  function showMore() {
    const rows = waiting.splice(0, STEP).map(row);
    results.append(...rows);
    button.remove();
    if (waiting.length) {
      button.textContent = results.dataset.more.replace("{count}", written(waiting.length));
      results.append(button);
    }
    return rows[0];
  }
  button.addEventListener("click", () => showMore().querySelector("a").focus());
  return (matching) => {
    waiting = [...matching];
    results.replaceChildren();
    showMore();
  };
}

/**
 * @param {[title: string, address: string, summary: string]} row
 * @param {string} status identifier
 * @param {string} label of the status
 */
function resultRow([title, address, summary], status, label) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = title;
  const mark = document.createElement("span");
  mark.className = `status status--${status}`;
  mark.textContent = label;
  const about = document.createElement("span");
  about.append(`${summary} · `, mark);
  const item = document.createElement("article");
  item.className = "row";
  item.append(link, " ", about);
  return item;
}

// The map of the processes: numbers, shades, the municipality chosen, the zoom on it.

/**
 * Prepare the map. `choose` is called with a municipality when the reader picks it, without one to see the whole again.
 * @param {HTMLElement} figure
 * @param {(municipality?: string) => void} choose
 * @returns {(counts: Map<string, number>, chosen: Set<string>) => void} shows a result
 */
function regionMap(figure, choose) {
  const drawing = figure.querySelector(".map__drawing");
  const areas = [...figure.querySelectorAll("[data-area]")];
  const whole = figure.querySelector(".map__whole");
  // Drawn last: the areas beside a chosen one would cover half of its outline.
  const outline = figure.querySelector(".map__chosen");
  const steps = drawing.dataset.steps.split(" ").map(Number);
  const frame = drawing.getAttribute("viewBox").split(" ").map(Number);
  for (const area of areas) {
    area.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(area.dataset.area);
    });
  }
  whole.addEventListener("click", () => {
    choose();
    areas[0].focus();
  });
  return (counts, chosen) => {
    for (const area of areas) showArea(area, counts.get(area.dataset.area) ?? 0, chosen, steps, drawing.dataset.words);
    const drawn = areas.filter((area) => area.dataset.box && chosen.has(area.dataset.area));
    setAttribute(outline, "d", drawn.map((area) => area.querySelector("path").getAttribute("d")).join(" "));
    const [only] = chosen.size === 1 ? drawn : [];
    zoom(drawing, frame, only ? around(only.dataset.box.split(" ").map(Number)) : frame);
    setHidden(whole, chosen.size === 0);
  };
}

function showArea(area, count, chosen, steps, words) {
  setText(area.querySelector("text, strong"), written(count));
  setAttribute(area, "aria-label", words.replace("{name}", area.dataset.name).replace("{count}", written(count)));
  setAttribute(area, "aria-current", chosen.has(area.dataset.area) ? "true" : null);
  if (!area.classList.contains("area")) return;
  const shade = steps.filter((least) => count >= least).length;
  setAttribute(area, "class", `area area--${shade}`);
}

/** A square with some air around a box. */
function around([left, top, width, height]) {
  const side = Math.max(width, height) * 1.3;
  return [left + (width - side) / 2, top + (height - side) / 2, side, side];
}

/** Lines and numbers keep their size on the screen: the style sheet divides by --zoom. */
function zoom(drawing, frame, box) {
  const wanted = box.map(Math.round).join(" ");
  if (drawing.getAttribute("viewBox") === wanted) return;
  drawing.setAttribute("viewBox", wanted);
  drawing.style.setProperty("--zoom", String(box[2] / frame[2]));
}

// The located processes on the map: those of the page, or the first that match.
const SVG = "http://www.w3.org/2000/svg";
const MOST_POINTS = 200;

/**
 * @param {SVGGElement} group
 * @param {[at: number, x: number, y: number][]} points
 * @param {[title: string, address: string][]} rows
 * @returns {(shown: boolean[], asked: boolean) => void} shows a result
 */
function mapPoints(group, points, rows) {
  const before = [...group.children];
  return (shown, asked) => {
    const matching = asked ? points.filter(([at]) => shown[at]).slice(0, MOST_POINTS) : [];
    group.replaceChildren(...(asked ? matching.map(([at, x, y]) => point(rows[at], x, y)) : before));
  };
}

function point([title, href], x, y) {
  const link = document.createElementNS(SVG, "a");
  const name = document.createElementNS(SVG, "title");
  const circle = document.createElementNS(SVG, "circle");
  link.setAttribute("class", "point");
  link.setAttribute("href", href);
  link.setAttribute("aria-label", title);
  name.textContent = title;
  for (const [key, value] of Object.entries({ cx: x, cy: y, r: 9 })) circle.setAttribute(key, value);
  link.append(name, circle);
  return link;
}

// The page.
const PLACE = "municipality";
const day = today();
const form = document.querySelector(".filter");
const found = document.querySelector(".found__count");
const clear = document.querySelector(".found__clear");
const results = document.querySelector(".results");
const browse = document.querySelector(".browse");
const languages = [...document.querySelectorAll("a.language[hreflang]")];
const { field, values, labelOf, read, fill, show: showForm } = filterForm(form, document.querySelector(".chosen"));
const showMap = regionMap(document.querySelector(".map"), (municipality) => {
  const next = read();
  const alone = next.chosen[PLACE].size === 1 && next.chosen[PLACE].has(municipality);
  next.chosen[PLACE] = new Set(municipality && !alone ? [municipality] : []);
  change(next);
});
let loading;

/**
 * The data of the list, fetched at first use. What list_pages.py wrote: an index whose items may change with the day,
 * `rows` (title, address, summary) and `points` of the map.
 */
function load() {
  loading ??= fetch(form.dataset.source)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then(prepare);
  return loading;
}

function prepare({ values: all, items, rows, points }) {
  const index = { values: all, items: Object.fromEntries(Object.entries(items).map(([key, column]) => [key, onDay(column)])) };
  const texts = [];
  const labels = Object.fromEntries(Object.entries(all).map(([key, known]) => [key, known.map((value) => labelOf(key, value))]));
  const labelsOf = (key, at) => index.items[key]?.[at].map((value) => labels[key][value]) ?? [];
  const statusOf = (at) => index.items.status[at][0];
  return {
    index,
    rows,
    textOf: (at) => (texts[at] ??= fold([rows[at][0], rows[at][2], ...labelsOf("theme", at), ...labelsOf("method", at)].join(" "))),
    showRows: resultList(results, (at) => resultRow(rows[at], all.status[statusOf(at)], labels.status[statusOf(at)])),
    showPoints: mapPoints(document.querySelector(".map__points"), points, rows),
  };
}

/** A column as it stands on the day of the visit. */
function onDay(column) {
  return column.map((cell) => (Array.isArray(cell[0]) ? changeOn(cell, day)[1] : cell));
}

function change(state, keepEntry = false) {
  const address = location.pathname + writeAddress(state);
  if (keepEntry) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  fill(state);
  display(state);
}

async function display(state) {
  try {
    show(state, await load());
  } catch (error) {
    loading = undefined;
    console.warn(error);
    setText(found, found.dataset.failed);
  }
}

function show(state, { index, rows, textOf, showRows, showPoints }) {
  const asked = !isEmpty(state);
  const { shown, total, counts } = search(index, rows.length, state, textOf);
  const byValue = Object.fromEntries(
    Object.entries(counts).map(([key, column]) => [key, new Map(column.map((number, at) => [index.values[key][at], number]))]),
  );
  showRows(asked ? [...rows.keys()].filter((at) => shown[at]) : []);
  setHidden(results, !asked);
  setHidden(browse, asked);
  showForm(state, byValue);
  const words = total ? found.dataset.words : found.dataset.nothing;
  setText(found, words.replace("{count}", written(total)).replace("{total}", written(rows.length)));
  setHidden(clear, !asked);
  showMap(byValue[PLACE], state.chosen[PLACE]);
  showPoints(shown, asked);
  for (const link of languages) link.search = writeAddress(state);
}

refresh(document, day);
// There is nothing to filter in an empty inventory.
if (PLACE in values) {
  field.addEventListener("input", () => change(read(), true));
  form.addEventListener("change", (event) => {
    if (event.target !== field) change(read());
  });
  clear.addEventListener("click", () => {
    change(readAddress("", values));
    field.focus();
  });
  addEventListener("popstate", () => display(readAddress(location.search, values)));
  form.addEventListener("focusin", () => display(read()), { once: true });
  const first = readAddress(location.search, values);
  if (!isEmpty(first)) {
    fill(first);
    display(first);
  }
}
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
