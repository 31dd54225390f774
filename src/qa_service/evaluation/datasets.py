"""Data sets of questions over articles, and files of articles alone, as `evaluate` reads them.

docs/evaluation.md describes the forms.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, TypeVar

from qa_service.domain.article import Article, Provenance
from qa_service.domain.errors import DatasetError, UsageError
from qa_service.text.language import detect_language

T = TypeVar("T")

# What wrong content raises; a BadGzipFile is an OSError as well, but no wrong path.
UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    EOFError,
    zlib.error,
    gzip.BadGzipFile,
)


FORMS = "docs/evaluation.md describes both; rows about articles of an export need --articles."
ASIDE = 5  # one subject in so many is kept aside


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

    def aside(self) -> "Dataset":
        """The same articles with only the questions about subjects that training keeps aside."""
        titles = {article.id: article.title for article in self.articles}
        kept = [one for one in self.examples if one.article_id and is_aside(titles[one.article_id])]
        return replace(self, examples=tuple(kept))

    def spread(self, limit: int | None) -> tuple[Example, ...]:
        """`limit` questions at even distances, always the same ones, or all.

        Data sets are sorted by subject, so the first ones would all be about a few articles.
        """
        return spread(self.examples, limit)


def spread(items: tuple[T, ...], limit: int | None) -> tuple[T, ...]:
    """`limit` of the items at even distances, always the same ones, or all.

    >>> spread((1, 2, 3, 4, 5), 2)
    (1, 3)
    """
    count = len(items)
    if limit is None or limit >= count:
        return items
    return tuple(items[number * count // limit] for number in range(limit))


def is_aside(subject: str) -> bool:
    """Whether no model or weight of ours learned from articles of this title.

    The rule stands here so that training and evaluation cannot disagree.

    >>> is_aside("Sport"), is_aside("Tram")
    (False, True)
    """
    return int(hashlib.sha256(subject.encode()).hexdigest(), 16) % ASIDE == 0


def read_dataset(path: Path) -> Dataset:
    """Reads SQuAD JSON, or JSONL with one question a line; each may be compressed (.gz).

    Raises UsageError or DatasetError.
    """
    with complaints(path, "SQuAD JSON or JSONL of questions", FORMS):
        dataset = _read(path).dataset()
        if not dataset.examples:
            raise ValueError("no questions")
    return dataset


def read_articles(path: Path) -> tuple[Article, ...]:
    """The articles of a data set, or of JSONL with one article a line.

    Raises UsageError or DatasetError.
    """
    with complaints(path, "SQuAD JSON or JSONL of articles", FORMS):
        articles = _read(path).dataset().articles
        if not articles:
            raise ValueError("no articles")
    return articles


def read_export(path: Path) -> dict[str, Article]:
    """The articles of JSONL with one article a line, by the id that its line gives.

    They are those of `read_articles`: what stands there twice is one. Raises UsageError or
    DatasetError.
    """
    fitting = "training/material/README.md says which export is meant."
    with complaints(path, "JSONL of articles with an id", fitting), opened(path) as file:
        builder = _Builder()
        lines = [json.loads(line) for line in file if line.strip()]
        return {line["id"]: builder.add_article(line) for line in lines}


@contextmanager
def complaints(path: Path, form: str, advice: str) -> Iterator[None]:
    """Says of what goes wrong with a file that it has not this form."""
    try:
        yield
    except UNREADABLE as error:
        raise DatasetError(f"{path} is not {form} ({error!r}). {advice}") from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}. Check the path.") from error


def _read(path: Path) -> "_Builder":
    builder = _Builder()
    with opened(path) as file:
        if ".jsonl" in path.suffixes:
            for line in file:
                if line.strip():
                    builder.add_line(json.loads(line))
        else:
            builder.add_squad(json.load(file))
    return builder


def opened(path: Path) -> IO[str]:
    """Opens a text that may be compressed."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


class _Builder:
    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._examples: list[Example] = []

    def dataset(self) -> Dataset:
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
        if "question" not in line:
            self.add_article(line)
        elif "passages" in line:
            for passage in line["passages"]:
                self._article(passage.get("title", ""), passage["text"])
            self._example(line["question"], bool(line["answerable"]), None, ())
        else:
            article_id = self._article(line.get("title", ""), line["context"])
            self._example(line["question"], True, article_id, (line["answer"],))

    def add_article(self, line: dict[str, Any]) -> Article:
        body = line["text"] if "text" in line else line["article"]
        text = "\n\n".join(part for part in (line.get("heading"), body) if part)
        return self._articles[self._article(line["title"], text, line.get("date"))]

    def _example(
        self, question: str, answerable: bool, article_id: str | None, answers: tuple[str, ...]
    ) -> None:
        self._examples.append(
            Example(question, answerable, article_id if answerable else None, answers)
        )

    def _article(self, title: str, text: str, date: str | None = None) -> str:
        """Each distinct text under a title is one article, whatever asks about it."""
        article_id = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
        if article_id not in self._articles:
            self._articles[article_id] = Article(
                id=article_id,
                source=f"dataset:{article_id}",
                title=title,
                text=text,
                language=detect_language(text),
                published=datetime.fromisoformat(date).date() if date else None,
                published_from=Provenance.FRONT_MATTER if date else None,
            )
        return article_id
