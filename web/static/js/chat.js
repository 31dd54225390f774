// The conversation: sending, waiting, showing, keeping. Without this the form still asks.

import { ask, Failure } from "./ask.js";
import { marked } from "./copying.js";
import { leaveAddress, showAddress, showLink, withGiven } from "./kept.js";
import { installPeek } from "./peek.js";
import "./renaming.js";
import {
  complete,
  endWriting,
  failedReply,
  partialNote,
  pendingReply,
  reply,
  turnElement,
  writeAll,
} from "./render.js";
import * as session from "./session.js";
import { closeSource, installSource } from "./source.js";
import { installTools } from "./tools.js";
import { count, number, t } from "./words.js";
import { Writing } from "./writing.js";

const DOUBLE_CLICK = 500; // milliseconds: its second click stops nothing

const chat = document.getElementById("chat");
const turns = document.getElementById("turns");
const composer = document.getElementById("composer");
const field = document.getElementById("question");
const complaint = document.getElementById("complaint");
const announcer = document.getElementById("announcer");
const sender = document.getElementById("send"); // which stops the answer that is under way
const limit = Number(chat.dataset.limit); // characters of a question

let state = withGiven(session.load());
let underWay = null; // the AbortController of the question that waits for its answer
let sentAt = -Infinity; // by performance.now()

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
  installPeek(turns);
  field.focus({ preventScroll: true }); // a conversation is read from where its address leads
  composer.addEventListener("submit", onSubmit);
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", onInput);
  document.getElementById("examples")?.addEventListener("submit", onExample);
  document.getElementById("new-conversation").addEventListener("click", beginAnew);
}

function onSubmit(event) {
  event.preventDefault();
  if (underWay) return event.submitter === sender && stop();
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

function stop() {
  if (performance.now() - sentAt < DOUBLE_CLICK) return;
  underWay.abort(new Failure("fail.cancelled"));
  field.focus();
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

/** `options` go with the question to the API, such as `ignored_dates`. */
function send(question, options = {}) {
  const turn = { question, options };
  state.turns.push(turn);
  const element = turnElement(question);
  turns.append(element);
  answerTurn(turn, element);
}

async function answerTurn(turn, element) {
  const abort = (underWay = new AbortController());
  sentAt = performance.now();
  delete turn.failure;
  delete turn.partial;
  const pending = pendingReply();
  const writing = new Writing(pending.querySelector(".reply-text"), chat.dataset.articles);
  const progress = pending.querySelector(".status");
  const status = progress.querySelector('[data-field="text"]');
  element.querySelector(".reply")?.remove();
  element.append(pending);
  remember();
  announce(t("chat.pending"));
  makeRoom(element);
  try {
    const { question, options } = turn;
    const body = { ...options, question, conversation_id: state.conversationId };
    turn.answer = await ask(chat.dataset.ask, body, {
      abort,
      waiting: () => (status.textContent = t("chat.preparing")),
      citation: (citation) => writing.cite(citation),
      sentence: (text, verdict) => {
        progress.remove();
        if (verdict === "unsure") writing.doubt(text);
        else writing.write(text);
      },
      unverified: (text) => writing.strike(text),
      restart: () => {
        writing.restart();
        pending.append(progress);
      },
    });
    state.conversationId = turn.answer.conversation_id;
    if (underWay === abort) showAddress(turn.answer);
  } catch (error) {
    const { key = "fail.server", detail, values } = error;
    turn.failure = { key, detail, values };
    const { text, citations, checks } = writing;
    if (text) turn.partial = { text, citations, checks };
  }
  if (underWay !== abort) return; // a new conversation has begun
  underWay = null;
  if (turn.failure) pending.replaceWith(notAnswered(turn, element));
  else equip(complete(pending, writing, turn.answer, chat.dataset.articles), turn, element);
  remember();
  announce(spoken(turn));
}

/** The turn gets the room that its answer will need: the question stays at the top, and nothing
    has to move while the answer is written below it. */
function makeRoom(element) {
  turns.querySelector(".current")?.classList.remove("current");
  element.classList.add("current");
  element.scrollIntoView({ block: "start" });
}

function elementOf(turn) {
  const element = turnElement(turn.question);
  if (turn.failure) element.append(notAnswered(turn, element));
  else element.append(equip(reply(turn.answer, chat.dataset.articles), turn, element));
  return element;
}

/** What came of the answer, if anything, and why no more; with a way to try again. */
function notAnswered(turn, element) {
  const isOwnWish = turn.failure.key === "fail.cancelled";
  const reply = turn.partial || isOwnWish ? begun(turn) : failedReply(turn.failure);
  reply.querySelector(".retry").addEventListener("click", () => {
    if (underWay) return;
    field.focus({ preventScroll: true });
    answerTurn(turn, element);
  });
  return reply;
}

function begun({ partial, failure }) {
  const reply = pendingReply();
  endWriting(reply);
  if (partial) {
    const text = reply.querySelector(".reply-text");
    writeAll(text, { ...partial, answer: partial.text }, chat.dataset.articles);
  }
  reply.append(partialNote(failure));
  return reply;
}

/** Gives the forms and buttons of a reply what they do. */
function equip(answered, turn, element) {
  const { question: inFull, dates = [] } = turn.answer.interpretation ?? turn.answer;
  answered.querySelector(".searched")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const ignored = dates.filter((one) => !one.in_force).map((one) => one.text);
    sendFromReply(inFull, { ignored_dates: [...ignored, event.submitter.value] });
  });
  answered.querySelector(".choices")?.addEventListener("submit", onExample);
  showLink(element, answered, turn.answer, announce);
  const tools = answered.querySelector(".tools");
  if (!tools) return answered;
  installTools(tools, turn, {
    answers: chat.dataset.answers,
    again: () => sendFromReply(inFull, turn.options),
    announce,
    rated: remember,
  });
  return answered;
}

function sendFromReply(question, options) {
  if (underWay) return;
  field.focus({ preventScroll: true });
  send(question, options);
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
  sender.ariaLabel = t(underWay ? "chat.stop" : "chat.send");
  sender.classList.toggle("running", Boolean(underWay));
}

function announce(text) {
  announcer.textContent = text;
}

function spoken({ answer, failure }) {
  if (failure) return `${t("chat.failed")}. ${t(failure.key, failure.values)}`;
  if (answer.status === "unclear") return [answer.answer, ...answer.choices].join(" ");
  if (answer.status === "refused") {
    return [`${t("chat.refused")}.`, answer.answer, answer.reason].filter(Boolean).join(" ");
  }
  if (answer.status === "about") return answer.answer;
  const text = marked(answer).replace(/\s*\[\d+\]/g, "");
  const fallback = answer.fallback ? `${t(`fallback.${answer.fallback}`)} ` : "";
  return `${count("chat.answered", answer.citations.length)} ${fallback}${text}`;
}

/** As high as its text, where CSS's field-sizing is not known. */
function fit() {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
