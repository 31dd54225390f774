"""When an event happened, by the articles: "le coup d'État", "the first coup".

A sentence dates an event if it holds all the event's words and names one day or month. Only where
most such sentences agree on the month is the event dated: a wrong date would hide what is asked
for, while no date leaves the whole archive to search.
"""

import re
from collections import Counter
from collections.abc import Iterator

from qa_service.domain.period import Period
from qa_service.domain.scope import Scope
from qa_service.store.archive import Archive
from qa_service.text.analysis import terms, wanted
from qa_service.text.periods import named_periods

READ = 60  # passages looked through
LONGEST = 31  # days of a stretch that dates an event
AGREEING = 0.5  # the share of the sentences that is not yet most of them
# Of several events of the same words the first is meant, whatever most sentences speak of.
FIRST = re.compile(r"\b(?:premier|première|first)\b\s*", re.IGNORECASE)


class EventDater:
    """Dates events by one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def date(self, event: str, language: str, scope: Scope) -> Period | None:
        """The day or month of an event in words of that language; None if that is unclear."""
        found = list(self._dated(FIRST.sub("", event), language, scope))
        months = Counter((one.start.year, one.start.month) for one in found if one.start)
        if not months:
            return None
        month, count = months.most_common(1)[0]
        if FIRST.search(event):
            month = min(months)
        elif count <= AGREEING * len(found):
            return None
        alike = (one for one in found if one.start and (one.start.year, one.start.month) == month)
        return min(alike, key=_length)

    def _dated(self, event: str, language: str, scope: Scope) -> Iterator[Period]:
        """What each sentence that speaks of the event names, where that is one day or month."""
        self._archive.refresh()
        words = [word.terms for word in wanted(event, language, self._archive.languages())]
        asked = [(word, 1.0) for word in words]
        matching = self._archive.matching_passages(asked, READ, scope)
        whole = [passage for passage, met in matching if met > len(words) - 0.5]
        read = self._archive.read_passages(whole)
        for sentence in read.sentences:
            article = read.articles[sentence.article_id]
            said = sentence.of(article.text)
            held = set(terms(said, article.language))
            if not scope.admits(article.traits) or any(held.isdisjoint(word) for word in words):
                continue
            named = named_periods(said, article.published)
            if len(named) == 1 and _length(named[0]) <= LONGEST:
                yield named[0]


def _length(period: Period) -> int:
    """Days, or more than any where a side is open."""
    if period.start is None or period.end is None:
        return LONGEST + 1
    return (period.end - period.start).days + 1
