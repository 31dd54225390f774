"""The sentences of a scope: of articles by their day, outlet, language and id.

Chroma's own filter takes 17 to 56 ms for it at 9,700 passages, in place of 5 for a search of all.
So a scope's sentences are compared outright, or so many of all are fetched from the index that
enough are of the scope, whichever is quicker.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.period import Period
from qa_service.domain.scope import Scope, Traits
from qa_service.store.catalogue import Catalogue
from qa_service.store.rows import Similar
from qa_service.store.statistics import Counted
from qa_service.text.folding import folded

SPARE = 1.3  # times what would do if chance decided which of those fetched are of the scope
# Sentences compared in the time of a search, and while one more is fetched: 5 and 0.006 ms of a
# processor at 100,000 sentences, 0.26 ms for a thousand that are compared, at a million.
SEARCHING, FETCHING = 20_000.0, 23.0
SENTENCES = 4.5  # of a passage: counting them takes Chroma 4 ms
COUNTED = 64  # scopes whose counts are kept


class Nearest(Protocol):
    """What `store.vectors.Vectors` finds."""

    def search(self, vector: NDArray[np.float32], limit: int) -> Similar: ...


class Compared(Protocol):
    """What `store.rows.Rows` finds."""

    def similarities(
        self, vector: NDArray[np.float32], article_ids: Sequence[str], limit: int | None = None
    ) -> Similar: ...


class Scopes:
    """The traits of one catalogue's articles, held until they change."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = Lock()
        self._holdings: Holdings | None = None
        self._changed = set[str]()  # articles that are held as they were

    def forget(self, article_ids: Iterable[str] | None = None) -> None:
        """Reads the traits of these articles anew, or those of all."""
        with self._lock:  # else what is being read just now would stay
            if article_ids is None:
                self._holdings = None
            else:
                self._changed.update(article_ids)

    @property
    def holdings(self) -> "Holdings":
        with self._lock:
            if self._holdings is None:
                self._holdings = Holdings(self._catalogue.traits())
            elif self._changed:
                changed = self._catalogue.traits(list(self._changed))
                self._holdings = self._holdings.with_changed(self._changed, changed)
            self._changed.clear()
            return self._holdings

    def nearest(
        self,
        vector: NDArray[np.float32],
        limit: int,
        scope: Scope,
        index: Nearest,
        rows: Compared,
        passages: int,
    ) -> Similar:
        """(passage, cosine) of a scope's nearest sentences, by indexes of so many passages."""
        holdings = self.holdings
        within = holdings.within(scope)
        compared = holdings.share(within) * passages * SENTENCES
        found = _fetched(vector, limit, within, holdings.share(within), index, compared)
        return rows.similarities(vector, within, limit) if found is None else found


def _fetched(
    vector: NDArray[np.float32],
    limit: int,
    within: Sequence[str],
    share: float,
    index: Nearest,
    compared: float,
) -> Similar | None:
    """The same from the nearest of all; None where comparing so many sentences is quicker.

    `share`, in (0, 1], is how many of those fetched are expected to be of the scope.
    """
    while share and SEARCHING + (fetched := int(SPARE * limit / share)) * FETCHING < compared:
        found, wanted = index.search(vector, fetched), frozenset(within)
        kept = [item for item in found if item[0][0] in wanted]
        if len(kept) >= limit or len(found) < fetched:
            return kept[:limit]
        share = len(kept) / fetched
    return None


class Holdings:
    """The articles of an archive by what a scope asks of them, as of one moment."""

    def __init__(self, every: Sequence[Traits]) -> None:
        self._traits = {one.article_id: one for one in every}
        self.days = {one.article_id: one.published for one in every if one.published is not None}
        self._dated = sorted(self.days, key=lambda article_id: self.days[article_id])
        self._ordered = [self.days[article_id] for article_id in self._dated]
        self._of_outlet = defaultdict[str, list[str]](list)
        self._of_language = defaultdict[str, list[str]](list)
        for one in every:
            self._of_outlet[one.outlet or ""].append(one.article_id)
            self._of_language[one.language].append(one.article_id)
        self._counted: dict[Scope, Counted] = {}

    def __len__(self) -> int:
        return len(self._traits)

    def with_changed(self, article_ids: Iterable[str], traits: Iterable[Traits]) -> "Holdings":
        """The same with these articles as they are now; those without traits are gone.

        >>> old = Holdings([Traits("a1", None, "O1", "fr"), Traits("a2", None, "O1", "fr")])
        >>> old.with_changed(["a1", "a2"], [Traits("a2", None, "O2", "fr")]).within(Scope())
        ['a2']
        """
        gone = set(article_ids)
        kept = [one for one in self._traits.values() if one.article_id not in gone]
        return Holdings([*kept, *traits])

    def counted(self, scope: Scope) -> Counted:
        """How much there is of a scope."""
        found = self._counted.get(scope)
        if found is None:
            if len(self._counted) >= COUNTED:
                self._counted.clear()
            found = self._counted[scope] = self._count(scope)
        return found

    def _count(self, scope: Scope) -> Counted:
        within = self.within(scope)
        days = [self.days[one] for one in within if one in self.days]
        names = Counter(self._traits[one].outlet for one in within)
        shares = [(name, count) for name, count in names.items() if name]
        shares.sort(key=lambda share: (-share[1], share[0]))
        first, last = (min(days), max(days)) if days else (None, None)
        return Counted(len(within), first, last, tuple(shares))

    def within(self, scope: Scope) -> list[str]:
        """The ids of the articles that a scope admits.

        >>> dw, apa = (Traits(f"a{n}", date(2021, 6, n), f"O{n}", "fr") for n in (1, 2))
        >>> holdings = Holdings([apa, dw, Traits("a3", None, "O1", "en")])
        >>> holdings.within(Scope(Period(None, date(2021, 12, 31))))
        ['a1', 'a2']
        >>> holdings.within(Scope(outlets=("O1",)))
        ['a1', 'a3']
        """
        found, rest = self._first_cut(scope)
        if not rest.is_limited:
            return found
        return [one for one in found if rest.admits(self._traits[one])]

    def admitted(self, article_ids: Iterable[str], scope: Scope) -> set[str]:
        """Those of these articles that a scope admits."""
        held = (self._traits.get(one) for one in article_ids)
        return {one.article_id for one in held if one and scope.admits(one)}

    def with_stored_outlets(self, scope: Scope) -> Scope:
        """The scope with its outlets as they are stored; one that is not there stays as it is.

        >>> holdings = Holdings([Traits("a1", None, "L'Écho", "fr")])
        >>> holdings.with_stored_outlets(Scope(outlets=("l'echo", "Le Phare"))).outlets
        ("L'Écho", 'Le Phare')
        """
        wanted = {folded(name): name for name in scope.outlets}
        found = [name for name in self._of_outlet if folded(name) in wanted]
        missing = wanted.keys() - {folded(name) for name in found}
        return replace(scope, outlets=(*sorted(found), *sorted(wanted[one] for one in missing)))

    def share(self, article_ids: Sequence[str]) -> float:
        """How many of all articles these are, in [0, 1]."""
        return len(article_ids) / len(self._traits) if self._traits else 0.0

    def _first_cut(self, scope: Scope) -> tuple[list[str], Scope]:
        """The ids of what one of a scope's limits admits, and the scope without that limit."""
        if scope.article_ids:
            held = [one for one in dict.fromkeys(scope.article_ids) if one in self._traits]
            return held, replace(scope, article_ids=())
        if scope.outlets:
            return _under(scope.outlets, self._of_outlet), replace(scope, outlets=())
        if (window := scope.window) is not None:
            return self._in_period(window), replace(scope, published=None, as_of=None)
        if scope.languages:
            return _under(scope.languages, self._of_language), replace(scope, languages=())
        return list(self._traits), scope

    def _in_period(self, period: Period) -> list[str]:
        """The ids of the articles published then, in the order of their days."""
        first = bisect_left(self._ordered, period.start or date.min)
        return self._dated[first : bisect_right(self._ordered, period.end or date.max)]


def _under(names: Iterable[str], index: Mapping[str, list[str]]) -> list[str]:
    return [one for name in dict.fromkeys(names) for one in index.get(name, ())]
