// Turns as elements, cloned from the page's templates; texts are only ever set as text.

import { confidence, day, t } from "./words.js";

const LONG_QUESTION = 240; // characters; a longer one is shown smaller

const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** Write the values into the elements of those names; an empty value removes its element. */
export function fill(element, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = element.querySelector(`[data-field="${name}"]`);
    if (value === null || value === undefined || value === false || value === "") field.remove();
    else field.textContent = value;
  }
  return element;
}

export function turnElement(question) {
  const turn = fill(clone("turn"), { question });
  turn.querySelector(".question").classList.toggle("long", question.length > LONG_QUESTION);
  turn.querySelector(".understood").hidden = true;
  return turn;
}

/** Say above the reply how the question was understood, where that differs from what was asked. */
export function showUnderstood(turn, { interpretation }) {
  if (!interpretation?.asked) return; // null where it does not, undefined in an old conversation
  fill(turn, { understood: interpretation.question });
  turn.querySelector(".understood").hidden = false;
}

/** The questions that may have been meant, each as a button. */
function unclear(answer) {
  const element = fill(clone("unclear"), { text: answer.answer });
  element.querySelector('[data-field="text"]').lang = answer.language;
  for (const question of answer.choices) {
    const choice = fill(clone("choice"), { choice: question });
    choice.querySelector("button").value = question;
    element.querySelector("ul").append(choice);
  }
  return element;
}

export const pendingReply = () => clone("pending");

export const failedReply = ({ key, values, detail }) =>
  fill(clone("failed"), { text: t(key, values), detail });

/** An answer, a refusal or what is said of the archive; `articles` is the address below which the articles' pages lie. */
export function reply(answer, articles) {
  if (answer.status === "unclear") return unclear(answer);
  const refused = answer.status === "refused";
  const element = clone(answer.status); // "answered", "refused" or "about"
  const text = element.querySelector('[data-field="text"]');
  text.lang = answer.language;
  if (answer.status === "about") {
    text.append(...titled(answer, articles));
    return element;
  }
  text.append(...pieces(answer, articles));
  if (refused) {
    if (answer.reason) fill(element, { reason: answer.reason });
    else element.querySelector(".reason").remove();
  } else {
    fill(element, { confidence: confidence(answer.confidence) });
  }
  const period = periodOf(answer);
  if (period) fill(element, { period });
  else element.querySelector(".searched").remove();
  const shown = (refused ? answer.closest : answer.citations) ?? []; // none kept from before
  const items = shown.map((citation) => citationItem(citation, articles));
  if (items.length) element.querySelector(".citations").append(...items);
  else element.querySelector(".sources").remove();
  return element;
}

/** The period that the question's words limited the search to, in words, or null. */
function periodOf({ interpretation }) {
  const { filters, dates, note } = interpretation ?? {}; // none kept from before
  if (!filters || note || !dates.length) return null;
  const [first, last] = [filters.from, filters.to].map((iso) => iso && day(iso));
  if (first && last) return t(first === last ? "period.day" : "period.between", { first, last });
  if (!first && !last) return null;
  return first ? t("period.from", { first }) : t("period.until", { last });
}

/** The text with a link for each marker that has a citation. */
function pieces(answer, articles) {
  const known = new Map(answer.citations.map((citation) => [String(citation.marker), citation]));
  const parts = answer.answer.split(/\[(\d+)\]/); // text, number, text, number, ..., text
  return parts.flatMap((part, index) => {
    if (index % 2 === 0) return stated(part, known.get(parts[index + 1]));
    return known.has(part) ? chip(known.get(part), articles) : `[${part}]`;
  });
}

/** The text with a link for the title of each article that it names. */
function titled(answer, articles) {
  let rest = answer.answer;
  const found = [];
  for (const { article_id, title } of answer.articles) {
    const at = rest.indexOf(title);
    if (at < 0) continue;
    const link = clone("titled");
    link.href = `${articles}/${encodeURIComponent(article_id)}`;
    link.firstElementChild.textContent = title;
    found.push(rest.slice(0, at), link);
    rest = rest.slice(at + title.length);
  }
  return [...found, rest];
}

/** What leads to a marker: the short answer is marked where the text holds its quote. */
function stated(text, citation) {
  const range = citation && answerInQuote(citation);
  const at = range ? rounded(text).lastIndexOf(rounded(citation.quote)) : -1;
  return at < 0 ? [text] : marked(text, range.map((offset) => at + offset));
}

/** With round brackets only: an answer shows a "[1]" of the article's own as "(1)". */
const rounded = (text) => text.replaceAll("[", "(").replaceAll("]", ")");

function quoted(citation) {
  const range = answerInQuote(citation);
  return range ? marked(citation.quote, range) : [citation.quote];
}

/** The short answer's range in the quote, or null. The API's offsets count code points, a string's
    UTF-16 units, of which a code point may take two. */
function answerInQuote({ quote, start, answer_start, answer_end }) {
  if (!Number.isInteger(answer_start)) return null; // undefined in a conversation kept from before
  const points = [...quote];
  return [answer_start, answer_end].map((at) => points.slice(0, at - start).join("").length);
}

function marked(text, [start, end]) {
  const mark = clone("short-answer");
  mark.textContent = text.slice(start, end);
  return [text.slice(0, start), mark, text.slice(end)];
}

function chip(citation, articles) {
  const link = clone("chip");
  link.textContent = `[${citation.marker}]`;
  link.ariaLabel = t("citation.marker", { n: citation.marker, title: citation.title });
  return pointed(link, citation, articles);
}

function citationItem(citation, articles) {
  const item = fill(clone("citation"), {
    number: citation.marker,
    outlet: citation.outlet,
    speaker: citation.speaker && t("citation.speaker", { name: citation.speaker }),
    date: dated(citation),
    title: citation.title,
    superseded: citation.superseded && t("citation.superseded"),
    standing: hasMoved(citation) && t(`citation.${citation.standing}`),
  });
  item.classList.toggle("superseded", Boolean(citation.superseded));
  item.querySelector('[data-field="quote"]').append(...quoted(citation));
  const others = citation.also_in ?? []; // none in a conversation kept from before
  const also = item.querySelector('[data-field="also_in"]');
  if (others.length) also.append(...alsoIn(others, articles));
  else also.remove();
  pointed(item.querySelector("[data-source]"), citation, articles);
  return item;
}

/** The other articles that tell the story, each as a link. */
function alsoIn(others, articles) {
  const links = others.flatMap((other, index) => {
    const link = document.createElement("a");
    link.href = `${articles}/${encodeURIComponent(other.article_id)}`;
    link.title = other.title;
    const name = document.createElement("bdi");
    name.textContent = other.outlet ?? other.title;
    link.append(name);
    const when = other.published ? day(other.published) : t("citation.undated");
    return [link, ` (${when})${index < others.length - 1 ? ", " : ""}`];
  });
  return [`${t("citation.also_in")} `, ...links];
}

/** Whether other words stand in the quote's place by now; undefined in a conversation of before. */
const hasMoved = ({ standing }) => standing !== undefined && standing !== "stands";

function pointed(link, citation, articles) {
  const { marker, article_id, start, end, answer_start, answer_end } = citation;
  link.dataset.source = marker;
  link.href = `${articles}/${encodeURIComponent(article_id)}`;
  if (hasMoved(citation)) return link; // nothing there to be lit
  const answer = Number.isInteger(answer_start) ? { answer_start, answer_end } : {};
  const range = new URLSearchParams({ start, end, ...answer });
  link.href += `?${range}#quote`;
  return link;
}

function dated({ published, published_from }) {
  if (!published) return t("date.unknown");
  const doubt = published_from === "inferred" ? ` (${t("date.inferred")})` : "";
  return day(published) + doubt;
}

/** The answer as plain text that keeps its citations when it is pasted elsewhere. */
export function asText(answer) {
  const sources = answer.citations.map((citation) => {
    const origin = [citation.outlet, citation.title, dated(citation)].filter(Boolean).join(", ");
    return [`[${citation.marker}] ${origin}`, `“${citation.quote}”`, citation.url]
      .filter(Boolean)
      .join("\n");
  });
  return [answer.answer, ...sources].join("\n\n");
}
