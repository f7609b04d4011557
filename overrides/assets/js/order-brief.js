// The draft of an order, in both languages, from the answers of the route helper and a few fields. Nothing is sent.
import { onAnswer } from "./route.js";
import { amountIn } from "./route_rules.js";

// The draft of an order as a list of blocks, which a page shows and a .docx file holds: { kind, text }.
// Kinds: title, note, heading, subheading, paragraph, item.

/**
 * Write the draft of an order in one language.
 * @param {object} words of that language, from the data block `brief-words`
 * @param {string} language `fr` or `nl`, for numbers
 * @param {object} answer of the route helper: orders, reminders, amounts, phase, applicant
 * @param {object} typed the fields of the form, and `language`: the one they are written in
 * @returns {{kind: string, text: string}[]}
 */
function brief(words, language, answer, typed) {
  const { t } = words;
  const say = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const money = (cents) => say(t.euros, { amount: amountIn(language, cents) });
  // What the reader typed is in one language only: the other draft says that it must be translated.
  const own = (name) => {
    const text = (typed[name] ?? "").trim();
    if (!text) return t.blank;
    return typed.language === language ? text : say(t.translate, { text });
  };
  const label = (kind, id) => words[kind][id] ?? t.blank;
  return [
    { kind: "title", text: t.title },
    { kind: "note", text: t.note },
    heading(t.object),
    ...paragraphs(own("object")),
    heading(t.context),
    paragraph(say(t.organisation, { name: own("organisation"), kind: label("applicants", answer.applicant) })),
    paragraph(say(t.phase, { phase: label("phases", answer.phase) })),
    ...paragraphs(own("context")),
    heading(t.needs),
    ...answer.orders.flatMap((order) => orderBlocks(words, say, money, order, answer.amounts[order.lot])),
    heading(t.deliverables),
    paragraph(t.deliverables_note),
    ...answer.orders.flatMap(({ lot }) => words.lots[lot].deliverables.map((text) => item(say(t.deliverable, { text })))),
    heading(t.amount),
    paragraph(total(t, say, money, answer)),
    heading(t.timing),
    item(say(t.start, { date: own("start") })),
    item(say(t.end, { date: own("end") })),
    heading(t.criteria),
    paragraph(t.criteria_note),
    ...[t.criterion_method, t.criterion_team, t.criterion_inclusion, t.criterion_price].map(item),
    heading(t.follow_up),
    item(say(t.follow_up_who, { text: own("answerer") })),
    item(say(t.follow_up_when, { text: own("answer_date") })),
    item(t.follow_up_where),
    item(t.follow_up_report),
    heading(t.steps),
    ...words.steps.map(item),
    ...(answer.reminders.length ? [heading(t.reminders)] : []),
    ...answer.reminders.map((id) => item(words.reminders[id])),
  ];
}

const heading = (text) => ({ kind: "heading", text });
const paragraph = (text) => ({ kind: "paragraph", text });
const item = (text) => ({ kind: "item", text });
const paragraphs = (text) => text.split(/\n+/).map(paragraph);

function orderBlocks(words, say, money, order, cents) {
  const { t } = words;
  const lot = words.lots[order.lot];
  return [
    { kind: "subheading", text: say(t.lot, { number: lot.number, name: lot.name }) },
    paragraph(say(t.needs_of, { needs: order.needs.map((need) => words.needs[need]).join(", ") })),
    paragraph(t.services),
    ...lot.services.map(item),
    paragraph(say(t.rule, { rule: words.rules[order.rule] })),
    paragraph(say(t.amount_of, { amount: cents === undefined ? t.blank : money(cents) })),
  ];
}

/** The sum when every order has its amount. */
function total(t, say, money, { orders, amounts }) {
  const known = orders.map((order) => amounts[order.lot]);
  const complete = orders.length > 0 && known.every((cents) => cents !== undefined);
  return say(t.total, { amount: complete ? money(known.reduce((sum, cents) => sum + cents, 0)) : t.blank });
}

// The page.
const root = document.getElementById("order-brief");
const words = JSON.parse(document.getElementById("brief-words").textContent);
const form = root.querySelector("form");
const here = document.documentElement.lang;
const TAGS = { title: "h3", heading: "h4", subheading: "h5", note: "p", paragraph: "p", item: "li" };
let answer;

function blocks(language) {
  return brief(words[language], language, answer, { ...Object.fromEntries(new FormData(form)), language: here });
}

function show(draft) {
  const place = draft.querySelector("[data-draft]");
  place.replaceChildren();
  let list = null;
  for (const { kind, text } of blocks(draft.lang)) {
    const element = document.createElement(TAGS[kind]);
    element.textContent = text;
    element.className = `draft__${kind}`;
    if (kind !== "item") list = null;
    else if (!list) list = place.appendChild(document.createElement("ul"));
    (list ?? place).append(element);
  }
}

function showAll() {
  root.querySelector("[data-first]").hidden = answer.orders.length > 0;
  root.querySelector("[data-drafts]").hidden = answer.orders.length === 0;
  if (answer.orders.length) root.querySelectorAll(".draft").forEach(show);
}

async function download(draft) {
  const { DOCX_TYPE, docx } = await import("./docx.js");
  const { title, file } = words[draft.lang].t;
  const bytes = docx(blocks(draft.lang), { title, language: `${draft.lang}-BE` });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: DOCX_TYPE }));
  link.download = file;
  link.click();
  URL.revokeObjectURL(link.href);
}

function print(draft) {
  draft.dataset.printed = "";
  document.documentElement.dataset.print = "brief";
  window.print();
  delete document.documentElement.dataset.print;
  delete draft.dataset.printed;
}

for (const draft of root.querySelectorAll(".draft")) {
  draft.querySelector("[data-download]").addEventListener("click", () => download(draft));
  draft.querySelector("[data-print-draft]").addEventListener("click", () => print(draft));
}
form.addEventListener("input", showAll);
form.addEventListener("submit", (event) => event.preventDefault());
document.querySelector(".brief-model").open = false;
root.hidden = false;
onAnswer((found) => {
  answer = found;
  showAll();
});
