"""Data sets of questions over articles, in the two forms that `evaluate` reads."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_service.domain.article import Article
from qa_service.domain.errors import DatasetError, UsageError
from qa_service.text.language import detect_language


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what is known of its answer."""

    question: str
    answerable: bool
    article_id: str | None  # the article that holds the answer, where the data set says so
    answers: tuple[str, ...]  # any of which is right


@dataclass(frozen=True, slots=True)
class Dataset:
    """Articles, and questions about them."""

    articles: tuple[Article, ...]
    examples: tuple[Example, ...]


def read_dataset(path: Path) -> Dataset:
    """Reads SQuAD JSON, or JSONL with one question a line.

    A line holds `question`, and either `answer`, `context` and `title` or `passages` (each with
    `title` and `text`) and `answerable`. Raises UsageError or DatasetError.
    """
    try:
        text = path.read_text(encoding="utf-8")
        builder = _Builder()
        if path.suffix == ".jsonl":
            for line in text.splitlines():
                if line.strip():
                    builder.add_line(json.loads(line))
        else:
            builder.add_squad(json.loads(text))
        return builder.dataset()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}. Check the path.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetError(
            f"{path} is neither SQuAD JSON nor JSONL of questions ({error!r}). "
            "README.md describes both forms."
        ) from error


class _Builder:
    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._examples: list[Example] = []

    def dataset(self) -> Dataset:
        if not self._examples:
            raise ValueError("no questions")
        return Dataset(tuple(self._articles.values()), tuple(self._examples))

    def add_squad(self, data: dict[str, Any]) -> None:
        for group in data["data"]:
            for paragraph in group["paragraphs"]:
                article_id = self._article(group.get("title", ""), paragraph["context"])
                for qa in paragraph["qas"]:
                    answers = tuple(answer["text"] for answer in qa.get("answers", ()))
                    possible = not qa.get("is_impossible", False)
                    self._example(qa["question"], possible, article_id, answers)

    def add_line(self, line: dict[str, Any]) -> None:
        if "passages" in line:
            for passage in line["passages"]:
                self._article(passage.get("title", ""), passage["text"])
            self._example(line["question"], bool(line["answerable"]), None, ())
        else:
            article_id = self._article(line.get("title", ""), line["context"])
            self._example(line["question"], True, article_id, (line["answer"],))

    def _example(
        self, question: str, answerable: bool, article_id: str | None, answers: tuple[str, ...]
    ) -> None:
        self._examples.append(
            Example(question, answerable, article_id if answerable else None, answers)
        )

    def _article(self, title: str, text: str) -> str:
        """Each distinct text under a title is one article, whatever asks about it."""
        article_id = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
        if article_id not in self._articles:
            self._articles[article_id] = Article(
                article_id, f"dataset:{article_id}", title, text, detect_language(text)
            )
        return article_id
