// The results under the search box of every page.
import { announcement, engineOf, kit, latest, resultItem, styles } from "./engine.js";

const SHOWN = 5;
const SHORTEST = 2;

/** Give a search box its panel. */
export async function openPanel(box) {
  const input = box.querySelector(".search__input");
  const tools = kit(box);
  const panel = tools.make("panel");
  const part = (name) => panel.querySelector(name);
  const all = part(".search-panel__all");
  const close = () => { panel.hidden = true; };

  const ask = async (text) => {
    if (text.length < SHORTEST) return null;
    try {
      const found = await (await engineOf(box)).find(text);
      return { text, found, pages: await Promise.all(found.pages.slice(0, SHOWN).map((page) => page.load())) };
    } catch (error) {
      console.warn(error);
      return { failed: true };
    }
  };
  const show = (answer) => {
    panel.hidden = !answer;
    if (!answer) return;
    part(".search-panel__failed").hidden = !answer.failed;
    part(".search-results").replaceChildren(...(answer.pages ?? []).map((page) => resultItem(tools, page)));
    part(".search-panel__status").textContent =
      answer.failed ? "" : announcement(tools, answer.found, answer.found.pages.length);
    all.hidden = !answer.pages?.length;
    all.href = `${box.action}?${new URLSearchParams({ q: answer.text ?? "" })}`;
  };
  const search = latest(ask, show);

  panel.hidden = true;
  box.append(panel);
  input.addEventListener("input", () => search(input.value.trim()));
  input.addEventListener("focus", () => { panel.hidden = !part(".search-panel__status").textContent; });
  box.addEventListener("focusout", (event) => { if (event.relatedTarget && !box.contains(event.relatedTarget)) close(); });
  document.addEventListener("pointerdown", (event) => { if (!box.contains(event.target)) close(); });
  box.addEventListener("keydown", (event) => walk(event, input, panel, close));
  await styles(box);
  if (input.value.trim()) search(input.value.trim());
}

// Down and up go from the box through the links; Escape closes and comes back to the box.
function walk(event, input, panel, close) {
  if (event.key === "Escape" && !panel.hidden) {
    event.preventDefault();
    input.focus();
    close();
  }
  if (panel.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [input, ...panel.querySelectorAll("a:not([hidden])")].filter((one) => one.checkVisibility());
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  event.preventDefault();
  stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
}
