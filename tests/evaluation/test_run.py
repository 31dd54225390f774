"""Records of questions that went through the whole chain over `corpus/`."""

import re
from contextlib import closing
from dataclasses import replace

import pytest

from qa_service.answering.chain import Outcome
from qa_service.bootstrap import open_archive, service_of
from qa_service.domain.reports import no_progress
from qa_service.evaluation.datasets import Example
from qa_service.evaluation.records import Record
from qa_service.evaluation.run import evaluate
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.text.kinds import Kind
from tests.conftest import silent

WHEAT = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"
TARTE = "Comment réussir une tarte aux pommes ?"
ANSWER = "25 000 tonnes"


@pytest.fixture(scope="module")
def gold(corpus_service: QAService) -> str:
    """The article that the question about wheat is answered from."""
    return corpus_service.ask(WHEAT).citations[0].article_id


def asked(service: QAService, *examples: Example) -> list[Record]:
    return evaluate(examples, service.outcome, no_progress)


def test_an_answer_and_a_refusal(corpus_service: QAService, gold: str) -> None:
    seen: list[tuple[int, int]] = []
    right = Example(WHEAT, True, gold, ("blé", ANSWER))
    unanswerable = Example(TARTE, False, None, ())
    answered, refused = evaluate(
        [right, unanswerable],
        corpus_service.outcome,
        lambda done, total, _label: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]
    assert (answered.kind, refused.kind) == (Kind.HOW_MANY, Kind.HOW)
    assert answered.rank == 1
    assert answered.first_hit
    assert answered.best_hit
    assert not answered.refused
    assert (refused.refused, refused.quote_hits, refused.first_hit) == (True, (), False)
    assert not refused.has_gold
    assert 0 < refused.confidence < answered.confidence < 1
    assert -1 <= refused.similarity < answered.similarity <= 1
    assert answered.milliseconds > 0


def test_the_right_words_from_another_article_are_no_hit(
    corpus_service: QAService, gold: str
) -> None:
    other = next(item.id for item in corpus_service.articles() if item.id != gold)
    (found,) = asked(corpus_service, Example(WHEAT, True, other, (ANSWER,)))
    assert not found.first_hit
    assert not found.best_hit


def test_the_short_answer_of_the_first_citation_is_measured(
    corpus_service: QAService, gold: str
) -> None:
    example = Example(WHEAT, True, gold, (f"les {ANSWER}",))

    def marking(pattern: str) -> Outcome:
        outcome = corpus_service.outcome(WHEAT)
        first, *others = outcome.answer.citations
        found = re.search(pattern, first.quote)
        assert found is not None
        start, end = (first.start + offset for offset in found.span())
        marked = replace(first, answer_start=start, answer_end=end)
        return replace(outcome, answer=replace(outcome.answer, citations=(marked, *others)))

    (exact,) = evaluate([example], lambda _: marking(r"25\s000 tonnes"), no_progress)
    assert (exact.exact_match, exact.f1) == (1, 1)
    (part,) = evaluate([example], lambda _: marking(r"25\s000"), no_progress)
    assert part.exact_match == 0
    assert part.f1 == pytest.approx(4 / 5)


def test_without_a_short_answer_the_measures_are_zero(corpus_service: QAService, gold: str) -> None:
    outcome = corpus_service.outcome(WHEAT)
    bare = tuple(
        replace(item, answer_start=None, answer_end=None) for item in outcome.answer.citations
    )
    outcome = replace(outcome, answer=replace(outcome.answer, citations=bare))
    (found,) = evaluate([Example(WHEAT, True, gold, (ANSWER,))], lambda _: outcome, no_progress)
    assert (found.exact_match, found.f1) == (0, 0)


def test_an_empty_archive_offers_nothing(
    settings: Settings, embeddings: SentenceEmbeddings, gold: str
) -> None:
    with closing(open_archive(settings, silent)) as archive:
        service = service_of(archive, embeddings, settings, silent)
        (found,) = asked(service, Example(WHEAT, True, gold, (ANSWER,)))
    assert (found.rank, found.best_hit, found.refused) == (None, False, True)
    assert (found.confidence, found.similarity) == (0, -1)
