"""What is written in an encoding of its own is read as it was written, or refused by name."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.readers import Piece, Unread, pieces
from qa_service.ingestion.readers.encodings import encoding_of, text_of
from tests.ingestion import files
from tests.ingestion.files import write
from tests.samples import SHARE, least, rows

SHORTEST, LONGEST = 80, 2_000  # characters of snippets, rising by a constant factor
WIDE = ("utf-16", "utf-16-le", "utf-16-be")  # with its mark, and without
WRITTEN = {
    "fr": ("cp1252", "iso8859-15", "mac-roman", "cp1256", "cp850", *WIDE),
    "pl": ("cp1250", "iso8859-2", *WIDE),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "mac-cyrillic", *WIDE),
    "ar": ("cp1256", "iso8859-6", *WIDE),
}
PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "€": "E"})
POLISH = "Rada miejska przyjęła w czwartek budżet. Burmistrz Łukasz Wąsowski mówił o szkole."
RUSSIAN = "Городской совет принял бюджет на следующий год после четырёх часов споров."


def snippets(name: str, count: int, language: str, encoding: str) -> Iterator[str]:
    """Of rising length, each beginning with another sentence, without what cannot be written."""
    sentences = [row["text"] for row in rows(name) if row["language"] == language]
    for number in range(count):
        length = round(SHORTEST * (LONGEST / SHORTEST) ** (number / (count - 1)))
        start = number * 7 % len(sentences)
        text = "\n\n".join(islice(cycle(sentences), start, start + 40))[:length]
        if not text.isascii():
            plain = text if text.encode(encoding, "ignore").decode(encoding) == text else None
            yield plain or text.translate(PLAIN).encode(encoding, "ignore").decode(encoding)


@pytest.mark.floors
@pytest.mark.parametrize(
    ("name", "count"), [("encoded_prose", 30 if SHARE == 1 else 8), ("encoded_prose_tuning", 6)]
)
@pytest.mark.parametrize(
    ("language", "encoding"), [(one, name) for one, names in WRITTEN.items() for name in names]
)
def test_snippets_are_read_or_refused(name: str, count: int, language: str, encoding: str) -> None:
    outcomes = Counter[str]()
    for text in snippets(name, count, language, encoding):
        try:
            outcomes["right" if text_of(text.encode(encoding)) == text else "wrong"] += 1
        except UnreadableFile:
            outcomes["refused"] += 1
    assert outcomes["wrong"] == 0
    assert outcomes["right"] >= least(0.9, outcomes.total()) * outcomes.total()


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>Port</title></head><body><article><p>{text}</p></article>"


def found(path: Path) -> dict[str, str]:
    """What is read of a file, by part, and what is said of the rest."""
    told: dict[str, str] = {}
    try:
        for piece in pieces(path, DEFAULTS):
            assert isinstance(piece, Piece | Unread)
            told[piece.part] = piece.parse().text if isinstance(piece, Piece) else piece.reason
    except UnreadableFile as error:
        told[""] = str(error)
    return told


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_kind_of_text_is_read(tmp_path: Path, encoding: str) -> None:
    record: dict[str, Any] = {"id": "1", "title": "Port", "text": POLISH}
    lines = "\n".join(json.dumps({**record, "id": n}, ensure_ascii=False) for n in ("1", "2"))
    for name, content, expected in (
        ("a.txt", f"Port\n\n{POLISH}", {"": POLISH}),
        ("a.md", f"# Port\n\n{POLISH}", {"": POLISH}),
        ("a.html", page(POLISH), {"": POLISH}),
        ("a.json", json.dumps([record], ensure_ascii=False), {"1": POLISH}),
        ("a.jsonl", f"{lines}\n", {"1": POLISH, "2": POLISH}),
    ):
        assert found(write(tmp_path / name, content.encode(encoding))) == expected, name


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        ("<meta charset='windows-1251'>", "cp1251", RUSSIAN),
        ("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>", "iso8859-2",
         POLISH),
        ("<meta charset=x-mac-roman>", "mac-roman", "L’été à Lomé, déjà."),
        # What ISO-8859-1 says is Windows-1252, as the WHATWG has it.
        ("<meta charset=iso-8859-1>", "cp1252", "L’été – à Lomé – est là."),
        ("<meta charset=x-sjis>", "cp932", "市議会は木曜日の夜、来年度の予算を可決した."),
        # Wrong declarations: the text proves them so.
        ("<meta charset=iso-8859-1>", "cp1251", RUSSIAN),
        ("<meta charset=windows-1252>", "utf-8", POLISH),
        ("<meta charset=utf-8>", "cp1250", POLISH),
        ("<meta charset=rot13>", "cp1252", "L’été à Lomé, déjà."),
        ("<meta charset=unicode_escape>", "cp1252", "L’été à Lomé, déjà."),
        ("<meta charset=utf-16>", "utf-8", POLISH),
    ],
)  # fmt: skip
def test_what_a_page_declares(tmp_path: Path, declared: str, written: str, text: str) -> None:
    data = page(text, declared).encode(written)
    assert found(write(tmp_path / "a.html", data)) == {"": text}


def test_a_page_that_begins_as_xml(tmp_path: Path) -> None:
    data = '<?xml version="1.0" encoding="iso-8859-5"?>' + page(RUSSIAN)
    assert found(write(tmp_path / "a.xhtml", data.encode("iso8859-5"))) == {"": RUSSIAN}


def test_mails_without_their_encoding(tmp_path: Path) -> None:
    head = b"From: Le Lac <a@lac.example>\nSubject: Port\nDate: Mon, 06 Feb 2023 23:30:00 -0500\n"
    for kind in (b"", b"Content-Type: text/plain; charset=nonsense\n"):
        data = head + kind + b"\n" + POLISH.encode("cp1250")
        assert found(write(tmp_path / "a.eml", data)) == {"": POLISH}


def test_a_mail_s_attachment_is_read_where_its_text_is_not(tmp_path: Path) -> None:
    data = files.mail("Voici.", a_txt=files.PLAIN.encode())
    broken = data.replace(b"\nVoici.", b"\nport \xa4r\x98d\xb9s\xd7f\xff").replace(b"7bit", b"8bit")
    told = found(write(tmp_path / "a.eml", broken))
    assert told["a.txt"] == files.BODY
    assert "no encoding for sure" in told[""]


def test_lines_of_several_encodings(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": number, "text": text}, ensure_ascii=False).encode(encoding)
        for number, text, encoding in ((1, POLISH, "utf-8"), (2, RUSSIAN, "cp1251"))
    ]
    lines.append(b'{"id": 3, "text": "port \xa4r\x98d\xb9s\xd7f\xff"}')
    told = found(write(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert (told["1"], told["2"]) == (POLISH, RUSSIAN)
    assert "tried: UTF-8, Windows-1252, ISO-8859-15" in told["line 3"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (POLISH.encode() + b" \xb3\n", "UTF-8 but for a few bytes, the first of them in line 3"),
        ((POLISH + "ż").encode()[:-1], "UTF-8 but for a few bytes, the first of them in line 3"),
        ("Port".encode("utf-16") + b"\0", "begins as UTF-16 and goes on in another way"),
        (b"Le port\0\0 a rouvert", "binary, not text"),
        (b"port \xa4r\x98d\xb9s\xd7f\xff", "no encoding for sure (tried: UTF-8, Windows-1252"),
    ],
)
def test_what_is_damaged_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    head = b"" if data.startswith(b"\xff\xfe") else b"Port\n\n"
    assert said in found(write(tmp_path / "a.txt", head + data))[""]


def test_scripts_of_double_bytes() -> None:
    for text, encoding in (
        ("布雷万市议会周四晚间在四个小时的辩论之后通过了明年的预算。", "gb18030"),
        ("市議会は木曜日の夜、四時間の議論の末に来年度の予算を可決した。", "cp932"),
        ("브레반 시의회는 목요일 저녁 네 시간의 토론 끝에 내년 예산을 통과시켰다.", "cp949"),
    ):
        assert encoding_of(text.encode(encoding)) == encoding


def test_a_broken_character_beside_the_article_does_no_harm(tmp_path: Path) -> None:
    whole = page(POLISH).replace("</article>", "</article><aside>żół</aside>").encode()
    assert found(write(tmp_path / "a.html", whole.replace("żół".encode(), b"\xc5\xbc\xc3"))) == {
        "": POLISH
    }
    assert "first of them in line 1" in found(
        write(tmp_path / "b.html", whole.replace("ż".encode(), b"\xc5", 1))
    )[""]  # fmt: skip


def test_a_broken_character_costs_its_record_alone(tmp_path: Path) -> None:
    records = [{"id": number, "title": "Port", "text": POLISH} for number in (1, 2)]
    data = json.dumps(records, ensure_ascii=False).encode()
    told = found(write(tmp_path / "a.json", data.replace("ż".encode(), b"\xc5", 1)))
    assert told["2"] == POLISH
    assert "UTF-8 but for a few bytes" in told["1"]
