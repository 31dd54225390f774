"""Questions to begin with: only those that the archive at hand answers."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest

from qa_service.answering.about_phrases import ABOUT_PHRASES
from qa_service.answering.topics import topics
from qa_service.domain.scope import Scope
from qa_service.store.archive import Archive
from qa_service.store.statistics import Holdings

SHOWN = 3
TRIED = 6  # each takes as long as any question
SPEAKERS = 12  # of whom some are named by their office
NEWEST = 3  # articles: where these tell of something else, so do some questions

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
    """Tries example questions once, and again when what the archive holds has changed."""

    def __init__(self, archive: Archive, is_answered: Callable[[str], bool]) -> None:
        self._archive, self._is_answered = archive, is_answered
        self._holdings: Holdings | None = None
        self._answered: dict[str, tuple[str, ...]] = {}

    def of(self, language: str) -> tuple[str, ...]:
        """At most `SHOWN` questions that are answered, in a language that has any, else French."""
        language = language if language in ABOUT_PHRASES else "fr"
        holdings = self._archive.statistics.holdings()
        if holdings != self._holdings:
            self._holdings, self._answered = holdings, {}
        if language not in self._answered:
            self._answered[language] = self._found(language) if holdings.articles else ()
        return self._answered[language]

    def _found(self, language: str) -> tuple[str, ...]:
        found: list[str] = []
        for question in dict.fromkeys(self._candidates(language)):
            if self._is_answered(question):
                found.append(question)
            if len(found) == SHOWN:
                break
        return tuple(found)

    def _candidates(self, language: str) -> Iterator[str]:
        statistics = self._archive.statistics
        names = topics(statistics).names
        sample = EXAMPLES[language] if set(names) >= SAMPLE_NAMES else ()
        last = Scope(article_ids=tuple(one.article_id for one in statistics.newest(NEWEST)))
        recent = topics(statistics, last).names
        if not SAMPLE_NAMES & set(recent):
            yield from _alternating(_asking(language, recent), sample)
        yield from sample
        yield from _asking(language, names, statistics.speakers(SPEAKERS))


def _asking(language: str, names: Sequence[str], speakers: Sequence[str] = ()) -> list[str]:
    """Questions about those that are named, and what those said who say most."""
    known = (
        [name for name in names if " " in name],
        [name for name in speakers if name[:1].isupper() and " " in name],
        [name for name in names if " " not in name],
    )
    asked = (
        [pattern.format(name) for name in kind]
        for pattern, kind in zip(PATTERNS[language], known, strict=True)
    )
    return list(_alternating(*asked))[:TRIED]


def _alternating(*kinds: Sequence[str]) -> Iterator[str]:
    """One of each in turn, as long as there are any."""
    return filter(None, chain.from_iterable(zip_longest(*kinds)))
