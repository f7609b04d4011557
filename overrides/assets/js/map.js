// The map of the processes: numbers, shades, the municipality chosen, the zoom on it.

/**
 * Prepare the map. `choose` is called with a municipality when the reader picks it, without one to see the whole again.
 * @param {HTMLElement} figure
 * @param {(municipality?: string) => void} choose
 * @returns {(counts: Map<string, number>, chosen: Set<string>, shown: boolean[]) => void} shows a result
 */
export function regionMap(figure, choose) {
  const drawing = figure.querySelector(".map__drawing");
  const areas = [...figure.querySelectorAll("[data-area]")];
  const whole = figure.querySelector(".map__whole");
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
  return (counts, chosen, shown) => {
    for (const area of areas) showArea(area, counts.get(area.dataset.area) ?? 0, chosen, steps, drawing.dataset.words);
    for (const point of drawing.querySelectorAll(".point")) {
      point.classList.toggle("point--off", !shown[point.dataset.at]);
    }
    const only = chosen.size === 1 && areas.find((area) => area.dataset.box && chosen.has(area.dataset.area));
    zoom(drawing, frame, only ? around(only.dataset.box.split(" ").map(Number)) : frame);
    whole.hidden = !chosen.size;
  };
}

function showArea(area, count, chosen, steps, words) {
  area.querySelector("text, strong").textContent = count;
  area.setAttribute("aria-label", words.replace("{name}", area.dataset.name).replace("{count}", count));
  area.toggleAttribute("aria-current", chosen.has(area.dataset.area));
  if (chosen.has(area.dataset.area)) area.setAttribute("aria-current", "true");
  if (!area.classList.contains("area")) return;
  const shade = steps.filter((least) => count >= least).length;
  area.classList.remove(...[0, 1, 2, 3, 4].map((step) => `area--${step}`));
  area.classList.add(`area--${shade}`);
}

/** A square with some air around a box. */
function around([left, top, width, height]) {
  const side = Math.max(width, height) * 1.3;
  return [left + (width - side) / 2, top + (height - side) / 2, side, side];
}

/** Lines and numbers keep their size on the screen: the style sheet divides by --zoom. */
function zoom(drawing, frame, box) {
  drawing.setAttribute("viewBox", box.map(Math.round).join(" "));
  drawing.style.setProperty("--zoom", String(box[2] / frame[2]));
}
