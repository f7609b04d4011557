// The form that filters the processes: what the reader chose, how many processes each choice would show.
import { setHidden, setText } from "./changes.js";
import { written } from "./numbers.js";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} list where the choices made stand together, each with a button to take it back
 */
export function filterForm(form, list) {
  const field = form.elements.q;
  const choices = [...form.querySelectorAll(".choice")].map((label) => ({
    label,
    box: label.querySelector("input"),
    words: label.querySelector(".choice__label").textContent,
    count: label.querySelector(".choice__count"),
  }));
  const facets = [...form.querySelectorAll(".facet")].map((facet) => ({
    key: facet.dataset.facet,
    number: facet.querySelector(".facet__chosen"),
  }));

  /** @param {import("./filter.js").State} empty is filled with what the form holds */
  function read(empty) {
    empty.text = field.value;
    for (const { box } of choices) if (box.checked) empty.chosen[box.name].add(box.value);
    return empty;
  }

  /**
   * Show a state, which may come from the address, and what each choice would then give.
   * @param {import("./filter.js").State} state
   * @param {import("./filter.js").Index} index
   * @param {Record<string, number[]>} counts
   */
  function show(state, index, counts) {
    if (field.value.trim() !== state.text.trim()) field.value = state.text;
    for (const { box, label, count } of choices) {
      const number = counts[box.name][index.positions[box.name].get(box.value)];
      box.checked = state.chosen[box.name].has(box.value);
      setText(count, written(number));
      label.classList.toggle("choice--none", number === 0 && !box.checked);
    }
    for (const { key, number } of facets) setText(number, state.chosen[key].size || "");
    const made = choices.filter(({ box }) => box.checked);
    list.replaceChildren(...made.map(taken));
    setHidden(list, made.length === 0);
  }

  function taken({ box, words }) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", list.dataset.remove.replace("{choice}", words));
    button.addEventListener("click", () => {
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      (list.querySelector("button") ?? field).focus();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  return { field, read, show };
}
