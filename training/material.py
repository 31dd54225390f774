"""Training material: each question with the passages that our own retrieval finds for it.

A question's passage that answers is its positive; the best-ranked others are its hard negatives.
Questions about one subject in five are kept aside, and seen by no training run.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpora import archive_of, embedded

from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker
from qa_service.answering.retrieval import HybridRetriever
from qa_service.domain.article import Article
from qa_service.domain.errors import QuestionError
from qa_service.evaluation.datasets import Dataset, is_aside
from qa_service.ingestion.pipeline import draft_of
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive


@dataclass(frozen=True)
class Text:
    """A passage as the reader may see it."""

    title: str
    sentences: tuple[str, ...]
    scores: tuple[float, ...]  # of each sentence, by the ranking before the reading
    answer: tuple[int, int, int] | None  # sentence, start and end in it
    gold: bool  # from the article that answers


@dataclass(frozen=True)
class Group:
    """A question and its passages, best-ranked first."""

    source: str
    question: str
    subject: str
    texts: tuple[Text, ...]
    answers: tuple[str, ...]

    @property
    def is_aside(self) -> bool:
        return is_aside(self.subject)


@dataclass(frozen=True)
class Asked:
    """A question as a data set has it; `spans` are answers in the article's text."""

    question: str
    article_id: str | None
    spans: tuple[tuple[int, int], ...]


def squad(path: Path, prefix: str = "") -> tuple[dict[str, Article], list[Asked]]:
    articles: dict[str, Article] = {}
    asked = []
    for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in group["paragraphs"]:
            article = article_of(group.get("title", ""), paragraph["context"], prefix)
            articles[article.id] = article
            for qa in paragraph["qas"]:
                spans = sorted(
                    {
                        (a["answer_start"], a["answer_start"] + len(a["text"]))
                        for a in qa.get("answers", ())
                    }
                )
                asked.append(Asked(qa["question"], article.id, tuple(spans)))
    return articles, asked


def lines(path: Path) -> tuple[dict[str, Article], list[Asked]]:
    articles: dict[str, Article] = {}
    asked = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = article_of(row["title"], row["context"])
        articles[article.id] = article
        start = row.get("answer_start", row["context"].find(row["answer"]))
        spans = ((start, start + len(row["answer"])),) if start >= 0 else ()
        asked.append(Asked(row["question"], article.id, spans))
    return articles, asked


def article_of(title: str, text: str, language: str = "fr") -> Article:
    mark = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
    return Article(mark, f"dataset:{mark}", title, text, language or "fr")


def groups_in(
    source: str,
    articles: dict[str, Article],
    asked: Sequence[Asked],
    embeddings: SentenceEmbeddings,
    passages: int,
) -> list[Group]:
    """Each question with what is found for it among the articles."""
    ordered = tuple(sorted(articles.values(), key=lambda article: article.id))
    corpus = embedded(Dataset(ordered, ()), embeddings)
    with archive_of(list(corpus.entries.values())) as archive:
        return list(groups_of(source, archive, embeddings, asked, articles, passages))


def groups_of(
    source: str,
    archive: Archive,
    embeddings: SentenceEmbeddings,
    asked: Sequence[Asked],
    articles: dict[str, Article],
    passages: int,
) -> Iterator[Group]:
    """Each question with the passages found for it; a gold passage not found comes last."""
    retriever, ranker = HybridRetriever(archive, embeddings), LinearRanker(archive, read=passages)
    for one in asked:
        try:
            ranked = ranker.rank(retriever.retrieve(interpret(one.question)))
        except QuestionError:
            continue
        ordered = [c.passage for c in ranked.retrieved.candidates[:passages]]
        found = sorted(
            ranked.evidence,
            key=lambda e: (ordered.index((e.article.id, e.sentence.passage)), e.sentence.start),
        )
        texts = []
        for _, run in groupby(found, lambda e: (e.article.id, e.sentence.passage)):
            items = list(run)
            spans = [(e.sentence.start, e.sentence.end, e.score) for e in items]
            texts.append(text_of(items[0].article, spans, one))
        if one.article_id and not any(text.answer for text in texts) and one.spans:
            article = articles[one.article_id]
            draft = draft_of(article, article.id)
            for passage in draft.passages:
                if passage.start <= one.spans[0][0] < passage.end:
                    spans = [
                        (s.start, s.end, 0.0)
                        for s in draft.sentences
                        if s.passage == passage.ordinal
                    ]
                    texts.append(text_of(article, spans, one))
        subject = articles[one.article_id].title if one.article_id else ""
        yield Group(
            source,
            one.question,
            subject,
            tuple(texts),
            tuple(articles[one.article_id].text[s:e] for s, e in one.spans)
            if one.article_id
            else (),
        )


def text_of(article: Article, spans: Sequence[tuple[int, int, float]], one: Asked) -> Text:
    answer = None
    if article.id == one.article_id:
        for number, (start, end, _) in enumerate(spans):
            inside = [(s - start, e - start) for s, e in one.spans if start <= s and e <= end]
            if inside and answer is None:
                answer = (number, *inside[0])
    return Text(
        article.title,
        tuple(article.text[start:end] for start, end, _ in spans),
        tuple(score for _, _, score in spans),
        answer,
        article.id == one.article_id,
    )
