// The source beside the chat: a click on a marker or a citation shows its article, quote lit.
// The article comes as its page, which the server renders: offsets are counted in one place only.

import { t } from "./words.js";

const pane = document.getElementById("source");
const heading = document.getElementById("source-title");
const original = document.getElementById("source-original");
const body = document.getElementById("source-body");
const roomBeside = matchMedia("(min-width: 60rem)"); // as in style.css

let opener = null; // the link that the shown source was opened by
let loading = null; // the AbortController of the article under way

export function installSource() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && pane.open) {
      event.preventDefault();
      closeSource();
    }
  });
  document.getElementById("source-close").addEventListener("click", closeSource);
  // Other ways out of a modal dialog, such as a phone's back gesture.
  pane.addEventListener("close", () => pane.open || forget());
  pane.addEventListener("click", (event) => event.target === pane && closeSource());
  roomBeside.addEventListener("change", () => {
    if (!pane.open) return;
    pane.close();
    show();
  });
}

export function closeSource() {
  if (!pane.open) return;
  const link = opener;
  const focusGoesBack = pane.contains(document.activeElement);
  pane.close();
  forget();
  if (focusGoesBack && link?.isConnected) link.focus();
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
  forget();
  opener = link;
  for (const same of document.querySelectorAll("a[data-source]")) {
    const isShown = same.href === link.href && same.closest(".turn") === link.closest(".turn");
    if (isShown) same.setAttribute("aria-current", "true");
  }
  document.getElementById("source-number").textContent = link.dataset.source;
  document.getElementById("source-name").textContent = titleOf(link);
  document.getElementById("source-page").href = link.href;
  if (!pane.open) show();
  heading.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" }); // the chat may have become narrower
  load(link.href);
}

/** The article's title, from the turn's list of citations: known before the article is there. */
function titleOf(link) {
  const number = CSS.escape(link.dataset.source);
  return link.closest(".turn").querySelector(`.citation-title[data-source="${number}"]`).textContent;
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
  say(t("source.loading"));
  body.ariaBusy = "true";
  try {
    const response = await fetch(address, { signal: current.signal });
    if (response.status === 404) return say(t("source.gone"));
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    place(page.getElementById("article"));
  } catch {
    if (!current.signal.aborted) say(t("source.failed"), () => load(address));
  } finally {
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
