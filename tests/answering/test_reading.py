"""Reading reorders what was found, and marks the short answer."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from qa_service.answering import ranking
from qa_service.answering.ranking import Ranked
from qa_service.answering.reading import (
    FEATURES,
    HELPINGS,
    ReadingRanker,
    excerpted,
    short_answer,
)
from qa_service.answering.reranking import CrossEncoderRanker
from qa_service.answering.retrieval import Retrieved
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Sentence, Span
from qa_service.domain.reading import Excerpt, ExcerptReading, SentenceReading
from qa_service.service import QAService
from qa_service.text.sentences import sentences
from tests.conftest import article

TEXT = " ".join(f"La ville numéro {n} compte {n} ponts." for n in range(40))


def found(count: int) -> tuple[Evidence, ...]:
    """Evidence of several passages, five sentences each, best first by the ranking before."""
    item = article("a", "Ponts", TEXT)
    spans = sentences(TEXT, "fr")[:count]
    return tuple(
        Evidence(item, Sentence(span.start, span.end, "a", n, n // 5), 9.0 - n)
        for n, span in enumerate(spans)
    )


class First:
    """A ranking that is done already."""

    def __init__(self, count: int) -> None:
        self._count = count

    def rank(self, retrieved: Retrieved) -> Ranked:
        evidence = found(self._count)
        features = np.zeros((len(evidence), len(ranking.FEATURES)))
        vectors = np.zeros((len(evidence), 8), np.float32)
        return Ranked(
            retrieved,
            None,  # type: ignore[arg-type]
            None,  # type: ignore[arg-type]
            evidence,
            features,
            {},
            True,
            vectors,
        )


class WordReader:
    """A reader that takes a word for the answer; the fake beside the real one."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, _question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]:
        return [self._reading(one) for one in excerpts]

    def _reading(self, one: Excerpt) -> ExcerptReading:
        places = [sentence.find(self._word) for sentence in one.sentences]
        spans = tuple(
            SentenceReading(5.0, Span(at, at + len(self._word)))
            if at >= 0
            else SentenceReading(-5.0, Span(0, 2))
            for at in places
        )
        return ExcerptReading(4.0 if max(places) >= 0 else -4.0, spans)


def read(count: int, word: str) -> Ranked:
    weights = (0.1, 1.0, 1.0)
    ranker = ReadingRanker(First(count), WordReader(word), weights, weights)
    retrieved = type(
        "Found", (), {"question": type("Q", (), {"searched": "Combien ?", "language": "fr"})()}
    )()
    return ranker.rank(retrieved)


def test_the_sentence_that_answers_comes_first_with_its_answer() -> None:
    ranked = read(20, "numéro 12 ")
    best = ranked.evidence[0]
    assert "numéro 12 " in best.quote
    assert best.answer
    assert best.answer.of(best.article.text) == "numéro 12"
    assert ranked.reading is not None
    assert ranked.reading.shape == (20, len(FEATURES))
    assert not np.isnan(ranked.reading[0]).any()


def test_nothing_is_lost_and_scores_fall() -> None:
    ranked = read(40, "numéro 3 ")
    assert len({item.sentence.start for item in ranked.evidence}) == 40
    scores = [item.score for item in ranked.evidence]
    assert scores == sorted(scores, reverse=True)
    assert all(math.isfinite(score) for score in scores)
    unread = [item for item in ranked.evidence if item.answer is None]
    assert len(unread) == 40 - HELPINGS[0]
    # what was not read keeps its order, behind all that was
    assert [item.sentence.ordinal for item in unread] == list(range(HELPINGS[0], 40))


def test_a_short_answer_less_likely_than_none_is_a_guess() -> None:
    best, *others = read(20, "numéro 12 ").evidence
    assert not best.is_guess
    assert all(item.is_guess == (item.answer is not None) for item in others)


def test_more_is_read_where_no_answer_was_found() -> None:
    ranked = read(40, "numéro 10 ")
    assert "numéro 10 " in ranked.evidence[0].quote
    assert sum(item.answer is None for item in ranked.evidence) == 40 - sum(HELPINGS)


def test_no_evidence_is_no_reading() -> None:
    assert read(0, "x").reading is None


def test_sentences_of_a_passage_are_read_in_the_order_of_the_text() -> None:
    evidence = found(12)
    shuffled = [evidence[n] for n in (7, 2, 0, 6, 11)]
    assert excerpted(shuffled) == [[3, 0], [2, 1], [4]]


@pytest.mark.parametrize(
    ("within", "answer"),
    [("« 12 millions »", "12 millions"), ("mars 2023.", "mars 2023"), ("...", "...")],
)
def test_a_short_answer_has_no_punctuation_around_it(within: str, answer: str) -> None:
    text = f"Le port a rouvert {within} Puis rien."
    item = article("b", "Port", text)
    evidence = Evidence(item, Sentence(0, len(text), "b", 0, 0), 1.0)
    start = text.index(within)
    assert short_answer(evidence, Span(start, start + len(within))).of(text) == answer


class LongerIsBetter:
    """A cross-encoder of one rule."""

    def score(self, _question: str, texts: Sequence[str]) -> np.ndarray:
        return np.array([float(len(text)) for text in texts])


def test_a_cross_encoder_orders_the_best_sentences_only() -> None:
    retrieved = type(
        "Found", (), {"question": type("Q", (), {"searched": "Combien ?", "language": "fr"})()}
    )()
    ranked = CrossEncoderRanker(First(40), LongerIsBetter()).rank(retrieved)
    assert len(ranked.evidence) == 40
    lengths = [len(item.quote) for item in ranked.evidence[:20]]
    assert lengths == sorted(lengths, reverse=True)
    assert [item.sentence.ordinal for item in ranked.evidence[20:]] == list(range(20, 40))
    assert ranked.reading is None


def test_a_citation_points_to_the_short_answer(corpus_service: QAService) -> None:
    answer = corpus_service.ask("Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?")
    first = answer.citations[0]
    text = corpus_service.article(first.article_id).text
    assert first.answer
    assert "25 000" in first.answer.replace("\u00a0", " ").replace("\u202f", " ")
    assert text[first.answer_start : first.answer_end] == first.answer
