"""The JSON objects of the contract, for the command line and the HTTP interface alike."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from qa_service.domain.answer import Answer, Citation, Interpretation
from qa_service.domain.article import Article, Carrier
from qa_service.domain.conversation import Conversation, KeptAnswer
from qa_service.domain.errors import QuestionError
from qa_service.domain.period import Period
from qa_service.domain.reports import (
    BackupReport,
    Failure,
    FileChange,
    IngestReport,
    Preview,
    RepairReport,
    SourceSummary,
    VerifyReport,
)
from qa_service.domain.scope import Scope

Json = dict[str, Any]

FOUND = 5  # articles of a search that names no number
MOST_FOUND = 10


def article_summary(article: Article, also_in: Iterable[Carrier]) -> Json:
    """An article without its text, as in `GET /api/articles`."""
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": _day(article.published),
        "published_from": article.published_from,
        "url": article.url,
        "language": article.language,
        "also_in": [carrier_object(carrier) for carrier in also_in],
    }


def article_object(article: Article, also_in: Iterable[Carrier]) -> Json:
    """An article with its text, as in `GET /api/articles/<id>`."""
    return {**article_summary(article, also_in), "text": article.text}


def citation_object(citation: Citation) -> Json:
    """One citation of an answer object."""
    return {
        "marker": citation.marker,
        "article_id": citation.article_id,
        "title": citation.title,
        "outlet": citation.outlet,
        "author": citation.author,
        "published": _day(citation.published),
        "published_from": citation.published_from,
        "url": citation.url,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "answer_start": citation.answer_start,
        "answer_end": citation.answer_end,
        "speaker": citation.speaker,
        "also_in": [carrier_object(carrier) for carrier in citation.also_in],
        "superseded": citation.superseded,
        "standing": citation.standing,
    }


def carrier_object(carrier: Carrier) -> Json:
    """Another article that tells the same story."""
    return {
        "article_id": carrier.article_id,
        "title": carrier.title,
        "outlet": carrier.outlet,
        "published": _day(carrier.published),
        "published_from": carrier.published_from,
        "url": carrier.url,
    }


def interpretation_object(interpretation: Interpretation) -> Json:
    """How a question was understood, in an answer object; days are included on both sides."""
    asked, broad = interpretation.statement, interpretation.broad
    return {
        "question": interpretation.question,
        "asked": interpretation.asked,
        "language": interpretation.language,
        "filters": {**_days(interpretation.period), "as_of": _day(interpretation.as_of)},
        "dates": [{"text": one.text, **_days(one.period)} for one in interpretation.dates],
        "statement": asked and {"speaker": asked.speaker, "subject": asked.subject or None},
        "broad": broad and {"kind": broad.kind, "subject": broad.subject or None},
        "note": interpretation.note,
        "about": interpretation.about,
    }


def scope_of(body: Mapping[str, Any]) -> Scope:
    """What `from`, `to`, `as_of` and `ignore_dates` of a request say. Raises QuestionError.

    >>> scope_of({"as_of": "2021-06-11"}).as_of
    datetime.date(2021, 6, 11)
    """
    first, last, as_of = (_given_day(body, name) for name in ("from", "to", "as_of"))
    ignore = body.get("ignore_dates")
    if ignore is not None and not isinstance(ignore, bool):
        raise QuestionError('"ignore_dates" is neither true nor false. Send one of these, or none.')
    return Scope(Period(first, last) if first or last else None, as_of, bool(ignore))


def number_of(body: Mapping[str, Any]) -> int:
    """How many articles the `limit` of a search asks for. Raises QuestionError.

    >>> number_of({})
    5
    """
    number = body.get("limit", FOUND)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST_FOUND:
        raise QuestionError(f'"limit" is no number from 1 to {MOST_FOUND}. Send one, or none.')
    return number


def search_object(found: Iterable[Citation]) -> Json:
    """The object of `POST /api/search`."""
    return {"results": [citation_object(citation) for citation in found]}


def _given_day(body: Mapping[str, Any], name: str) -> date | None:
    value = body.get(name)
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except (TypeError, ValueError) as error:
        raise QuestionError(
            f'"{name}" is no day of the calendar: {value!r}. Write it as in 2021-06-11.'
        ) from error


def _days(period: Period) -> Json:
    return {"from": _day(period.start), "to": _day(period.end)}


def answer_object(answer: Answer, conversation_id: str | None = None) -> Json:
    """The answer object of `POST /api/ask` and `qa-service ask --json`."""
    return {
        "question": answer.question,
        "status": answer.status,
        "answer": answer.answer,
        "reason": answer.reason,
        "citations": [citation_object(citation) for citation in answer.citations],
        "closest": [citation_object(citation) for citation in answer.closest],
        "articles": [carrier_object(carrier) for carrier in answer.articles],
        "examples": list(answer.examples),
        "choices": list(answer.choices),
        "confidence": round(answer.confidence, 4),
        "writer": answer.writer,
        "language": answer.language,
        "interpretation": (
            interpretation_object(answer.interpretation) if answer.interpretation else None
        ),
        "conversation_id": conversation_id,
        "answer_id": answer.id,
        "timings_ms": {step: round(value, 2) for step, value in answer.timings_ms.items()},
    }


def kept_answer_object(kept: KeptAnswer) -> Json:
    """The object of `GET /api/answers/<id>`."""
    return {
        **answer_object(kept.answer, kept.conversation_id),
        "at": _moment(kept.at),
        "rating": kept.rating,
    }


def conversation_object(conversation: Conversation) -> Json:
    """One conversation of `GET /api/conversations`."""
    return {
        "id": conversation.id,
        "title": conversation.title,
        "begun": _moment(conversation.begun),
        "changed": _moment(conversation.changed),
        "questions": conversation.questions,
    }


def feedback_object(kept: KeptAnswer) -> Json:
    """One rated answer, as in `GET /api/feedback` and `qa-service feedback --json`."""
    answer = kept.answer
    understood = answer.interpretation
    return {
        "question": answer.question,
        "understood": understood.question if understood else answer.question,
        "status": answer.status,
        "answer": answer.answer,
        "reason": answer.reason,
        "rating": kept.rating,
        "confidence": round(answer.confidence, 4),
        "language": answer.language,
        "citations": [citation_object(one) for one in answer.citations],
        "closest": [citation_object(one) for one in answer.closest],
        "at": _moment(kept.at),
        "answer_id": answer.id,
        "conversation_id": kept.conversation_id,
    }


def _moment(moment: datetime) -> str:
    """In UTC, to the second.

    >>> from datetime import UTC
    >>> _moment(datetime(2024, 7, 4, 9, 30, 12, 345, tzinfo=UTC))
    '2024-07-04T09:30:12Z'
    """
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def ingest_object(report: IngestReport) -> Json:
    """The object of `qa-service ingest --json`."""
    return {
        "added": report.added,
        "replaced": report.replaced,
        "moved": report.moved,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": [_failure_object(failure) for failure in report.failed],
        "embedded": report.embedded,
        "seconds": round(report.seconds, 2),
    }


def preview_object(preview: Preview) -> Json:
    """The object of `qa-service ingest --dry-run --json`."""
    return {**ingest_object(preview.report), "files": [*map(_change_object, preview.files)]}


def _change_object(file: FileChange) -> Json:
    return {
        "path": file.path,
        "change": file.kind,
        "added": file.added,
        "replaced": file.replaced,
        "moved": file.moved,
        "removed": file.removed,
        "unchanged": file.unchanged,
        "moved_from": list(file.moved_from),
        "failed": [_failure_object(failure) for failure in file.failed],
    }


def _failure_object(failure: Failure) -> Json:
    return {"path": failure.path, "reason": failure.reason}


def sources_object(sources: Sequence[SourceSummary]) -> Json:
    """The object of `qa-service sources --json` and `GET /api/sources`."""
    return {"sources": [*map(_source_object, sources)]}


def _source_object(source: SourceSummary) -> Json:
    return {
        "path": source.path,
        "there": source.there,
        "articles": source.articles,
        "first": _day(source.first),
        "last": _day(source.last),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def verify_object(report: VerifyReport) -> Json:
    """The object of `qa-service verify --json` and `rebuild --json`."""
    return {
        "ok": report.ok,
        "articles": report.articles,
        "passages": report.passages,
        "sentences": report.sentences,
        "problems": list(report.problems),
    }


def repair_object(report: RepairReport) -> Json:
    """The object of `qa-service repair --json`."""
    return {
        **verify_object(report.after),
        "found": list(report.found),
        "dropped": list(report.dropped),
        "rebuilt": report.rebuilt,
    }


def backup_object(report: BackupReport) -> Json:
    """The object of `qa-service backup --json` and `restore --json`."""
    return {
        "file": report.file,
        "articles": report.articles,
        "passages": report.passages,
        "sentences": report.sentences,
        "model": report.model,
        "bytes": report.bytes,
    }
