"""Which articles a question is asked of."""

from dataclasses import dataclass
from datetime import date

from qa_service.domain.errors import QuestionError
from qa_service.domain.period import ALWAYS, Period


@dataclass(frozen=True, slots=True)
class Scope:
    """What the caller wants searched: all articles, unless it says otherwise.

    Raises QuestionError for a period that ends before it begins.
    """

    published: Period | None = None  # when the articles were published
    as_of: date | None = None  # the archive as it stood that day: nothing published later
    ignore_dates: bool = False  # the dates in the question limit nothing
    ignored_dates: tuple[str, ...] = ()  # nor do these of its expressions, in its own words

    def __post_init__(self) -> None:
        given = self.published
        if given and given.start and given.end and given.start > given.end:
            raise QuestionError(
                f"The period ends ({given.end}) before it begins ({given.start}). Swap the two."
            )

    @property
    def window(self) -> Period | None:
        """When an article must have been published; None: whenever, the undated too.

        >>> str(Scope(Period(date(2020, 1, 1), None), date(2021, 6, 30)).window.end)
        '2021-06-30'
        """
        if self.as_of is None:
            return self.published
        return (self.published or ALWAYS).until(self.as_of)

    def admits(self, published: date | None) -> bool:
        """Whether an article of that date is searched.

        >>> scope = Scope(as_of=date(2021, 6, 30))
        >>> scope.admits(date(2021, 6, 30)), scope.admits(date(2021, 7, 1)), scope.admits(None)
        (True, False, False)
        """
        window = self.window
        return window is None or (published is not None and published in window)


EVERYTHING = Scope()
