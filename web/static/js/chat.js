// The conversation: sending, waiting, showing, keeping. Without this the form still asks.

import { ask, Failure } from "./ask.js";
import { leaveAddress, showAddress, showLink, withGiven } from "./kept.js";
import {
  asText,
  failedReply,
  pendingReply,
  reply,
  showUnderstood,
  turnElement,
} from "./render.js";
import * as session from "./session.js";
import { closeSource, installSource } from "./source.js";
import { count, number, t } from "./words.js";

const chat = document.getElementById("chat");
const turns = document.getElementById("turns");
const composer = document.getElementById("composer");
const field = document.getElementById("question");
const complaint = document.getElementById("complaint");
const announcer = document.getElementById("announcer");
const limit = Number(chat.dataset.limit); // characters of a question

let state = withGiven(session.load());
let underWay = null; // the AbortController of the question that waits for its answer

start();

function start() {
  for (const turn of state.turns) {
    if (!turn.answer) turn.failure ??= { key: "fail.interrupted" };
  }
  turns.replaceChildren(...state.turns.map(elementOf));
  field.value ||= state.draft;
  remember();
  fit();
  document.documentElement.classList.remove("restoring");
  installSource();
  composer.addEventListener("submit", onSubmit);
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", onInput);
  document.getElementById("examples")?.addEventListener("submit", onExample);
  document.getElementById("new-conversation").addEventListener("click", beginAnew);
}

function onSubmit(event) {
  event.preventDefault();
  if (underWay) return;
  const question = field.value.trim();
  const problem = problemOf(question);
  complain(problem);
  if (problem) return field.focus();
  field.value = state.draft = "";
  fit();
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // room for the answer
  else field.focus();
  send(question);
}

function onExample(event) {
  event.preventDefault();
  if (underWay) return;
  field.focus();
  send(event.submitter.value);
}

function onKey(event) {
  // 229: the Enter that ends a composition, in browsers that report it too late.
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || event.shiftKey || composing) return;
  event.preventDefault();
  composer.requestSubmit();
}

function onInput() {
  fit();
  if (complaint.textContent) complain(null);
  state.draft = field.value;
  session.save(state);
}

function problemOf(question) {
  if (!question) return t("fail.empty");
  if (Array.from(question).length > limit) return t("fail.long", { n: number(limit) });
  return null;
}

function complain(problem) {
  complaint.textContent = problem ?? "";
  field.ariaInvalid = problem ? "true" : null;
}

/** `options` go with the question to the API, such as `ignore_dates`. */
function send(question, options = {}) {
  const turn = { question, options };
  state.turns.push(turn);
  const element = turnElement(question);
  turns.append(element);
  answerTurn(turn, element);
}

async function answerTurn(turn, element) {
  const abort = (underWay = new AbortController());
  delete turn.failure;
  const waiting = pendingReply();
  const status = waiting.querySelector('[data-field="text"]');
  waiting.querySelector(".cancel").addEventListener("click", () => {
    abort.abort(new Failure("fail.cancelled"));
    field.focus();
  });
  element.querySelector(".reply")?.remove();
  element.append(waiting);
  remember();
  announce(t("chat.pending"));
  element.scrollIntoView({ block: "start" });
  try {
    const { question, options } = turn;
    const body = { ...options, question, conversation_id: state.conversationId };
    turn.answer = await ask(chat.dataset.ask, body, {
      abort,
      waiting: () => (status.textContent = t("chat.preparing")),
    });
    state.conversationId = turn.answer.conversation_id;
    if (underWay === abort) showAddress(turn.answer);
  } catch (error) {
    const { key = "fail.server", detail, values } = error;
    turn.failure = { key, detail, values };
  }
  if (underWay !== abort) return; // a new conversation has begun
  underWay = null;
  waiting.remove();
  element.append(replyOf(turn, element));
  remember();
  announce(spoken(turn));
  element.scrollIntoView({ block: "start" });
}

function elementOf(turn) {
  const element = turnElement(turn.question);
  element.append(replyOf(turn, element));
  return element;
}

function replyOf(turn, element) {
  if (turn.failure) {
    const failed = failedReply(turn.failure);
    failed.querySelector(".retry").addEventListener("click", () => {
      if (underWay) return;
      field.focus({ preventScroll: true });
      answerTurn(turn, element);
    });
    return failed;
  }
  showUnderstood(element, turn.answer);
  const answered = reply(turn.answer, chat.dataset.articles);
  showLink(element, answered, turn.answer);
  answered.querySelector(".searched")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (underWay) return;
    field.focus({ preventScroll: true });
    send(turn.answer.interpretation.question, { ignore_dates: true });
  });
  answered.querySelector(".choices")?.addEventListener("submit", onExample);
  const copy = answered.querySelector(".copy");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", () => copyAnswer(copy, turn.answer));
  }
  return answered;
}

async function copyAnswer(button, answer) {
  await navigator.clipboard.writeText(asText(answer));
  button.textContent = t("chat.copied");
  announce(t("chat.copied"));
  setTimeout(() => (button.textContent = t("chat.copy")), 2000);
}

function beginAnew() {
  underWay?.abort(new Failure("fail.cancelled"));
  underWay = null;
  state = session.empty();
  leaveAddress();
  closeSource();
  turns.replaceChildren();
  field.value = "";
  fit();
  complain(null);
  announce("");
  remember();
  field.focus();
}

/** Keep the state and show what depends on it. */
function remember() {
  session.save(state);
  chat.classList.toggle("has-turns", state.turns.length > 0);
  document.getElementById("send").ariaDisabled = underWay ? "true" : null;
}

const announce = (text) => (announcer.textContent = text);

function spoken({ answer, failure }) {
  if (failure) return `${t("chat.failed")}. ${t(failure.key, failure.values)}`;
  if (answer.status === "unclear") return [answer.answer, ...answer.choices].join(" ");
  if (answer.status === "refused") {
    return [t("chat.refused"), answer.answer, answer.reason].filter(Boolean).join(". ");
  }
  if (answer.status === "about") return answer.answer;
  const text = answer.answer.replace(/\s*\[\d+\]/g, "");
  return `${count("chat.answered", answer.citations.length)} ${text}`;
}

/** As high as its text, where CSS's field-sizing is not known. */
function fit() {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
