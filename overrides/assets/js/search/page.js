// The page of all results: what is asked stands in the address, so that a search can be shared.
import { engineOf, latest, styles } from "./engine.js";
import { announcement, kit, resultItem } from "./results.js";

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
      return { found, pages: kept(found.pages, wanted, members), counted: counts(found.pages, wanted, members) };
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

// Facets: which pages are kept, and how many each value would keep. Values of one facet widen, facets narrow.

/** Pages that match every facet chosen; `members` has the pages of each value of each facet. */
function kept(pages, wanted, members) {
  return pages.filter((page) => matches(page.id, wanted, members));
}

/** For each value, the pages it would show together with what is chosen in the other facets. */
function counts(pages, wanted, members) {
  return Object.fromEntries(Object.entries(members).map(([facet, values]) => {
    const others = Object.fromEntries(Object.entries(wanted).filter(([name]) => name !== facet));
    const left = kept(pages, others, members);
    return [facet, Object.fromEntries(Object.entries(values).map(([value, ids]) => [value, left.filter((page) => ids.has(page.id)).length]))];
  }));
}

function matches(id, wanted, members) {
  return Object.entries(wanted).every(([facet, values]) => [...values].some((value) => members[facet]?.[value]?.has(id)));
}
