"""What is said to the program rather than asked of the articles."""

from qa_service.domain.about import SmallTalk
from qa_service.text.courtesies import courtesy, uncourtly
from qa_service.text.self_questions import self_question


def small_talk(text: str) -> SmallTalk | None:
    """What is asked of the program or its archive; None for a question about the articles.

    >>> small_talk("Bonjour !"), small_talk("Bonjour, que sais-tu ?").about.value
    (SmallTalk(about=<About.GREETING: 'greeting'>, language='fr'), 'abilities')
    >>> small_talk("Que sais-tu de Choguel Maïga ?") is None
    True
    """
    return courtesy(text) or self_question(uncourtly(text))
