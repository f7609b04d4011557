// The map of the processes: numbers, shades, the municipality chosen, the zoom on it.
import { setAttribute, setHidden, setText } from "./changes.js";
import { written } from "./numbers.js";

/**
 * Prepare the map. `choose` is called with a municipality when the reader picks it, without one to see the whole again.
 * @param {HTMLElement} figure
 * @param {(municipality?: string) => void} choose
 * @returns {(counts: Map<string, number>, chosen: Set<string>) => void} shows a result
 */
export function regionMap(figure, choose) {
  const drawing = figure.querySelector(".map__drawing");
  const areas = [...figure.querySelectorAll("[data-area]")];
  const whole = figure.querySelector(".map__whole");
  // Drawn last: the areas beside a chosen one would cover half of its outline.
  const outline = figure.querySelector(".map__chosen");
  const steps = drawing.dataset.steps.split(" ").map(Number);
  const frame = drawing.getAttribute("viewBox").split(" ").map(Number);
  for (const area of areas) {
    area.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(area.dataset.area);
    });
  }
  whole.addEventListener("click", () => {
    choose();
    areas[0].focus();
  });
  return (counts, chosen) => {
    for (const area of areas) showArea(area, counts.get(area.dataset.area) ?? 0, chosen, steps, drawing.dataset.words);
    const drawn = areas.filter((area) => area.dataset.box && chosen.has(area.dataset.area));
    setAttribute(outline, "d", drawn.map((area) => area.querySelector("path").getAttribute("d")).join(" "));
    const [only] = chosen.size === 1 ? drawn : [];
    zoom(drawing, frame, only ? around(only.dataset.box.split(" ").map(Number)) : frame);
    setHidden(whole, chosen.size === 0);
  };
}

function showArea(area, count, chosen, steps, words) {
  setText(area.querySelector("text, strong"), written(count));
  setAttribute(area, "aria-label", words.replace("{name}", area.dataset.name).replace("{count}", written(count)));
  setAttribute(area, "aria-current", chosen.has(area.dataset.area) ? "true" : null);
  if (!area.classList.contains("area")) return;
  const shade = steps.filter((least) => count >= least).length;
  setAttribute(area, "class", `area area--${shade}`);
}

/** A square with some air around a box. */
function around([left, top, width, height]) {
  const side = Math.max(width, height) * 1.3;
  return [left + (width - side) / 2, top + (height - side) / 2, side, side];
}

/** Lines and numbers keep their size on the screen: the style sheet divides by --zoom. */
function zoom(drawing, frame, box) {
  const wanted = box.map(Math.round).join(" ");
  if (drawing.getAttribute("viewBox") === wanted) return;
  drawing.setAttribute("viewBox", wanted);
  drawing.style.setProperty("--zoom", String(box[2] / frame[2]));
}
