// The page of all results: what is asked stands in the address, so that a search can be shared.
import { search as filter } from "../filter.js";
import { announcement, engineOf, kit, latest, resultItem, styles } from "./engine.js";

const STEP = 10;

/** Bring the results page to life. `box` is the search box of every page, which holds the templates. */
export function openPage(page, box) {
  const form = page.querySelector(".search-page__form");
  const tools = kit(box);
  const part = (name) => page.querySelector(name);
  const more = part(".search-page__more");
  const list = part(".search-results");
  let waiting = [];

  const chosen = () => {
    const wanted = {};
    for (const [name, value] of new FormData(form)) if (name !== "q") (wanted[name] ??= new Set()).add(value);
    return wanted;
  };
  const ask = async () => {
    const text = form.elements.q.value.trim();
    const wanted = chosen();
    remember(form);
    if (!text && !Object.keys(wanted).length) return null;
    part(".search-page__status").textContent = tools.words.waiting;
    try {
      const engine = await engineOf(box);
      const [found, members] = await Promise.all([text ? engine.find(text) : engine.everything(), engine.members()]);
      return { found, ...narrowed(found.pages, wanted, members) };
    } catch (error) {
      console.warn(error);
      return { failed: true };
    }
  };
  const showMore = async () => {
    const next = waiting.splice(0, STEP);
    more.hidden = !waiting.length;
    const items = (await Promise.all(next.map((one) => one.load()))).map((one) => resultItem(tools, one));
    list.append(...items);
    return items[0];
  };
  const show = async (answer) => {
    list.replaceChildren();
    more.hidden = true;
    part(".search-page__failed").hidden = !answer?.failed;
    part(".search-page__plan").classList.toggle("search-page__plan--shown", Boolean(answer?.failed));
    part(".search-page__facets").hidden = !answer?.counted;
    part(".search-page__status").textContent = answer?.found ? announcement(tools, answer.found, answer.pages.length) : "";
    if (!answer?.found) return;
    showCounts(form, answer.counted);
    waiting = answer.pages;
    await showMore();
  };
  const search = latest(ask, show);

  restore(form);
  styles(box);
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("input", () => search());
  more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());
  search();
}

function restore(form) {
  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  for (const field of form.querySelectorAll("[type=checkbox]")) {
    field.checked = asked.getAll(field.name).includes(field.value);
    if (field.checked) field.closest("details").open = true;
  }
}

function remember(form) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
}

function showCounts(form, counted) {
  for (const field of form.querySelectorAll("[type=checkbox]")) {
    const count = counted[field.name]?.[field.value] ?? 0;
    field.closest("li").hidden = !count && !field.checked;
    field.closest("label").querySelector(".facet__count").textContent = count;
  }
  for (const facet of form.querySelectorAll(".facet")) facet.hidden = !facet.querySelector("li:not([hidden])");
}

/** Which pages have a value chosen of each facet, and how many each value would show; `members` are the pages by value. */
function narrowed(pages, wanted, members) {
  const values = Object.fromEntries(Object.entries(members).map(([name, ids]) => [name, Object.keys(ids)]));
  const positions = (page, name) => [...values[name].keys()].filter((at) => members[name][values[name][at]].has(page.id));
  const items = Object.fromEntries(Object.keys(values).map((name) => [name, pages.map((page) => positions(page, name))]));
  const chosen = Object.fromEntries(Object.keys(values).map((name) => [name, wanted[name] ?? new Set()]));
  const { shown, counts } = filter({ values, items }, pages.length, { text: "", chosen }, () => "");
  const byValue = ([name, column]) => [name, Object.fromEntries(column.map((count, at) => [values[name][at], count]))];
  return { pages: pages.filter((_, at) => shown[at]), counted: Object.fromEntries(Object.entries(counts).map(byValue)) };
}
