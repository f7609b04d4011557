// Scores answers with the rules of Mozilla's HTTP Observatory, offline. Reads one JSON object, writes another.
// Given: host, html, headers (of the page), moves (addresses from http to the page, with their status).
import { AxiosHeaders } from "axios";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { Session } from "@mdn/mdn-http-observatory/src/retriever/session.js";
import { parseHttpEquivHeaders } from "@mdn/mdn-http-observatory/src/retriever/utils.js";
import { Requests } from "@mdn/mdn-http-observatory/src/types.js";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const given = JSON.parse(text);
const home = new URL(`https://${given.host}/`);

function answer() {
  const headers = new AxiosHeaders(given.headers);
  return { headers, request: { headers: new AxiosHeaders() }, status: 200, verified: true, data: given.html };
}

const asked = new Requests(given.host);
asked.session = new Session(home);
asked.resources.path = given.html;
for (const name of ["auto", "cors", "http", "https"]) asked.responses[name] = answer();
asked.responses.auto.httpEquiv = parseHttpEquivHeaders(given.html, home.href);
asked.responses.httpRedirects = given.moves.map(([url, status]) => ({ url: new URL(url), status }));
asked.responses.httpsRedirects = [{ url: home, status: 200 }];

// As in src/scanner/index.js: what is better than asked for counts only when nothing much is lacking.
const found = ALL_TESTS.map((test) => test(asked));
const modifiers = found.map((one) => (one.result ? getScoreModifier(one.result) : 0));
const lost = 100 + modifiers.filter((one) => one < 0).reduce((sum, one) => sum + one, 0);
const whole = 100 + modifiers.reduce((sum, one) => sum + one, 0);
const { score, grade } = getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? whole : lost);
const tests = Object.fromEntries(found.map((one, at) => [one.constructor.name, [one.result, one.pass, modifiers[at]]]));
console.log(JSON.stringify({ score, grade, tests }));
process.exit(0);
