// What a reader does with an answer: copy, print, ask again, rate. A tool that has nothing to work
// with here is not shown.

import { asMarkdown, asText } from "./copying.js";
import { t } from "./words.js";

const ratings = { up: ".tool.up", down: ".tool.down" };

/** `tools` is the element of a turn's tools; `rated` is told of a rating that the server has kept. */
export function installTools(tools, turn, { answers, again, announce, rated }) {
  const { answer } = turn;
  const copies = { copy: asText, markdown: asMarkdown };
  for (const [name, write] of Object.entries(copies)) {
    const button = tools.querySelector(`.${name}`);
    if (!navigator.clipboard || !answer.citations.length) button.remove();
    else button.addEventListener("click", () => copy(button, write(answer), announce));
    button.title = t(`chat.${name}_with`);
  }
  tools.querySelector(".print").addEventListener("click", () => printAlone(tools.closest(".turn")));
  tools.querySelector(".again").addEventListener("click", again);
  if (answer.answer_id) installRating(tools, turn, { answers, announce, rated });
}

/** Copies a text; the button, which has its words in a `span`, says for a while that it did. */
export async function copy(button, text, announce) {
  const label = button.querySelector("span");
  const usual = label.textContent;
  button.style.minWidth = `${button.offsetWidth}px`; // what stands beside it stays where it is
  try {
    await navigator.clipboard.writeText(text);
    label.textContent = t("chat.copied");
    announce(t("chat.copied"));
  } catch {
    announce(t("chat.uncopied"));
    label.textContent = "✕";
    button.title = t("chat.uncopied");
  }
  setTimeout(() => (label.textContent = usual), 2000);
}

function printAlone(turn) {
  turn.classList.add("printed");
  addEventListener("afterprint", () => turn.classList.remove("printed"), { once: true });
  print();
}

function installRating(tools, turn, { answers, announce, rated }) {
  tools.querySelector(".rating").hidden = false;
  const address = `${answers}/${encodeURIComponent(turn.answer.answer_id)}/feedback`;
  const show = () => {
    for (const [rating, selector] of Object.entries(ratings)) {
      tools.querySelector(selector).ariaPressed = String(turn.rating === rating);
    }
  };
  for (const [rating, selector] of Object.entries(ratings)) {
    tools.querySelector(selector).addEventListener("click", async () => {
      const given = turn.rating === rating ? null : rating; // a second time takes it back
      const kept = await sent(address, given);
      announce(t(kept ? "chat.rated" : "chat.unrated"));
      if (!kept) return;
      turn.rating = given;
      show();
      rated();
    });
  }
  show();
}

async function sent(address, rating) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ rating }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
