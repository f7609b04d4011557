// The list of processes and its map, filtered together; the choices are in the address. Comfort only.
import { fold, indexOn, isEmpty, readAddress, search, writeAddress } from "./filter.js";
import { refresh, today, written } from "./labels.js";

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

  /** @param {import("./filter.js").State} empty is filled with what the form holds */
  function read(empty) {
    empty.text = field.value;
    for (const { box } of choices) if (box.checked) empty.chosen[box.name].add(box.value);
    return empty;
  }

  /**
   * Show a state, which may come from the address, and what each choice would then give.
   * @param {import("./filter.js").State} state
   * @param {import("./filter.js").Index} index
   * @param {Record<string, number[]>} counts
   */
  function show(state, index, counts) {
    if (field.value.trim() !== state.text.trim()) field.value = state.text;
    for (const { box, label, count } of choices) {
      const number = counts[box.name][index.positions[box.name].get(box.value)];
      box.checked = state.chosen[box.name].has(box.value);
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

  return { field, read, show };
}

// The list of processes when the page holds it: what does not match is hidden.

const FEW = 8;

/**
 * @param {Element} heading
 */
function groupsUnder(heading) {
  const groups = [];
  for (let next = heading.nextElementSibling; next?.matches(".group"); next = next.nextElementSibling) groups.push(next);
  return groups;
}

/**
 * @returns {import("./filter.js").List}
 */
function listInPage() {
  const positions = new Map();
  const items = [...document.querySelectorAll("[data-process]")];
  items.forEach((item, at) => positions.set(item, at));
  const entries = [...document.querySelectorAll(".index > [data-at]")];
  for (const entry of entries) positions.set(entry, Number(entry.dataset.at));
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group,
    at: [...group.querySelectorAll("[data-process], [data-at]")].map((item) => positions.get(item)),
  }));
  const parts = [...document.querySelectorAll("h2")]
    .map((heading) => ({ heading, under: groupsUnder(heading) }))
    .filter(({ under }) => under.length);
  const texts = [];
  return {
    linkOf(at) {
      const link = items[at].querySelector("a");
      return { href: link.getAttribute("href"), title: link.textContent };
    },
    textOf: (at) => (texts[at] ??= fold(items[at].textContent)),
    show(shown) {
      for (const [item, at] of positions) setHidden(item, !shown[at]);
      for (const { group, at } of groups) {
        const number = at.filter((one) => shown[one]).length;
        setHidden(group, number === 0);
        // The style sheet supposes that a group is long as long as it is far from the screen.
        group.classList.toggle("group--few", number <= FEW);
      }
      for (const { heading, under } of parts) setHidden(heading, under.every((group) => group.hidden));
    },
  };
}

// The list of processes when it is too long for a page: the first that match are written below the map.

const SHOWN = 100;

/**
 * @param {HTMLElement} results
 * @param {[title: string, address: string, line: string][]} rows
 * @returns {import("./filter.js").List}
 */
function listFetched(results, rows) {
  const texts = [];
  return {
    linkOf: (at) => ({ href: rows[at][1], title: rows[at][0] }),
    textOf: (at) => (texts[at] ??= fold(`${rows[at][0]} ${rows[at][2]}`)),
    show(shown, asked) {
      const matching = asked ? rows.filter((_, at) => shown[at]) : [];
      const items = matching.slice(0, SHOWN).map(row);
      if (matching.length > SHOWN) items.push(more(results.dataset.more, matching.length - SHOWN));
      results.replaceChildren(...items);
      results.hidden = !asked;
    },
  };
}

function row([title, address, line]) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = title;
  const about = document.createElement("span");
  about.textContent = line;
  const item = document.createElement("article");
  item.className = "row";
  item.append(link, " ", about);
  return item;
}

function more(words, count) {
  const line = document.createElement("p");
  line.textContent = words.replace("{count}", written(count));
  return line;
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

// The located processes on the map. Where they are too many for the page, those of a result are drawn when these are few.
const SVG = "http://www.w3.org/2000/svg";
const MOST = 200;

/**
 * @param {SVGSVGElement} drawing
 * @param {[at: number, x: number, y: number][] | undefined} places where each located process stands, if the page does
 *   not draw them
 * @param {(at: number) => {href: string, title: string}} linkOf
 * @returns {(shown: boolean[], asked: boolean) => void} shows a result
 */
function mapPoints(drawing, places, linkOf) {
  const drawn = [...drawing.querySelectorAll(".point")];
  if (!places?.length) {
    return (shown) => {
      for (const point of drawn) point.classList.toggle("point--off", !shown[point.dataset.at]);
    };
  }
  const group = document.createElementNS(SVG, "g");
  drawing.append(group);
  return (shown, asked) => {
    const found = asked ? places.filter(([at]) => shown[at]) : [];
    group.replaceChildren(...(found.length > MOST ? [] : found.map(([at, x, y]) => point(linkOf(at), x, y))));
  };
}

function point({ href, title }, x, y) {
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
const languages = [...document.querySelectorAll("a.language[hreflang]")];
const { field, read, show: showForm } = filterForm(form, document.querySelector(".chosen"));

/**
 * Let the form, the map and the address filter a list.
 * @param {import("./filter.js").Columns} columns
 * @param {import("./filter.js").List} list
 */
function filterList(columns, list) {
  const index = indexOn(columns, day);
  const none = () => readAddress("", index.values);
  const asked = () => read(none());
  const showMap = regionMap(document.querySelector(".map"), (municipality) => {
    const next = asked();
    const alone = next.chosen[PLACE].size === 1 && next.chosen[PLACE].has(municipality);
    next.chosen[PLACE] = new Set(municipality && !alone ? [municipality] : []);
    change(next);
  });
  const showPoints = mapPoints(document.querySelector(".map__drawing"), columns.points, list.linkOf);

  function change(state, keepEntry = false) {
    const address = location.pathname + writeAddress(state);
    if (keepEntry) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    display(state);
  }

  function display(state) {
    const { shown, total, counts } = search(index, state, list.textOf);
    list.show(shown, !isEmpty(state));
    showForm(state, index, counts);
    const words = total ? found.dataset.words : found.dataset.nothing;
    setText(found, words.replace("{count}", written(total)).replace("{total}", written(index.length)));
    setHidden(clear, isEmpty(state));
    showMap(new Map(index.values[PLACE].map((value, at) => [value, counts[PLACE][at]])), state.chosen[PLACE]);
    showPoints(shown, !isEmpty(state));
    for (const link of languages) link.search = writeAddress(state);
  }

  field.addEventListener("input", () => change(asked(), true));
  form.addEventListener("change", (event) => {
    if (event.target !== field) change(asked());
  });
  clear.addEventListener("click", () => {
    change(none());
    field.focus();
  });
  addEventListener("popstate", () => display(readAddress(location.search, index.values)));
  const first = readAddress(location.search, index.values);
  // What was typed while the list was on its way counts, unless the address asks for something.
  if (isEmpty(first) && !isEmpty(asked())) change(asked(), true);
  else display(first);
}

/** What the page holds; there is nothing to filter in an empty inventory. */
function readPage() {
  const data = JSON.parse(document.getElementById("filter-data").textContent);
  if (PLACE in data.values) filterList(data, listInPage());
}

/** A list too long for the page is fetched when the reader first turns to the filters, or the address asks for them. */
async function fetchList() {
  const data = await (await fetch(form.dataset.source)).json();
  filterList(data, listFetched(document.querySelector(".results"), data.rows));
}

refresh(document, day);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
if (!form.dataset.source) readPage();
else if (location.search) fetchList();
else form.addEventListener("focusin", fetchList, { once: true });
