"""Names and titles as people look for them."""

import unicodedata


def folded(text: str) -> str:
    """Without case and accents.

    >>> folded("Été à Kœnig")
    'ete a kœnig'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
