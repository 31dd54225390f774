"""Training material: questions with the passages that our own retrieval finds, and statements.

A question's passage that answers is its positive; the best-ranked others are its hard negatives.
One subject or article in five is kept aside: no training run sees its questions or its text.
"""

import csv
import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
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

NEGATIVES = {"REFUTES", "contradiction", "neutral"}  # labels of statements that are not supported
POSITIVES = {"SUPPORTS", "entailment"}  # DACCORD's other pairs are compatible, which says nothing


@dataclass(frozen=True)
class Text:
    """A passage as the reader may see it."""

    title: str
    outlet: str | None
    published: date | None
    sentences: tuple[str, ...]
    scores: tuple[float, ...]  # of each sentence, by the ranking before the reading
    answer: tuple[int, int, int] | None  # sentence, start and end in it
    also: frozenset[int]  # other sentences that are known to answer
    gold: bool  # from the article that the question is about


@dataclass(frozen=True)
class Group:
    """A question and its passages, best-ranked first."""

    source: str
    question: str
    subject: str
    texts: tuple[Text, ...]
    answers: tuple[str, ...]
    family: str = ""  # the article of our own questions, which answers some and nearly others
    near_miss: bool = False

    @property
    def is_aside(self) -> bool:
        return is_aside(self.subject)


@dataclass(frozen=True)
class Statement:
    """A statement with the sentences that it cites."""

    text: str
    title: str
    outlet: str | None
    published: date | None
    cited: tuple[str, ...]
    supported: bool
    sentences: tuple[str, ...]  # of the whole article
    family: str


@dataclass(frozen=True)
class Asked:
    """A question as a data set has it; `spans` are answers in the article's text."""

    question: str
    article_id: str | None
    spans: tuple[tuple[int, int], ...]
    gold: tuple[tuple[int, int], ...] = ()  # all sentences that answer; (): it is not known
    family: str = ""
    near_miss: bool = False


def export(path: Path) -> dict[str, Article]:
    """Reads the news that our questions are about, by the ids of the export."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            text = "\n\n".join(filter(None, (row.get("heading"), row["article"])))
            day = datetime.fromisoformat(row["date"]).date() if row.get("date") else None
            article = article_of(row["title"], text)
            found[row["id"]] = replace(article, outlet=row.get("author"), published=day)
    return found


def is_judging(article_id: str) -> bool:
    """Whether an article of the training part only judges what was learned from the others."""
    is_drawn = int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 10 == 1
    return is_drawn and article_id not in _learned()


@cache
def _learned() -> frozenset[str]:
    """Articles that were drawn to judge, but that the shipped weights have learned from before."""
    return frozenset((Path(__file__).parent / "material" / "learned.txt").read_text().split())


def news_questions(path: Path, articles: Mapping[str, Article]) -> list[Asked]:
    """Reads our own questions about those of `articles`, given by the ids of the export."""
    asked = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if article := articles.get(row["article"]):
            spans = () if "near_miss" in row else (tuple(row["answer"]),)
            gold = tuple((start, end) for start, end in row.get("sentences", ()))
            family, near_miss = article.id, "near_miss" in row
            asked.append(Asked(row["question"], article.id, spans, gold, family, near_miss))
    return asked


def news_statements(path: Path, articles: Mapping[str, Article]) -> list[Statement]:
    """Reads our own statements about those of `articles`, given by the ids of the export."""
    sentences: dict[str, tuple[str, ...]] = {}
    found = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if article := articles.get(row["article"]):
            if article.id not in sentences:
                cut = draft_of(article, article.id).sentences
                sentences[article.id] = tuple(one.of(article.text) for one in cut)
            found.append(
                Statement(
                    row["statement"],
                    article.title,
                    article.outlet,
                    article.published,
                    tuple(article.text[start:end] for start, end in sorted(row["sentences"])),
                    row["supported"],
                    sentences[article.id],
                    article.id,
                )
            )
    return found


def inferences(folder: Path, seed: int) -> list[Statement]:
    """Reads pairs of others, each a premise and what is said to follow, in a mixed order."""
    rows = [json.loads(line) for line in (folder / "fever-symmetric-en.jsonl").open()]
    pairs = [(row["claim"], row["evidence"], row["label"]) for row in rows]
    for name in ("daccord.tsv", "gqnli-fr.tsv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            pairs += [
                (row["hypothesis"], row["premise"], row["label_text"])
                for row in csv.DictReader(file, delimiter="\t")
            ]
    found = [
        Statement(claim, "", None, None, (premise,), label in POSITIVES, (), "")
        for claim, premise, label in pairs
        if label in POSITIVES | NEGATIVES
    ]
    random.Random(seed).shuffle(found)
    return found


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
    """Finds the passages of each question; a gold passage that is not found comes last.

    What is found of other articles than `articles` is passed over.
    """
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
            if items[0].article.id not in articles:
                continue
            spans = [(e.sentence.start, e.sentence.end, e.score) for e in items]
            texts.append(text_of(articles[items[0].article.id], spans, one))
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
        if one.spans and not any(text.answer for text in texts):
            continue  # it lies across two sentences
        subject = articles[one.article_id].title if one.article_id else ""
        yield Group(
            source,
            one.question,
            subject,
            tuple(texts),
            tuple(articles[one.article_id].text[s:e] for s, e in one.spans)
            if one.article_id
            else (),
            one.family,
            one.near_miss,
        )


def text_of(article: Article, spans: Sequence[tuple[int, int, float]], one: Asked) -> Text:
    answer, also = None, set()
    if article.id == one.article_id:
        for number, (start, end, _) in enumerate(spans):
            inside = [(s - start, e - start) for s, e in one.spans if start <= s and e <= end]
            if inside and answer is None:
                answer = (number, *inside[0])
            elif any(
                2 * (min(e, end) - max(s, start)) > min(e - s, end - start) for s, e in one.gold
            ):
                also.add(number)
    return Text(
        article.title,
        article.outlet,
        article.published,
        tuple(article.text[start:end] for start, end, _ in spans),
        tuple(score for _, _, score in spans),
        answer,
        frozenset(also),
        article.id == one.article_id,
    )


def is_same(start: int, end: int, gold_start: int, gold_end: int) -> bool:
    """Whether a sentence is for the most part one that was marked, however each was cut."""
    shared = min(end, gold_end) - max(start, gold_start)
    return 2 * shared > min(end - start, gold_end - gold_start)
