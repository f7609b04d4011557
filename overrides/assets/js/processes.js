// The list of processes and its map, filtered together; the choices are in the address. Comfort only.
import { refresh, today } from "./calendar.js";
import { setHidden, setText } from "./changes.js";
import { filterForm } from "./filter-form.js";
import { indexOn, isEmpty, readAddress, search, writeAddress } from "./filter.js";
import { listFetched } from "./list-fetched.js";
import { listInPage } from "./list-in-page.js";
import { mapPoints } from "./map-points.js";
import { regionMap } from "./map.js";
import { written } from "./numbers.js";

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
