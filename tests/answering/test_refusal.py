"""The signals of refusal, and what the probability does with them."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker, Ranked
from qa_service.answering.refusal import FORMLESS, NO_NAMES, SIGNALS, confidence, signals
from qa_service.answering.retrieval import HybridRetriever
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
        yield lambda question: ranker.rank(retriever.retrieve(interpret(question)))


def signal(ranked: Ranked, name: str) -> float:
    return signals(ranked)[SIGNALS.index(name)]


def test_names_are_looked_for_in_the_passage_and_in_the_sentence(rank: Rank) -> None:
    ranked = rank("Combien de millions Valmer a-t-elle payés ?")
    assert ranked.evidence[0].quote == "La ville a payé 12 millions d’euros."
    assert signal(ranked, "names") == 1  # the passage names Valmer
    assert signal(ranked, "named") == 0.5  # the sentence only the millions, which are a number
    assert signal(rank("Que coûtera le billet ?"), "named") == NO_NAMES


def test_what_is_counted_has_to_be_named(rank: Rank) -> None:
    assert signal(rank("Combien de millions la ville a-t-elle payés ?"), "counted") == 1
    assert signal(rank("Combien de pêcheurs la ville a-t-elle payés ?"), "counted") == 0
    assert signal(rank("Que promet le maire ?"), "counted") == 1


def test_a_sentence_that_cannot_hold_the_answer_is_not_believed(rank: Rank) -> None:
    ranked = rank("Quel âge a Paul Renaud ?")
    assert confidence(ranked) <= FORMLESS
