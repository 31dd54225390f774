"""When the articles were published, at hand for every question."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from qa_service.domain.period import Period


class Published:
    """The articles of an archive by day, as of one moment."""

    def __init__(self, days: Mapping[str, date | None]) -> None:
        """`days` has every article, by id."""
        self.days = {key: day for key, day in days.items() if day is not None}
        self._count = len(days)
        self._ids = sorted(self.days, key=lambda article_id: self.days[article_id])
        self._ordered = [self.days[article_id] for article_id in self._ids]

    def within(self, period: Period) -> list[str]:
        """The ids of the articles published then, in the order of their days.

        >>> published = Published({"b": date(2021, 6, 2), "a": date(2021, 6, 1), "c": None})
        >>> published.within(Period(None, date(2021, 12, 31)))
        ['a', 'b']
        """
        first = bisect_left(self._ordered, period.start or date.min)
        return self._ids[first : bisect_right(self._ordered, period.end or date.max)]

    def share(self, article_ids: Sequence[str]) -> float:
        """How many of all articles these are, the undated among all, in [0, 1]."""
        return len(article_ids) / self._count if self._count else 0.0

    def is_within(self, article_id: str, period: Period) -> bool:
        """Whether that article was published then."""
        day = self.days.get(article_id)
        return day is not None and day in period
