"""How much each client has asked for lately."""

from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from werkzeug.exceptions import TooManyRequests

from qa_service.domain.quotas import Quotas

EVERYBODY = "everybody"
LOGINS_OF_ALL = 10  # times what one client may try: guesses can come from many addresses


class RateLimits:
    """Counts in a window that slides, in memory. Safe in threads."""

    def __init__(self, quotas: Quotas) -> None:
        self._counted = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._questions = RateLimitItemPerMinute(quotas.questions)
        self._requests = RateLimitItemPerMinute(quotas.requests)
        self._logins = RateLimitItemPerMinute(quotas.logins)
        self._logins_of_all = RateLimitItemPerMinute(quotas.logins * LOGINS_OF_ALL)

    def count_request(self, client: str, *, is_question: bool) -> None:
        """Raises TooManyRequests."""
        self._count(self._requests, "request", client)
        if is_question:
            self._count(self._questions, "question", client)

    def count_login(self, address: str) -> None:
        """Raises TooManyRequests."""
        self._count(self._logins, "login", address)
        self._count(self._logins_of_all, "login", EVERYBODY)

    def _count(self, limit: RateLimitItemPerMinute, kind: str, client: str) -> None:
        if not self._counted.hit(limit, kind, client):
            raise TooManyRequests(
                f"More than {limit.amount} {kind}s in a minute. Wait a minute, then try again.",
                retry_after=limit.get_expiry(),
            )


def neighbourhood(address: str) -> str:
    """Whom an address counts for: itself, and in IPv6 the network that one client is given.

    >>> neighbourhood("192.0.2.7"), neighbourhood("2001:db8:1:2:3:4:5:6")
    ('192.0.2.7', '2001:db8:1:2::')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> 64 << 64))
