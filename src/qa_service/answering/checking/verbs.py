# ruff: noqa: E501  a line is a kind of verb
"""French verbs whose forms do not begin alike, brought back to their infinitives.

"a suivi", "suit" and "suivre" meet only so; a stem is cut from the infinitive. Nouns of the same
letters ("une conduite") go with their verb, which is what they mean in news.
"""

import re
from functools import cache

# Each with what forms a verb of its kind has behind the root, and what its infinitive ends in there.
KINDS = (
    (r"(?:re|com|ap|sur)?pr", r"ends?|ennent|en(?:ait|aient|ant|ons|ez)|ise?s?|endra\w*|it|irent", "endre"),
    (r"(?:inter|contre|pré|re)?d", r"it|ite?s|is(?:ent|ait|aient|ant)|ira\w*|iront", "ire"),
    (r"(?:main|sou|ob|re|dé|con|appar)?t", r"ien(?:s|t|nent)?|enue?s?|en(?:ait|aient|ant)|iendr\w+|int|inrent", "enir"),
    (r"(?:re|de|par|inter|pré|sur|sub|con)?v", r"ien(?:s|t|nent)|enue?s?|en(?:ait|aient|ant)|iendr\w+|int|inrent", "enir"),
    (r"(?:re|per|pro|com|sou|trans|ad|é)?m", r"ets?|ett\w+|ise?s?|it|irent", "ettre"),
    (r"(?:con|pro|intro|ré|tra|sé|dé)dui|(?:con|recon|dé|ins)trui", r"s|ts?|tes?|s(?:ent|ait|aient|ant|it|irent)|ra\w*|ront", "re"),
    (r"(?:re|aper|con|per)", r"çoi\w+|çue?s?|cev\w+", "cevoir"),
    (r"(?:pré|entre)?v", r"oi[st]|oient|oy\w+|ue?s?|erra\w*|erront", "oir"),
    (r"d", r"oi[st]|oivent|ev(?:ait|aient)|evra\w*|evront|û|ues?", "evoir"),
    (r"v", r"eu[xt]|eulent|oulai\w+|oulue?s?|oudra\w*|oudront", "ouloir"),
    (r"s", r"ai[st]|avent|avai\w+|u|aura\w*|auront|ach\w+", "avoir"),
    (r"f", r"aut|audra\w*|allait|allu", "alloir"),
    (r"(?:é|dé|ins|pres|sous|trans|ré)cri", r"s|ts?|tes?|v\w+|ra\w*|ront", "re"),
    (r"(?:pour)?sui", r"t|vi[es]?s?|v(?:ent|ait|aient|ra\w*|ront|irent)", "vre"),
    (r"(?:sur|re)?v", r"it|iv(?:ent|ait|aient|ra\w*|ront)|écue?s?", "ivre"),
    (r"(?:dé|re|recou|r|entr)?c?ouv", r"res?|rent|r(?:ait|aient|ant|ira\w*|iront)|erte?s?|ertures?|rit", "rir"),
    (r"(?:s)?ouff|off", r"res?|rent|r(?:ait|aient|ant|ira\w*|iront)|erte?s?|rit", "rir"),
    (r"\w*(?:end|ond|erd|ord|omp|batt)", r"ue?s?|t", "re"),
    (r"(?:a|com|re|dé)?ba", r"ts?|tt(?:ent|ait|aient|ra\w*|ront)", "ttre"),
    (r"(?:cr|contr|pl)ai|(?:att|t|p|f|restr|ét)ei|(?:rej|adj|j)oi", r"gn\w+|nte?s?|nds?|ndr\w+", "ndre"),
    (r"(?:ap|dis|com|trans)?para|(?:re|mé)?conna|(?:re)?na", r"[îi][ts]|[îi]tra\w*|iss\w+|[îi]tront", "ître"),
    (r"(?:ap|dis|com)?par|(?:re)?conn", r"ue?s?|ut|urent", "aître"),
    (r"n", r"ée?s?|aquit", "aître"),
    (r"(?:ré)?él", r"ue?s?|it|is\w+|ira\w*|iront", "ire"),
    (r"(?:con|ex|in)clu", r"es?|s|t|ent|ra\w*|ront|aient|ait", "re"),
    (r"(?:re|se|par|con)cour", r"ue?s?|t|s|ent|ait|aient|ra\w*|ront", "ir"),
    (r"(?:ac|con|re)qu", r"ise?s?|iers|iert|ièrent|ér\w+|erra\w*", "érir"),
    (r"m", r"eur[st]|eurent|ourai\w+|ourra\w*|ourut|oururent", "ourir"),
    (r"v", r"aut|alent|alai\w+|alu|audra\w*|audront", "aloir"),
    (r"(?:re)?commen", r"[cç]\w+", "cer"),
    (r"\w{3,4}", r"ée?s?", "er"),
    (r"\w{3}", r"ent|aient|era|eront", "er"),
    (r"\w+[^\Waeéoug]i", r"ss(?:ent|ait|aient|ons|ez)", "r"),
)  # fmt: skip
PATTERNS = tuple((re.compile(rf"({root})(?:{forms})"), ending) for root, forms, ending in KINDS)
NOT_VERBS = frozenset(
    "vue vues revue revues sus prise prises part parts armée armées année années idée idées entrée "
    "entrées musée musées durée".split()
)


@cache
def infinitive(word: str) -> str:
    """The infinitive of a verb's form, else the word itself, in small letters.

    >>> [infinitive(word) for word in ("poursuit", "Repris", "conduira", "ouvrier", "découverte")]
    ['poursuivre', 'reprendre', 'conduire', 'ouvrier', 'découvrir']
    """
    low = word.lower()
    if low in NOT_VERBS:
        return low
    for pattern, ending in PATTERNS:
        if (found := pattern.fullmatch(low)) is not None:
            return found[1] + ending
    return low
