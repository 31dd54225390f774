"""What an archive is mostly about, by how its articles begin."""

from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.store.statistics import Statistics
from qa_service.text.characteristic import Characteristic, characteristic

SAMPLE = 1000  # articles: what is frequent shows in these, in a third of a second at most
MOST = 10  # names, and words


def topics(statistics: Statistics, scope: Scope = EVERYTHING) -> Characteristic:
    """The names and words of titles and leads, without those of outlets and authors."""
    openings = statistics.openings(SAMPLE, scope)
    languages = [code for code, _ in statistics.languages(scope) if code]
    makers = {
        name
        for shares in (statistics.outlets(scope), statistics.authors(scope))
        for name, _ in shares
        if name
    }
    found = characteristic(openings, languages, MOST + len(makers))
    names = tuple(name for name in found.names if name not in makers)[:MOST]
    return Characteristic(names, found.words[:MOST])
