// POST /api/ask, patient while the archive is being opened.

const TIMEOUT = 120_000; // milliseconds
const KEYS = { 401: "fail.login", 429: "fail.too_many", 504: "fail.timeout" }; // by status

/** A question that got no answer: `key` names the phrase that says why. */
export class Failure extends Error {
  constructor(key, detail, values) {
    super(key);
    Object.assign(this, { key, detail, values });
  }
}

/** The answer object; a Failure otherwise. `abort` cancels, `waiting` is told of a delay. */
export async function ask(address, body, { abort, waiting }) {
  const timer = setTimeout(() => abort.abort(new Failure("fail.timeout")), TIMEOUT);
  try {
    for (;;) {
      const response = await post(address, body, abort.signal);
      const seconds = response.status === 503 && response.headers.get("Retry-After");
      if (!seconds) return await answerOf(response);
      waiting();
      await pause(Number(seconds) * 1000, abort.signal);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw abort.signal.aborted ? abort.signal.reason : new Failure("fail.network");
  } finally {
    clearTimeout(timer);
  }
}

const post = (address, body, signal) =>
  fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });

async function answerOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const body = type.includes("json") ? await response.json() : {};
  if (response.ok && body.status) return body;
  if (KEYS[response.status]) throw new Failure(KEYS[response.status]);
  throw new Failure("fail.server", response.status === 500 ? undefined : body.detail);
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
