// Runs before the first paint: a reload that will restore a conversation shows no welcome meanwhile.
// One that the server keeps comes with its own page.
const isOwn = (turns) => turns?.length > 0 && !turns.some((turn) => turn.answer?.answer_id);
try {
  const stored = JSON.parse(sessionStorage.getItem("qa-service.chat") ?? "{}");
  document.documentElement.classList.toggle("restoring", isOwn(stored.turns));
} catch {
  // No storage, no conversation to restore.
}
