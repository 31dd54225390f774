"""Why a file was not read, and what to do about it, in the language of the page."""

import re
from dataclasses import dataclass

from qa_service.web.i18n import Language, french_spaces
from qa_service.web.reason_words import FRENCH, VARYING


@dataclass(frozen=True, slots=True)
class Reason:
    """Two sentences, the second of which may be empty."""

    why: str
    what: str
    language: Language  # English where nobody translated it


def reason_in(language: Language, said: str) -> Reason:
    """What a reader said.

    >>> reason_in("en", "It is encrypted: save a copy without a password.")
    Reason(why='It is encrypted.', what='Save a copy without a password.', language='en')
    >>> reason_in("fr", "It is an image, not what '.txt' says: rename it to end in .png.").why
    'C’est une image, alors que son nom finit par «\\xa0.txt\\xa0».'
    >>> reason_in("en", "It has 9 pages, more than 5: split it, or raise QA_MOST_PAGES.").what
    'Split it, or ask for more.'
    """
    said = _SETTING.sub("or ask for more.", said)
    if language == "fr" and (found := _in_french(said)):
        return found
    why, colon, what = said.rpartition(": ")
    if not colon:
        return Reason(what, "", "en")
    return Reason(f"{why}.", what[:1].upper() + what[1:], "en")


def _in_french(said: str) -> Reason | None:
    for pattern, (_, why, what) in zip(_PATTERNS, FRENCH, strict=True):
        if found := pattern.fullmatch(said):
            varying = [VARYING.get(value, value) for value in found.groups()]
            of_why = why.count("{}")
            why, what = why.format(*varying[:of_why]), what.format(*varying[of_why:])
            return Reason(french_spaces(why), french_spaces(what), "fr")
    return None


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.*)".join(map(re.escape, english.split("{}"))), re.DOTALL)


_SETTING = re.compile(r"\bor raise \S+\.$")  # of whoever runs the server, not of readers
_PATTERNS = [_pattern(english) for english, _, _ in FRENCH]
