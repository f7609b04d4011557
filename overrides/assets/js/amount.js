// An amount of money as people type it in Brussels: `30.000`, `30 000,50`, `€ 29999`. Cases: tests/data/amounts.json.

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
