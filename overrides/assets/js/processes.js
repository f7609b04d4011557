// The list of processes and its map, filtered together; the choices are in the address. Comfort only.
import { refresh, today } from "./calendar.js";
import { fold, indexOn, isEmpty, readAddress, search, writeAddress } from "./filter.js";
import { regionMap } from "./map.js";

const PLACE = "municipality";
const day = today();
const index = indexOn(JSON.parse(document.getElementById("filter-data").textContent), day);
const form = document.querySelector(".filter");
const field = form.elements.q;
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const found = document.querySelector(".found__count");
const clear = document.querySelector(".found__clear");
const chosen = document.querySelector(".chosen");
const cards = [...document.querySelectorAll("[data-process]")];
const entries = [...document.querySelectorAll(".index > [data-at]")];
const groups = [...document.querySelectorAll(".group")];
const texts = [];
const textOf = (at) => (texts[at] ??= fold(cards[at].textContent));
const show = regionMap(document.querySelector(".map"), (municipality) => {
  const next = stateOfForm();
  const alone = next.chosen[PLACE].size === 1 && next.chosen[PLACE].has(municipality);
  next.chosen[PLACE] = new Set(municipality && !alone ? [municipality] : []);
  change(next);
});

function stateOfForm() {
  const state = readAddress("", index.values);
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
  const { shown, total, counts } = search(index, state, textOf);
  cards.forEach((card, at) => setHidden(card, !shown[at]));
  for (const entry of entries) setHidden(entry, !shown[entry.dataset.at]);
  for (const group of groups) setHidden(group, !group.querySelector("[data-process]:not([hidden]), [data-at]:not([hidden])"));
  displayForm(state, counts);
  found.textContent = total
    ? found.dataset.words.replace("{count}", total).replace("{total}", index.length)
    : found.dataset.nothing;
  clear.hidden = isEmpty(state);
  displayChosen(state);
  show(new Map(index.values[PLACE].map((value, at) => [value, counts[PLACE][at]])), state.chosen[PLACE], shown);
  for (const link of document.querySelectorAll("a.language[hreflang]")) link.search = writeAddress(state);
}

/** Writing an attribute that is already right costs a style recalculation on every card. */
function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

function displayForm(state, counts) {
  if (field.value.trim() !== state.text.trim()) field.value = state.text;
  for (const box of boxes) {
    const count = counts[box.name][index.values[box.name].indexOf(box.value)];
    const choice = box.closest(".choice");
    box.checked = state.chosen[box.name].has(box.value);
    choice.querySelector(".choice__count").textContent = count;
    choice.classList.toggle("choice--none", count === 0 && !box.checked);
  }
  for (const facet of form.querySelectorAll(".facet")) {
    const number = state.chosen[facet.dataset.facet].size;
    facet.querySelector(".facet__chosen").textContent = number || "";
  }
}

function displayChosen(state) {
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
        change(stateOfForm());
        (chosen.querySelector("button") ?? field).focus();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
  chosen.replaceChildren(...buttons);
  chosen.hidden = buttons.length === 0;
}

field.addEventListener("input", () => change(stateOfForm(), true));
form.addEventListener("change", (event) => {
  if (event.target !== field) change(stateOfForm());
});
form.addEventListener("submit", (event) => event.preventDefault());
clear.addEventListener("click", () => {
  change(readAddress("", index.values));
  field.focus();
});
addEventListener("popstate", () => display(readAddress(location.search, index.values)));

refresh(document, day);
form.hidden = false;
display(readAddress(location.search, index.values));
