"""Data sets and files of articles, in every form that is read."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa_service.domain.errors import DatasetError, UsageError
from qa_service.evaluation.datasets import Dataset, Example, read_articles, read_dataset

PARAGRAPH = {
    "context": "Le port a rouvert lundi.",
    "qas": [
        {"question": "Quand ?", "answers": [{"text": "lundi", "answer_start": 18}]},
        {"question": "Combien ?", "answers": [], "is_impossible": True},
    ],
}
OTHER = {"context": "Le tram ouvrira.", "qas": []}
SQUAD = {"data": [{"title": "Valmer", "paragraphs": [PARAGRAPH, OTHER]}]}
ARTICLES = [
    {"title": "Le tram", "text": "Le tram ouvrira.", "date": "2023-03-01"},
    {"title": "Le port", "article": "Il a rouvert.", "heading": "Après trois mois.", "author": "?"},
    {"title": "La digue", "text": "Elle\u2028tient.", "date": "2023-03-02T19:09:00+02:00"},
]


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, "utf-8")
    return path


def test_squad_keeps_each_paragraph_an_article_and_honours_impossible(tmp_path: Path) -> None:
    file = lines(tmp_path / "squad.json", [SQUAD])
    dataset = read_dataset(file)
    assert [article.title for article in dataset.articles] == ["Valmer", "Valmer"]
    assert [example.answerable for example in dataset.examples] == [True, False]
    assert dataset.examples[0].article_id == dataset.articles[0].id
    assert dataset.examples[1].article_id is None
    assert read_articles(file) == dataset.articles


@pytest.mark.parametrize("name", ["articles.jsonl", "articles.jsonl.gz"])
def test_a_file_of_articles(tmp_path: Path, name: str) -> None:
    tram, port, digue = read_articles(lines(tmp_path / name, ARTICLES))
    assert (tram.title, tram.text, tram.published) == (
        "Le tram",
        "Le tram ouvrira.",
        date(2023, 3, 1),
    )
    assert port.text == "Après trois mois.\n\nIl a rouvert."
    assert (port.published, port.published_from) == (None, None)
    assert digue.text == "Elle\u2028tient."  # which is no end of a line of the file
    assert digue.published == date(2023, 3, 2)


def test_compressed_questions_with_passages(tmp_path: Path) -> None:
    passages = [{"title": "Le tram", "text": "Le tram ouvrira."}]
    row = {"question": "Quand ?", "answerable": False, "passages": passages}
    dataset = read_dataset(lines(tmp_path / "data.jsonl.gz", [row, row]))
    assert dataset.examples == (Example("Quand ?", False, None, ()),) * 2
    assert len(dataset.articles) == 1
    # an article is the same whichever form brings it
    assert dataset.articles[0].id == read_articles(lines(tmp_path / "a.jsonl", ARTICLES))[0].id


@pytest.mark.parametrize("content", ["", "{", "[]", '{"data": [{}]}', '{"data": []}', "7"])
@pytest.mark.parametrize("reader", [read_dataset, read_articles])
def test_another_file_is_refused_with_a_reason(tmp_path: Path, content: str, reader: Any) -> None:  # noqa: ANN401
    for name in ("data.json", "data.jsonl"):
        file = tmp_path / name
        file.write_text(content, "utf-8")
        with pytest.raises(DatasetError, match=r"docs/evaluation\.md"):
            reader(file)


def test_articles_are_no_questions(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no questions"):
        read_dataset(lines(tmp_path / "articles.jsonl", ARTICLES))


def test_a_wrong_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="bientôt"):
        read_articles(lines(tmp_path / "a.jsonl", [{**ARTICLES[0], "date": "bientôt"}]))


def test_what_is_not_compressed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl.gz"
    file.write_bytes(b"{}")
    with pytest.raises(DatasetError, match="gzip"):
        read_articles(file)
    file.write_bytes(gzip.compress(b'{"title": "Le tram"}')[:-9])
    with pytest.raises(DatasetError):
        read_articles(file)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.json"):
        read_dataset(tmp_path / "nowhere.json")


def test_a_limit_spreads_over_the_whole_data_set() -> None:
    examples = tuple(Example(str(number), True, None, ()) for number in range(10))
    dataset = Dataset((), examples)
    assert [item.question for item in dataset.spread(4)] == ["0", "2", "5", "7"]
    assert [item.question for item in dataset.spread(1)] == ["0"]
    assert [item.question for item in dataset.spread(9)][-1] == "8"
    assert dataset.spread(10) == dataset.spread(11) == dataset.spread(None) == examples


def test_only_questions_about_subjects_kept_aside_are_left(tmp_path: Path) -> None:
    groups = [{"title": title, "paragraphs": [PARAGRAPH]} for title in ("Tram", "Sport")]
    dataset = read_dataset(lines(tmp_path / "squad.json", [{"data": groups}]))
    aside = dataset.aside()
    titles = {article.id: article.title for article in dataset.articles}
    assert aside.articles == dataset.articles
    # what no article answers has no subject
    assert [titles[str(one.article_id)] for one in aside.examples] == ["Tram"]
    assert len(dataset.examples) == 4
