// The rules of the route helper, without the page: from a need to an order, then an amount of money as people type it.
// The twin of hooks/toolkit/domain/procurement.py, on the rules that module writes in the page;
// tests run the same cases through both.

const CENTS = 100;

/**
 * Answer the questions of the route helper.
 * @param {object} rules data block `route-rules`
 * @param {string[]} needs
 * @param {Record<string, number>} amounts cents by lot, the unknown ones left out
 * @param {string} phase
 * @param {string} applicant
 * @returns {{orders: object[], instead: string, reminders: string[]}}
 */
export function route(rules, needs, amounts, phase = "", applicant = "") {
  const wanted = rules.needs.filter((need) => needs.includes(need));
  const chosen = lotsFor(rules, wanted);
  const orders = chosen.map((lot) => order(rules, lot, wanted, amounts[lot.id], phase));
  const others = chosen.length > 1 ? covering(rules, wanted).filter((lot) => !chosen.includes(lot)) : [];
  const reminders = rules.reminders.filter((one) => applies(rules, one.when ?? {}, orders, amounts, applicant));
  return { orders, instead: others[0]?.id ?? "", reminders: orders.length ? reminders.map((one) => one.id) : [] };
}

/**
 * The lot that serves exactly these needs, else for each need the lot that serves the fewest others.
 * @param {object} rules
 * @param {string[]} needs
 * @returns {object[]}
 */
export function lotsFor(rules, needs) {
  const exact = covering(rules, needs).find((lot) => lot.needs.length === needs.length);
  if (exact && needs.length) return [exact];
  const closest = needs.map((need) => covering(rules, [need]).sort((a, b) => a.needs.length - b.needs.length)[0]);
  return [...new Set(closest)].sort((a, b) => a.number - b.number);
}

function covering(rules, needs) {
  const found = rules.lots.filter((lot) => needs.every((need) => lot.needs.includes(need)));
  return found.sort((a, b) => a.number - b.number);
}

function order(rules, lot, wanted, cents, phase) {
  const where = band(rules, cents);
  const rule = ruleOf(lot, where);
  return {
    lot: lot.id,
    needs: wanted.filter((need) => lot.needs.includes(need)),
    rule,
    why: hasTwoRules(lot) ? where : "always",
    contact: { cascade: "by_rank", mini_competition: "together" }[rule] ?? "after_reply",
    fits: !phase || lot.phases.includes(phase),
  };
}

const hasTwoRules = (lot) => lot.below !== lot.above;

function band(rules, cents) {
  const threshold = rules.threshold * CENTS;
  if (cents === undefined) return "unknown";
  return cents === threshold ? "exact" : cents < threshold ? "below" : "above";
}

function ruleOf(lot, where) {
  if (!hasTwoRules(lot)) return lot.above;
  return { below: lot.below, exact: "ask_service", above: lot.above }[where] ?? "depends";
}

function applies(rules, when, orders, amounts, applicant) {
  const lots = orders.map((one) => rules.lots.find((lot) => lot.id === one.lot));
  const twoRules = lots.filter(hasTwoRules);
  const near = (lot) => {
    const cents = amounts[lot.id] ?? 0;
    return when.threshold_near * CENTS <= cents && cents < rules.threshold * CENTS;
  };
  const total = lots.reduce((sum, lot) => sum + (amounts[lot.id] ?? 0), 0);
  return (
    (!when.applicants?.length || when.applicants.includes(applicant)) &&
    (!when.lots_from || lots.length >= when.lots_from) &&
    (!when.two_rules || twoRules.length > 0) &&
    (!when.threshold_near || twoRules.some(near)) &&
    (!when.total_from || total >= when.total_from * CENTS)
  );
}

const LONGEST = 40;
const SPACES = /[ \t\r\n\f\v\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/g;
const CURRENCY = /^(?:€|euros?|eur)\s*|\s*(?:€|euros?|eur)$/gi;
const NO_CENTS = /,(?:-{1,2}|\u2013|\u2014)$/;
const MINUS = /^[-\u2212\u2013]\s*/;
// Groups of three after a dot, a space or (with a dot for the cents) a comma; cents after a comma or a lone dot.
const FORMS = [
  /^([0-9]+)(?:[.,]([0-9]{1,2}))?$/,
  /^([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?$/,
  /^([0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]{1,2}))?$/,
  /^([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,2})$/,
];
// One comma and three digits: thousands for some, three decimals for others.
const AMBIGUOUS = /^[0-9]{1,3}(?:,[0-9]{3})+$/;

/**
 * Read an amount typed in French or in Dutch.
 * @param {string} text
 * @param {number} ceiling in euro; more is `high`
 * @returns {{cents: number|null, fault: string}} `fault`: empty, negative, zero, unclear, absurd, high, or nothing
 */
export function parseAmount(text, ceiling) {
  const shown = text.replace(SPACES, " ").trim();
  if (!shown) return { cents: null, fault: "empty" };
  if ([...shown].length > LONGEST) return { cents: null, fault: "absurd" };
  const unsigned = shown.replace(MINUS, "").replace(CURRENCY, "").replace(MINUS, "").replace(CURRENCY, "");
  const bare = unsigned.replace(/^\+/, "").trim().replace(NO_CENTS, "");
  const negative = MINUS.test(shown) || MINUS.test(shown.replace(CURRENCY, ""));
  return checked(bare, negative, ceiling);
}

function checked(bare, negative, ceiling) {
  const fault = (code) => ({ cents: null, fault: code });
  if (AMBIGUOUS.test(bare)) return fault("unclear");
  const match = FORMS.map((form) => form.exec(bare)).find(Boolean);
  if (!match) return fault("absurd");
  if (negative) return fault("negative");
  const cents = Number(match[1].replace(/[^0-9]/g, "")) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  if (cents === 0) return fault("zero");
  return cents > ceiling * 100 ? fault("high") : { cents, fault: "" };
}

/**
 * Cents as a language of Belgium prints them, with an ordinary no-break space between French thousands.
 * @param {string} language
 * @param {number} cents
 * @returns {string}
 */
export function amountIn(language, cents) {
  const digits = cents % 100 ? 2 : 0;
  const format = new Intl.NumberFormat(`${language}-BE`, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(cents / 100).replace(/\u202f/g, "\u00a0");
}
