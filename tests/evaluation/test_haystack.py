"""The kept store of an evaluation: filled once, resumed, bounded, one user at a time."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_service.domain.article import Article
from qa_service.domain.errors import DatasetError, StoreInUse, UsageError
from qa_service.domain.reports import Progress, no_progress
from qa_service.evaluation import haystack as module
from qa_service.evaluation.haystack import haystack, read_distractors
from qa_service.ingestion import pipeline
from qa_service.models.embedding import SentenceEmbeddings
from tests.conftest import PORT, TRAM, article, silent

ARTICLES = [article("port", "Le port", PORT), article("tram", "Le tram", TRAM)]

Fill = Callable[..., list[str]]


@pytest.fixture
def fill(embeddings: SentenceEmbeddings, tmp_path: Path) -> Fill:
    """Opens the haystack of some articles, checks it, and returns what was said."""

    def filled(articles: list[Article], progress: Progress = no_progress) -> list[str]:
        said: list[str] = []
        with haystack(articles, embeddings, tmp_path, progress, said.append) as archive:
            assert sorted(item.id for item in archive.articles()) == sorted(
                {item.id for item in articles}
            )
            report = archive.verify()
            assert (report.ok, report.articles > 0) == (True, True)
        return said

    return filled


def stores(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir()}


def test_a_second_evaluation_embeds_nothing(fill: Fill, tmp_path: Path) -> None:
    assert "Embedding 2 of 2 articles" in fill(ARTICLES)[0]
    (store,) = stores(tmp_path)

    def forbidden(_done: int, _total: int, _label: str) -> None:
        raise AssertionError("something was embedded")

    # in whatever order, and however often an article is named
    again = fill([*ARTICLES[::-1], ARTICLES[0]], forbidden)
    assert again == [f"Using the 2 articles kept in {tmp_path / store}"]


def test_an_interrupted_one_goes_on_where_it_stopped(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 1)  # an article at a time

    def interrupt(_done: int, _total: int, _label: str) -> None:
        raise KeyboardInterrupt

    articles = [*ARTICLES, article("quay", "Le quai", PORT.replace("12 millions", "13 millions"))]
    with pytest.raises(KeyboardInterrupt):
        fill(articles, interrupt)  # when one is stored, and the next one's vectors are under way
    seen: list[int] = []
    said = fill(articles, lambda done, _total, _label: seen.append(done))
    assert "Embedding 1 of 3 articles" in said[0]
    assert seen == [3]
    assert len(stores(tmp_path)) == 1


def test_other_articles_or_another_model_are_another_haystack(
    fill: Fill, embeddings: SentenceEmbeddings, tmp_path: Path
) -> None:
    fill(ARTICLES)
    fill(ARTICLES[:1])
    changed = replace(ARTICLES[0], text=PORT.replace("12 millions", "13 millions"))
    fill([changed])
    renamed = SentenceEmbeddings("another", embeddings.dimension, embeddings._model)
    with haystack(ARTICLES, renamed, tmp_path, no_progress, silent):
        assert len(stores(tmp_path)) == 4


def test_another_way_of_cutting_is_another_haystack(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(ARTICLES)
    plain = pipeline.Draft.embedded_texts
    monkeypatch.setattr(
        pipeline.Draft, "embedded_texts", lambda draft: [f"- {text}" for text in plain(draft)]
    )
    fill(ARTICLES)
    assert len(stores(tmp_path)) == 2


def test_those_used_longest_ago_make_room(
    fill: Fill,
    embeddings: SentenceEmbeddings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    one, two, both = ARTICLES[:1], ARTICLES[1:], ARTICLES
    fill(one)
    (first,) = stores(tmp_path)
    fill(two)
    (second,) = stores(tmp_path) - {first}
    fill(one)  # used again, so that the second is now the oldest
    fill(both)
    assert first in stores(tmp_path)
    assert second not in stores(tmp_path)

    with haystack(one, embeddings, tmp_path, no_progress, silent):
        (third,) = stores(tmp_path) - {first}
        fill(two)  # `both` is older than `one`, which is in use
        assert third not in stores(tmp_path)
        assert first in stores(tmp_path)
        monkeypatch.setattr(module, "KEPT", 1)
        fill(two)
        assert stores(tmp_path) == {first, second}
    fill(two)
    assert stores(tmp_path) == {second}


def test_one_evaluation_at_a_time(
    fill: Fill, embeddings: SentenceEmbeddings, tmp_path: Path
) -> None:
    with (
        haystack(ARTICLES, embeddings, tmp_path, no_progress, silent),
        pytest.raises(StoreInUse, match="Another evaluation"),
    ):
        fill(ARTICLES)
    fill(ARTICLES)


def test_a_folder_of_articles(tmp_path: Path) -> None:
    (tmp_path / "tram.txt").write_text(f"Le tram ouvrira en mars\n\n{TRAM}\n", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "port.md").write_text(f"# Le port\n\n{PORT}\n", "utf-8")
    (tmp_path / "scan.pdf").write_text("%PDF-1.7", "utf-8")
    said: list[str] = []
    found = read_distractors(tmp_path, said.append)
    assert [item.title for item in found] == ["Le port", "Le tram ouvrira en mars"]
    assert len(said) == 1
    assert "scan.pdf" in said[0]


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no article"):
        read_distractors(tmp_path, silent)
    with pytest.raises(UsageError, match="nowhere"):
        read_distractors(tmp_path / "nowhere", silent)
