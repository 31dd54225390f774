"""The letters of a text alone, as orders to a model are looked for, with the way back.

What parts letters (spaces, marks, line ends) and how they are drawn (capitals, accents, full
width, circles, small capitals) does not count.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from qa_service.domain.article import Span

_DROPPED = "\0"
# Letters without a decomposition, and such as are drawn alike.
_SMALL = zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıøđħ", "abcdefghijklmnoprstuvwyziodh", strict=True)
_DRAWN = dict(_SMALL) | {
    "œ": "o", "æ": "a", "ى": "ي", "ة": "ه", "ł": "l",
}  # fmt: skip
_DRAWN |= {chr(0x1F170 + n): chr(97 + n) for n in range(26)}  # squared
_DRAWN |= {chr(0x1F1E6 + n): chr(97 + n) for n in range(26)}  # of flags
_DRAWN |= {chr(0x1F150 + n): chr(97 + n) for n in range(26)}  # circled, filled
_ALIKE = str.maketrans(
    "аеорсхуікмтвнѕјԁӏαεορχυικτν013457@$", "aeopcxyikmtbhsjdlaeopxuiktvoieast" + "as"
)
_ROTATED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")


_DISGUISE = re.compile(r"[A-Za-z][013457@$]+[A-Za-z]|[\u0370-\u052f]")


class _Table(dict[int, str]):
    """A character to the one letter or figure it counts as, worked out when first met."""

    def __missing__(self, code: int) -> str:
        drawn = _DRAWN.get(chr(code).lower(), chr(code))
        base = unicodedata.normalize("NFKD", drawn)[:1].casefold()[:1]
        base = _DRAWN.get(base, base)
        counts = base.isalnum() or chr(code) in "@$"
        self[code] = base if counts else _DROPPED
        return self[code]


_TABLE = _Table()


def letters(text: str) -> str:
    """As they are compared.

    >>> letters("Ig\\u200bn-o r É !")
    'ignore'
    """
    return text.translate(_TABLE).replace(_DROPPED, "")


def disguises(text: str) -> bool:
    """Whether it has figures within words, or letters that may pass for Latin ones."""
    return _DISGUISE.search(text) is not None


class Letters:
    """The letters of a text in the forms in which they may be hidden, each of one length."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = text.translate(_TABLE)
        self.plain = self._folded.replace(_DROPPED, "")

    @cached_property
    def undisguised(self) -> str:
        """Look-alikes of other scripts and figures read as Latin letters."""
        return self.plain.translate(_ALIKE)

    @cached_property
    def rotated(self) -> str:
        """Decoded from ROT13."""
        return self.plain.translate(_ROTATED)

    @cached_property
    def backwards(self) -> str:
        """From the last to the first."""
        return self.plain[::-1]

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, letter in enumerate(self._folded) if letter != _DROPPED]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text that these letters are."""
        return Span(self._places[start], self._places[end - 1] + 1)

    def mirrored(self, start: int, end: int) -> tuple[int, int]:
        """The same letters counted from the other side."""
        return len(self.plain) - end, len(self.plain) - start

    def begins_word(self, place: int) -> bool:
        """Whether no letter stands right before this one."""
        at = self._places[place]
        return not self._text[at - 1 : at].isalnum()

    def word_ends(self, first: int, last: int) -> Iterator[int]:
        """From `first` to `last`, after which letters no other follows right behind."""
        for end in range(first, min(last, len(self._places)) + 1):
            at = self._places[end - 1] + 1
            if not self._text[at : at + 1].isalnum():
                yield end
