// The conversation across reloads: {turns, conversationId, draft}; each tab has its own. Where the
// server keeps it, see kept.js.
// A turn is {question, options} and, once it has ended, `answer` (of POST /api/ask) or
// `failure` ({key, detail}).

const KEY = "qa-service.chat";
const EMPTY = { turns: [], conversationId: undefined, draft: "" };

export function load() {
  try {
    const state = { ...EMPTY, ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") };
    return Array.isArray(state.turns) ? state : { ...EMPTY, turns: [] };
  } catch {
    return { ...EMPTY, turns: [] };
  }
}

export function save(state) {
  try {
    const turns = state.turns.filter((turn) => !isKept(turn)); // the server has the others
    const stored = { ...state, turns, isKept: state.turns.some(isKept) };
    sessionStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // Storage is full or forbidden: the conversation lives as long as the page.
  }
}

const isKept = (turn) => Boolean(turn.answer?.answer_id);

export const empty = () => ({ ...EMPTY, turns: [] });
