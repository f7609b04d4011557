// Finds pages: Pagefind's index, asked word by word, so that one word too many never hides a good page.
import { fold, meaningfulWords, nameKey, nearest, parts } from "./query.js";

const RANKING = { metaWeights: { title: 5, names: 3, called: 600, defined: 300 }, pageLength: 0.1, termSimilarity: 2, diacriticSimilarity: 0 };
// When few pages have every word, those that have most of what was asked, rare words first, are shown too; when even
// these are few, all that have a word.
const LEAST_COVERAGE = 0.5;
const ENOUGH = 3;

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
  const engine = pagefind.createInstance({ basePath: folder.href, baseUrl: "/", noWorker: true, ranking: RANKING, excerptLength: 26 });
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
    return { pages: this.#ranked(named, whole, each), words, mended };
  }

  /** Every page, in no order. */
  async everything() {
    const { results } = await this.pagefind.search(null);
    return { pages: results.map((result) => ({ id: result.id, load: () => this.#load(result) })), words: [], mended: false };
  }

  /** Pages of each value of each facet, by identifier. */
  async members() {
    this.#members ??= (async () => {
      const found = {};
      for (const [facet, values] of Object.entries(await this.pagefind.filters())) {
        found[facet] = {};
        for (const value of Object.keys(values)) {
          const { results } = await this.pagefind.search(null, { filters: { [facet]: [value] } });
          found[facet][value] = new Set(results.map((one) => one.id));
        }
      }
      return found;
    })();
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

  #ranked(named, whole, each) {
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
      .map(([id, page]) => ({ id, score: page.score * page.coverage ** 2 + (page.whole ?? 0) + (page.named ?? 0), load: () => this.#load(page.result) }))
      .sort((one, other) => other.score - one.score);
  }

  async #load(result) {
    const page = await result.data();
    const address = (url) => new URL(url.replace(/^\//, ""), this.root).href;
    return {
      title: page.meta.title,
      names: page.meta.names ?? "",
      address: address(page.url),
      excerpt: page.excerpt,
      filters: page.filters,
      sections: page.sub_results.slice(1).map((one) => ({ title: one.title, address: address(one.url), excerpt: one.excerpt })),
    };
  }
}
