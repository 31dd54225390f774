"""How words are compared: French first, the same for the index and for a question.

"L’accord de coopération" and "accords cooperation" meet: elisions and accents go, stop words go,
what is left is stemmed.
"""

from collections.abc import Sequence
from functools import cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Elided words ("l'", "qu'") become words of their own; question words say what is asked for, not
# what it is about. Accents are folded before this list is applied.
ELIDED = "l d j m n s t c qu jusqu lorsqu puisqu quelqu".split()
ASKING = (
    "quel quelle quels quelles qui que quoi dont ou quand comment combien pourquoi lequel laquelle "
    "lesquels lesquelles est etait sont ont a t il elle ils elles on ce cet cette ces y en plus "
    "the of what who whom whose when where why how which did does do is are was were has have had "
    "in to and by for with from it its that this"
).split()


@cache
def analyzer() -> TextAnalyzer:
    """The analyzer of the lexical index."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.lowercase())
        .filter(Filter.stopword("french"))
        .filter(Filter.ascii_fold())
        .filter(Filter.custom_stopword([*ELIDED, *ASKING]))
        .filter(Filter.stemmer("french"))
        .build()
    )


def terms(text: str) -> Sequence[str]:
    """The index terms of `text`, in order, with repetitions.

    >>> terms("L’accord a-t-il été approuvé à l'unanimité ?")
    ['accord', 'ete', 'approuv', 'unanimit']
    """
    found: Sequence[str] = analyzer().analyze(text)
    return found
