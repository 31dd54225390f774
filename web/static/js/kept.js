// What the server keeps of a conversation is what counts: its turns come with the page, and the
// address is that of the conversation. A tab's own memory holds what is kept nowhere else.

import { clone } from "./elements.js";
import { copy } from "./tools.js";

const { home, kept, shared } = document.getElementById("chat").dataset; // addresses
let shown = location.pathname;

// Back and forth between conversations; a change of the fragment comes here too.
addEventListener("popstate", () => location.pathname !== shown && location.reload());

/** The tab's state with the turns that came with the page. */
export function withGiven(state) {
  const element = document.getElementById("given-answers");
  const given = (element ? JSON.parse(element.textContent) : []).map(asTurn);
  if (!given.length) return state.isKept ? { ...state, turns: [], conversationId: undefined } : state;
  const { answer_id, conversation_id: conversationId } = given[0].answer;
  if (!answer_id) {
    history.replaceState(null, "", location.pathname); // a reload does not send the form again
    return { ...state, conversationId, turns: [...state.turns, ...given] };
  }
  const isSame = state.conversationId === conversationId;
  // What was stopped or broke off here may have been answered all the same.
  const answered = new Set(given.map((turn) => turn.question));
  const isOpen = (turn) => isSame && !turn.answer && !answered.has(turn.question);
  return { ...state, conversationId, turns: [...given, ...state.turns.filter(isOpen)] };
}

const asTurn = (answer) => ({ question: answer.question, answer, rating: answer.rating });

/** An answer that is kept has a link, at the end of the reply in its turn. */
export function showLink(turn, reply, { answer_id }, announce) {
  if (!answer_id) return;
  turn.id = `answer-${answer_id}`;
  const place = clone("permalink");
  const [link, button] = place.children;
  link.href = `${shared}/${answer_id}`;
  if (navigator.clipboard) button.addEventListener("click", () => copy(button, link.href, announce));
  else button.remove();
  reply.append(place);
}

/** A conversation that is kept has an address, and a head with what can be done with it. */
export function showAddress({ answer_id, conversation_id }) {
  if (!answer_id) return;
  shown = `${kept}/${encodeURIComponent(conversation_id)}`;
  if (location.pathname !== shown) history.replaceState(null, "", shown);
  const place = document.getElementById("kept-place");
  if (place && !place.firstElementChild) showHead(shown, place);
}

/** The server writes the head, as it does for a reload, which brings it too where this fails. */
async function showHead(address, place) {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const head = page.getElementById("kept-head");
  if (head && shown === address) place.replaceChildren(head);
}

export function leaveAddress() {
  document.getElementById("kept-head")?.remove();
  if (location.pathname === home) return;
  shown = home;
  history.pushState(null, "", home);
}
