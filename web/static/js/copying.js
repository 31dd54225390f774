// An answer as text that keeps its citations when it is pasted elsewhere.

import { dated, t } from "./words.js";

const origin = ({ outlet, title, ...citation }) => [outlet, title, dated(citation)];

/** The text, with a word behind each sentence that is to be checked. */
export function marked({ answer, checks = [] }) {
  const points = [...answer];
  for (const { verdict, end } of checks) {
    if (verdict === "unsure") points[end - 1] += ` (${t("check.label")})`;
  }
  return points.join("");
}

export function asText(answer) {
  const sources = answer.citations.map((citation) =>
    [
      `[${citation.marker}] ${origin(citation).filter(Boolean).join(", ")}`,
      t("chat.quote", { text: citation.quote }),
      citation.url,
    ]
      .filter(Boolean)
      .join("\n"),
  );
  return [marked(answer), ...sources].join("\n\n");
}

/** As Markdown, with a footnote for each citation. */
export function asMarkdown(answer) {
  const known = new Set(answer.citations.map((citation) => String(citation.marker)));
  const parts = marked(answer).split(/ ?\[(\d+)\]/); // text, number, text, number, ..., text
  const text = parts.map((part, index) => {
    if (index % 2 === 0) return escaped(part).replaceAll("\n", "\n\n");
    return known.has(part) ? `[^${part}]` : ` \\[${part}\\]`;
  });
  const notes = answer.citations.map(footnote);
  return [`**${escaped(answer.question)}**`, text.join(""), ...notes].join("\n\n");
}

function footnote(citation) {
  const [outlet, title, date] = origin(citation);
  const name = isWeb(citation.url)
    ? `[${escaped(title)}](<${citation.url.replace(/[<>\s]/g, encodeURIComponent)}>)`
    : escaped(title);
  const place = [outlet && escaped(outlet), name, escaped(date)].filter(Boolean).join(", ");
  const text = escaped(citation.quote.replace(/\s+/g, " "));
  return `[^${citation.marker}]: ${t("chat.footnote", { place, text })}`;
}

/** Articles hold anything: none of it may become markup where it is pasted. */
const escaped = (text) => text.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&");

const isWeb = (url) => /^https?:\/\//i.test(url ?? "");
