"""Questions about how things stand: of several articles that tell it the newest is right.

French and English.
"""

import re

from qa_service.text.dates import fold

# All are read in folded text.
NOW = re.compile(
    r"\b(?:aujourd'hui|actuel\w*|maintenant|desormais|en ce moment|a ce jour|a l'heure actuelle"
    r"|toujours|encore|ou en (?:est|sont)|dernier\w* (?:nouvelles?|chiffres?|etat)"
    r"|now|current\w*|today|nowadays|at present|presently|still|latest|these days)\b"
)
# Of a question about the past. What names no time at all asks about the present.
PAST = {
    "fr": re.compile(
        r"\b(?:a|ont|a[- ]t[- ](?:il|elle|on)|ont[- ](?:ils|elles)|s'est|se sont|s'est[- ]il)"
        r"\s(?:\w+\s){0,2}?\w+(?:e|ee|es|ees|i|ie|is|it|ise|u|us|ue|ues|ert|erte)\b"
        r"|\b(?:etait|etaient|avait|avaient|fut|furent|devait|devaient|pouvait|\w{3,}aient)\b"
        r"|\bsont[- ](?:ils|elles) (?:morts|mortes|alles|partis|venus)\b"
    ),
    "en": re.compile(
        r"\b(?:did|was|were|had|has|have|been|ago|used to|\w{2,}ed|sold|made|won|lost|took|paid"
        r"|gave|said|met|led|built|sent|told|went|became|began|left|signed)\b"
    ),
}


def asks_about_present(question: str, language: str) -> bool:
    """Whether a question asks how things are or will be, not how they were.

    >>> asks_about_present("Quand ouvrira la ligne 4 ?", "fr")
    True
    >>> asks_about_present("When did the line open?", "en")
    False
    >>> asks_about_present("Qui a signé l'accord ?", "fr")
    False
    """
    past = PAST.get(language)
    if past is None:
        return False
    folded = fold(question)
    return NOW.search(folded) is not None or past.search(folded) is None
