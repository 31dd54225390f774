// Follows an ingestion: fetches its page again and again and puts the state that stands there in the
// place of the one before. Fires "job-ended" on the document at the end.

const INTERVAL = 500; // milliseconds between two looks
const PATIENCE = 10; // looks in a row that may fail, as while the server is busy

const place = document.getElementById("job-place");
const said = document.getElementById("said");
let followed = 0; // the last of those that are followed is shown

if (place.dataset.job) follow(place.dataset.job); // begun in another tab or before a reload

export async function follow(id) {
  const turn = ++followed;
  const address = place.dataset.jobs.replace(/-$/, id);
  for (let failures = 0; failures < PATIENCE && turn === followed; ) {
    const page = await pageAt(address);
    const job = page?.getElementById("job");
    if (!job) failures += 1;
    else {
      failures = 0;
      if (turn !== followed) return;
      show(job);
      if (job.dataset.state !== "running") return ended();
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  if (turn === followed) location.reload(); // the server says what is wrong
}

/** The page at an address; null where there is none just now. */
export async function pageAt(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

function show(job) {
  const title = job.querySelector("h2").textContent;
  if (said.textContent !== title) said.textContent = title; // told once, not at every step
  const shown = document.getElementById("job");
  const bars = [shown, job].map((one) => one?.querySelector("progress"));
  if (bars[0] && bars[1] && !shown.querySelector(":focus")) {
    // the bar stays, so that it moves instead of being drawn anew
    if (bars[1].hasAttribute("value")) Object.assign(bars[0], { max: bars[1].max, value: bars[1].value });
    shown.querySelector(".job-step").replaceWith(job.querySelector(".job-step"));
  } else place.replaceChildren(job);
}

function ended() {
  document.dispatchEvent(new Event("job-ended"));
}
