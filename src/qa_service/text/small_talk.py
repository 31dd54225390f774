"""What is said to the program rather than asked of the articles."""

from dataclasses import dataclass

from qa_service.domain.about import About
from qa_service.text.courtesies import courtesy, uncourtly
from qa_service.text.self_questions import self_question


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What a text is about, and its language."""

    about: About
    language: str  # ISO 639-1


def small_talk(text: str) -> SmallTalk | None:
    """What is asked of the program or its archive; None for a question about the articles.

    >>> small_talk("Bonjour !"), small_talk("Bonjour, que sais-tu ?").about.value
    (SmallTalk(about=<About.GREETING: 'greeting'>, language='fr'), 'abilities')
    >>> small_talk("Que sais-tu de Choguel Maïga ?") is None
    True
    """
    found = courtesy(text) or self_question(uncourtly(text))
    return SmallTalk(found.about, found.language) if found else None
