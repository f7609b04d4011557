// Results as a list, made from the templates of the page.

const SECTIONS = 3;

/** The words and templates of the search box of a page. */
export function kit(box) {
  const template = (name) => box.querySelector(`template.search__${name}`).content.firstElementChild;
  return {
    words: JSON.parse(box.querySelector(".search__words").textContent),
    make: (name) => template(name).cloneNode(true),
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
