// The route helper: reads the answers of the form, shows the part of the page that answers them.
import { amountIn, lotsFor, parseAmount, route } from "./route_rules.js";

const root = document.getElementById("route");
const rules = JSON.parse(document.getElementById("route-rules").textContent);
const form = root.querySelector("form");
const count = root.querySelector(".route-answer__count");
const listeners = [];
let latest;

/**
 * Hear of each answer, beginning with the present one.
 * @param {(answer: object) => void} listener
 */
export function onAnswer(listener) {
  listeners.push(listener);
  if (latest) listener(latest);
}

const fill = (sentence, name, value) => sentence.replace(`{${name}}`, value);

/** Needs that are ticked; one box stands for all of them. */
function needs() {
  if (form.elements.all.checked) return rules.needs;
  return [...form.querySelectorAll("[name=need]:checked")].map((box) => box.value);
}

/** Show the amount fields of these lots and read them, with a sentence under each. */
function amounts(lots) {
  const found = {};
  form.querySelector("[data-empty]").hidden = lots.length > 0;
  for (const field of form.querySelectorAll("[data-amount]")) {
    const lot = field.dataset.amount;
    field.hidden = !lots.includes(lot);
    const input = field.querySelector("input");
    const { cents, fault } = parseAmount(input.value, rules.ceiling);
    input.setAttribute("aria-invalid", String(Boolean(fault) && fault !== "empty"));
    field.querySelector(".amount__read").textContent = understood(cents, fault);
    if (cents !== null && !field.hidden) found[lot] = cents;
  }
  return found;
}

function understood(cents, fault) {
  if (fault) return fault === "empty" ? "" : count.dataset[fault];
  return fill(count.dataset.read, "amount", amountIn(document.documentElement.lang, cents));
}

const toggle = (selector, test) => {
  for (const element of root.querySelectorAll(selector)) element.hidden = !test(element.dataset, element);
};

function showOrders(orders) {
  const byLot = Object.fromEntries(orders.map((one) => [one.lot, one]));
  toggle("[data-order]", ({ order }) => order in byLot);
  for (const section of root.querySelectorAll("[data-order]:not([hidden])")) {
    const one = byLot[section.dataset.order];
    for (const item of section.querySelectorAll("[data-need]")) item.hidden = !one.needs.includes(item.dataset.need);
    for (const item of section.querySelectorAll("[data-why]")) item.hidden = item.dataset.why !== one.why;
    section.querySelector("[data-fits-not]").hidden = one.fits;
  }
}

function answer() {
  const lots = lotsFor(rules, needs()).map((lot) => lot.id);
  const typed = amounts(lots);
  const applicant = form.elements.applicant.value;
  const phase = form.elements.phase.value;
  const found = route(rules, needs(), typed, phase, applicant);
  showOrders(found.orders);
  toggle("[data-instead]", ({ instead }) => instead === found.instead);
  toggle("[data-common]", () => found.orders.length > 0);
  toggle("[data-applicant]", (data) => data.applicant === applicant);
  toggle("[data-reminder]", ({ reminder }) => found.reminders.includes(reminder));
  const sentence = lots.length ? fill(count.dataset.count, "count", lots.length) : count.dataset.none;
  if (count.textContent !== sentence) count.textContent = sentence;
  latest = { ...found, amounts: typed, phase, applicant };
  for (const listener of listeners) listener(latest);
}

form.addEventListener("input", (event) => {
  if (event.target.name === "all" && event.target.checked) {
    for (const box of form.querySelectorAll("[name=need]")) box.checked = false;
  }
  if (event.target.name === "need" && event.target.checked) form.elements.all.checked = false;
  answer();
});
form.addEventListener("submit", (event) => event.preventDefault());
// The tables say the same: folded where the questions work, unless the address asks for them.
const tables = document.querySelector(".route-tables");
tables.open = location.hash === `#${tables.id}`;
// A browser that comes back to the page puts the answers back after its scripts have run.
window.addEventListener("pageshow", answer);
root.hidden = false;
answer();
