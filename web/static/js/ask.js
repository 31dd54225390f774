// POST /api/ask, patient while the archive is being opened. The answer comes as a stream of events,
// or as one JSON object from a server that does not stream.

import { eventsOf } from "./stream.js";

const TIMEOUT = 120_000; // milliseconds without a word from the server
const KEYS = { 401: "fail.login", 429: "fail.too_many", 504: "fail.timeout" }; // by status

/** A question that got no answer: `key` names the phrase that says why. */
export class Failure extends Error {
  constructor(key, detail, values) {
    super(key);
    Object.assign(this, { key, detail, values });
  }
}

/** The answer object; a Failure otherwise. `abort` stops it; `waiting` is told of a delay,
    `citation`, `sentence` and `unverified` of each part of the answer as it comes, `restart` that
    they count no more. */
export async function ask(address, body, { abort, waiting, ...parts }) {
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Failure("fail.timeout")), TIMEOUT);
  };
  let begun = false;
  try {
    for (;;) {
      heard();
      const response = await post(address, body, abort.signal);
      const seconds = response.status === 503 && response.headers.get("Retry-After");
      if (!seconds) {
        begun = true;
        return await answerOf(response, { heard, ...parts });
      }
      waiting();
      await pause(Number(seconds) * 1000, abort.signal);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (abort.signal.aborted) throw abort.signal.reason;
    throw new Failure(begun ? "fail.broken" : "fail.network");
  } finally {
    clearTimeout(timer);
  }
}

const post = (address, body, signal) =>
  fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });

async function answerOf(response, listener) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) return streamed(response, listener);
  const body = type.includes("json") ? await response.json() : {};
  if (response.ok && body.status) return body;
  throw problem(body, response.status);
}

async function streamed(response, { heard, citation, sentence, unverified, restart }) {
  for await (const { event, data } of eventsOf(response.body)) {
    heard();
    const value = JSON.parse(data);
    if (event === "citation") citation(value);
    if (event === "sentence") sentence(value.text, value.verdict);
    if (event === "unverified") unverified(value.text);
    if (event === "restart") restart();
    if (event === "error") throw problem(value, value.status);
    if (event === "done") return value;
  }
  throw new Failure("fail.broken");
}

const problem = ({ detail }, status) =>
  KEYS[status]
    ? new Failure(KEYS[status])
    : new Failure("fail.server", status === 500 ? undefined : detail);

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
