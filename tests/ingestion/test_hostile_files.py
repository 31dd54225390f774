"""Files that are broken, locked, mislabelled or made to do harm: named, with the next step."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qa_service.domain.reports import Failure
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.limits import DEFAULTS, Limits
from tests.ingestion import files
from tests.ingestion import outlook_files as outlook
from tests.ingestion.files import LAST, LEAD, PLAIN, TITLE, write
from tests.ingestion.odt_files import odt, p

RECORD = {"id": "bac", "title": TITLE, "text": LEAD}
SMALL = Limits(largest_article=1, largest_file=2, largest_unpacked=3, most_pages=1,
               deepest_nesting=1)  # fmt: skip
MEGABYTE = "Le bac est reparti. " * 50_000
SWELLING = """<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
LOCKED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod
 Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></enc:EncryptedData></encryption>"""


def swollen(data: bytes, member: str, place: str) -> bytes:
    """An office file, in one of whose members an entity swells in the place of a text."""
    members = files.unzipped(data)
    head = SWELLING.replace("rss", "a").encode()
    told = members[member].replace(place.encode(), b"&c;", 1)
    assert b"&c;" in told
    start = told.index(b"?>") + 2 if told.startswith(b"<?xml") else 0
    return files.zipped({**members, member: told[:start] + head + told[start:]})


SWOLLEN_WORKBOOK = swollen(
    files.workbook(a=[["id", "texte"], [1, LEAD]]), "xl/worksheets/sheet1.xml", "relie"
)


MSG = outlook.msg({outlook.SUBJECT: TITLE, outlook.BODY: LEAD * 99})
PACKED = outlook.packed_rtf(rb"{\rtf1 Le bac est reparti.}")


def overlapping() -> bytes:
    """A mail of 40 streams that say that they are the same 200 kB."""
    small = {f"s{number}": bytes(5001) for number in range(40)}
    data = outlook.compound({**small, "big": bytes(200_000)})
    big = re.search(rb"....\x40\x0d\x03\0\0\0\0\0", data, re.DOTALL)
    assert big is not None
    return re.sub(rb"....\x89\x13\0\0\0\0\0\0", lambda _: big[0], data, flags=re.DOTALL)


def with_password(data: bytes) -> bytes:
    """A ZIP whose members say that they are encrypted: bit 0 of the flags in both headers."""
    locked = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := locked.find(mark, start + 1)) >= 0:
            locked[start + place] |= 1
    return bytes(locked)


def outcome(path: Path, limits: Limits = DEFAULTS) -> tuple[list[str], list[str]]:
    """The texts and the complaints, these with the part that they name."""
    failures: list[Failure] = []
    texts = [article.text for article in read_articles(path, failures.append, limits)]
    told = [failure.path.removeprefix(str(path)) + ": " + failure.reason for failure in failures]
    return texts, told


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", files.encrypted(files.pdf(LEAD)), "It is encrypted: save a copy without"),
        ("a.pdf", files.pdf_of_pictures(), "have the text recognised (OCR)"),
        ("a.pdf", files.pdf(LEAD)[:400], "no PDF that can be read"),
        ("a.pdf", files.pdf(*[LEAD] * 90), "pages, more than 1: split it, or raise QA_MOST_PAGES"),
        ("a.docx", files.zipped({"a.txt": LEAD}), "no Word file that can be read: save it anew"),
        ("a.docx", files.word(LEAD)[:2000], "It is damaged"),
        ("a.docx", files.zipped({"word/document.xml": MEGABYTE * 4}), "raise QA_LARGEST_UNPACKED"),
        ("a.odt", odt(p(LEAD))[:900], "It is damaged"),
        ("a.odt", files.zipped({"a.txt": LEAD}), "no OpenDocument text that can be read: save it"),
        ("a.odt", odt(p(LEAD), mimetype="application/vnd.oasis.opendocument.spreadsheet"),
         "no OpenDocument text that can be read"),
        ("a.odt", odt("<text:p>Le bac</text:h>"), "no OpenDocument text that can be read"),
        ("a.odt", odt("<text:section>" * 300 + "</text:section>" * 300), "no OpenDocument text"),
        ("a.odt", swollen(odt(p(LEAD)), "content.xml", "relie"), "no OpenDocument text that can"),
        ("a.odt", odt(p(MEGABYTE * 4)), "raise QA_LARGEST_UNPACKED"),
        ("a.odt", odt(p(LEAD), **{"META-INF/manifest_xml": "<m:encryption-data/>"}),
         "It is encrypted: save a copy without a password."),
        ("a.odt", odt(p("")), "No article text is left"),
        ("a.rtf", rb"{\rtf1 Le bac \b est reparti", "It is damaged (it breaks off): get it anew."),
        ("a.rtf", rb"{\rtf1 " + b"{" * 2_000, "nested too deeply: save it anew as .docx"),
        ("a.rtf", rb"{\rtf1\ansi\ansicpg932 Le bac \'8c}", "no RTF file that can be read: save it"),
        ("a.rtf", rb"{\rtf1 {\pict 89504e47}}", "No article text is left"),
        ("a.rtf", PLAIN.encode(), "It is no RTF file, although its name says so"),
        ("a.txt", rb"{\rtf1 Le bac est reparti.}", "an RTF file, not what '.txt' says: rename "
         "it to end in .rtf."),
        ("a.epub", files.zipped({"a.txt": LEAD}), "container.xml is missing: get it anew"),
        ("a.epub", files.epub({"a.xhtml": ""}), "no chapter with text"),
        ("a.epub", files.epub({"a.xhtml": LEAD}, ("META-INF/encryption.xml", LOCKED)), "DRM"),
        ("a.epub", files.epub({}, ("META-INF/container.xml", SWELLING + "<rss>&c;</rss>")),
         "no EPUB that can be read"),
        ("a.eml", PLAIN.encode(), "no mail: save the mail with its headers"),
        ("a.mbox", PLAIN.encode(), "It is no mailbox: export it anew"),
        ("a.mbox.gz", files.gzipped(f"From - 08:30\nSubject: a\n\n{MEGABYTE * 2}"), "the 2 MB"),
        ("a.msg", PLAIN.encode() * 9, "It is no MSG file, although its name says so"),
        ("a.msg", MSG[:1500], "It is damaged (it breaks off): get it anew."),
        ("a.msg", MSG[:-2000], "It is damaged (it breaks off): get it anew."),
        ("a.msg", outlook.compound({"WordDocument": PLAIN.encode()}), "no Outlook mail that can"),
        ("a.msg", outlook.msg({}), "It is no mail: save the mail with its headers"),
        ("a.msg", outlook.msg({outlook.SUBJECT: TITLE, outlook.RTF: PACKED[:-3]}),
         "Its text is damaged: save the mail anew"),
        ("a.msg", overlapping(), "It unpacks to more than 3 MB"),
        ("a.rss", files.rss().encode(), "no entry"),
        ("a.rss", files.rss(files.item("a"), head=SWELLING).encode(), "XML entities"),
        ("a.xml", b"<note><p>Le bac</p></note>", "no RSS or Atom feed: save the article as .html"),
        ("a.json", b'{"title": "Le bac"', "no valid JSON (line 1): export it anew"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.json", b'{"nodes": {"a": 1}}', "JSON without articles: give a record"),
        ("a.json", b"[]", "It lists no article"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0)[:10], "It is damaged"),
        ("a.jsonl.gz", files.gzipped(f'{{"text": "{MEGABYTE * 2}"}}'), "than the 1 MB that an"),
        ("a.txt.gz", files.gzipped(MEGABYTE * 4), "than the 1 MB that an article"),
        ("a.json.gz", files.gzipped(json.dumps([{**RECORD, "text": MEGABYTE}] * 4)), "QA_LARGEST_"),
        ("a.csv", b"Id;Ton\n1;neutre\n", "(headings found: Id, Ton): head it with one of text,"),
        ("a.csv", b"id;texte\n", "It lists no article"),
        ("a.csv", f'id;texte\n1;"{LEAD}\n'.encode(), "It breaks off within row 2"),
        ("a.csv", f'id;texte\n1;"{MEGABYTE * 2}"\n'.encode(), "more than the 2 MB a file"),
        ("a.csv.gz", files.gzipped(f'id;texte\n1;"{MEGABYTE * 4}"\n'), "than the 2 MB that a file"),
        ("a.csv", files.workbook(a=[["texte"], [LEAD]]), "not what '.csv' says: rename it"),
        ("a.tsv", b"id\ttexte\n1\tLe bac\0\1 est reparti\n", "It is binary, not text"),
        ("a.warc", PLAIN.encode(), "It is no WARC file, although its name says so"),
        ("a.warc", b"WARC/1.0\r\n\r\nLe bac\r\n\r\n", "no WARC file that can be read: get it"),
        ("a.warc", files.crawled("https://a.example", b"Le bac", "text/plain"), "no page of HTML"),
        ("a.warc", files.crawled("https://lac.example", LEAD.encode())[:-40], "It is damaged"),
        ("a.warc", files.crawled("https://lac.example", b""), "No article was found in the page"),
        ("a.warc.gz", gzip.compress(files.crawled("https://lac.example", MEGABYTE.encode() * 4,
         "image/png"), mtime=0), "It unpacks to more than 3 MB"),
        ("a.txt", files.crawled("https://lac.example", b""), "It is a WARC file, not what '.txt'"),
        ("a.xlsx", files.workbook(a=[["Id", "Ton"], [1, "+"]]), "(headings found: Id, Ton): head"),
        ("a.xlsx", files.workbook(a=[["texte"], [LEAD]])[:2000], "It is damaged"),
        ("a.xlsx", files.zipped({"a.txt": LEAD}), "no Excel workbook that can be read: save it"),
        ("a.xlsx", SWOLLEN_WORKBOOK, "no Excel workbook that can be read: save it anew"),
        ("a.xlsx", files.zipped({"xl/workbook.xml": MEGABYTE * 4}), "raise QA_LARGEST_UNPACKED"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "old or an encrypted office file, not what"),
        ("a.gz", files.gzipped(PLAIN), "does not say what was compressed"),
        ("a.zip", files.zipped({"a.txt": MEGABYTE * 4}), "more than 3 MB: unpack it yourself"),
        ("a.zip", files.zipped({"a.txt": PLAIN})[:60], "It is damaged"),
        ("a.txt", MEGABYTE.encode() * 3, "more than the 2 MB a file may have: split it"),
    ],
)  # fmt: skip
def test_says_why_nothing_is_read(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    texts, [told] = outcome(write(tmp_path / name, data), SMALL)
    assert texts == []
    assert reason in told


def test_a_member_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "a.pdf": files.encrypted(files.pdf(LEAD)),
        "b.pages": "x",
        "c.txt": "",
        "d.zip": b"PK\x03\x04 broken",
        "e.jsonl": f'{{"id": 1\n{json.dumps(RECORD)}\n[]\n{{"id": 4, "title": "Le bac"}}\n',
        "f.txt": PLAIN,
    }
    texts, told = outcome(write(tmp_path / "a.zip", files.zipped(members)))
    assert [text.split("\n")[0] for text in texts] == [LEAD, LEAD]
    starts = """\
#a.pdf: It is encrypted
#b.pages: Files of the kind '.pages'
#c.txt: The file is empty
#d.zip: It is damaged
#e.jsonl#line 1: It is no valid JSON
#e.jsonl#line 3: It is no record
#e.jsonl#line 4: It has no field 'text'""".split("\n")
    assert all(any(line.startswith(start) for line in told) for start in starts), told
    assert len(told) == len(starts)


def test_a_long_line_of_jsonl_stops_no_other(tmp_path: Path) -> None:
    long = json.dumps({**RECORD, "id": "long", "text": MEGABYTE * 2})
    path = write(tmp_path / "a.jsonl", f"{long}\n{json.dumps(RECORD)}\n")
    texts, [told] = outcome(path, replace(SMALL, largest_file=9))
    assert texts == [LEAD]
    assert "#line 1: It has more than the 1 MB" in told


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    data = with_password(files.zipped({"a.txt": PLAIN}))
    assert outcome(write(tmp_path / "a.zip", data)) == (
        [],
        ["#a.txt: It is encrypted: unpack the archive with its password."],
    )


def test_archives_within_archives_end(tmp_path: Path) -> None:
    data = files.zipped({"a.txt": PLAIN})
    for _ in range(5):
        data = files.zipped({"inner.zip": data, "b.txt": f"{TITLE}\n\n{LAST}"})
    texts, [told] = outcome(write(tmp_path / "a.zip", data))
    assert texts == [LAST] * DEFAULTS.deepest_nesting
    assert "More than 3 files lie within each other: unpack it yourself, or raise" in told


def test_volume_counts_over_all_levels(tmp_path: Path) -> None:
    bomb = files.zipped({f"{n}.txt": MEGABYTE for n in range(2)})
    path = write(tmp_path / "a.zip", files.zipped({f"{n}.zip": bomb for n in range(3)}))
    texts, told = outcome(path, replace(SMALL, deepest_nesting=2))
    assert len(texts) <= SMALL.largest_unpacked
    assert any("It unpacks to more than 3 MB" in line for line in told)


def test_a_word_file_does_not_swell(tmp_path: Path) -> None:
    document = files.word(LEAD)
    entity = SWELLING.replace("rss", "w:document").encode()
    with_entities = files.zipped(
        {name: content.replace(b"<w:document", entity + b"<w:document", 1).replace(
            LEAD.encode(), LEAD.encode() + b" &c;")
         for name, content in files.unzipped(document).items()}
    )  # fmt: skip
    texts, told = outcome(write(tmp_path / "a.docx", with_entities))
    assert "aaaa" not in "".join(texts)
    assert texts or told


def test_a_file_that_vanishes_is_reported(tmp_path: Path) -> None:
    _, [told] = outcome(tmp_path / "gone.zip")
    assert "check that the file exists" in told
