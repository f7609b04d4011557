// The directory of facilitators: filters, comparison and shortlist, all kept in the address.
import { counts, fold, matches, readState, writeState } from "./facets.js";

const SPEC = {
  facets: { lot: "any", language: "all", expertise: "all", municipality: "any", kind: "any" },
  text: "q",
  lists: ["keep", "compare"],
};
const MOST_COMPARED = 4;

const byId = (id) => document.getElementById(id);
const form = byId("directory-filters");
if (form) start();

function start() {
  const words = JSON.parse(byId("directory-words").textContent);
  const cards = [...document.querySelectorAll("#directory-cards [data-item]")];
  const items = cards.map(itemOf);
  const known = new Set(items.map((item) => item.id));
  let state = withKnown(readState(location.search, SPEC));

  function withKnown(read) {
    for (const list of SPEC.lists) read[list] = read[list].filter((id) => known.has(id));
    read.compare = read.compare.slice(0, MOST_COMPARED);
    return read;
  }

  function show() {
    const shown = items.filter((item) => matches(item, state, SPEC));
    cards.forEach((card, index) => (card.hidden = !shown.includes(items[index])));
    byId("directory-empty").hidden = shown.length > 0;
    say(byId("directory-count"), sentence(words, shown.length, items.length));
    showFacets(counts(items, state, SPEC));
    showList(byId("directory-shortlist"), state.keep);
    showList(byId("directory-comparison"), state.compare);
    const full = state.compare.length === MOST_COMPARED;
    say(document.querySelector(".comparison__note"), full ? words.full : words.compared.replace("{count}", state.compare.length));
    for (const box of document.querySelectorAll("#directory-cards [name=compare]")) box.disabled = full && !box.checked;
  }

  function showFacets(found) {
    for (const facet of form.querySelectorAll("[data-facet]")) {
      const name = facet.dataset.facet;
      facet.querySelector("[data-chosen]").textContent = state[name].length ? `(${state[name].length})` : "";
      for (const place of facet.querySelectorAll("[data-count]")) place.textContent = found[name].get(place.dataset.count) ?? 0;
    }
  }

  /** Put the state in the controls, for the first view and the way back. */
  function fill() {
    form.elements.q.value = state.q;
    for (const box of document.querySelectorAll("#directory-filters [type=checkbox], #directory-cards [type=checkbox]")) {
      box.checked = state[box.name].includes(box.value);
    }
    show();
  }

  function changed() {
    const address = location.pathname + writeState(state, SPEC) + location.hash;
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("a.language")) link.search = writeState(state, SPEC);
    show();
  }

  function onInput(event) {
    const { name, value, checked, type } = event.target;
    if (!(name in state)) return;
    if (type === "checkbox") state[name] = checked ? [...state[name], value] : state[name].filter((one) => one !== value);
    else state[name] = value;
    changed();
  }

  function empty(names) {
    for (const name of names) state[name] = name === SPEC.text ? "" : [];
    fill();
    changed();
  }

  form.addEventListener("input", onInput);
  byId("directory-cards").addEventListener("input", onInput);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    empty([...Object.keys(SPEC.facets), SPEC.text]);
  });
  for (const button of document.querySelectorAll("[data-empty-list]")) {
    button.addEventListener("click", () => empty([button.dataset.emptyList]));
  }
  document.querySelector("[data-print]").addEventListener("click", printShortlist);
  window.addEventListener("popstate", () => {
    state = withKnown(readState(location.search, SPEC));
    fill();
  });
  for (const choices of document.querySelectorAll("[data-choices]")) choices.hidden = false;
  form.hidden = false;
  fill();
  changed();
}

function itemOf(card) {
  const facets = Object.fromEntries(Object.keys(SPEC.facets).map((name) => [name, card.dataset[name].split(" ")]));
  return { id: card.dataset.item, facets, text: fold(`${card.textContent} ${card.dataset.text}`) };
}

function sentence(words, shown, all) {
  const template = shown === 0 ? words.none : shown === 1 ? words.one : words.many;
  return template.replace("{count}", shown).replace("{all}", all);
}

/** Show the entries of a list that are chosen, and the list when there is one. */
function showList(section, chosen) {
  section.hidden = chosen.length === 0;
  for (const entry of section.querySelectorAll("[data-id]")) entry.hidden = !chosen.includes(entry.dataset.id);
}

/** A live region speaks when its text changes: leave it alone otherwise. */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function printShortlist() {
  document.documentElement.dataset.print = "shortlist";
  window.print();
  delete document.documentElement.dataset.print;
}
