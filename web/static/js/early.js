// Runs before the first paint: a reload that will restore a conversation shows no welcome meanwhile.
// One that the server keeps comes with its own page.
try {
  const { turns, isKept } = JSON.parse(sessionStorage.getItem("qa-service.chat") ?? "{}");
  document.documentElement.classList.toggle("restoring", turns?.length > 0 && !isKept);
} catch {
  // No storage, no conversation to restore.
}
