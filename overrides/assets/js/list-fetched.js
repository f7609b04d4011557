// The list of processes when it is too long for a page: the first that match are written below the map.
import { fold } from "./filter.js";
import { written } from "./numbers.js";

const SHOWN = 100;

/**
 * @param {HTMLElement} results
 * @param {[title: string, address: string, line: string][]} rows
 * @returns {import("./filter.js").List}
 */
export function listFetched(results, rows) {
  const texts = [];
  return {
    linkOf: (at) => ({ href: rows[at][1], title: rows[at][0] }),
    textOf: (at) => (texts[at] ??= fold(`${rows[at][0]} ${rows[at][2]}`)),
    show(shown, asked) {
      const matching = asked ? rows.filter((_, at) => shown[at]) : [];
      const items = matching.slice(0, SHOWN).map(row);
      if (matching.length > SHOWN) items.push(more(results.dataset.more, matching.length - SHOWN));
      results.replaceChildren(...items);
      results.hidden = !asked;
    },
  };
}

function row([title, address, line]) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = title;
  const about = document.createElement("span");
  about.textContent = line;
  const item = document.createElement("article");
  item.className = "row";
  item.append(link, " ", about);
  return item;
}

function more(words, count) {
  const line = document.createElement("p");
  line.textContent = words.replace("{count}", written(count));
  return line;
}
