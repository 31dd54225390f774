"""Addresses that lead into a page, to the words quoted: browsers scroll there and light them.

They are text fragments (https://wicg.github.io/scroll-to-text-fragment/); where the words are no
longer there, or the browser knows none, the page opens at its top. Those of a PDF lead to its page
(RFC 8118), which every viewer of browsers knows.
"""

from urllib.parse import quote as percent_encoded
from urllib.parse import urldefrag, urlsplit

from qa_service.web.views import web_address

ENDS = 4  # words of each end by which a longer quote is named


def original_address(
    url: str | None, quote: str | None = None, page: int | None = None
) -> str | None:
    """Where a browser may follow it, the original article's address, at the quote if there is one.

    Of a PDF at the page, if that is known.

    >>> original_address("https://example.org/a", "Le port a rouvert.")
    'https://example.org/a#:~:text=Le%20port%20a%20rouvert.'
    >>> original_address("https://example.org/a#b", "Un a dit, un-deux, 3 & 4, cinq, six.")
    'https://example.org/a#b:~:text=Un%20a%20dit%2C%20un%2Ddeux%2C,%26%204%2C%20cinq%2C%20six.'
    >>> original_address("https://example.org/a.pdf", "Le port a rouvert.", 3)
    'https://example.org/a.pdf#page=3'
    >>> original_address("javascript:alert(1)", "Le port") is None
    True
    """
    address = web_address(url)
    if address and page is not None and urlsplit(address).path.lower().endswith(".pdf"):
        return f"{urldefrag(address).url}#page={page}"
    words = quote.split() if quote else []
    if address is None or not words:
        return address
    ends = [words] if len(words) < 2 * ENDS else [words[:ENDS], words[-ENDS:]]
    named = ",".join(_encoded(" ".join(part)) for part in ends)
    return f"{address}{'' if '#' in address else '#'}:~:text={named}"


def _encoded(text: str) -> str:
    """Percent-encoded, and so is "-", which has a meaning of its own in a fragment."""
    return percent_encoded(text, safe="").replace("-", "%2D")
