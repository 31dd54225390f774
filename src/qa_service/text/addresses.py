"""One form of an address on the web, so that the same page is known again."""

import re
from urllib.parse import urlsplit

from qa_service.domain.errors import UsageError

PORTS = {"http": 80, "https": 443}
_NAMED = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a text is meant as an address on the web, be it a good one, and not as a path.

    >>> is_address("HTTPS://gazette.example"), is_address("ftp://a.example"), is_address("a/b.txt")
    (True, True, False)
    """
    return _NAMED.match(text) is not None


def web_address(text: str) -> str:
    """The address as it is fetched: in ASCII, without its fragment.

    Raises UsageError for what is no address of http or https, or holds a password.

    >>> web_address("HTTP://Exämple.fr:80/à la une?q=é#top")
    'http://xn--exmple-cua.fr/%C3%A0%20la%20une?q=%C3%A9'
    >>> web_address("https://gazette.example")
    'https://gazette.example/'
    """
    import httpx  # a tenth of a second, and answering needs none

    try:
        url = httpx.URL(text.strip())
        host, port = url.raw_host.decode("ascii"), url.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise UsageError(f"{text} is no address on the web: check its spelling.") from error
    if url.scheme not in PORTS:
        raise UsageError(f"{text} cannot be followed: give an address of http or https.")
    if not re.fullmatch(r"[\w.:-]+", host, re.ASCII) or not 0 < (port or 80) < 65536:
        raise UsageError(f"{text} is no address on the web: check its spelling.")
    if url.userinfo:
        raise UsageError(
            f"The address of {host} holds a name or password, which everybody who looks at the "
            "sources would see: leave it out."
        )
    place = f"[{host}]" if ":" in host else host
    if port not in (None, PORTS[url.scheme]):
        place += f":{port}"
    return f"{url.scheme}://{place}{url.raw_path.decode('ascii')}"


def origin_of(address: str) -> str:
    """What a robots.txt is about: scheme, host and port of an address.

    >>> origin_of("https://gazette.example:8443/port?id=7")
    'https://gazette.example:8443'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(address: str) -> str:
    """Who is asked for an address, be it by http or by https; with a port that is not the usual.

    >>> host_of("http://gazette.example/port") == host_of("https://gazette.example/port")
    True
    """
    return urlsplit(address).netloc


def page_address(url: str | None) -> str | None:
    """The page that an address names, or None where it names none, such as a site as a whole.

    >>> page_address("http://www.gazette.example/port/?utm_source=feed&id=7#top")
    'gazette.example/port?id=7'
    >>> page_address("https://gazette.example/port?id=7")
    'gazette.example/port?id=7'
    >>> page_address("https://gazette.example/") is page_address("port.txt") is None
    True
    """
    # a tenth of a second to import, and answering needs none
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url or ""))
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if parts.scheme not in {"http", "https"} or not (path or parts.query):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{path}{query}"
