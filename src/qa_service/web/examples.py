"""Questions to begin with, as the archive itself names them."""

from qa_service.web.i18n import Language
from qa_service.web.loading import Service

ABILITIES: dict[Language, str] = {"fr": "Que savez-vous faire ?", "en": "What can you do?"}


def examples(service: Service, language: Language) -> tuple[str, ...]:
    """Questions of a language that `service` answers; none of an empty archive."""
    return service.ask(ABILITIES[language]).examples
