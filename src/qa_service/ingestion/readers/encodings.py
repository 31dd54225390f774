"""In which encoding a file's characters are written.

What its bytes prove, what it declares, or else what reads as some language for sure:
`certainty` measures that. charset-normalizer is asked where two readings are as good, and for the
scripts of China, Japan and Korea; alone it takes up to 27 of 30 snippets for something else
(docs/ingestion.md).
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

import charset_normalizer

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.readers.certainty import certainty, script

_MARKS = (  # the longer first: that of UTF-32 begins as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of one byte a character, with the names that people know; the commoner first.
SINGLE = {
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO-8859-15",
    "mac-roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO-8859-2",
    "cp1251": "Windows-1251",
    "koi8-u": "KOI8",
    "iso8859-5": "ISO-8859-5",
    "mac-cyrillic": "Mac Cyrillic",
    "cp866": "DOS 866",
    "cp1256": "Windows-1256",
    "iso8859-6": "ISO-8859-6",
    "cp1253": "Windows-1253",
    "iso8859-7": "ISO-8859-7",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1257": "Windows-1257",
    "cp850": "DOS 850",
}
DOUBLE = {
    "gb18030": "GB 18030",
    "big5": "Big5",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
}
# What is meant by a declared one: the WHATWG's standard, as pages name the smaller set.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Declared, they would read text as a code for other text; "undefined" reads nothing.
_NO_ENCODINGS = frozenset("utf-7 unicode_escape raw_unicode_escape idna punycode undefined".split())
BROKEN = "\ufffd"  # for a byte of which no character can be made
_IN_ASCII = ("iso2022", "hz")  # their bytes are those of ASCII, so they would pass for UTF-8

DECLARATION = 2048  # bytes in which a page must name its encoding
CERTAIN = 0.8  # of the characters that tell something, how many have to speak for an encoding
DECISIVE = 0.1  # how much more coherent a reading has to be than another, by charset-normalizer
SAMPLE = 50_000  # bytes from the first on that is not ASCII
BEFORE = 2_000  # bytes before it, which tell the language
MOSTLY = 3  # characters of UTF-8 to each byte that is none, from which on it is a damaged one
LETTERS = 0.5  # of all letters, how many those of a script of double bytes have to be

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_DECLARED = re.compile(
    rb"<\?xml[^>]+\bencoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]+\bcharset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the sample reads in one encoding."""

    encoding: str
    text: str
    certainty: float  # of 1; below 0 where it cannot be


def text_of(data: bytes, declared: str | None = None) -> str:
    """The text in a file's bytes, without its mark. Raises UnreadableFile.

    >>> text_of("Łódź już śpi".encode("cp1250")), text_of("Le Mali".encode("utf-16-le"))
    ('Łódź już śpi', 'Le Mali')
    """
    return data.decode(encoding_of(data, declared))


def declared_in(page: bytes) -> str | None:
    """The encoding that a page or a file of XML says it has.

    >>> declared_in(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">')
    'windows-1250'
    """
    found = _DECLARED.search(page[:DECLARATION])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def encoding_of(data: bytes, declared: str | None = None) -> str:
    """The encoding that decodes a file. Raises UnreadableFile, naming those that were tried."""
    if mark := next((name for start, name in _MARKS if data.startswith(start)), None):
        return _proven(data, mark)
    if b"\0" in data:
        return _unmarked(data)
    named = _known(declared)
    if _decodes(data, "utf-8") and not (named or "").startswith(_IN_ASCII):
        return "utf-8"
    if named and _decodes(data, named):
        return _declared(data, named)
    return _likeliest(data) or _refused(data)


def _proven(data: bytes, encoding: str) -> str:
    if _decodes(data, encoding):
        return encoding
    raise UnreadableFile(
        f"It begins as {encoding.upper()} and goes on in another way: get it anew, or save the "
        "file as UTF-8."
    )


def _unmarked(data: bytes) -> str:
    """UTF-16 without its mark: the upper bytes of all that is ASCII are nought, spaces at least."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) == 0 and _decodes(data, encoding):
        kinds = Counter(map(unicodedata.category, data.decode(encoding)[:SAMPLE]))
        if not kinds["Cn"] + kinds["Co"] and kinds["Cc"] * 2 <= kinds.total():
            return encoding
    raise UnreadableFile("It is binary, not text: save the article as .txt, .docx or .html.")


def _known(declared: str | None) -> str | None:
    """What Python calls it, if it is one and no code of another kind."""
    for name in (declared, (declared or "").lower().removeprefix("x-")):
        try:
            found = codecs.lookup(name or "").name
        except LookupError:
            continue
        if found not in _NO_ENCODINGS and not found.startswith(("utf-16", "utf-32")):
            return _MEANT.get(found, found)
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: no encoding of text
        return False
    return True


def _declared(data: bytes, named: str) -> str:
    """The one declared, unless it reads as nothing and another one as a language for sure."""
    certain = _reading(_sample(data), named).certainty >= CERTAIN
    return named if certain else _likeliest(data) or named


def _likeliest(data: bytes) -> str | None:
    """The one encoding in which it reads as some language for sure."""
    sample = _sample(data)
    sure = {
        reading.text: reading
        for encoding in reversed(SINGLE)  # of several that read alike the commonest stays
        if (reading := _reading(sample, encoding)).certainty >= CERTAIN and _decodes(data, encoding)
    }
    if not sure:
        return _of_double_bytes(data, sample)
    best = max(reading.certainty for reading in sure.values())
    equal = [reading.encoding for reading in sure.values() if reading.certainty == best]
    return equal[0] if len(equal) == 1 else _more_coherent(sample, equal)


def _sample(data: bytes) -> bytes:
    found = re.search(rb"[\x80-\xff]", data)
    first = found.start() if found else 0
    return data[max(0, first - BEFORE) : first + SAMPLE]


def _reading(sample: bytes, encoding: str) -> _Reading:
    try:
        text = sample.decode(encoding)
    except UnicodeError:
        return _Reading(encoding, "", -1.0)
    return _Reading(encoding, text, certainty(text))


def _more_coherent(sample: bytes, equal: Iterable[str]) -> str | None:
    """The one of several that charset-normalizer finds clearly better than the others."""
    names = {codecs.lookup(encoding).name: encoding for encoding in equal}
    matches = [
        (names[codecs.lookup(match.encoding).name], match.chaos, match.coherence)
        for match in charset_normalizer.from_bytes(sample, cp_isolation=[*equal])
    ]
    if not matches:
        return None
    best, *others = matches
    clear = all(
        chaos > best[1] or best[2] - coherence >= DECISIVE for _, chaos, coherence in others
    )
    return best[0] if clear else None


def _of_double_bytes(data: bytes, sample: bytes) -> str | None:
    """By charset-normalizer, if most of its letters are such as these encodings are made for."""
    match = charset_normalizer.from_bytes(sample, cp_isolation=[*DOUBLE]).best()
    if match is None or match.chaos > 0 or not _decodes(data, match.encoding):
        return None
    letters = [char for char in sample.decode(match.encoding, "ignore") if char.isalpha()]
    eastern = sum(script(char) in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") for char in letters)
    return match.encoding if eastern > LETTERS * len(letters) else None


def readable(data: bytes) -> tuple[str, str]:
    """The text of a file of many articles, and "".

    Where a few bytes are broken, BROKEN stands for them, and the second says what is to be said of
    the articles that hold one. Raises UnreadableFile.
    """
    try:
        return text_of(data), ""
    except UnreadableFile as error:
        if (text := mended(data)) is None:
            raise
        return text, str(error)


def mended(data: bytes) -> str | None:
    """The text of what is UTF-8 but for a few bytes, with BROKEN for these; else None.

    Pages cut teasers within a character, which does no harm to the article.
    """
    return data.decode("utf-8", "replace") if _fault(data) else None


def _refused(data: bytes) -> NoReturn:
    """Raises UnreadableFile, which names what was tried, or where UTF-8 breaks."""
    if line := _fault(data):
        raise UnreadableFile(
            f"It is UTF-8 but for a few bytes, the first of them in line {line}: correct that "
            "place, or get the file anew."
        )
    tried = ", ".join(("UTF-8", *SINGLE.values(), *DOUBLE.values()))
    raise UnreadableFile(
        f"Its characters are those of no encoding for sure (tried: {tried}): save the file as "
        "UTF-8."
    )


def _fault(data: bytes) -> int | None:
    """The line of the first byte that is no UTF-8; None unless nearly all others are."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = [match.start() for match in re.finditer("[\udc80-\udcff]", text)]
    right = sum(1 for _ in _BEYOND_ASCII.finditer(text)) - len(wrong)
    if not wrong or right < MOSTLY * len(wrong):
        return None
    return text.count("\n", 0, wrong[0]) + 1
