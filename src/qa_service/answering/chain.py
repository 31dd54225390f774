"""The way out: question, candidates, ranked evidence, answer or refusal, checked citations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from langchain_core.runnables import Runnable, RunnableBranch

from qa_service.answering import overview
from qa_service.answering.about import about_archive
from qa_service.answering.anachronisms import of_its_time
from qa_service.answering.citations import cite, closest
from qa_service.answering.context import in_context
from qa_service.answering.crediting import credited
from qa_service.answering.events import EventDater
from qa_service.answering.examples import Examples
from qa_service.answering.followups import asked_back, resolve
from qa_service.answering.forms import fitting
from qa_service.answering.holdings import held
from qa_service.answering.interpretation import understand
from qa_service.answering.listening import Listener
from qa_service.answering.phrases import phrases
from qa_service.answering.ranking import Ranked, Ranker, near
from qa_service.answering.reasons import reason
from qa_service.answering.refusal import assurance, confidence
from qa_service.answering.retrieval import Retrieved
from qa_service.answering.statements import keep
from qa_service.answering.steps import HeardStep, Step, heard_by
from qa_service.answering.supersession import newest_first
from qa_service.answering.writers import (
    LinesWriter,
    Writer,
    best_of_oldest_first,
    oldest_first,
    told,
    voiced,
)
from qa_service.domain.answer import (
    Answer,
    Assurance,
    Evidence,
    Interpretation,
    Question,
    Request,
    Status,
)
from qa_service.domain.period import ALWAYS
from qa_service.store.archive import Archive
from qa_service.text.injections import withheld

if TYPE_CHECKING:
    from qa_service.answering.chat import ChatModel
    from qa_service.answering.drafts import Draft

SHOWN = 12  # pieces of evidence that a writer sees
CLOSEST = 3  # articles that a refusal offers
NEAR = 2  # quotes of an answer that is only the closest


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence, and how likely it answers the question, in [0, 1]."""

    ranked: Ranked
    confidence: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and what it was made from, for evaluation."""

    answer: Answer
    ranked: Ranked | None = None  # None where the articles were not asked
    draft: "Draft | None" = None  # what a chat model wrote, where one was to

    def ranking(self) -> list[str]:
        """The distinct articles that were found, best first, by id."""
        passages = self.ranked.passages() if self.ranked else []
        return list(dict.fromkeys(article_id for article_id, _ in passages))


def build_chain(
    archive: Archive,
    retrieve: Callable[[Question], Retrieved],
    ranker: Ranker,
    writer: Writer,
    refuse_below: float,
    today: Callable[[], date],
    is_broad: Callable[[str], bool],
    chat: "ChatModel | None" = None,
) -> Runnable[Request, Outcome]:
    """The chain from a request to its outcome.

    Where it is invoked with a listener (see `ask`), `chat` writes out follow-ups and answers.

    A question whose confidence is below `refuse_below` is refused with a reason; of an answer,
    `refusal.assurance` says how sure it is. A question about the archive itself is answered from
    its statistics. What is relative in it is relative to `today`; `is_broad` judges whether one
    sentence can answer where its words do not tell. Raises QuestionError when invoked with no
    question.
    """
    date_event = EventDater(archive).date

    def in_full(request: Request, listener: Listener | None) -> Request:
        request = replace(request, scope=archive.with_stored_outlets(request.scope))
        resolved = resolve(request, today())
        if chat is None or listener is None or not request.history or resolved.choices:
            return resolved
        return chat.in_full(request, resolved, listener)

    def understood(request: Request) -> Question:
        return understand(request, today(), date_event, is_broad)

    def kept(ranked: Ranked) -> Ranked:
        return keep(of_its_time(ranked), archive)

    def is_answerable(weighed: Weighed) -> bool:
        return bool(weighed.ranked.evidence) and weighed.confidence >= refuse_below

    def write(weighed: Weighed, listener: Listener | None) -> Outcome:
        hearing = (chat, listener) if chat and listener else None
        return _answer(weighed, writer, archive, hearing)

    def refuse(weighed: Weighed) -> Outcome:
        return _refusal(weighed, archive)

    def ask_back(request: Request) -> Outcome:
        return Outcome(asked_back(request))

    from_articles = (
        Step(retrieve)
        | Step(ranker.rank)
        | Step(kept)
        | Step(_weighed)
        | RunnableBranch((Step(is_answerable), HeardStep(write)), Step(refuse))
    )

    def is_answered(text: str) -> bool:
        # said in so many words: else it would be the listener of the chain that asks
        outcome = from_articles.invoke(understood(Request(text)), heard_by(None))
        return outcome.answer.assurance in (Assurance.SURE, Assurance.LIKELY)

    examples = Examples(archive, is_answered)

    def from_statistics(question: Question) -> Outcome:
        return Outcome(about_archive(question, archive, examples, chat.name if chat else None))

    answering = Step(understood) | RunnableBranch(
        (Step(_is_about), Step(from_statistics)), from_articles
    )
    return HeardStep(in_full) | RunnableBranch((Step(_is_unclear), Step(ask_back)), answering)


def _is_unclear(request: Request) -> bool:
    return bool(request.choices)


def _is_about(question: Question) -> bool:
    return question.about is not None


def _weighed(ranked: Ranked) -> Weighed:
    found = confidence(ranked)
    if ranked.retrieved.question.broad and ranked.evidence and not ranked.retrieved.is_outside:
        found = overview.confidence(ranked, found)
    return Weighed(ranked, found)


def ask(
    chain: Runnable[Request, Outcome], request: Request, listener: Listener | None = None
) -> Outcome:
    """Runs the chain and times it. Without a listener no chat model is asked.

    Raises NobodyWaits where the listener is gone.
    """
    started = perf_counter()
    outcome = chain.invoke(request, heard_by(listener))
    timings = {"total": (perf_counter() - started) * 1000}
    return replace(
        outcome, answer=replace(outcome.answer, question=request.text, timings_ms=timings)
    )


def _answer(
    weighed: Weighed,
    writer: Writer,
    archive: Archive,
    hearing: "tuple[ChatModel, Listener] | None",
) -> Outcome:
    question = weighed.ranked.retrieved.question
    evidence = _told(weighed.ranked, archive)[: question.max_citations]
    sureness = assurance(weighed.confidence)
    if sureness is Assurance.CLOSEST:  # no words of which look like the answer
        evidence, hearing = [replace(item, answer=None) for item in evidence[:NEAR]], None
    draft = hearing[0].write(question, _flagged(evidence, archive), hearing[1]) if hearing else None
    if hearing and draft and draft.fallback is None:
        name, text, citations = hearing[0].name, draft.text, draft.citations
    else:
        writer = _writer(question, writer)
        name, (text, citations) = writer.name, cite(writer.write(question, evidence), evidence)
    if sureness is Assurance.CLOSEST:
        text = f"{phrases(question.language).closest}\n{text}"
    answer = Answer(
        question=question.text,
        status=Status.ANSWERED,
        answer=text,
        reason=None,
        citations=citations,
        confidence=weighed.confidence,
        writer=name,
        language=question.language,
        interpretation=interpretation(weighed.ranked.retrieved),
        fallback=draft.fallback if draft else None,
        unverified=draft.unverified if draft else (),
        to_check=draft.to_check if draft else (),
        assurance=sureness,
    )
    return Outcome(answer, weighed.ranked, draft)


def _flagged(evidence: Sequence[Evidence], archive: Archive) -> list[Evidence]:
    """The evidence with what in its articles is addressed to language models."""
    warnings = archive.catalogue.warnings(list({item.article.id for item in evidence}))
    return [
        replace(item, flagged=withheld(item.article.text, warnings.get(item.article.id, ())))
        for item in evidence
    ]


def _writer(question: Question, writer: Writer) -> Writer:
    """Who quotes the evidence: `writer`, but for broad questions."""
    if question.asks_for_voices:
        return LinesWriter(voiced, best_of_oldest_first)
    return LinesWriter(told, oldest_first) if question.broad else writer


def _told(ranked: Ranked, archive: Archive) -> list[Evidence]:
    """What a writer sees: quotes that stand alone, credited to whom they are first from."""
    question = ranked.retrieved.question
    if question.broad:
        return overview.lines(ranked, archive)
    shown = credited(fitting(newest_first(ranked))[:SHOWN], archive.catalogue, question.scope)
    said = archive.speeches(list({item.article.id for item in shown}))
    return [in_context(item, said[item.article.id]) for item in _without_guesses(shown)]


def _without_guesses(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best with its short answer, others where one was found: a guess misleads beside it."""
    first, *others = evidence
    return [first, *(replace(one, answer=None) if one.is_guess else one for one in others)]


def _refusal(weighed: Weighed, archive: Archive) -> Outcome:
    question = weighed.ranked.retrieved.question
    near_ones = credited(near(weighed.ranked)[:SHOWN], archive.catalogue, question.scope)
    answer = Answer(
        question=question.text,
        status=Status.REFUSED,
        answer=phrases(question.language).refusal,
        reason=reason(weighed.ranked, archive),
        citations=(),
        confidence=weighed.confidence,
        writer="extractive",
        language=question.language,
        # A period of which nothing tells is why there is no answer, and may be left out.
        interpretation=replace(interpretation(weighed.ranked.retrieved), binding=question.binding),
        closest=closest(near_ones, CLOSEST),
        held=held(archive, question.scope),
    )
    return Outcome(answer, weighed.ranked)


def interpretation(retrieved: Retrieved) -> Interpretation:
    """How the question was understood, and what was searched."""
    question, outside = retrieved.question, retrieved.is_outside
    return Interpretation(
        question.text,
        question.language,
        question.scope.published or (None if outside else question.period) or ALWAYS,
        question.scope,
        question.dates,
        question.statement,
        phrases(question.language).elsewhere if outside else None,
        question.broad,
        asked=question.asked,
        binding=() if outside else question.binding,
        rewritten_by=question.rewritten_by,
    )
