// The interface's words, as the server gave them; see i18n.py.

const words = JSON.parse(document.getElementById("words").textContent);
const dates = new Intl.DateTimeFormat(words.language, { dateStyle: "long", timeZone: "UTC" });
const numbers = new Intl.NumberFormat(words.language);

export const t = (key, values = {}) =>
  words.phrases[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The phrase in the number of n: French counts nought as one. */
export function count(key, n) {
  const isOne = words.language === "fr" ? n < 2 : n === 1;
  return t(`${key}.${isOne ? "one" : "other"}`, { n: number(n) });
}

export const number = (n) => numbers.format(n);

/** "2020-09-01" written out: "1er septembre 2020". */
export function day(iso) {
  const written = dates.format(new Date(`${iso}T00:00:00Z`));
  return words.language === "fr" ? written.replace(/^1 /, "1er ") : written;
}

/** When a citation's article was published, and the page of a PDF, in words. */
export function dated({ published, published_from, page, page_label: label }) {
  const doubt = published_from === "inferred" ? ` (${t("date.inferred")})` : "";
  const date = published ? day(published) + doubt : t("date.unknown");
  return page ? `${date}, ${t("citation.page", { n: label ? `${page} (${label})` : page })}` : date;
}
