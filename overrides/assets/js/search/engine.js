// Finds pages: Pagefind's index, asked word by word, so that one word too many never hides a good page.
import { fold } from "../filter.js";

const RANKING = { metaWeights: { title: 5, names: 3, called: 600, defined: 300, strong: 6, weak: 0.3, kind: 0, demonstration: 0 }, pageLength: 0.1, termSimilarity: 2, diacriticSimilarity: 0 };
// When few pages have every word, those that have most of what was asked, rare words first, are shown too; when even
// these are few, all that have a word.
const LEAST_COVERAGE = 0.5;
const ENOUGH = 3;
// Of an excerpt: its words, and those before the first that is marked.
const [EXCERPT, BEFORE] = [26, 8];
// So many letters that begin a word looked for tell its family, and the compounds it is part of.
const ROOT = 5;

/**
 * The search of a language.
 * @param {string} root address of the root of the site
 * @param {string} language language of the page
 */
export async function openEngine(root, language) {
  const folder = new URL("pagefind/", root);
  const [pagefind, settings] = await Promise.all([
    import(`${folder}pagefind.js`),
    fetch(new URL(`query.${language}.json`, folder)).then((answer) => answer.json()),
  ]);
  const engine = pagefind.createInstance({ basePath: folder.href, baseUrl: "/", noWorker: true, ranking: RANKING, excerptLength: EXCERPT });
  return new Engine(engine, settings, folder, root);
}

class Engine {
  #spelling;
  #members;

  constructor(pagefind, settings, folder, root) {
    Object.assign(this, { pagefind, folder, root, settings, stopWords: new Set(settings.stop) });
  }

  /**
   * Pages for a query, best first, with the words looked for.
   * @returns {Promise<{pages: {id: string, score: number, load: function}[], words: string[], mended: boolean}>}
   */
  async find(text) {
    const typed = meaningfulWords(text, this.stopWords);
    const words = (await Promise.all(typed.map((word) => this.#understood(word)))).flat();
    const mended = words.some((word) => !typed.some((one) => fold(one) === fold(word)));
    const name = nameKey(mended ? words.join(" ") : text, this.stopWords, this.settings);
    const asked = [`"${name}"`, words.join(" "), ...words];
    const [named, whole, ...each] = await Promise.all(asked.map((one) => this.#ask(one)));
    return { pages: this.#ranked(named, whole, each, words), words, mended };
  }

  /** Every page, in no order. */
  async everything() {
    const { results } = await this.pagefind.search(null);
    return { pages: results.map((result) => ({ id: result.id, load: () => this.#load(result, []) })), words: [], mended: false };
  }

  /** Pages of each value of each facet, by identifier. */
  async members() {
    this.#members ??= fetch(new URL(this.settings.facets, this.folder))
      .then((answer) => answer.json())
      .then(({ pages, facets }) => mapValues(facets, (values) => mapValues(values, (members) => new Set(members.map((one) => pages[one])))));
    return this.#members;
  }

  async #ask(words) {
    return words ? (await this.pagefind.search(words)).results : [];
  }

  async #understood(word) {
    if (/\p{N}/u.test(word) || (await this.#ask(`"${word}"`)).length) return [word];
    this.#spelling ??= fetch(new URL(this.settings.words, this.folder))
      .then((answer) => answer.text())
      .then((text) => new Set(text.split("\n")));
    const known = await this.#spelling;
    const pieces = parts(word, known, this.settings.links);
    if (pieces.length) return pieces;
    return [nearest(word, known) || word];
  }

  #ranked(named, whole, each, words) {
    const found = new Map();
    // A word that stands nowhere tells nothing of the pages.
    const rarity = each.map((results) => (results.length ? Math.log(1 + this.settings.entries / results.length) : 0));
    const total = rarity.reduce((sum, one) => sum + one, 0);
    each.forEach((results, index) => {
      for (const result of results) {
        const page = found.get(result.id) ?? { result, score: 0, coverage: 0 };
        page.score += result.score;
        page.coverage += rarity[index] / total;
        found.set(result.id, page);
      }
    });
    for (const result of whole) Object.assign(found.get(result.id) ?? {}, { result, whole: result.score });
    for (const result of named) {
      found.set(result.id, { result, score: 0, ...found.get(result.id), coverage: 1, named: result.score });
    }
    const least = each.length < 3 && whole.length >= ENOUGH ? 0.99 : LEAST_COVERAGE;
    const covered = [...found.entries()].filter(([, page]) => page.named || page.coverage >= least);
    return (covered.length < ENOUGH ? [...found.entries()] : covered)
      .map(([id, page]) => ({ id, score: page.score * page.coverage ** 2 + (page.whole ?? 0) + (page.named ?? 0), load: () => this.#load(page.result, words) }))
      .sort((one, other) => other.score - one.score);
  }

  async #load(result, words) {
    const page = await result.data();
    const address = (url) => new URL(url.replace(/^\//, ""), this.root).href;
    return {
      title: page.meta.title,
      address: address(page.url),
      excerpt: page.excerpt.includes("<mark>") ? page.excerpt : passage(page.raw_content, words) || page.excerpt,
      kind: page.meta.kind.slice(2), // a prefix keeps kinds from being found
      demonstration: Boolean(page.meta.demonstration),
      sections: page.sub_results.slice(1).map((one) => ({ title: one.title, address: address(one.url), excerpt: one.excerpt })),
    };
  }
}

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

// The passage of a text with a word of the family of one looked for, or a compound of it: Pagefind marks none of these.
function passage(text, words) {
  const roots = words.map(fold).filter((word) => word.length >= ROOT).map((word) => word.slice(0, ROOT));
  const isRelated = (word) => roots.some((root) => fold(word).includes(root));
  const all = text.split(" ");
  const first = all.findIndex(isRelated);
  if (first < 0) return "";
  const start = Math.max(0, first - BEFORE);
  return all.slice(start, start + EXCERPT).map((word) => (isRelated(word) ? `<mark>${word}</mark>` : word)).join(" ");
}

// What a reader typed, as words to look for. Pure functions; the words of the language come from the site.

/** The words of a text that carry meaning; an apostrophe of any kind separates them. All of them when none does. */
function meaningfulWords(text, stopWords) {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+%?/gu) ?? [])];
  const kept = words.filter((word) => weighs(word, stopWords));
  return kept.length ? kept : words;
}

// A single letter is what an elision leaves: l’évaluation, s’abstenir.
const weighs = (word, stopWords) => !stopWords.has(word) && (word.length > 1 || /\p{N}/u.test(word));

/** The one word the index keeps for the pages of this name (`name_keys` in `words.py`). */
function nameKey(text, stopWords, { letters, plurals }) {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => weighs(word, stopWords));
  return `zq${words.map((word) => namePart(word, letters, plurals)).join("")}`;
}

function namePart(word, letters, plurals) {
  const plain = fold(word).replace(/(\p{L})\1/gu, "$1");
  const ending = plurals.find((one) => plain.endsWith(one) && plain.length - one.length > 2) ?? "";
  return plain.slice(0, Math.min(plain.length - ending.length, letters));
}

/** The known word a misspelt one is nearest to; empty when none is near, or when the word may be unfinished. */
function nearest(word, known) {
  const typed = fold(word);
  const limit = typed.length < 5 ? 0 : typed.length < 8 ? 1.5 : 2.5;
  let best = { distance: limit, word: "" };
  for (const candidate of known) {
    if (candidate.startsWith(typed)) return "";
    if (Math.abs(candidate.length - typed.length) > limit) continue;
    const found = distance(typed, candidate, best.distance);
    if (found < best.distance) best = { distance: found, word: candidate };
  }
  return best.word;
}

/** The two known words a compound is made of, longest first; empty when there are none. */
function parts(word, known, links) {
  const typed = fold(word);
  for (let cut = typed.length - 4; cut >= 4; cut -= 1) {
    if (!known.has(typed.slice(cut))) continue;
    for (const link of links) {
      const head = typed.slice(0, cut - link.length);
      if (head.length > 3 && typed.slice(0, cut).endsWith(link) && known.has(head)) return [head, typed.slice(cut)];
    }
  }
  return [];
}

// Letters changed, added, dropped or swapped; of two words as near, the one that begins alike is nearer.
function distance(one, other, limit) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > limit + 1) return Infinity;
    [before, last] = [last, row];
  }
  return last[other.length] - 0.01 * sharedStart(one, other);
}

function sharedStart(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

// Loads the search when it is first needed, once for all that need it.

let engine;

/** The engine of the page's language; a failed start is tried again the next time. */
export function engineOf(box) {
  const root = new URL(box.dataset.root, document.baseURI).href;
  engine ??= openEngine(root, document.documentElement.lang).catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** Resolves once the style sheet of the results is there. */
export function styles(box) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.styles });
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    document.head.append(link);
  });
}

/** Calls an asynchronous function after a pause; an answer that a newer call overtook is dropped. */
export function latest(ask, show, pause = 200) {
  let turn = 0;
  return async (...args) => {
    const mine = (turn += 1);
    await new Promise((done) => setTimeout(done, pause));
    if (mine !== turn) return;
    const answer = await ask(...args);
    if (mine === turn) show(answer);
  };
}

// Results as a list. Their elements hold no word, so no page carries them; the words are those of the search box.

const SECTIONS = 3;

function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

const ELEMENTS = {
  result: () =>
    element(
      "li",
      "search-result",
      element("p", "search-result__head", element("a", "search-result__title"), " ", element("span", "search-result__kind")),
      element("p", "search-result__excerpt"),
      element("ul", "search-result__sections"),
    ),
  section: () =>
    element("li", "", element("a", "search-result__section"), " ", element("span", "search-result__excerpt")),
};

/** The words of the search box of a page, and what makes the elements it shows. */
export function kit(box) {
  const panel = () => box.querySelector("template.search__panel").content.firstElementChild.cloneNode(true);
  return {
    words: JSON.parse(box.querySelector(".search__words").textContent),
    make: (name) => (name === "panel" ? panel() : ELEMENTS[name]()),
  };
}

/** What is said of the number of results. */
export function announcement({ words }, found, count) {
  if (!count) return words.none;
  const number = count === 1 ? words.one : words.many.replace("{count}", count);
  return found.mended ? words.mended.replace("{count}", number).replace("{words}", found.words.join(" ")) : number;
}

/** One result: title, kind, excerpt with the words marked, best sections. */
export function resultItem({ words, make }, page) {
  const item = make("result");
  const link = item.querySelector(".search-result__title");
  link.href = page.address;
  link.textContent = typographic(page.title);
  const kind = words.kinds[page.kind] ?? "";
  item.querySelector(".search-result__kind").textContent = page.demonstration
    ? `${kind} · ${words.demonstration}` : kind;
  mark(item.querySelector(".search-result__excerpt"), unfinished(withoutTitle(page)));
  const list = item.querySelector(".search-result__sections");
  const best = [...page.sections].sort((one, other) => marks(other) - marks(one)).slice(0, SECTIONS);
  for (const section of best) {
    const row = make("section");
    row.querySelector("a").href = section.address;
    row.querySelector("a").textContent = typographic(section.title);
    list.append(row);
  }
  if (!best.length) list.remove();
  return item;
}

const marks = (section) => section.excerpt.split("<mark>").length;

// The index holds straight apostrophes (Pagefind would not split words at the other one) and spaces that may break.
const typographic = (text) => text
  .replaceAll("'", "’")
  .replace(/ ([:;!?»])/g, "\u00a0$1").replace(/« /g, "«\u00a0").replace(/(\d) (\d{3})(?!\d)/g, "$1\u00a0$2");

// A page starts with its title, which stands above already.
function withoutTitle({ title, excerpt }) {
  const bare = (text) => plain(text.replaceAll(/<\/?mark>/g, ""));
  const words = excerpt.split(" ");
  const length = title.split(" ").length;
  const start = bare(words.slice(0, length).join(" "));
  return start.replace(/\.$/, "") === title.replace(/[.?!]$/, "") ? words.slice(length).join(" ") : excerpt;
}

// An excerpt stops after so many words, seldom at the end of a sentence.
const unfinished = (excerpt) => (/[.?!](<\/mark>)?$/.test(excerpt) || !excerpt ? excerpt : `${excerpt.replace(/ ?[,:]$| ;$/, "")} …`);

// Pagefind gives escaped text with <mark> around the words found and the punctuation they touch.
function mark(target, excerpt) {
  excerpt.split(/<mark>(.*?)<\/mark>/).forEach((piece, index) => {
    const text = typographic(plain(piece));
    const [, before, word, after] = text.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}%]*)$/su);
    if (index % 2 && word) target.append(before, Object.assign(document.createElement("mark"), { textContent: word }), after);
    else target.append(text);
  });
}

const ENTITIES = { lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", amp: "&" };
const plain = (text) => text.replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, name) => ENTITIES[name]);
