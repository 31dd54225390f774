"""How well a short answer agrees with those of a data set: exact match and F1.

Both measures and the normalisation are those of SQuAD (Rajpurkar et al., "SQuAD: 100,000+ Questions
for Machine Comprehension of Text", EMNLP 2016). The articles taken out are English and, as usual
for French data such as FQuAD (d'Hoffschmidt et al., 2020) and PIAF (Keraron et al., LREC 2020),
French ones, contractions with "de" included.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

ELIDED = re.compile(r"\b[ld]['’]")  # "l'" and "d'", while their apostrophe is still there
ARTICLES = frozenset("le la les un une des du de a an the".split())


def normalized(text: str) -> str:
    """Lower case, without punctuation, articles and more than single spaces.

    >>> normalized("L’hôpital de la Ville !"), normalized("25,000 $")
    ('hôpital ville', '25000')
    """
    text = ELIDED.sub(" ", unicodedata.normalize("NFC", text).lower())
    text = "".join(character for character in text if not _is_punctuation(character))
    return " ".join(word for word in text.split() if word not in ARTICLES)


def exact_match(given: str | None, right: Sequence[str]) -> float:
    """1 if the answer given is one of the right ones, else 0; 0 without an answer.

    >>> exact_match("Le 4 mars", ["4 mars", "mars"]), exact_match(None, ["4 mars"])
    (1.0, 0.0)
    """
    if given is None:
        return 0.0
    return float(normalized(given) in map(normalized, right))


def f1(given: str | None, right: Sequence[str]) -> float:
    """Overlap in words with the nearest of the right answers, in [0, 1]; 0 without an answer.

    The harmonic mean of the shares of words that both have.

    >>> f1("le 4 mars 2023", ["4 mars", "printemps"])
    0.8
    """
    if given is None:
        return 0.0
    return max(
        (_f1(normalized(given).split(), normalized(one).split()) for one in right), default=0
    )


def _f1(given: Sequence[str], right: Sequence[str]) -> float:
    if not given or not right:
        return float(given == right)  # such as a title that is all articles: as SQuAD 2.0 has it
    common = (Counter(given) & Counter(right)).total()
    return 2 * common / (len(given) + len(right))


def _is_punctuation(character: str) -> bool:
    # SQuAD takes out ASCII punctuation, "$" and "+" included; French has more marks: « » ’ …
    return character in string.punctuation or unicodedata.category(character).startswith("P")
