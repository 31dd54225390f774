"""Questions to begin with: only those that the archive at hand answers."""

from collections.abc import Callable, Iterator
from itertools import chain, zip_longest

from qa_service.answering.about_phrases import ABOUT_PHRASES
from qa_service.answering.topics import topics
from qa_service.store.archive import Archive

SHOWN = 3
TRIED = 6  # each takes as long as any question
SPEAKERS = 12  # of whom some are named by their office

# Of the articles that come with the product; sent as they stand, so without typographic spaces.
EXAMPLES = {
    "fr": (
        "Que vise l'accord de coopération militaire entre le Mali et la Russie ?",
        "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?",
        "Qui s'est rendu en visite à Moscou ?",
    ),
    "en": (
        "What is the aim of the military cooperation agreement between Mali and Russia?",
        "How many tonnes of wheat has Russia delivered to Mali?",
        "Who went on a visit to Moscow?",
    ),
}
SAMPLE_NAMES = {"Mali", "Moscou"}  # an archive in which these are frequent may answer them
# Of a person named in an opening, of one who says something, of any other name.
PATTERNS = {
    "fr": ("Qui est {} ?", "Qu'a dit {} ?", "Que s'est-il passé à {} ?"),
    "en": ("Who is {}?", "What did {} say?", "What happened in {}?"),
}


class Examples:
    """Tries example questions once, and again when the number of articles has changed."""

    def __init__(self, archive: Archive, is_answered: Callable[[str], bool]) -> None:
        self._archive, self._is_answered = archive, is_answered
        self._article_count = 0
        self._answered: dict[str, tuple[str, ...]] = {}

    def of(self, language: str) -> tuple[str, ...]:
        """At most `SHOWN` questions that are answered, in a language that has any, else French."""
        language = language if language in ABOUT_PHRASES else "fr"
        count = self._archive.article_count()
        if count != self._article_count:
            self._article_count, self._answered = count, {}
        if language not in self._answered:
            self._answered[language] = self._found(language) if count else ()
        return self._answered[language]

    def _found(self, language: str) -> tuple[str, ...]:
        found: list[str] = []
        for question in self._candidates(language):
            if self._is_answered(question):
                found.append(question)
            if len(found) == SHOWN:
                break
        return tuple(found)

    def _candidates(self, language: str) -> Iterator[str]:
        names = topics(self._archive.statistics).names
        if set(names) >= SAMPLE_NAMES:
            yield from EXAMPLES[language]
        speakers = self._archive.statistics.speakers(SPEAKERS)
        known = (
            [name for name in names if " " in name],
            [name for name in speakers if name[:1].isupper() and " " in name],
            [name for name in names if " " not in name],
        )
        asked = (
            [pattern.format(name) for name in kind]
            for pattern, kind in zip(PATTERNS[language], known, strict=True)
        )
        mixed = chain.from_iterable(zip_longest(*asked))
        yield from [question for question in mixed if question][:TRIED]
