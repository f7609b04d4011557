// The list of processes when the page holds it: what does not match is hidden.
import { setHidden } from "./changes.js";
import { fold } from "./filter.js";

const FEW = 8;

/**
 * @param {Element} heading
 */
function groupsUnder(heading) {
  const groups = [];
  for (let next = heading.nextElementSibling; next?.matches(".group"); next = next.nextElementSibling) groups.push(next);
  return groups;
}

/**
 * @returns {import("./filter.js").List}
 */
export function listInPage() {
  const positions = new Map();
  const items = [...document.querySelectorAll("[data-process]")];
  items.forEach((item, at) => positions.set(item, at));
  const entries = [...document.querySelectorAll(".index > [data-at]")];
  for (const entry of entries) positions.set(entry, Number(entry.dataset.at));
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group,
    at: [...group.querySelectorAll("[data-process], [data-at]")].map((item) => positions.get(item)),
  }));
  const parts = [...document.querySelectorAll("h2")]
    .map((heading) => ({ heading, under: groupsUnder(heading) }))
    .filter(({ under }) => under.length);
  const texts = [];
  return {
    linkOf(at) {
      const link = items[at].querySelector("a");
      return { href: link.getAttribute("href"), title: link.textContent };
    },
    textOf: (at) => (texts[at] ??= fold(items[at].textContent)),
    show(shown) {
      for (const [item, at] of positions) setHidden(item, !shown[at]);
      for (const { group, at } of groups) {
        const number = at.filter((one) => shown[one]).length;
        setHidden(group, number === 0);
        // The style sheet supposes that a group is long as long as it is far from the screen.
        group.classList.toggle("group--few", number <= FEW);
      }
      for (const { heading, under } of parts) setHidden(heading, under.every((group) => group.hidden));
    },
  };
}
