// What a marker leads to, beside it while the pointer or the focus is on it (WCAG 1.4.13): Escape
// takes it away, the pointer may move onto it, and it stays until either leaves.

import { citationOf } from "./citations.js";
import { dated } from "./words.js";
import { quoted } from "./writing.js";

const GAP = 6; // pixels between the marker and what is shown
const MARGIN = 8; // pixels to the window's edges
const OPENS = 120; // milliseconds: passing over a marker opens nothing
const CLOSES = 250; // milliseconds to reach what is shown

const peek = document.getElementById("peek");
const field = (name) => peek.querySelector(`[data-field="${name}"]`);

let shown = null; // the link whose citation is shown
let timer;

export function installPeek(turns) {
  if (!peek.showPopover) return; // the title of a link says what it leads to anyway
  turns.addEventListener("pointerover", (event) => {
    const link = event.pointerType !== "touch" && chipOf(event.target);
    if (link) soon(() => show(link), shown ? 0 : OPENS);
  });
  turns.addEventListener("pointerout", (event) => chipOf(event.target) && soon(hidePeek, CLOSES));
  peek.addEventListener("pointerenter", () => clearTimeout(timer));
  peek.addEventListener("pointerleave", () => soon(hidePeek, CLOSES));
  turns.addEventListener("focusin", (event) => {
    const link = chipOf(event.target);
    if (link?.matches(":focus-visible")) show(link);
  });
  turns.addEventListener("focusout", (event) => chipOf(event.target) && hidePeek());
  turns.addEventListener("click", (event) => chipOf(event.target) && hidePeek());
  addEventListener("resize", hidePeek);
  const forgetGone = () => shown?.isConnected || hidePeek(); // with its turn
  new MutationObserver(forgetGone).observe(turns, { childList: true, subtree: true });
  document.addEventListener("scroll", () => shown && place(shown), { passive: true });
}

/** Whether something was shown. */
export function hidePeek() {
  clearTimeout(timer);
  if (!shown) return false;
  shown.removeAttribute("aria-describedby");
  shown = null;
  peek.hidePopover();
  return true;
}

const chipOf = (target) => target.closest(".chip");

function soon(act, milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(act, milliseconds);
}

function show(link) {
  clearTimeout(timer);
  const citation = citationOf(link);
  if (shown === link || !citation || !link.isConnected) return;
  hidePeek();
  shown = link;
  field("outlet").textContent = citation.outlet ?? "";
  field("date").textContent = dated(citation);
  field("title").textContent = citation.title;
  field("quote").replaceChildren(...quoted(citation));
  link.setAttribute("aria-describedby", peek.id);
  peek.showPopover();
  place(link);
}

/** Above the marker where there is room, else below it; within the window in any case. */
function place(link) {
  const marker = link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = peek;
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.min(marker.left + marker.width / 2 - width / 2, clientWidth - width - MARGIN);
  const above = marker.top - height - GAP;
  const below = Math.min(marker.bottom + GAP, clientHeight - height - MARGIN);
  peek.style.left = `${Math.max(left, MARGIN)}px`;
  peek.style.top = `${above >= MARGIN ? above : below}px`;
}
