"""Names, titles and questions as people look for them."""

import unicodedata


def folded(text: str) -> str:
    """Without case and accents, and with plain apostrophes.

    >>> folded("L’Été à Kœnig")
    "l'ete a kœnig"
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))
