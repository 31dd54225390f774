"""Characters that nobody sees: which carry something, which a script needs, which go.

Readers of Arabic and Persian need marks of direction and joiners, emoji are joined by them, and
long words carry soft hyphens. A word cut up by them, letter by letter, or a run of them that spells
bits, is no typography.
"""

import re
from collections.abc import Iterator

from qa_service.domain.article import Span

_BLANK = "\u200b\u2060\ufeff"  # zero-width space, word joiner, byte-order mark
_JOINERS = "\u200c\u200d"
_SOFT = "\u00ad"
_MARKS = "\u200e\u200f\u061c"
_EMBEDDING = "\u202a-\u202c\u2066-\u2069"
_OVERRIDE = "\u202d\u202e"
_NEVER = "\u034f\u115f\u1160\u180e\u2061-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"
_ANY = f"{_BLANK}{_JOINERS}{_SOFT}{_MARKS}{_EMBEDDING}{_OVERRIDE}{_NEVER}{_SELECTORS}{_TAGS}"

HIDDEN = re.compile(f"[{_ANY}]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PLAIN = r"[A-Za-z0-9\u00c0-\u024f\u0370-\u052f\u0250-\u02af]"  # letters that need no joiner
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f"  # that of Scotland, and its like
_TELLING = re.compile(
    rf"(?:{_PLAIN}{{1,3}}[{_BLANK}{_JOINERS}]+){{3,}}{_PLAIN}"  # a word cut up
    rf"|(?:{_PLAIN}{_SOFT}){{4,}}"
    rf"|{_FLAG}|[{_TAGS}]+"
    rf"|[{_OVERRIDE}]"
    rf"|[{_SELECTORS}]{{2,}}"
    rf"|(?=[{_BLANK}]*[{_JOINERS}{_NEVER}])[{_BLANK}{_JOINERS}{_NEVER}]{{8,}}"  # bits
    rf"|(?:{_PLAIN}?[{_NEVER}]){{4,}}"
)
_JOINS = re.compile(  # what stands before a joiner that a script or an emoji needs
    r"[\u0600-\u109f\u1780-\u18af\ua800-\uabff\ufb50-\ufeff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]$"
)
_ALIKE = re.compile(r"[\u0370-\u052f]")  # Greek and Cyrillic
_MIXED = re.compile(
    r"(?<!\w)(?=\w*[A-Za-z\u00c0-\u024f])(?=\w*[\u0370-\u03ff\u0400-\u052f])[^\W\d_]{4,}"
)
LEAST_MIXED = 2  # words of two scripts: one is a slip of the keyboard


def hidden(text: str) -> Iterator[Span]:
    """Where characters that are not seen carry something, or letters pass for others.

    >>> [span.of("L'or dre") for span in hidden("L'or dre")]
    []
    >>> [*hidden("o\\u200br\\u200bd\\u200bre")]
    [Span(start=0, end=7)]
    """
    if not text.isascii():
        for found in _TELLING.finditer(text) if HIDDEN.search(text) else ():
            if not re.fullmatch(_FLAG, found[0]):
                yield Span(*found.span())
        mixed = _MIXED.finditer(text) if _ALIKE.search(text) else ()
        spans = [Span(*found.span()) for found in mixed]
        if len(spans) >= LEAST_MIXED:
            yield from spans


def visible(text: str) -> str:
    """The text without characters that are not seen, but for those that its script needs.

    >>> visible("pas\\u00adser\\u200b \\u202erire\\u202c")
    'passer rire'
    >>> visible("می\\u200cخواهم") == "می\\u200cخواهم"
    True
    """
    if text.isascii() or not HIDDEN.search(text):
        return text
    keeps_direction = bool(_RIGHT_TO_LEFT.search(text))
    flags = {n for found in re.finditer(_FLAG, text) for n in range(*found.span())}

    def kept(found: re.Match[str]) -> str:
        run, before = found[0], text[: found.start()][-1:]
        if found.start() in flags:
            return run
        if len(run) == 1 and re.match(f"[{_SELECTORS}]", run):
            return run
        joiner = run[-1] if run[-1] in _JOINERS and len(run.strip("\ufe0e\ufe0f")) == 1 else ""
        if joiner and (_JOINS.search(before) or run[0] == "\ufe0f"):
            return run
        allowed = f"[{_MARKS}{_EMBEDDING}]" if keeps_direction else "(?!)"
        return "".join(re.findall(allowed, run))

    return re.sub(f"[{_ANY}]+", kept, text)


def settled(text: str) -> str:
    """Without soft hyphens, zero-width spaces and the like where they carry nothing.

    A soft hyphen at a line's end says that a word goes on.

    >>> settled("pas\\u00adser\\u200b"), len(settled("o\\u200br\\u200bd\\u200bre"))
    ('passer', 8)
    """
    if text.isascii() or _TELLING.search(text):
        return text
    return re.sub(rf"[{_BLANK}]|{_SOFT}(?![{_BLANK} \t]*(?:\n|\Z))", "", text)


def shown(text: str) -> str:
    """The text with what is hidden in it made visible.

    >>> shown("pas\\u200bse \\U000e006f\\U000e0072")
    'pas⟨U+200B⟩se ⟨or⟩'
    """

    def readable(found: re.Match[str]) -> str:
        if ord(found[0][0]) >= 0xE0000 and re.fullmatch(f"[{_TAGS}]+", found[0]):
            return f"⟨{''.join(chr(ord(tag) - 0xE0000) for tag in found[0])}⟩"
        return "".join(f"⟨U+{ord(one):04X}⟩" for one in found[0])

    return re.sub(f"[{_TAGS}]+|[{_ANY}]", readable, text)
