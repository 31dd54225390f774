"""The reports as text, for the command line; `wire` has them as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from qa_service.domain.fetching import SourceKind, WebSource
from qa_service.domain.library import KeptFailure
from qa_service.domain.reports import (
    Abridged,
    FileChange,
    IngestReport,
    Preview,
    SourceSummary,
    TableRead,
)
from qa_service.text.injections import snippet
from qa_service.text.printable import printable

if TYPE_CHECKING:
    from qa_service.wire import WebSourceObject

MOST_WARNED = 20  # articles that are named with what was found in them, or is not of them
MOST_WARNINGS = 5  # of one article
COUNTS = ("added", "replaced", "moved", "removed", "unchanged")


def ingest_line(report: IngestReport) -> str:
    """What an ingestion did.

    >>> ingest_line(IngestReport(1, 0, 0, 4, (), 2.04, embedded=7))
    '1 added, 0 replaced, 0 moved, 0 removed, 4 unchanged, 0 failed (7 sentences embedded, 2.0 s)'
    """
    return f"{_counts(report)} ({report.embedded} sentences embedded, {report.seconds:.1f} s)"


def remark_lines(report: IngestReport) -> Iterator[str]:
    """All that is remarked on a report: what was fetched, found, left out and read as a table."""
    yield from fetched_lines(report)
    yield from warning_lines(report)
    yield from abridged_lines(report)
    yield from table_lines(report)


def warning_lines(report: IngestReport) -> Iterator[str]:
    """What was found in the articles that were read, and what that means; nothing if nothing was.

    >>> from qa_service.domain.warnings import ArticleWarning, WarnedArticle, WarningKind
    >>> found = ArticleWarning(WarningKind.INSTRUCTION, "Ignore previous instructions", None)
    >>> warned = WarnedArticle("a1", "/articles/port.txt", "Le port", (found,))
    >>> print(*warning_lines(IngestReport(1, 0, 0, 0, (), 1.0, warnings=(warned,))), sep="\\n")
    In 1 article, words address a language model or are hidden from readers:
    /articles/port.txt: Le port
      instruction: Ignore previous instructions
    Readers find and read it as any other; no language model is shown these words.
    """
    count = len(report.warnings)
    if not count:
        return
    articles, them = ("article", "it") if count == 1 else ("articles", "them")
    yield f"In {count} {articles}, words address a language model or are hidden from readers:"
    for article in report.warnings[:MOST_WARNED]:
        yield f"{article.source}: {snippet(article.title)}"
        for warning in article.warnings[:MOST_WARNINGS]:
            yield f"  {warning.kind.replace('_', ' ')}: {warning.snippet}"
    if count > MOST_WARNED:
        yield f"and {count - MOST_WARNED} more; --json lists all."
    yield f"Readers find and read {them} as any other; no language model is shown these words."


def abridged_lines(report: IngestReport) -> Iterator[str]:
    """What of the files was not read; nothing if all was.

    >>> from qa_service.domain.reports import Abridged, Omission, Omitted
    >>> omitted = (Omitted(Omission.COMMENT, 2), Omitted(Omission.HEADER, 1))
    >>> report = IngestReport(1, 0, 0, 0, (), 1.0, abridged=(Abridged("/port.docx", omitted),))
    >>> print(*abridged_lines(report), sep="\\n")
    Left out, since no part of the article:
    /port.docx: 2 comments, 1 header
    """
    lines = [f"{article.source}: {_omitted(article)}" for article in report.abridged]
    return _listed("Left out, since no part of the article:", lines)


def _omitted(article: Abridged) -> str:
    return ", ".join(
        f"{one.count} {one.kind.replace('_', ' ')}{'s' * (one.count > 1)}"
        for one in article.omitted
    )


def table_lines(report: IngestReport) -> Iterator[str]:
    """What the columns of tables were taken for; nothing if none was read.

    >>> from qa_service.domain.reports import Field, TableRead, TakenColumn
    >>> taken = (TakenColumn("Titre", Field.TITLE), TakenColumn("Corps", Field.TEXT))
    >>> table = TableRead("/week.csv", taken, ("Tonalité",))
    >>> report = IngestReport(1, 0, 0, 0, (), 1.0, tables=(table,))
    >>> print(*table_lines(report), sep="\\n")
    Columns of tables:
    /week.csv: title from 'Titre', text from 'Corps'; ignored: 'Tonalité'
    """
    lines = [f"{table.source}: {_columns(table)}" for table in report.tables]
    return _listed("Columns of tables:", lines)


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """The first lines below a heading; nothing where there is none."""
    if lines:
        yield heading
    yield from lines[:MOST_WARNED]
    if (more := len(lines) - MOST_WARNED) > 0:
        yield f"and of {more} more; --json lists all."


def _columns(table: TableRead) -> str:
    taken = ", ".join(f"{one.field} from '{snippet(one.heading)}'" for one in table.taken)
    ignored = ", ".join(f"'{snippet(heading)}'" for heading in table.ignored)
    told = taken or "none holds texts, so it was not read"
    return f"{told}; ignored: {ignored}" if ignored else told


def preview_lines(preview: Preview) -> Iterator[str]:
    """What an ingestion would do: a line for each file, then the counts."""
    for file in preview.files:
        yield _file_line(file)
    yield from abridged_lines(preview.report)
    yield from table_lines(preview.report)
    yield f"{_counts(preview.report)} (nothing was changed)"


def _file_line(file: FileChange) -> str:
    line = f"{file.kind:8} {file.path}"
    if file.kind == "moved":
        line += f" (from {', '.join(file.moved_from)})"
    elif file.kind == "changed" or sum(getattr(file, name) for name in COUNTS) > 1:
        parts = [f"{number} {name}" for name in COUNTS if (number := getattr(file, name))]
        line += f" ({', '.join(parts)})"
    return line


def _counts(report: IngestReport) -> str:
    counts = ", ".join(f"{getattr(report, name)} {name}" for name in COUNTS)
    return f"{counts}, {len(report.failed)} failed"


def fetched_lines(report: IngestReport) -> Iterator[str]:
    """What was fetched of each source on the web, a line each.

    >>> from qa_service.domain.fetching import FetchReport
    >>> fetched = FetchReport("https://a.example/", new=2)
    >>> list(fetched_lines(IngestReport(2, 0, 0, 0, (), 1.0, fetched=(fetched,))))
    ['https://a.example/: 2 new, 0 changed, 0 unchanged']
    """
    for source in report.fetched:
        line = f"{source.url}: {source.new} new, {source.changed} changed"
        line += f", {source.unchanged} unchanged"
        for count, what in (
            (source.gone, "gone from the web (their articles are kept)"),
            (source.failed, "failed"),
            (source.waiting, "left for later"),
            (source.beyond, "older ones left out (raise QA_FETCH_PAGES to fetch more)"),
        ):
            line += f", {count} {what}" if count else ""
        yield line


def source_lines(sources: Sequence[SourceSummary], web: Sequence[WebSource] = ()) -> Iterator[str]:
    """What the archive follows, a line each.

    >>> list(source_lines([SourceSummary("/articles", False, 2, None, None)]))
    ['/articles: 2 articles, undated; it is gone, and they are kept until it is back']
    """
    if not (sources or web):
        yield "No folder is followed yet. Name one with: qa-service ingest PATH"
    for source in sources:
        days = f"{source.first} to {source.last}" if source.first else "undated"
        line = f"{source.path}: {source.articles} article{'s' * (source.articles != 1)}"
        if source.articles:
            line += f", {days}"
        if not source.there:
            line += "; it is gone, and they are kept until it is back"
        yield line
    for one in web:
        yield _web_line(one)


def _web_line(source: WebSource) -> str:
    last = f"fetched {_minute(source.fetched)}" if source.fetched else "not fetched yet"
    line = f"{found_line(source)}; {source.kept} kept, {last}"
    if source.failing:
        line += f", {source.failing} could not be fetched"
    if source.next:
        line += f", next {_minute(source.next)}"
    return line + (f". {source.error}" if source.error else "")


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def found_line(source: "WebSource | WebSourceObject") -> str:
    """What lies at an address that is followed.

    >>> never = [None] * 3
    >>> found_line(WebSource("https://a.fr/", SourceKind.FEED, "Port", 3600, 2, 0, 0, 0, *never))
    'https://a.fr/: feed “Port” with 2 entries, every 1h'
    """
    title = f" “{source.title}”" if source.title else ""
    one, several = ("entry", "entries") if source.kind is SourceKind.FEED else ("page", "pages")
    number = f" with {source.listed} {one if source.listed == 1 else several}"
    if source.kind is SourceKind.SITEMAP and not source.listed:
        number = " of other sitemaps, to be read by the next ingest"
    listed = "" if source.kind is SourceKind.PAGE else number
    if source.beyond:
        listed += f", of which the newest {source.listed - source.beyond} are fetched"
    return f"{source.url}: {source.kind}{title}{listed}, every {_span(source.every)}"


def _span(seconds: int) -> str:
    """
    >>> _span(1800), _span(7200), _span(86400)
    ('30m', '2h', '1d')
    """
    for unit, name in ((86_400, "d"), (3600, "h")):
        if seconds % unit == 0:
            return f"{seconds // unit}{name}"
    return f"{seconds // 60}m"


def failure_lines(failures: Sequence[KeptFailure]) -> Iterator[str]:
    r"""What could not be read, a line each: id, when it was last tried, where and why.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2024, 7, 4, 9, 30, tzinfo=UTC)
    >>> failure = KeptFailure("f1", "/a\n.jsonl", "line 2", "It is no record.", False, at, at)
    >>> list(failure_lines([failure]))
    ['f1  2024-07-04 09:30Z  /a .jsonl#line 2: It is no record.']
    """
    for one in failures:
        yield f"{one.id}  {one.last:%Y-%m-%d %H:%MZ}  {failure_place(one)}: {one.reason}"


def failure_place(failure: KeptFailure) -> str:
    """The file and its part on one line: names may hold any characters."""
    return printable(failure.place).replace("\n", " ")
