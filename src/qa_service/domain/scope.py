"""Which articles a question is asked of."""

from dataclasses import dataclass
from datetime import date

from qa_service.domain.errors import QuestionError
from qa_service.domain.period import Period


@dataclass(frozen=True, slots=True)
class Scope:
    """What the caller wants searched: all articles, unless it says otherwise.

    Raises QuestionError for a period that ends before it begins.
    """

    published: Period | None = None  # when the articles were published
    as_of: date | None = None  # the archive as it stood that day: nothing published later
    ignore_dates: bool = False  # the dates in the question limit nothing

    def __post_init__(self) -> None:
        given = self.published
        if given and given.start and given.end and given.start > given.end:
            raise QuestionError(
                f"The period ends ({given.end}) before it begins ({given.start}). Swap the two."
            )

    @property
    def limited(self) -> bool:
        """Whether an article without a date is left out."""
        return self.published is not None or self.as_of is not None

    def admits(self, published: date | None) -> bool:
        """Whether an article of that date is searched.

        >>> scope = Scope(as_of=date(2021, 6, 30))
        >>> scope.admits(date(2021, 6, 30)), scope.admits(date(2021, 7, 1)), scope.admits(None)
        (True, False, False)
        """
        if published is None:
            return not self.limited
        if self.as_of is not None and published > self.as_of:
            return False
        return self.published is None or published in self.published


EVERYTHING = Scope()
