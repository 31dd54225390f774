"""A stand-in for the reading model in tests of what is built upon it."""

from collections.abc import Sequence

from qa_service.answering.checking import exact
from qa_service.domain.reading import Excerpt


class WordWeigher:
    """Takes the place of the reading model: what has most of a statement's words supports it."""

    def weigh(self, statement: str, excerpts: Sequence[Excerpt]) -> list[float]:
        wanted = {word for word in exact.words_of(statement) if len(word) > 3}
        return [10 * self._share(wanted, one) - 7 for one in excerpts]

    def is_name(self, word: str) -> bool | None:
        return word in {"Paul", "Jean"}

    def _share(self, wanted: set[str], one: Excerpt) -> float:
        found = wanted & set(exact.words_of(" ".join([one.title, *one.sentences])))
        return len(found) / max(1, len(wanted))
