"""The JSON objects of the contract, for the command line and the HTTP interface alike."""

from typing import Any

from qa_service.domain.answer import Answer, Citation
from qa_service.domain.article import Article
from qa_service.domain.reports import IngestReport, VerifyReport

Json = dict[str, Any]


def article_summary(article: Article) -> Json:
    """An article without its text, as in `GET /api/articles`."""
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "url": article.url,
        "language": article.language,
    }


def article_object(article: Article) -> Json:
    """An article with its text, as in `GET /api/articles/<id>`."""
    return {**article_summary(article), "text": article.text}


def citation_object(citation: Citation) -> Json:
    """One citation of an answer object."""
    return {
        "marker": citation.marker,
        "article_id": citation.article_id,
        "title": citation.title,
        "outlet": citation.outlet,
        "author": citation.author,
        "published": citation.published.isoformat() if citation.published else None,
        "published_from": citation.published_from,
        "url": citation.url,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "answer_start": citation.answer_start,
        "answer_end": citation.answer_end,
        "speaker": citation.speaker,
    }


def answer_object(answer: Answer, conversation_id: str | None = None) -> Json:
    """The answer object of `POST /api/ask` and `qa-service ask --json`."""
    return {
        "question": answer.question,
        "status": answer.status,
        "answer": answer.answer,
        "reason": answer.reason,
        "citations": [citation_object(citation) for citation in answer.citations],
        "closest": [citation_object(citation) for citation in answer.closest],
        "confidence": round(answer.confidence, 4),
        "writer": answer.writer,
        "language": answer.language,
        "conversation_id": conversation_id,
        "timings_ms": {step: round(value, 2) for step, value in answer.timings_ms.items()},
    }


def ingest_object(report: IngestReport) -> Json:
    """The object of `qa-service ingest --json`."""
    return {
        "added": report.added,
        "replaced": report.replaced,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": [{"path": failure.path, "reason": failure.reason} for failure in report.failed],
        "seconds": round(report.seconds, 2),
    }


def verify_object(report: VerifyReport) -> Json:
    """The object of `qa-service verify --json`."""
    return {
        "ok": report.ok,
        "articles": report.articles,
        "passages": report.passages,
        "sentences": report.sentences,
        "problems": list(report.problems),
    }
