/**
 * Normalise a text for comparison: lower case, without accents or ligatures, straight apostrophes, single spaces.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/œ/g, "oe").replace(/\s+/g, " ").trim();
}
