// The update of the archive: starts the job, follows it, reports, and refreshes the list.

import { fill } from "./elements.js";
import { number, t } from "./words.js";

const INTERVAL = 500; // milliseconds between two looks at the job
const PATIENCE = 10; // looks in a row that may fail, as while the server is busy

const panel = document.getElementById("ingest");
const button = document.getElementById("ingest-start");
const progress = document.getElementById("ingest-progress");
const report = document.getElementById("ingest-report");

button.addEventListener("click", start);
if (panel.dataset.job) follow(panel.dataset.job); // begun in another tab or before a reload

async function start() {
  if (button.ariaDisabled === "true") return;
  report.replaceChildren();
  show({ done: 0, total: 0, label: t("ingest.running") });
  try {
    const response = await fetch(panel.dataset.start, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    if (!response.ok) throw new Error((await response.json()).detail);
    await follow(response.headers.get("Location"));
  } catch (error) {
    finish({ state: "failed", error: error instanceof TypeError ? t("fail.network") : error.message });
  }
}

async function follow(address) {
  for (let failures = 0; failures < PATIENCE; ) {
    try {
      const response = await fetch(address);
      if (response.status === 404) break; // the server was started again
      const job = await response.json();
      if (job.state !== "running") return finish(job);
      show(job);
      failures = 0;
    } catch {
      failures += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  return finish({ state: "failed", error: t("fail.network") });
}

function show({ done, total, label }) {
  button.ariaDisabled = "true";
  progress.hidden = false;
  const bar = document.getElementById("ingest-bar");
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value"); // not yet known: the bar only moves
  const step = total ? t("ingest.step", { done: number(done), total: number(total) }) : "";
  document.getElementById("ingest-count").textContent = step;
  document.getElementById("ingest-label").textContent = label;
}

function finish(job) {
  button.ariaDisabled = null;
  progress.hidden = true;
  report.classList.toggle("bad", job.state === "failed");
  report.replaceChildren(job.report ? summary(job.report) : excuse(job.error));
  if (job.report) refreshList();
}

function summary({ failed, seconds, warnings, ...counts }) {
  const element = document.getElementById("report").content.cloneNode(true);
  const failures = element.querySelector('[data-field="failures"]');
  failures.querySelector("ul").append(...failed.map(failureItem));
  if (!failed.length) failures.remove();
  const flagged = element.querySelector('[data-field="warnings"]');
  flagged.querySelector("ul").append(...warnings.map(warnedItem));
  if (!warnings.length) flagged.remove();
  return fill(element, {
    headline: t(failed.length ? "ingest.partial" : "ingest.done"),
    error: null,
    added: number(counts.added),
    replaced: number(counts.replaced),
    moved: number(counts.moved),
    removed: number(counts.removed),
    unchanged: number(counts.unchanged),
    failed: number(failed.length),
    seconds: t("ingest.seconds", { n: number(Math.round(seconds * 10) / 10) }),
  });
}

function excuse(error) {
  const element = document.getElementById("report").content.cloneNode(true);
  element.querySelector("dl").remove();
  element.querySelector('[data-field="failures"]').remove();
  element.querySelector('[data-field="warnings"]').remove();
  return fill(element, { headline: t("ingest.stopped"), error, seconds: null });
}

function failureItem({ path, reason }) {
  const item = document.createElement("li");
  const code = document.createElement("code");
  code.textContent = path;
  item.append(code, reason);
  return item;
}

function warnedItem({ article_id, title, warnings }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/articles/${encodeURIComponent(article_id)}`;
  link.dir = "auto";
  link.textContent = title;
  const found = warnings.map(({ kind, snippet }) => {
    const line = document.createElement("p");
    const words = document.createElement("q");
    words.dir = "auto";
    words.textContent = snippet;
    line.append(t(`warning.${kind}`), " ", words);
    return line;
  });
  item.append(link, ...found);
  return item;
}

async function refreshList() {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.getElementById("article-list").replaceWith(page.getElementById("article-list"));
}
