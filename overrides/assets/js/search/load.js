// Loads the search when it is first needed, once for all that need it.
import { openEngine } from "./engine.js";

let engine;

/** The engine of the page's language; a failed start is tried again the next time. */
export function engineOf(box) {
  const root = new URL(box.dataset.root, document.baseURI).href;
  engine ??= openEngine(root, document.documentElement.lang).catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** Resolves once the style sheet of the results is there. */
export function styles(box) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.styles });
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    document.head.append(link);
  });
}

/** Calls an asynchronous function after a pause; an answer that a newer call overtook is dropped. */
export function latest(ask, show, pause = 200) {
  let turn = 0;
  return async (...args) => {
    const mine = (turn += 1);
    await new Promise((done) => setTimeout(done, pause));
    if (mine !== turn) return;
    const answer = await ask(...args);
    if (mine === turn) show(answer);
  };
}
