"""One form of an address on the web, so that the same page is known again."""

from urllib.parse import urlsplit


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
