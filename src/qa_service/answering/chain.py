"""The way out: question, candidates, ranked evidence, answer or refusal, checked citations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from qa_service.answering.citations import cite, closest
from qa_service.answering.context import in_context
from qa_service.answering.phrases import phrases
from qa_service.answering.ranking import Ranked, Ranker, near
from qa_service.answering.refusal import confidence
from qa_service.answering.retrieval import Retrieved
from qa_service.answering.statements import Statements, asks_for_voices, keep, narrow
from qa_service.answering.statements import confidence as stated
from qa_service.answering.writers import VoicesWriter, Writer
from qa_service.domain.answer import Answer, Evidence, Interpretation, Question, Request, Status
from qa_service.domain.period import ALWAYS
from qa_service.domain.scope import Scope

SHOWN = 12  # pieces of evidence that a writer sees
CLOSEST = 3  # articles that a refusal offers

Credit = Callable[[Sequence[Evidence], Scope], Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence, and how likely it answers the question, in [0, 1]."""

    ranked: Ranked
    confidence: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and what it was made from, for evaluation."""

    answer: Answer
    ranked: Ranked

    def ranking(self) -> list[str]:
        """The distinct articles that were found, best first, by id."""
        return list(dict.fromkeys(article_id for article_id, _ in self.ranked.passages()))


def build_chain(
    retrieve: Callable[[Question], Retrieved],
    ranker: Ranker,
    writer: Writer,
    explain: Callable[[Ranked], str],
    refuse_below: float,
    credit: Credit,
    understand: Callable[[Request], Question],
    statements: Statements,
) -> Runnable[Request, Outcome]:
    """The chain from a request to its outcome.

    A question whose confidence is below `refuse_below` is refused with the reason that `explain`
    gives. `credit` says in which article the evidence stood first, `statements` whose words it is,
    `understand` what is asked.

    Raises QuestionError when invoked with no question.
    """

    def weigh(ranked: Ranked) -> Weighed:
        told = stated(ranked)
        return Weighed(ranked, confidence(ranked) if told is None else told)

    def narrowed(retrieved: Retrieved) -> Retrieved:
        return narrow(retrieved, statements)

    def kept(ranked: Ranked) -> Ranked:
        return keep(ranked, statements)

    def is_answerable(weighed: Weighed) -> bool:
        return bool(weighed.ranked.evidence) and weighed.confidence >= refuse_below

    def write(weighed: Weighed) -> Outcome:
        return _answer(weighed, writer, credit, statements)

    def refuse(weighed: Weighed) -> Outcome:
        return _refusal(weighed, explain(weighed.ranked), credit)

    return (
        RunnableLambda(understand)
        | RunnableLambda(retrieve)
        | RunnableLambda(narrowed)
        | RunnableLambda(ranker.rank)
        | RunnableLambda(kept)
        | RunnableLambda(weigh)
        | RunnableBranch((is_answerable, RunnableLambda(write)), RunnableLambda(refuse))
    )


def ask(chain: Runnable[Request, Outcome], request: Request) -> Outcome:
    """Runs the chain and times it."""
    started = perf_counter()
    outcome = chain.invoke(request)
    timings = {"total": (perf_counter() - started) * 1000}
    return replace(
        outcome, answer=replace(outcome.answer, question=request.text, timings_ms=timings)
    )


def _answer(weighed: Weighed, writer: Writer, credit: Credit, statements: Statements) -> Outcome:
    question = weighed.ranked.retrieved.question
    shown = credit(weighed.ranked.evidence[:SHOWN], question.scope)
    said = statements.speeches(list({item.article.id for item in shown}))
    evidence = [in_context(item, said[item.article.id]) for item in shown]
    if asks_for_voices(question.text):
        writer = VoicesWriter()
    text, citations = cite(writer.write(question, evidence), evidence)
    answer = Answer(
        question=question.text,
        status=Status.ANSWERED,
        answer=text,
        reason=None,
        citations=citations,
        confidence=weighed.confidence,
        writer=writer.name,
        language=question.language,
        interpretation=interpretation(weighed.ranked.retrieved),
    )
    return Outcome(answer, weighed.ranked)


def _refusal(weighed: Weighed, reason: str, credit: Credit) -> Outcome:
    question = weighed.ranked.retrieved.question
    answer = Answer(
        question=question.text,
        status=Status.REFUSED,
        answer=phrases(question.language).refusal,
        reason=reason,
        citations=(),
        confidence=weighed.confidence,
        writer="extractive",
        language=question.language,
        interpretation=interpretation(weighed.ranked.retrieved),
        closest=closest(credit(near(weighed.ranked)[:SHOWN], question.scope), CLOSEST),
    )
    return Outcome(answer, weighed.ranked)


def interpretation(retrieved: Retrieved) -> Interpretation:
    """How the question was understood, and what was searched."""
    question = retrieved.question
    named = None if retrieved.is_outside else question.period
    return Interpretation(
        question.text,
        question.language,
        question.scope.published or named or ALWAYS,
        question.scope.as_of,
        question.dates,
        phrases(question.language).elsewhere if retrieved.is_outside else None,
    )
