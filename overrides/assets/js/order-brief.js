// The draft of an order, in both languages, from the answers of the route helper and a few fields. Nothing is sent.
import { brief } from "./brief.js";
import { DOCX_TYPE, docx } from "./docx.js";
import { onAnswer } from "./route.js";

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

function download(draft) {
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
root.hidden = false;
onAnswer((found) => {
  answer = found;
  showAll();
});
