"""Which articles a question is asked of."""

from dataclasses import dataclass
from datetime import date

from qa_service.domain.errors import QuestionError
from qa_service.domain.period import ALWAYS, Period


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an article decides whether it is searched."""

    article_id: str
    published: date | None
    outlet: str | None
    language: str  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Scope:
    """What the caller wants searched: all articles, unless it says otherwise.

    Raises QuestionError for a period that ends before it begins.
    """

    published: Period | None = None  # when the articles were published
    as_of: date | None = None  # the archive as it stood that day: nothing published later
    ignore_dates: bool = False  # the dates in the question limit nothing
    outlets: tuple[str, ...] = ()  # any of these, as stored; none: whatever the outlet
    languages: tuple[str, ...] = ()  # of the articles, ISO 639-1; none: whatever the language
    article_ids: tuple[str, ...] = ()  # these alone; none: whichever
    # these expressions of the question, in its own words, limit nothing
    ignored_dates: tuple[str, ...] = ()

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

    @property
    def is_limited(self) -> bool:
        """Whether it leaves any article out."""
        return self.is_selective or self.window is not None

    @property
    def is_selective(self) -> bool:
        """Whether it leaves any out by something else than its date."""
        return bool(self.outlets or self.languages or self.article_ids)

    def admits(self, article: Traits) -> bool:
        """Whether an article is searched.

        >>> scope = Scope(as_of=date(2021, 6, 30), outlets=("APA",))
        >>> scope.admits(Traits("a1", date(2021, 6, 30), "APA", "fr"))
        True
        >>> scope.admits(Traits("a2", date(2021, 7, 1), "APA", "fr"))
        False
        >>> scope.admits(Traits("a3", None, "APA", "fr"))
        False
        >>> scope.admits(Traits("a4", date(2021, 6, 30), "DW", "fr"))
        False
        """
        window, day = self.window, article.published
        return (
            (window is None or (day is not None and day in window))
            and (not self.outlets or article.outlet in self.outlets)
            and (not self.languages or article.language in self.languages)
            and (not self.article_ids or article.article_id in self.article_ids)
        )


EVERYTHING = Scope()
