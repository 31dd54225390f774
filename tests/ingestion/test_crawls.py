"""Crawls: the pages of HTML in a WARC file."""

import gzip
import io
import zlib
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from qa_service.domain.article import Provenance
from qa_service.domain.reports import Failure
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.readers import Piece, RawDocument, Unread, pieces
from tests.ingestion.files import LAST, LEAD, SECOND, TITLE, crawled, page, write

ADDRESS = "https://lac.example/bac"
PAGE = page(f"<p>{SECOND}</p>")
TEXT = f"{LEAD}\n\n{SECOND}\n\n{LAST}"


def found_in(path: Path) -> tuple[dict[str, RawDocument], list[str]]:
    """The articles by part, and what is said of the others."""
    found = list(pieces(path, DEFAULTS))
    documents = {piece.part: piece.parse() for piece in found if isinstance(piece, Piece)}
    return documents, [f"{one.part}: {one.reason}" for one in found if isinstance(one, Unread)]


def test_pages_are_read_under_their_addresses(tmp_path: Path) -> None:
    dated = "https://lac.example/2023/02/06/lac"
    records = (
        crawled(ADDRESS, PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
        crawled(ADDRESS, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        crawled("https://lac.example/bac.jpg", b"\xff\xd8\xff", "image/jpeg"),
        crawled("https://lac.example/gone", PAGE.encode(), status="404 Not Found"),
        crawled("dns:lac.example", b"20240501 lac.example", kind="resource"),
        crawled(dated, PAGE.replace("Ganvié", "Valmer").encode(), "application/xhtml+xml"),
    )
    documents, told = found_in(write(tmp_path / "a.warc", b"".join(records)))
    assert told == []
    assert [*documents] == [ADDRESS, dated]
    document = documents[ADDRESS]
    assert (document.title, document.text, document.url) == (TITLE, TEXT, ADDRESS)
    assert document.published is None  # the day of the crawl, 1 May 2024, is none
    assert documents[dated].published == date(2023, 2, 6)
    assert documents[dated].published_from == Provenance.URL


def test_an_address_that_the_page_declares_comes_first(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://lac.example/2023/le-bac">'
    data = crawled(f"{ADDRESS}?utm=1", PAGE.replace("<title>", f"{canonical}<title>").encode())
    [(part, document)] = found_in(write(tmp_path / "a.warc", data))[0].items()
    assert (part, document.url) == (f"{ADDRESS}?utm=1", "https://lac.example/2023/le-bac")


def deflated(data: bytes) -> bytes:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return bare.compress(data) + bare.flush()


def in_chunks(data: bytes) -> bytes:
    parts = [data[start : start + 100] for start in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode(), mtime=0)),
        ("Content-Encoding: gzip\r\n", PAGE.encode()),  # which the crawler unpacked
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())),
        ("Content-Encoding: deflate\r\n", deflated(PAGE.encode())),
        ("Transfer-Encoding: chunked\r\n", in_chunks(PAGE.encode())),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
         in_chunks(gzip.compress(PAGE.encode(), mtime=0))),
    ],
)  # fmt: skip
def test_pages_as_servers_pack_them(tmp_path: Path, headers: str, content: bytes) -> None:
    [document] = found_in(write(tmp_path / "a.warc", crawled(ADDRESS, content, more=headers)))[
        0
    ].values()
    assert document.text == TEXT


def test_what_a_crawler_wrote_and_compressed(tmp_path: Path) -> None:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "wget"}))
    for number in range(2):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
        record = writer.create_warc_record(
            f"{ADDRESS}{number}", "response", io.BytesIO(PAGE.encode()), http_headers=headers
        )
        writer.write_record(record)
    documents, told = found_in(write(tmp_path / "a.warc.gz", data.getvalue()))
    assert ({part: one.text for part, one in documents.items()}, told) == (
        {f"{ADDRESS}0": TEXT, f"{ADDRESS}1": TEXT}, []
    )  # fmt: skip


def test_a_page_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.encode(), mtime=0)
    bomb = gzip.compress(b" " * 11_000_000, mtime=0)
    records = (
        crawled("https://a.example", PAGE.encode(), cut="length"),
        crawled("https://b.example", packed[:-20], more="Content-Encoding: gzip\r\n"),
        crawled("https://c.example", packed, more="Content-Encoding: br\r\n"),
        crawled("https://d.example", bomb, more="Content-Encoding: gzip\r\n"),
        crawled("https://e.example", b" " * 11_000_000),
        crawled(ADDRESS, PAGE.encode()),
    )
    documents, told = found_in(write(tmp_path / "a.warc", b"".join(records)))
    assert [*documents] == [ADDRESS]
    starts = (
        "https://a.example: The crawl cut this page off",
        "https://b.example: It is damaged (it breaks off)",
        "https://c.example: It is compressed as 'br', which is not read",
        "https://d.example: It has more than the 10 MB that an article may have",
        "https://e.example: It has more than the 10 MB that an article may have",
    )
    assert [one.startswith(start) for one, start in zip(told, starts, strict=True)] == [True] * 5


def test_a_crawl_that_breaks_off_gives_the_pages_before(tmp_path: Path) -> None:
    noise = b"".join(sha256(bytes([number])).digest() * 9 for number in range(256))
    picture = crawled("https://lac.example/a.jpg", noise, "image/jpeg")
    pages = [crawled(address, PAGE.encode()) for address in (ADDRESS, "https://b.example")]
    whole = pages[0] + picture + pages[1]
    for name, data in (
        ("a.warc", whole[:-300]),
        ("b.warc.gz", gzip.compress(whole, mtime=0)[:-30]),
        ("c.warc", whole + b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 99\r\n\r\nab"),
    ):
        failures: list[Failure] = []
        articles = list(read_articles(write(tmp_path / name, data), failures.append))
        assert len(articles) == (2 if name == "c.warc" else 1)
        assert [failure.reason[:13] for failure in failures] == ["It is damaged"]
