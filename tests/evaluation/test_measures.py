"""The figures, on records whose figures are known."""

import json
from pathlib import Path

import pytest

from qa_service.domain.errors import DatasetError
from qa_service.evaluation.datasets import read_dataset
from qa_service.evaluation.measures import Record, figures


def record(
    answerable: bool = True,
    rank: int | None = 1,
    hits: tuple[bool, ...] = (True,),
    refused: bool = False,
    confidence: float = 0.9,
) -> Record:
    return Record(answerable, rank, answerable, hits, refused, confidence, 10.0)


def test_ranks_and_quotes() -> None:
    found = figures(
        [
            record(),
            record(rank=4, hits=(False, True)),
            record(rank=11, hits=(False,)),
            record(rank=None, hits=(), refused=True, confidence=0.2),
        ]
    )
    assert found.questions == 4
    assert found.recall_at_1 == 0.25
    assert found.recall_at_5 == found.recall_at_10 == 0.5
    assert found.mrr_at_10 == pytest.approx((1 + 1 / 4) / 4)
    assert found.first_quote_hit == 0.25
    assert found.any_quote_hit == 0.5
    assert found.refusal.auc is None
    assert found.refusal.precision is None


def test_refusal_counts_the_unanswerable_as_positive() -> None:
    found = figures(
        [
            record(confidence=0.9),
            record(confidence=0.3, refused=True),
            record(answerable=False, rank=None, hits=(), refused=True, confidence=0.1),
            record(answerable=False, rank=None, hits=(False,), confidence=0.8),
        ]
    )
    assert found.refusal.precision == 0.5
    assert found.refusal.recall == 0.5
    assert found.refusal.auc == 0.75


def test_squad_keeps_each_paragraph_an_article_and_honours_impossible(tmp_path: Path) -> None:
    paragraph = {
        "context": "Le port a rouvert lundi.",
        "qas": [
            {"question": "Quand ?", "answers": [{"text": "lundi", "answer_start": 18}]},
            {"question": "Combien ?", "answers": [], "is_impossible": True},
        ],
    }
    other = {"context": "Le tram ouvrira.", "qas": []}
    file = tmp_path / "squad.json"
    file.write_text(
        json.dumps({"data": [{"title": "Valmer", "paragraphs": [paragraph, other]}]}), "utf-8"
    )
    dataset = read_dataset(file)
    assert [article.title for article in dataset.articles] == ["Valmer", "Valmer"]
    assert [example.answerable for example in dataset.examples] == [True, False]
    assert dataset.examples[0].article_id == dataset.articles[0].id
    assert dataset.examples[1].article_id is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"data": [{}]}', '{"data": []}'])
def test_another_file_is_refused_with_a_reason(tmp_path: Path, content: str) -> None:
    file = tmp_path / "data.json"
    file.write_text(content, "utf-8")
    with pytest.raises(DatasetError, match=r"README\.md"):
        read_dataset(file)
