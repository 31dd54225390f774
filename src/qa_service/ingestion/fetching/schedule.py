"""When an address is visited again."""

import re

from qa_service.domain.errors import UsageError
from qa_service.domain.fetching import SourceKind
from qa_service.ingestion.fetching.bounds import DAY, HOUR, LEAST_EVERY

DEFAULTS = {SourceKind.FEED: HOUR, SourceKind.SITEMAP: 6 * HOUR, SourceKind.PAGE: DAY}
SECONDS = {"m": 60, "h": HOUR, "d": DAY}
LONGEST_EVERY = 30 * DAY  # also between two visits of a page that does not change
FIRST_RETRY = 300.0  # seconds, doubled with each failure
LONGEST_RETRY = float(DAY)
MOST_TRIES = 8  # of a page that is listed no longer
REFUSED = 7.0 * DAY  # seconds at most until a refusal is looked at again


def seconds_of(text: str) -> int:
    """How often a source is to be visited. Raises UsageError.

    >>> seconds_of("30m"), seconds_of("6h"), seconds_of("1d")
    (1800, 21600, 86400)
    """
    found = re.fullmatch(r"([0-9]{1,5})([mhd])", text.strip())
    seconds = int(found[1]) * SECONDS[found[2]] if found else 0
    if not LEAST_EVERY <= seconds <= LONGEST_EVERY:
        raise UsageError(
            f"{text!r} says not how often: write minutes, hours or days, such as 30m, 6h or 1d, "
            "from 5m to 30d."
        )
    return seconds


def next_visit(every: int | None, steady: bool, changed: float, now: float) -> float | None:
    """When what was there is visited again; `every` is None where no source lists it any longer.

    What is `steady` is a source, or a sitemap. Another page is, as long as it does not change, left
    alone for as long as it has not changed: what is new is corrected, what is old is not.

    >>> [next_visit(60, False, changed=0, now=now) for now in (30, 240)]
    [90, 480]
    >>> next_visit(60, True, changed=0, now=240), next_visit(None, False, 0, 240)
    (300, None)
    """
    if every is None:
        return None
    return now + (every if steady else min(max(now - changed, every), LONGEST_EVERY))


def next_try(every: int | None, steady: bool, failures: int, now: float) -> float | None:
    """When what could not be fetched is tried again, after so many failures in a row.

    >>> [next_try(7200, True, failures, 0) for failures in (1, 2, 3, 9)]
    [300.0, 600.0, 1200.0, 7200]
    >>> next_try(None, False, 8, 0) is None
    True
    """
    if every is None and failures >= MOST_TRIES:
        return None
    wait = min(FIRST_RETRY * 2.0 ** min(failures - 1, 20), LONGEST_RETRY)
    return now + (min(wait, every) if steady and every is not None else wait)
