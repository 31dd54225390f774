// An answer's text: lines of words with a link for each marker, written at once or as it comes.

import { citationOf, remember } from "./citations.js";
import { clone, fill } from "./elements.js";
import { t } from "./words.js";

/** Writes into an element; `articles` is the address below which the articles' pages lie. */
export class Writing {
  text = "";
  citations = [];
  checks = []; // of unsure sentences
  #element;
  #articles;
  #line = null;

  constructor(element, articles) {
    this.#element = element;
    this.#articles = articles;
  }

  /** A citation, before the text that has its marker. */
  cite(citation) {
    this.citations.push(citation);
  }

  /** Part of the text, with whole markers. Each part is an element of its own: what stands is not
      laid out anew, so that nothing shifts. */
  write(text) {
    this.text += text;
    this.#begin();
    this.#parts(text).forEach((part) => this.#put(part));
  }

  /** A sentence to be checked, with the space before it; a label leads to what it cites. */
  doubt(text) {
    const sentence = text.trimStart();
    this.write(text.slice(0, text.length - sentence.length));
    const start = [...this.text].length; // in code points
    this.text += sentence;
    this.checks.push({ verdict: "unsure", start, end: [...this.text].length });
    const doubted = clone("to-check");
    const [words, label] = doubted.children;
    words.append(...this.#parts(sentence));
    const cited = words.querySelector("a[data-source]");
    if (cited) {
      const citation = citationOf(cited);
      label.ariaLabel = t("check.open", { n: citation.marker, title: citation.title });
      pointed(label, citation, this.#articles);
    }
    this.#line.lastChild.append(doubted);
  }

  /** A sentence that is no part of the text, in the place where it stood; null where it is hidden. */
  strike(sentence) {
    if (sentence === null) return;
    this.#begin();
    const struck = fill(clone("unverified"), { text: sentence });
    this.#line.lastChild.append(" ", struck, this.text ? "" : " ");
  }

  /** Takes all back. */
  restart() {
    this.text = "";
    this.citations = [];
    this.checks = [];
    this.#line = null;
    this.#element.replaceChildren();
  }

  /** Words, and a link for each marker. */
  #parts(text) {
    const known = new Map(this.citations.map((citation) => [String(citation.marker), citation]));
    const parts = text.split(/\[(\d+)\]/); // text, number, text, number, ..., text
    return parts.flatMap((part, index) => {
      if (index % 2 === 0) return stated(part, known.get(parts[index + 1]));
      return known.has(part) ? chip(known.get(part), this.#articles) : `[${part}]`;
    });
  }

  #put(part) {
    if (typeof part !== "string") return this.#line.lastChild.append(part);
    part.split("\n").forEach((words, index) => {
      if (index > 0) this.#endLine();
      this.#line.lastChild.append(words);
    });
  }

  #begin() {
    if (!this.#line) {
      this.#line = document.createElement("p");
      this.#line.dir = "auto";
      this.#element.append(this.#line);
    }
    this.#line.append(document.createElement("span"));
  }

  #endLine() {
    this.#element.append("\n"); // for those who copy the text
    this.#line = null;
    this.#begin();
  }
}

/** What leads to a marker: the short answer is marked where the text holds its quote. */
function stated(text, citation) {
  const range = citation && answerInQuote(citation);
  const at = range ? rounded(text).lastIndexOf(rounded(citation.quote)) : -1;
  return at < 0 ? [text] : marked(text, range.map((offset) => at + offset));
}

/** With round brackets only: an answer shows a "[1]" of the article's own as "(1)". */
const rounded = (text) => text.replaceAll("[", "(").replaceAll("]", ")");

/** A citation's quote, with its short answer marked. */
export function quoted(citation) {
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

/** A link made to lead to a citation's place in its article. */
export function pointed(link, citation, articles) {
  const { marker, article_id, start, end, answer_start, answer_end } = citation;
  link.dataset.source = marker;
  link.href = `${articles}/${encodeURIComponent(article_id)}`;
  remember(link, citation);
  if (hasMoved(citation)) return link; // nothing there to be lit
  const answer = Number.isInteger(answer_start) ? { answer_start, answer_end } : {};
  const range = new URLSearchParams({ start, end, ...answer });
  link.href += `?${range}#quote`;
  return link;
}

/** Whether other words stand in the quote's place by now; undefined in a conversation of before. */
export const hasMoved = ({ standing }) => standing !== undefined && standing !== "stands";
