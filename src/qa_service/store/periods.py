"""The sentences of a period: of articles by the day on which they were published.

Chroma's own filter takes 17 to 56 ms for it at 9,700 passages, in place of 5 for a search of all.
So a period's sentences are compared outright, or so many of all are fetched from the index that
enough are of the period, whichever is quicker.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.period import Period
from qa_service.store.catalogue import Catalogue
from qa_service.store.comparison import MOST, Comparison, Similar

SPARE = 1.3  # times what would do if chance decided which of those fetched are of the period
FETCHING = 20.0  # sentences compared while one is fetched, if they can be held
HELD = 8.0  # times as long a sentence takes that is read first
SENTENCES = 4.5  # of a passage: counting them takes Chroma 4 ms


class Nearest(Protocol):
    """What `store.vectors.Vectors` finds."""

    def search(self, vector: NDArray[np.float32], limit: int) -> Similar: ...


class Periods:
    """The dates and vectors of one catalogue, held until they change."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._comparison = Comparison(catalogue.engine)
        self._lock = Lock()
        self._published: Published | None = None

    def forget(self, article_ids: Iterable[str] | None = None) -> None:
        """Reads the dates and the sentences of these articles anew, or those of all."""
        with self._lock:  # else what is being read just now would stay
            self._published = None
        self._comparison.forget(article_ids)

    @property
    def published(self) -> "Published":
        with self._lock:
            if self._published is None:
                self._published = Published(self._catalogue.days())
            return self._published

    def similarities(self, vector: NDArray[np.float32], article_ids: Sequence[str]) -> Similar:
        """(passage, cosine) of every sentence of these articles, nearest first."""
        return self._comparison.similarities(vector, article_ids)

    def nearest(
        self,
        vector: NDArray[np.float32],
        limit: int,
        period: Period,
        index: Nearest,
        passages: int,
    ) -> Similar:
        """(passage, cosine) of a period's nearest sentences, by an index of so many passages."""
        within = self.published.within(period)
        compared = self.published.share(within) * passages * SENTENCES
        found = self._fetched(vector, limit, period, index, compared)
        return self._comparison.similarities(vector, within, limit) if found is None else found

    def _fetched(
        self,
        vector: NDArray[np.float32],
        limit: int,
        period: Period,
        index: Nearest,
        compared: float,
    ) -> Similar | None:
        """The same from the nearest of all; None where comparing so many sentences is quicker."""
        if compared > MOST:
            compared *= HELD
        published = self.published
        share = published.share(published.within(period))  # of those fetched that are of it
        while share and (fetched := int(SPARE * limit / share)) * FETCHING < compared:
            found = index.search(vector, fetched)
            kept = [item for item in found if published.is_within(item[0][0], period)]
            if len(kept) >= limit or len(found) < fetched:
                return kept[:limit]
            share = len(kept) / fetched
        return None


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
