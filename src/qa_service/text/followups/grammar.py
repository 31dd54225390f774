"""Phrases behind "de", "à", "que" and as owners."""

import re

VOWEL = re.compile(r"[aeiouyhéèêàâîïôûœ]", re.IGNORECASE)


def of(text: str) -> str:
    """A French phrase behind "de".

    >>> of("le Mali"), of("les dockers"), of("la Russie"), of("Issa"), of("Paul")
    ('du Mali', 'des dockers', 'de la Russie', "d'Issa", 'de Paul')
    """
    if text.startswith("le "):
        return f"du {text[3:]}"
    if text.startswith("les "):
        return f"des {text[4:]}"
    return f"d'{text}" if VOWEL.match(text) else f"de {text}"


def to(text: str) -> str:
    """A French phrase behind "à".

    >>> to("le Mali"), to("Moscou")
    ('au Mali', 'à Moscou')
    """
    if text.startswith("le "):
        return f"au {text[3:]}"
    return f"aux {text[4:]}" if text.startswith("les ") else f"à {text}"


def elided(word: str, behind: str) -> str:
    """ "que", "le" or "de" before another word.

    >>> elided("que", "Issa"), elided("que", "la Russie")
    ("qu'Issa", 'que la Russie')
    """
    return f"{word[:-1]}'{behind}" if VOWEL.match(behind) else f"{word} {behind}"


def owned(determiner: str, noun: str) -> str:
    """The article in place of a possessive: "sa pétition" is "la pétition" of somebody.

    >>> owned("sa", "pétition"), owned("son", "accord"), owned("leur", "recours")
    ('la pétition', "l'accord", 'le recours')
    """
    if determiner in {"ses", "leurs"}:
        return f"les {noun}"
    if VOWEL.match(noun) and not noun.startswith(("y", "h")):
        return f"l'{noun}"
    if determiner == "leur":
        feminine = re.search(r"(?:tion|té|ée|ure|ance|ence|ie|ise|aise|euse|ette|ille)$", noun)
        return f"{'la' if feminine else 'le'} {noun}"
    return f"{'la' if determiner == 'sa' else 'le'} {noun}"
