"""The words by which a follow-up question is taken apart. French and English."""

import re

from qa_service.text.speech.verbs import lexicon
from qa_service.text.speech.words import CLITIC, FINITE

WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*(?:'s\b|')?|[^\w\s]")

FEMININE = frozenset("la une cette sa quelle aucune".split())
MASCULINE = frozenset("le un ce cet du au quel aucun".split())
PLURAL = frozenset("les des ces ses leurs aux quels quelles these those".split())
DETERMINERS = (
    FEMININE | MASCULINE | PLURAL | frozenset("l' son leur the an this that her his its".split())
)
OF = frozenset("de d' du des of".split())
TYING = OF | frozenset("avec with contre against entre between".split())  # a noun to its complement
PLACING = frozenset("à a au aux en dans sur vers in at to into from on".split())
PARTICLES = frozenset("de d' la le von van der den ben bin al el da dos di".split())

ASKING = frozenset(
    "qui que qu' quoi où quand pourquoi comment combien quel quelle quels quelles lequel laquelle "
    "lesquels lesquelles who whom whose what where when why how which".split()
)
AUXILIARIES = frozenset(
    "a ont est sont était étaient avait avaient sera seront fut aura va vont peut peuvent doit "
    "is are was were has have had did does do will would can could should".split()
)
VERBS = frozenset(
    "signifie dirige préside prévoit vise contient finance gère coûte mène possède détient vend "
    "achète produit mean means lead leads head meet met sign signed deliver delivered order "
    "ordered open opened announce visit become happen replace replaced run join leave cost want "
    "plan ratify ratified say build create found rode stop begin began".split()
)
JOINING = frozenset("et and ou or , &".split())
STOPS = (
    ASKING
    | PLACING
    | frozenset(
        "ne n' se s' y on il elle ils elles je nous vous et ou mais and or but par pour depuis "
        "pendant avant après sous sans selon comme que dès jusqu' chez lors si dont by for since "
        "during before after under without about as than it he she they him them there by".split()
    )
)


def plain(text: str) -> str:
    """A text with one sort of apostrophe; every character keeps its place."""
    return text.replace("’", "'")


def is_verb(word: str) -> bool:
    """Whether a word is a finite verb, as far as it can be told.

    >>> is_verb("prévoit"), is_verb("a-t-elle"), is_verb("accord")
    (True, True, False)
    """
    low = word.lower()
    return (
        low in AUXILIARIES
        or low in VERBS
        or CLITIC.match(low) is not None
        or low in lexicon("fr").finite
        or low in lexicon("en").finite
        or FINITE.match(low) is not None
    )
