"""Sentences compared outright: as a comparison with their vectors says, across restarts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from qa_service.ingestion.pipeline import draft_of
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.store.records import Entry
from qa_service.store.rows import Rows
from tests.conftest import PORT, TRAM, article

QUESTION = np.asarray(DrawnEmbeddings().embed_query("Qui attend au port ?"), np.float32)


def entries(*ids: str, text: str = PORT) -> list[Entry]:
    found = []
    for one in ids:
        draft = draft_of(article(one, f"Le quai {one}", text), "1")
        texts = draft.embedded_texts()
        found.append(draft.entry(dict(zip(texts, DrawnEmbeddings().encode(texts), strict=True))))
    return found


def expected(among: Sequence[Entry]) -> list[float]:
    """All cosines, largest first."""
    return sorted((float(row @ QUESTION) for one in among for row in one.vectors), reverse=True)


def cosines(rows: Rows, ids: Sequence[str], limit: int | None = None) -> list[float]:
    return [cosine for _, cosine in rows.similarities(QUESTION, ids, limit)]


def test_the_nearest_sentences_are_those_of_a_comparison_with_each(tmp_path: Path) -> None:
    rows, every = Rows(tmp_path), entries(*"abcdef")
    rows.replace((), every)
    for ids in ("abcdef", "fa", "c", "ec"):
        wanted = expected([one for one in every if one.article.id in ids])
        np.testing.assert_allclose(cosines(rows, ids), wanted, atol=1e-6)
        np.testing.assert_allclose(cosines(rows, ids, 4), wanted[:4], atol=1e-6)
    found = dict(rows.similarities(QUESTION, "e", 1))
    best = int(np.argmax(every[4].vectors @ QUESTION))
    assert list(found) == [("e", every[4].sentences[best].passage)]


def test_what_is_replaced_or_dropped_is_not_found_and_stays_so(tmp_path: Path) -> None:
    rows = Rows(tmp_path)
    rows.replace((), entries("a", "b", "c"))
    changed = entries("b", text=TRAM)
    rows.replace(["b", "c"], changed)
    for opened in (rows, Rows(tmp_path)):
        np.testing.assert_allclose(cosines(opened, "bc"), expected(changed), atol=1e-6)
        assert cosines(opened, ["c", "gone"]) == []
        assert len(opened) == len(entries("a")[0].sentences) + len(changed[0].sentences)


def test_equal_sentences_come_in_the_order_asked_for(tmp_path: Path) -> None:
    rows = Rows(tmp_path)
    every = entries("a", "b", "c")
    same = np.repeat(every[0].vectors[:1], len(every[0].sentences), axis=0)
    rows.replace((), [replace(one, vectors=same) for one in every])
    found = rows.similarities(QUESTION, "cab", len(same) + 1)
    assert [passage[0] for passage, _ in found] == ["c"] * len(same) + ["a"]


def test_an_empty_file_finds_nothing(tmp_path: Path) -> None:
    assert Rows(tmp_path).similarities(QUESTION, ["a"]) == []
    assert len(Rows(tmp_path)) == 0
