"""The JSON objects of the contract, for the command line and the HTTP interface alike."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from qa_service.domain.answer import Answer, Citation, Held, Interpretation, NamedPeriod
from qa_service.domain.article import Article, Carrier
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
        "dates": [_named_period_object(one, interpretation) for one in interpretation.dates],
        "statement": asked and {"speaker": asked.speaker, "subject": asked.subject or None},
        "broad": broad and {"kind": broad.kind, "subject": broad.subject or None},
        "note": interpretation.note,
        "about": interpretation.about,
    }


def _named_period_object(named: NamedPeriod, interpretation: Interpretation) -> Json:
    in_force = named in interpretation.binding
    return {"text": named.text, **_days(named.period), "in_force": in_force}


def scope_of(body: Mapping[str, Any]) -> Scope:
    """What `from`, `to`, `as_of`, `ignore_dates` and `ignored_dates` of a request say.

    Raises QuestionError.

    >>> scope_of({"as_of": "2021-06-11"}).as_of
    datetime.date(2021, 6, 11)
    """
    first, last, as_of = (_given_day(body, name) for name in ("from", "to", "as_of"))
    ignore = body.get("ignore_dates")
    if ignore is not None and not isinstance(ignore, bool):
        raise QuestionError('"ignore_dates" is neither true nor false. Send one of these, or none.')
    published = Period(first, last) if first or last else None
    return Scope(published, as_of, bool(ignore), _given_expressions(body))


def _given_expressions(body: Mapping[str, Any]) -> tuple[str, ...]:
    value = body.get("ignored_dates") or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise QuestionError(
            '"ignored_dates" is no list of strings. Send expressions of the question, as '
            '["en 2022"], or none.'
        )
    return tuple(value)


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
        "held": held_object(answer.held) if answer.held else None,
        "confidence": round(answer.confidence, 4),
        "writer": answer.writer,
        "language": answer.language,
        "interpretation": (
            interpretation_object(answer.interpretation) if answer.interpretation else None
        ),
        "conversation_id": conversation_id,
        "timings_ms": {step: round(value, 2) for step, value in answer.timings_ms.items()},
    }


def held_object(held: Held) -> Json:
    """What the archive holds, in the answer object of a refusal."""
    return {
        "articles": held.articles,
        "from": _day(held.first),
        "to": _day(held.last),
        "outlets": [{"outlet": name, "articles": count} for name, count in held.outlets],
        "outlet_count": held.outlet_count,
    }


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
