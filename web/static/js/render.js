// Turns as elements, cloned from the page's templates; texts are only ever set as text.

import { confidence, day, t } from "./words.js";

const LONG_QUESTION = 240; // characters; a longer one is shown smaller

const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** Write the values into the elements of those names; an empty value removes its element. */
export function fill(element, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = element.querySelector(`[data-field="${name}"]`);
    if (value === null || value === undefined || value === "") field.remove();
    else field.textContent = value;
  }
  return element;
}

export function turnElement(question) {
  const turn = fill(clone("turn"), { question });
  turn.querySelector(".question").classList.toggle("long", question.length > LONG_QUESTION);
  return turn;
}

export const pendingReply = () => clone("pending");

export const failedReply = ({ key, values, detail }) =>
  fill(clone("failed"), { text: t(key, values), detail });

/** An answer or a refusal; `articles` is the address below which the articles' pages lie. */
export function reply(answer, articles) {
  const refused = answer.status === "refused";
  const element = clone(refused ? "refused" : "answered");
  const text = element.querySelector('[data-field="text"]');
  text.lang = answer.language;
  text.append(...pieces(answer, articles));
  if (refused) {
    if (answer.reason) fill(element, { reason: answer.reason });
    else element.querySelector(".reason").remove();
  } else {
    fill(element, { confidence: confidence(answer.confidence) });
  }
  const items = answer.citations.map((citation) => citationItem(citation, articles));
  if (items.length) element.querySelector(".citations").append(...items);
  else element.querySelector(".sources").remove();
  return element;
}

/** The text with a link for each marker that has a citation. */
function pieces(answer, articles) {
  const known = new Map(answer.citations.map((citation) => [String(citation.marker), citation]));
  return answer.answer.split(/\[(\d+)\]/).map((part, index) => {
    if (index % 2 === 0) return part;
    return known.has(part) ? chip(known.get(part), articles) : `[${part}]`;
  });
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
    date: dated(citation),
    title: citation.title,
    quote: citation.quote,
  });
  pointed(item.querySelector("[data-source]"), citation, articles);
  return item;
}

function pointed(link, { marker, article_id, start, end }, articles) {
  link.href = `${articles}/${encodeURIComponent(article_id)}?start=${start}&end=${end}#quote`;
  link.dataset.source = marker;
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
