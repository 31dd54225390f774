"""What the archive holds, for a reader whose question it does not answer."""

from qa_service.domain.answer import Held
from qa_service.domain.scope import Scope
from qa_service.store.statistics import Statistics

LISTED = 8  # outlets


def held(statistics: Statistics, scope: Scope) -> Held:
    """How many articles of a scope there are, from when to when, of which outlets."""
    found = statistics.holdings(scope)
    shares = statistics.outlets(scope)
    outlets = tuple((name, count) for name, count in shares if name)
    return Held(found.articles, found.first, found.last, outlets[:LISTED], len(outlets))
