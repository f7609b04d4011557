// The located processes on the map. Where they are too many for the page, those of a result are drawn when these are few.
const SVG = "http://www.w3.org/2000/svg";
const MOST = 200;

/**
 * @param {SVGSVGElement} drawing
 * @param {[at: number, x: number, y: number][] | undefined} places where each located process stands, if the page does
 *   not draw them
 * @param {(at: number) => {href: string, title: string}} linkOf
 * @returns {(shown: boolean[], asked: boolean) => void} shows a result
 */
export function mapPoints(drawing, places, linkOf) {
  const drawn = [...drawing.querySelectorAll(".point")];
  if (!places?.length) {
    return (shown) => {
      for (const point of drawn) point.classList.toggle("point--off", !shown[point.dataset.at]);
    };
  }
  const group = document.createElementNS(SVG, "g");
  drawing.append(group);
  return (shown, asked) => {
    const found = asked ? places.filter(([at]) => shown[at]) : [];
    group.replaceChildren(...(found.length > MOST ? [] : found.map(([at, x, y]) => point(linkOf(at), x, y))));
  };
}

function point({ href, title }, x, y) {
  const link = document.createElementNS(SVG, "a");
  const name = document.createElementNS(SVG, "title");
  const circle = document.createElementNS(SVG, "circle");
  link.setAttribute("class", "point");
  link.setAttribute("href", href);
  link.setAttribute("aria-label", title);
  name.textContent = title;
  for (const [key, value] of Object.entries({ cx: x, cy: y, r: 9 })) circle.setAttribute(key, value);
  link.append(name, circle);
  return link;
}
