"""When the articles were published, at hand for every question."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date

from qa_service.domain.period import Period


class Published:
    """The articles of an archive, as of one moment."""

    def __init__(self, days: Mapping[str, date], articles: int) -> None:
        self.days = days  # by article id
        self.articles = articles  # how many there are, the undated with them
        self._ids = sorted(days, key=lambda article_id: days[article_id])
        self._ordered = [days[article_id] for article_id in self._ids]

    def within(self, period: Period) -> list[str]:
        """The ids of the articles published then, in the order of their days.

        >>> days = {"b": date(2021, 6, 2), "a": date(2021, 6, 1), "c": date(2022, 1, 1)}
        >>> Published(days, 4).within(Period(None, date(2021, 12, 31)))
        ['a', 'b']
        """
        first = bisect_left(self._ordered, period.start or date.min)
        return self._ids[first : bisect_right(self._ordered, period.end or date.max)]

    def is_within(self, article_id: str, period: Period) -> bool:
        """Whether that article was published then."""
        day = self.days.get(article_id)
        return day is not None and day in period
