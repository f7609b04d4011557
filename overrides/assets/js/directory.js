// The directory of facilitators: filters, comparison and shortlist, all kept in the address.
import { counts, fold, matches, readState, writeState } from "./facets.js";

const SPEC = {
  facets: { lot: "any", language: "all", expertise: "all", municipality: "any", kind: "any" },
  text: "q",
  lists: ["keep", "compare"],
};
const MOST_COMPARED = 4;
const FILTERS = [...Object.keys(SPEC.facets), SPEC.text];

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

class Directory {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(byId("directory-words").textContent);
    this.cards = all("#directory-cards [data-item]");
    this.items = this.cards.map(itemOf);
    this.listen();
    this.read();
    for (const choices of all("[data-choices]")) choices.hidden = false;
    form.hidden = false;
  }

  listen() {
    for (const place of [this.form, byId("directory-cards")]) place.addEventListener("input", (event) => this.choose(event.target));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.empty(FILTERS);
    });
    for (const button of all("[data-empty-list]")) button.addEventListener("click", () => this.close(button.dataset.emptyList));
    document.querySelector("[data-print]").addEventListener("click", printShortlist);
    window.addEventListener("popstate", () => this.read());
  }

  /** Take the state from the address; entries of the lists that do not exist are dropped. */
  read() {
    const state = readState(location.search, SPEC);
    const known = new Set(this.items.map((item) => item.id));
    for (const list of SPEC.lists) state[list] = state[list].filter((id) => known.has(id));
    state.compare.splice(MOST_COMPARED);
    this.state = state;
    this.fill();
  }

  choose(control) {
    const { name, value, checked, type } = control;
    if (!(name in this.state)) return;
    const before = control.getBoundingClientRect().top;
    if (type !== "checkbox") this.state[name] = value;
    else this.state[name] = [...this.state[name].filter((one) => one !== value), ...(checked ? [value] : [])];
    this.write();
    // A panel that opens above the cards must not carry away the one being read.
    if (SPEC.lists.includes(name)) scrollBy({ top: control.getBoundingClientRect().top - before, behavior: "instant" });
  }

  /** Empty a list, whose panel and button go: readers go on at the cards it was chosen from. */
  close(list) {
    this.empty([list]);
    document.querySelector(`#directory-cards [data-item]:not([hidden]) [name=${list}]`)?.focus();
  }

  empty(names) {
    for (const name of names) this.state[name] = name === SPEC.text ? "" : [];
    this.fill();
  }

  /** Put the state in the controls. */
  fill() {
    this.form.elements.q.value = this.state.q;
    for (const box of all("[type=checkbox]", this.form).concat(all("#directory-cards [type=checkbox]"))) {
      box.checked = this.state[box.name].includes(box.value);
    }
    this.write();
  }

  /** Put the state in the address, also of the same page in the other language, and show what it gives. */
  write() {
    const search = writeState(this.state, SPEC);
    history.replaceState(null, "", location.pathname + search + location.hash);
    for (const link of all("a.language")) link.search = search;
    this.showCards();
    this.showFacets();
    showList(byId("directory-shortlist"), this.state.keep);
    this.showComparison();
  }

  showCards() {
    const shown = this.items.map((item) => matches(item, this.state, SPEC));
    this.cards.forEach((card, index) => (card.hidden = !shown[index]));
    const count = shown.filter(Boolean).length;
    byId("directory-empty").hidden = count > 0;
    const template = this.words[["none", "one"][count] ?? "many"];
    say(byId("directory-count"), template.replace("{count}", count).replace("{all}", this.items.length));
  }

  showFacets() {
    const found = counts(this.items, this.state, SPEC);
    for (const facet of all("[data-facet]", this.form)) {
      const name = facet.dataset.facet;
      const chosen = this.state[name].length;
      facet.querySelector("[data-chosen]").textContent = chosen ? `(${chosen})` : "";
      for (const place of all("[data-count]", facet)) place.textContent = found[name].get(place.dataset.count) ?? 0;
    }
  }

  showComparison() {
    const { compare } = this.state;
    const full = compare.length === MOST_COMPARED;
    showList(byId("directory-comparison"), compare);
    say(document.querySelector(".comparison__note"), full ? this.words.full : this.words.compared.replace("{count}", compare.length));
    for (const box of all("#directory-cards [name=compare]")) box.disabled = full && !box.checked;
  }
}

function itemOf(card) {
  const facets = Object.fromEntries(Object.keys(SPEC.facets).map((name) => [name, card.dataset[name].split(" ")]));
  return { id: card.dataset.item, facets, text: fold(`${card.textContent} ${card.dataset.text}`) };
}

/** Show the entries of a list that are chosen, and the list when there is one. */
function showList(section, chosen) {
  section.hidden = chosen.length === 0;
  for (const entry of all("[data-id]", section)) entry.hidden = !chosen.includes(entry.dataset.id);
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

// Without any facilitator to show, there is nothing to filter.
if (byId("directory-filters")) new Directory(byId("directory-filters"));
