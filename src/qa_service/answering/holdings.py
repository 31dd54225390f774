"""What the archive holds, for a reader whose question it does not answer."""

from typing import Protocol

from qa_service.domain.answer import Held
from qa_service.domain.scope import Scope
from qa_service.store.statistics import Counted

LISTED = 8  # outlets


class Counting(Protocol):
    """What counts: an archive as it was searched, or statistics of this moment."""

    def counted(self, scope: Scope) -> Counted: ...


def held(counting: Counting, scope: Scope) -> Held:
    """How many articles of a scope there are, from when to when, of which outlets."""
    found = counting.counted(scope)
    outlets = found.outlets
    return Held(found.articles, found.first, found.last, outlets[:LISTED], len(outlets))
