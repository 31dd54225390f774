"""What is asked of the program or of the archive as a whole, rather than of its articles."""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """Small talk, and questions that the archive's own statistics answer."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HOW_ARE_YOU = "how_are_you"
    IDENTITY = "identity"  # who or what answers
    ABILITIES = "abilities"  # what can be asked
    SOURCES = "sources"  # where the articles come from
    PERIOD = "period"  # from when until when they were published
    COUNT = "count"  # how many there are
    NEWEST = "newest"
    LANGUAGES = "languages"
    OUTLETS = "outlets"
    AUTHORS = "authors"
    TOPICS = "topics"  # what they are mostly about


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What a text asks of the program or its archive, and in which language."""

    about: About
    language: str  # ISO 639-1
