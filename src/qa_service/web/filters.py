"""What the list of articles is limited to, as its address says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_service.domain.article import Provenance
from qa_service.domain.errors import QuestionError
from qa_service.domain.library import UNDATED, ArticleStatus
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope

DATED = {*Provenance, UNDATED}


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything empty means all articles."""

    words: str = ""
    outlet: str = ""
    language: str = ""  # ISO 639-1
    start: date | None = None
    end: date | None = None
    dated: str = ""  # of `Provenance`, or UNDATED
    status: ArticleStatus | None = None

    @property
    def scope(self) -> Scope:
        """Which articles are listed. Raises QuestionError for a period that ends too early."""
        if not (self.start or self.end or self.outlet or self.language):
            return EVERYTHING
        return Scope(
            Period(self.start, self.end) if self.start or self.end else None,
            outlets=(self.outlet,) if self.outlet else (),
            languages=(self.language,) if self.language else (),
        )

    @property
    def more(self) -> int:
        """How many are set besides the words."""
        return len(self.address.keys() - {"q"})

    @property
    def address(self) -> dict[str, str]:
        """The arguments of an address that says the same.

        >>> Filters("port", start=date(2021, 6, 11)).address
        {'q': 'port', 'from': '2021-06-11'}
        """
        given = {
            "q": self.words,
            "outlet": self.outlet,
            "language": self.language,
            "from": self.start.isoformat() if self.start else "",
            "to": self.end.isoformat() if self.end else "",
            "published_from": self.dated,
            "status": self.status or "",
        }
        return {name: value for name, value in given.items() if value}


def filters_of(arguments: Mapping[str, str]) -> tuple[Filters, bool]:
    """What an address says, and whether all of it could be: what makes no sense limits nothing.

    >>> filters_of({"q": " blé ", "status": "lost"})[0].address
    {'q': 'blé'}
    >>> filters_of({"from": "2022-01-01", "to": "2021-01-01"})
    (Filters(words='', outlet='', language='', start=None, end=None, dated='', status=None), False)
    """
    given = {name: value.strip() for name, value in arguments.items()}
    dated, status = given.get("published_from", ""), given.get("status")
    found = Filters(
        words=given.get("q", ""),
        outlet=given.get("outlet", ""),
        language=given.get("language", "").lower(),
        start=_day(given.get("from", "")),
        end=_day(given.get("to", "")),
        dated=dated if dated in DATED else "",
        status=ArticleStatus(status) if status in set(ArticleStatus) else None,
    )
    try:
        _ = found.scope
    except QuestionError:
        return replace(found, start=None, end=None), False
    return found, True


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
