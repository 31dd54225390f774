// The source beside the chat: a click on a marker or a citation shows its article, quote lit; from
// there one goes on to the next citation of the answer.
// The article comes as its page, which the server renders: offsets are counted in one place only.

import { citationOf, linksBeside } from "./citations.js";
import { hidePeek } from "./peek.js";
import { t } from "./words.js";

const PATIENCE = 250; // milliseconds until a page under way is said to be

const pane = document.getElementById("source");
const heading = document.getElementById("source-title");
const original = document.getElementById("source-original");
const steps = new Map([
  [-1, document.getElementById("source-previous")],
  [1, document.getElementById("source-next")],
]);
const body = document.getElementById("source-body");
const roomBeside = matchMedia("(min-width: 60rem)"); // as in style.css

let opener = null; // the link that the shown source was opened by
let loading = null; // the AbortController of the article under way

export function installSource() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    const goes = hidePeek() || closeSource(); // what was shown last goes first
    if (goes) event.preventDefault();
  });
  pane.addEventListener("keydown", onArrow);
  steps.forEach((button, by) => button.addEventListener("click", () => step(by)));
  document.getElementById("source-close").addEventListener("click", closeSource);
  // Other ways out of a modal dialog, such as a phone's back gesture.
  pane.addEventListener("close", () => {
    if (pane.open) return;
    forget();
    body.replaceChildren();
  });
  pane.addEventListener("click", (event) => event.target === pane && closeSource());
  roomBeside.addEventListener("change", () => {
    if (!pane.open) return;
    pane.close();
    show();
  });
}

/** Whether one was open. */
export function closeSource() {
  if (!pane.open) return false;
  const link = opener;
  const focusGoesBack = pane.contains(document.activeElement);
  pane.close();
  forget();
  if (focusGoesBack && link?.isConnected) link.focus();
  hidePeek(); // which the focus would show: it has just been read
  return true;
}

function onClick(event) {
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const link = plain && !event.defaultPrevented && event.button === 0 && linkOf(event.target);
  if (!link) return; // an ordinary link: another button or key opens the article's page
  event.preventDefault();
  open(link);
}

function linkOf(target) {
  const link = target.closest("a[data-source]");
  if (link || target.closest("a, button")) return link;
  const isSelecting = !getSelection().isCollapsed; // the quote is there to be copied
  return isSelecting ? null : target.closest(".citation")?.querySelector("a[data-source]");
}

function open(link) {
  choose(link);
  if (!pane.open) show();
  heading.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" }); // the chat may have become narrower
  load(link.href);
}

/** The link's citation becomes the one that is shown. */
function choose(link) {
  forget();
  opener = link;
  for (const same of document.querySelectorAll("a[data-source]")) {
    const isShown = same.href === link.href && same.closest(".turn") === link.closest(".turn");
    if (isShown) same.setAttribute("aria-current", "true");
  }
  const [n, links] = [placeOf(link), linksBeside(link)];
  const number = t("source.of", { n: n + 1, count: links.length });
  document.getElementById("source-number").textContent = number;
  document.getElementById("source-name").textContent = citationOf(link).title;
  document.getElementById("source-page").href = link.href;
  steps.forEach((button, by) => {
    button.ariaDisabled = links[n + by] ? null : "true"; // a disabled one would lose the focus
    button.hidden = links.length < 2;
  });
}

const placeOf = (link) =>
  linksBeside(link).findIndex(({ dataset }) => dataset.source === link.dataset.source);

/** To the citation before or after; the focus stays where it is. */
function step(by) {
  const next = opener?.isConnected && linksBeside(opener)[placeOf(opener) + by];
  if (!next) return;
  choose(next);
  next.scrollIntoView({ block: "nearest" });
  load(next.href);
}

function onArrow(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!by || !plain) return;
  event.preventDefault();
  step(by);
}

function show() {
  if (roomBeside.matches) pane.show();
  else pane.showModal();
}

function forget() {
  loading?.abort();
  loading = opener = null;
  for (const link of document.querySelectorAll("a[data-source][aria-current]")) {
    link.removeAttribute("aria-current");
  }
}

async function load(address) {
  const current = (loading = new AbortController());
  original.hidden = true;
  // An article that comes at once takes the place of the one before, without a word between.
  const saying = setTimeout(() => say(t("source.loading")), body.firstChild ? PATIENCE : 0);
  body.ariaBusy = "true";
  try {
    const response = await fetch(address, { signal: current.signal });
    const page = response.ok && (await response.text());
    clearTimeout(saying);
    if (response.status === 404) return say(t("source.gone"));
    if (!page) throw new Error(response.statusText);
    place(new DOMParser().parseFromString(page, "text/html").getElementById("article"));
  } catch {
    if (!current.signal.aborted) say(t("source.failed"), () => load(address));
  } finally {
    clearTimeout(saying);
    if (loading === current) body.ariaBusy = "false";
  }
}

function place(article) {
  article.querySelector("h1").ariaLevel = "2"; // the chat has its own first heading
  body.replaceChildren(article);
  const address = article.querySelector('a[rel~="external"]')?.href;
  if (address) Object.assign(original, { href: address, hidden: false });
  const mark = document.getElementById("quote");
  const top = mark ? mark.getBoundingClientRect().top - body.getBoundingClientRect().top : 0;
  body.scrollTo({ top: mark ? body.scrollTop + top - body.clientHeight / 3 : 0, behavior: "instant" });
  // Reading goes on from the quote, unless the reader has gone elsewhere meanwhile.
  if (!mark || document.activeElement !== heading) return;
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
}

function say(text, retry) {
  const message = document.createElement("p");
  message.className = "notice";
  message.textContent = text;
  body.replaceChildren(message);
  if (!retry) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "retry";
  button.textContent = t("chat.retry");
  button.addEventListener("click", retry);
  body.append(button);
}
