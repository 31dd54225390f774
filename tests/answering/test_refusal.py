"""The signals of refusal, and what the probability does with them."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qa_service.answering.interpretation import understand
from qa_service.answering.ranking import LinearRanker, Ranked
from qa_service.answering.reading import FEATURES as READ
from qa_service.answering.refusal import (
    NO_NAMES,
    OUTSIDE,
    READING_SIGNALS,
    SIGNALS,
    confidence,
    signals,
)
from qa_service.answering.retrieval import HybridRetriever
from qa_service.domain.answer import Request
from qa_service.domain.article import Article
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from tests.conftest import PORT, TRAM, article, silent

Rank = Callable[[str], Ranked]


@pytest.fixture
def rank(
    tmp_path: Path, put: Callable[[Catalogue, Article], Entry], embeddings: SentenceEmbeddings
) -> Iterator[Rank]:
    """The ranking of a question to an archive of two articles."""
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:
        put(archive.catalogue, article("port", "Le port", PORT))
        put(archive.catalogue, article("tram", "Le tramway", TRAM))
        retriever, ranker = HybridRetriever(archive, embeddings), LinearRanker(archive)

        def ranked(question: str) -> Ranked:
            request, today = Request(question), date(2024, 6, 1)
            asked = understand(request, today, lambda *_: None, lambda _: False)
            return ranker.rank(retriever.retrieve(asked))

        yield ranked


def signal(ranked: Ranked, name: str) -> float:
    return signals(ranked)[SIGNALS.index(name)]


def test_names_are_looked_for_in_the_passage(rank: Rank) -> None:
    assert signal(rank("Combien de millions Valmer a-t-elle payés ?"), "names") == 1
    assert signal(rank("Combien de millions Brimont a-t-elle payés ?"), "names") < 1
    assert signal(rank("Que coûtera le billet ?"), "names") == NO_NAMES


def test_what_was_not_read_is_taken_at_the_least_that_was(rank: Rank) -> None:
    ranked = rank("Que promet le maire ?")
    reading = np.full((len(ranked.evidence), len(READ)), np.nan)
    reading[1:3] = [[1.0, 2.0, 3.0], [0.0, 4.0, -1.0]]
    found = dict(zip(READING_SIGNALS, signals(replace(ranked, reading=reading)), strict=True))
    assert (found["relevance"], found["relevance_highest"], found["span"]) == (2.0, 4.0, -1.0)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Que s'est-il passé à Tinzawaten ?", True),
        ("Que s'est-il passé à Valmer ?", False),
        ("Que s'est-il passé au port ?", False),
    ],
)
def test_a_broad_question_about_an_unknown_name_is_refused(
    rank: Rank, question: str, unknown: bool
) -> None:
    ranked = rank(question)
    assert ranked.retrieved.question.broad
    assert (confidence(ranked) <= OUTSIDE) == unknown
