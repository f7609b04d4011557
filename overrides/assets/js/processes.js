// The list of processes and its map, filtered together; the choices are in the address. Comfort only.
import { refresh, today } from "./calendar.js";
import { indexOn, isEmpty, readAddress, search, writeAddress } from "./filter.js";
import { listFetched } from "./list-fetched.js";
import { listInPage } from "./list-in-page.js";
import { regionMap } from "./map.js";

const PLACE = "municipality";
const day = today();
const form = document.querySelector(".filter");
const field = form.elements.q;
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const found = document.querySelector(".found__count");
const clear = document.querySelector(".found__clear");
const chosen = document.querySelector(".chosen");

/**
 * Let the form, the map and the address filter a list.
 * @param {import("./filter.js").Columns} columns
 * @param {ReturnType<typeof listInPage>} list
 */
function filterList(columns, list) {
  const index = indexOn(columns, day);
  const none = () => readAddress("", index.values);
  const show = regionMap(document.querySelector(".map"), (municipality) => {
    const next = stateOfForm();
    const alone = next.chosen[PLACE].size === 1 && next.chosen[PLACE].has(municipality);
    next.chosen[PLACE] = new Set(municipality && !alone ? [municipality] : []);
    change(next);
  });

  function stateOfForm() {
    const state = none();
    state.text = field.value;
    for (const box of boxes) if (box.checked) state.chosen[box.name].add(box.value);
    return state;
  }

  function change(state, keepEntry = false) {
    const address = location.pathname + writeAddress(state);
    if (keepEntry) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    display(state);
  }

  function display(state) {
    const { shown, total, counts } = search(index, state, list.textOf);
    list.show(shown, !isEmpty(state));
    displayForm(state, index.values, counts);
    displayChosen(state, () => change(stateOfForm()));
    found.textContent = total
      ? found.dataset.words.replace("{count}", total).replace("{total}", index.length)
      : found.dataset.nothing;
    clear.hidden = isEmpty(state);
    show(new Map(index.values[PLACE].map((value, at) => [value, counts[PLACE][at]])), state.chosen[PLACE], shown);
    for (const link of document.querySelectorAll("a.language[hreflang]")) link.search = writeAddress(state);
  }

  field.addEventListener("input", () => change(stateOfForm(), true));
  form.addEventListener("change", (event) => {
    if (event.target !== field) change(stateOfForm());
  });
  clear.addEventListener("click", () => {
    change(none());
    field.focus();
  });
  addEventListener("popstate", () => display(readAddress(location.search, index.values)));
  const asked = readAddress(location.search, index.values);
  // What was typed while the list was on its way counts, unless the address asks for something.
  if (isEmpty(asked) && !isEmpty(stateOfForm())) change(stateOfForm(), true);
  else display(asked);
}

function displayForm(state, values, counts) {
  if (field.value.trim() !== state.text.trim()) field.value = state.text;
  for (const box of boxes) {
    const count = counts[box.name][values[box.name].indexOf(box.value)];
    const choice = box.closest(".choice");
    box.checked = state.chosen[box.name].has(box.value);
    choice.querySelector(".choice__count").textContent = count;
    choice.classList.toggle("choice--none", count === 0 && !box.checked);
  }
  for (const facet of form.querySelectorAll(".facet")) {
    facet.querySelector(".facet__chosen").textContent = state.chosen[facet.dataset.facet].size || "";
  }
}

function displayChosen(state, changed) {
  const buttons = boxes
    .filter((box) => state.chosen[box.name].has(box.value))
    .map((box) => {
      const label = box.closest(".choice").querySelector(".choice__label").textContent;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.setAttribute("aria-label", chosen.dataset.remove.replace("{choice}", label));
      button.addEventListener("click", () => {
        box.checked = false;
        changed();
        (chosen.querySelector("button") ?? field).focus();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
  chosen.replaceChildren(...buttons);
  chosen.hidden = buttons.length === 0;
}

/** A list too long for the page is fetched when the reader first turns to the filters, or the address asks for them. */
async function fetchList() {
  const data = await (await fetch(form.dataset.source)).json();
  filterList(data, listFetched(document.querySelector(".results"), data.rows));
}

refresh(document, day);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
if (!form.dataset.source) filterList(JSON.parse(document.getElementById("filter-data").textContent), listInPage());
else if (location.search) fetchList();
else form.addEventListener("focusin", fetchList, { once: true });
