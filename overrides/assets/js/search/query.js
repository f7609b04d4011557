// What a reader typed, as words to look for. Pure functions; the words of the language come from the site.

/** In lower case, without accents or ligature. */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe");
}

/** The words of a text that carry meaning; an apostrophe of any kind separates them. All of them when none does. */
export function meaningfulWords(text, stopWords) {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+%?/gu) ?? [])];
  const kept = words.filter((word) => weighs(word, stopWords));
  return kept.length ? kept : words;
}

// A single letter is what an elision leaves: l’évaluation, s’abstenir.
const weighs = (word, stopWords) => !stopWords.has(word) && (word.length > 1 || /\p{N}/u.test(word));

/** The one word the index keeps for the pages of this name (`name_key` in `lexicon.py`). */
export function nameKey(text, stopWords, { letters, plurals }) {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => weighs(word, stopWords));
  return `zq${words.map((word) => namePart(word, letters, plurals)).join("")}`;
}

function namePart(word, letters, plurals) {
  const plain = fold(word).replace(/(\p{L})\1/gu, "$1");
  const ending = plurals.find((one) => plain.endsWith(one) && plain.length - one.length > 2) ?? "";
  return plain.slice(0, Math.min(plain.length - ending.length, letters));
}

/** The known word a misspelt one is nearest to; empty when none is near, or when the word may be unfinished. */
export function nearest(word, known) {
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
export function parts(word, known, links) {
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
