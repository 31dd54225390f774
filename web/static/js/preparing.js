// While the archive is being opened: looks again, and reloads once there is something to show.

const INTERVAL = 1000; // milliseconds
const health = document.getElementById("preparing").dataset.health;

setInterval(async () => {
  try {
    const response = await fetch(health, { cache: "no-store" });
    const isPreparing = response.status === 503 && response.headers.has("Retry-After");
    if (!isPreparing) location.reload();
  } catch {
    // The server is being started again: look again.
  }
}, INTERVAL);
