// The directory of facilitators: filters, comparison and shortlist, all kept in the address.
import { fold, readAddress, search, writeAddress } from "./filter.js";

const FACETS = ["lot", "language", "expertise", "municipality", "kind"];
// A facilitator needs all the values chosen of these, one of those of the others.
const EVERY = ["language", "expertise"];
const LISTS = ["keep", "compare"];
const MOST_COMPARED = 4;

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

class Directory {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(byId("directory-words").textContent);
    this.cards = all("#directory-cards [data-item]");
    this.ids = this.cards.map((card) => card.dataset.item);
    this.texts = this.cards.map((card) => fold(`${card.textContent} ${card.dataset.text}`));
    this.index = indexOf(form, this.cards);
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
      this.state.text = "";
      this.empty(FACETS);
    });
    for (const button of all("[data-empty-list]")) button.addEventListener("click", () => this.close(button.dataset.emptyList));
    document.querySelector("[data-print]").addEventListener("click", printShortlist);
    window.addEventListener("popstate", () => this.read());
  }

  /** Take the state from the address. */
  read() {
    this.state = readAddress(location.search, { ...this.index.values, keep: this.ids, compare: this.ids });
    this.state.chosen.compare = new Set([...this.state.chosen.compare].slice(0, MOST_COMPARED));
    this.fill();
  }

  choose(control) {
    const { name, value, checked, type } = control;
    const chosen = this.state.chosen[name];
    if (name !== "q" && !chosen) return;
    const before = control.getBoundingClientRect().top;
    if (type !== "checkbox") this.state.text = value;
    else if (checked) chosen.add(value);
    else chosen.delete(value);
    this.write();
    // A panel that opens above the cards must not carry away the one being read.
    if (LISTS.includes(name)) scrollBy({ top: control.getBoundingClientRect().top - before, behavior: "instant" });
  }

  /** Empty a list, whose panel and button go: readers go on at the cards it was chosen from. */
  close(list) {
    this.empty([list]);
    document.querySelector(`#directory-cards [data-item]:not([hidden]) [name=${list}]`)?.focus();
  }

  empty(names) {
    for (const name of names) this.state.chosen[name].clear();
    this.fill();
  }

  /** Put the state in the controls. */
  fill() {
    this.form.elements.q.value = this.state.text;
    for (const box of all("[type=checkbox]", this.form).concat(all("#directory-cards [type=checkbox]"))) {
      box.checked = this.state.chosen[box.name].has(box.value);
    }
    this.write();
  }

  /** Put the state in the address, also of the same page in the other language, and show what it gives. */
  write() {
    const address = writeAddress(this.state);
    history.replaceState(null, "", location.pathname + address + location.hash);
    for (const link of all("a.language")) link.search = address;
    const { shown, total, counts } = search(this.index, this.cards.length, this.state, (at) => this.texts[at]);
    this.showCards(shown, total);
    this.showFacets(counts);
    showList(byId("directory-shortlist"), this.state.chosen.keep);
    this.showComparison();
  }

  showCards(shown, total) {
    this.cards.forEach((card, at) => (card.hidden = !shown[at]));
    byId("directory-empty").hidden = total > 0;
    const template = this.words[["none", "one"][total] ?? "many"];
    say(byId("directory-count"), template.replace("{count}", total).replace("{all}", this.cards.length));
  }

  showFacets(counts) {
    for (const facet of all("[data-facet]", this.form)) {
      const name = facet.dataset.facet;
      const chosen = this.state.chosen[name].size;
      facet.querySelector("[data-chosen]").textContent = chosen ? `(${chosen})` : "";
      all("[data-count]", facet).forEach((place, at) => (place.textContent = counts[name][at]));
    }
  }

  showComparison() {
    const { compare } = this.state.chosen;
    const full = compare.size === MOST_COMPARED;
    showList(byId("directory-comparison"), compare);
    say(document.querySelector(".comparison__note"), full ? this.words.full : this.words.compared.replace("{count}", compare.size));
    for (const box of all("#directory-cards [name=compare]")) box.disabled = full && !box.checked;
  }
}

/** The values of the form by facet, and their positions for each card. */
function indexOf(form, cards) {
  const values = Object.fromEntries(FACETS.map((name) => [name, all(`[name=${name}]`, form).map((box) => box.value)]));
  const positions = (card, name) => card.dataset[name].split(" ").map((value) => values[name].indexOf(value)).filter((at) => at >= 0);
  const items = Object.fromEntries(FACETS.map((name) => [name, cards.map((card) => positions(card, name))]));
  return { values, items, every: EVERY };
}

/** Show the entries of a list that are chosen, and the list when there is one. */
function showList(section, chosen) {
  section.hidden = chosen.size === 0;
  for (const entry of all("[data-id]", section)) entry.hidden = !chosen.has(entry.dataset.id);
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
