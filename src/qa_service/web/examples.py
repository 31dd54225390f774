"""Questions to begin with: only those that the archive at hand answers."""

from qa_service.domain.answer import Status
from qa_service.web.i18n import EXAMPLES, Language
from qa_service.web.loading import Service


class Examples:
    """Tries the example questions once, and again when the number of articles has changed."""

    def __init__(self) -> None:
        self._article_count = 0
        self._answered: dict[Language, tuple[str, ...]] = {}

    def answered(self, service: Service, language: Language) -> tuple[str, ...]:
        """The example questions of a language that `service` answers; none of an empty archive."""
        count = service.article_count()
        if count != self._article_count:
            self._article_count, self._answered = count, {}
        if not count:
            return ()
        if language not in self._answered:
            self._answered[language] = tuple(
                question
                for question in EXAMPLES[language]
                if service.ask(question).status is Status.ANSWERED
            )
        return self._answered[language]
