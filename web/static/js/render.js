// Turns as elements, cloned from the page's templates; texts are only ever set as text.

import { clone, fill } from "./elements.js";
import { count, dated, day, number, t } from "./words.js";
import { hasMoved, pointed, quoted, Writing } from "./writing.js";

const LONG_QUESTION = 240; // characters; a longer one is shown smaller

export function turnElement(question) {
  const turn = fill(clone("turn"), { question });
  turn.querySelector(".question").classList.toggle("long", question.length > LONG_QUESTION);
  return turn;
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

/** What stands below an answer that did not come to its end. */
export const partialNote = ({ key, values, detail }) =>
  fill(clone("partial"), { text: t(key, values), detail });

/** An answer, a refusal or what is said of the archive; `articles` is the address below which the articles' pages lie. */
export function reply(answer, articles) {
  if (answer.status === "unclear") return unclear(answer);
  const element = clone(answer.status); // "answered", "refused" or "about"
  const text = element.querySelector('[data-field="text"]');
  text.lang = answer.language;
  if (answer.status === "about") {
    text.append(...titled(answer, articles));
    return element;
  }
  writeAll(text, answer, articles);
  showReading(element, answer);
  if (answer.status === "refused") showRefusal(element, answer);
  else {
    showWriting(element, answer);
    showFacts(element, answer);
  }
  const shown = (answer.status === "refused" ? answer.closest : answer.citations) ?? []; // none kept from before
  const items = shown.map((citation) => citationItem(citation, articles));
  if (items.length) element.querySelector(".citations").append(...items);
  else element.querySelector(".sources").remove();
  return element;
}

/** The reply in place of what was written of it so far, which stays as it is where it is the
    answer's text: what is being read neither moves nor loses the focus. */
export function complete(pending, writing, answer, articles) {
  const element = reply(answer, articles);
  if (answer.status !== "answered" || writing.text !== answer.answer) {
    pending.replaceWith(element);
    return element;
  }
  const text = pending.querySelector(".reply-text");
  text.lang = answer.language;
  endWriting(pending);
  pending.className = element.className;
  pending.append(...[...element.children].filter((part) => !part.matches(".reply-text")));
  return pending;
}

export function endWriting(pending) {
  pending.classList.remove("pending");
  pending.querySelector(".status")?.remove();
  pending.querySelector(".reply-text").removeAttribute("aria-busy");
}

/** Who wrote it, where a chat model did or was to. */
function showWriting(element, { writer, fallback, unverified = [] }) {
  const kind = unverified.some((one) => one.text !== null) ? "shown" : "hidden";
  fill(element, {
    fallback: fallback && `${t(`fallback.${fallback}`)} ${t("fallback.then")}`,
    unverified: unverified.length > 0 && count(`unverified.${kind}`, unverified.length),
    writer: writer !== "extractive" && t("written.by", { name: writer }),
  });
}

function showFacts(element, { citations, assurance }) {
  const badge = element.querySelector(".assurance");
  if (assurance) fill(badge, { assurance: t(`assurance.${assurance}`) }).dataset.assurance = assurance;
  else badge.remove(); // kept from before
  element.classList.toggle("closest", assurance === "closest");
  const inForce = citations.filter((one) => !one.superseded);
  const days = inForce.map((one) => one.published).filter(Boolean).sort();
  const evidence = days.length ? periodWords("evidence", days[0], days.at(-1)) : t("evidence.none");
  const isInferred = inForce.some((one) => one.published_from === "inferred");
  fill(element, { evidence: isInferred ? `${evidence} ${t("evidence.inferred")}` : evidence });
}

function showRefusal(element, { reason, held }) {
  if (reason) fill(element, { reason });
  else element.querySelector(".reason").remove();
  const section = element.querySelector(".held");
  if (!held) return section.remove(); // none kept from before
  const extent = [count("articles.count", held.articles)];
  if (held.from) extent.push(t("period.between", { first: day(held.from), last: day(held.to) }));
  fill(section, { extent: extent.join(", ") });
  const list = section.querySelector(".outlets");
  for (const { outlet, articles } of held.outlets) {
    list.append(fill(clone("held-outlet"), { name: outlet, count: number(articles) }));
  }
  const others = held.outlet_count - held.outlets.length;
  if (others > 0) list.append(otherOutlets(others));
  if (!held.outlets.length) list.remove();
}

function otherOutlets(n) {
  const item = document.createElement("li");
  item.textContent = count("held.others", n);
  return item;
}

/** How the question was understood, where that differs from what was asked, and in what time. */
function showReading(element, { interpretation }) {
  const { asked, question, dates = [] } = interpretation ?? {}; // none kept from before
  if (asked) fill(element, { understood: question });
  else element.querySelector(".understood").remove();
  const form = element.querySelector(".searched");
  const inForce = new Map(dates.filter((one) => one.in_force).map((one) => [one.text, one]));
  if (!inForce.size) return form.remove();
  form.append(...[...inForce.values()].map(timeChip));
}

function timeChip({ text, from, to }) {
  const period = periodWords("period", from, to);
  const chip = fill(clone("time-chip"), { text, period });
  chip.value = text;
  chip.ariaLabel = `${t("period.without", { text })} (${period})`;
  return chip;
}

/** A stretch of time in words; one end at least is set. */
function periodWords(of, from, to) {
  const [first, last] = [from, to].map((iso) => iso && day(iso));
  if (first && last) return t(`${of}.${first === last ? "day" : "between"}`, { first, last });
  return first ? t(`${of}.from`, { first }) : t(`${of}.until`, { last });
}

/** What was kept from before has no `checks`. */
export function writeAll(element, { citations, answer, checks = [] }, articles) {
  const writing = new Writing(element, articles);
  citations.forEach((citation) => writing.cite(citation));
  const points = [...answer]; // positions count code points
  let at = 0;
  for (const { verdict, text, start, end } of checks) {
    if (start > at) writing.write(points.slice(at, start).join(""));
    if (verdict === "unsure") writing.doubt(points.slice(start, end).join(""));
    else writing.strike(text);
    at = end;
  }
  writing.write(points.slice(at).join(""));
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

function citationItem(citation, articles) {
  const item = fill(clone("citation"), {
    number: citation.marker,
    outlet: citation.outlet,
    speaker: citation.speaker !== citation.outlet && citation.speaker && t("citation.speaker", { name: citation.speaker }),
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
