// The ledger of promises on the day of the visit: state of each promise, number in each state.
import { changeOn, refresh, today, written } from "./labels.js";

const day = today();
refresh(document, day);
for (const number of document.querySelectorAll("[data-numbers]")) {
  number.textContent = written(changeOn(JSON.parse(number.dataset.numbers), day)[1]);
}
for (const line of document.querySelectorAll("[data-today]")) {
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  line.textContent = line.dataset.today.replace("{date}", words.format(new Date(`${day}T00:00:00Z`)));
}
