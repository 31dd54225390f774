// The library: uploads with their progress, files dropped anywhere on the page, the update, and the
// list brought in step. Without it the forms do the same.

import { follow, pageAt } from "./job.js";
import { number, t } from "./words.js";

const MB = 1_000_000; // bytes
const upload = document.getElementById("upload");
const update = document.getElementById("update");
const files = document.getElementById("files");
const complaint = document.getElementById("upload-complaint");
const place = document.getElementById("job-place");

upload.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
files.addEventListener("change", () => complain(tooLarge()));
update.addEventListener("submit", async (event) => {
  event.preventDefault();
  const headers = { "Content-Type": "application/json" };
  room(t("ingest.running"));
  start(await asked(fetch(update.dataset.api, { method: "POST", headers, body: "{}" })));
});
document.addEventListener("job-ended", refreshList);
installDrop();

async function send() {
  if (upload.ariaBusy === "true" || complain(tooLarge())) return;
  upload.ariaBusy = "true";
  try {
    start(await asked(posted(new FormData(upload))));
  } finally {
    upload.ariaBusy = null;
  }
}

function tooLarge() {
  const size = [...files.files].reduce((sum, file) => sum + file.size, 0) / MB;
  const limit = Number(upload.dataset.limit);
  if (size <= limit) return "";
  return t("upload.large", { size: number(Math.ceil(size)), n: number(limit) });
}

/** Whether there is something to complain of, which then is not left folded away. */
function complain(words) {
  complaint.textContent = words;
  if (words) complaint.closest("details").open = true;
  return words !== "";
}

/** Sends the files; unlike fetch, XMLHttpRequest tells how far it is. */
function posted(form) {
  const bar = document.createElement("progress");
  bar.ariaLabel = t("upload.sending");
  room(bar.ariaLabel, bar);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => Object.assign(bar, { max: total, value: loaded });
    request.onload = () => resolve(new Response(request.response, { status: request.status }));
    request.onerror = () => reject(new TypeError());
    request.open("POST", upload.dataset.api);
    request.send(form);
  });
}

/** What is told of a job before it has a state; its place keeps its height from now on, so that
    nothing below moves later, when nobody has just pressed anything. */
function room(words, ...more) {
  const section = document.createElement("section");
  const title = document.createElement("h2");
  section.className = "job";
  title.textContent = words;
  section.append(title, ...more);
  place.replaceChildren(section);
  section.scrollIntoView({ block: "nearest" });
  return section;
}

/** The job that a request started; null, with the reason in its place, where none was. */
async function asked(request) {
  complain("");
  try {
    const response = await request;
    const answer = await response.json();
    if (response.ok) return answer.id;
    failed(answer.detail);
  } catch {
    failed(t("fail.network"));
  }
  return null;
}

function failed(words) {
  const section = room(words);
  section.role = "alert";
  section.firstElementChild.className = "bad";
}

function start(id) {
  if (!id) return;
  upload.reset();
  follow(id);
}

function installDrop() {
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0; // of elements that the pointer is in
  const mark = () => document.body.classList.toggle("dropping", depth > 0);
  addEventListener("dragenter", (event) => holdsFiles(event) && ((depth += 1), mark()));
  addEventListener("dragleave", (event) => holdsFiles(event) && ((depth -= 1), mark()));
  addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault(); // else the browser leaves for the file
    depth = 0;
    mark();
    files.files = event.dataTransfer.files;
    if (files.files.length) send();
  });
}

async function refreshList() {
  const page = await pageAt(location.href);
  const list = page?.getElementById("article-list");
  if (list) document.getElementById("article-list").replaceWith(list);
}
