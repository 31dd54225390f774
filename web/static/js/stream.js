// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) of the body
// of a response: EventSource itself can only GET.

/** Yields {event, data} for each event that is complete, however the bytes were cut. */
export async function* eventsOf(body) {
  let event = "message";
  let data = [];
  for await (const line of linesOf(body)) {
    if (line === "") {
      if (data.length) yield { event, data: data.join("\n") };
      [event, data] = ["message", []];
      continue;
    }
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line); // a comment has no name
    if (name === "event") event = value;
    if (name === "data") data.push(value);
  }
}

/** The lines that are ended, by "\n", "\r\n" or "\r". */
async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      // A "\r" at the end may be half of a "\r\n": it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      yield* lines;
    }
  } finally {
    reader.cancel().catch(() => {}); // the reader of events has left early, or the body has failed
  }
}
