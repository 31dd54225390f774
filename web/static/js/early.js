// Runs before the first paint: a reload that will restore a conversation shows no welcome meanwhile.
try {
  const stored = JSON.parse(sessionStorage.getItem("qa-service.chat") ?? "{}");
  document.documentElement.classList.toggle("restoring", stored.turns?.length > 0);
} catch {
  // No storage, no conversation to restore.
}
