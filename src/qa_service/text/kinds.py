"""What kind of question it is, by its question word in French or English.

Kinds are for reports; what an answer must look like is `expectation.expected_form`, whose patterns
are used here, so that "Quelle quantité ..." counts as "how many" in both.
"""

import re
from enum import StrEnum

from qa_service.text.expectation import ASKED, Form


class Kind(StrEnum):
    """A kind of question."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"  # numbers, amounts of money and ages
    WHAT = "what"
    WHY = "why"
    HOW = "how"
    WHICH = "which"
    OTHER = "other"  # yes or no, no question word, or one of another language


KIND_OF = {
    Form.DATE: Kind.WHEN,
    Form.NUMBER: Kind.HOW_MANY,
    Form.MONEY: Kind.HOW_MANY,
    Form.AGE: Kind.HOW_MANY,
    Form.NAME: Kind.WHO,
}
# "que" and "qu'" join clauses as well: they ask where a question or a part of it begins.
BEGIN = r"(?:^|[,:;] )(?:et )?"
# Of two patterns that begin at the same place the first decides: "Quelle année" is "when".
PATTERNS = [
    *((KIND_OF[form], pattern) for form, pattern in ASKED),
    (Kind.WHO, r"\b(?:a|chez|contre|entre|selon|sur) qui\b|\bwho(?:m|se)?\b"),
    (Kind.WHERE, rf"\boù\b|{BEGIN}ou\b|\bwhere\b"),
    (Kind.WHY, r"\bpourquoi\b|\bwhy\b"),
    (Kind.HOW, r"\bcomment\b|\bhow\b"),
    (Kind.WHICH, r"\b(?:l[ea]s?|d[eu]s?|aux?)?quel(?:le)?s?\b|\bwhich\b"),
    (Kind.WHAT, rf"\bqu['’]est-ce\b|{BEGIN}qu(?:e\b|['’])|\bquoi\b|\bwhat\b"),
]


def question_kind(question: str) -> Kind:
    """The kind of `question`; of several question words the first one decides.

    >>> question_kind("Où vivait-il quand la guerre éclata ?")
    <Kind.WHERE: 'where'>
    >>> question_kind("En quelle année ?"), question_kind("Quelle ville ?")
    (<Kind.WHEN: 'when'>, <Kind.WHICH: 'which'>)
    """
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(PATTERNS)
        if (match := re.search(pattern, question.strip(), re.IGNORECASE))
    ]
    return min(found)[2] if found else Kind.OTHER
