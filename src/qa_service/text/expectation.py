"""What form of answer a question asks for, and whether a sentence has something of that form.

French and English, with the question words of Spanish, German, Portuguese and Italian.
"""

import re
from enum import StrEnum

MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
DAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
NUMBERS = (
    "deux|trois|quatre|cinq|six|sept|huit|dix|onze|douze|quinze|vingt|trente|quarante"
    "|cinquante|soixante|cent|cents|mille|millions?|milliards?|dizaines?|douzaine|quinzaine"
    "|vingtaine|trentaine|centaines?|milliers?|plusieurs|aucune?|moitié|tiers|quart|double"
    "|two|three|four|five|seven|eight|nine|ten|hundred|thousand|dozens?|several|half"
)


class Form(StrEnum):
    """A form that an answer can have."""

    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    AGE = "age"
    NAME = "name"
    ANY = "any"


# Without a number, an amount or an age in it, no sentence answers a question for one.
STRICT = frozenset({Form.NUMBER, Form.MONEY, Form.AGE})

WHAT_IS = r"quel(?:le)? (?:est |était |fut |sera )?(?:le |la |l['’])?"
# The first pattern that fits decides.
ASKED = [
    (Form.AGE, r"quel âge|how old|qué edad|wie alt|que idade|quanti anni"),
    (
        Form.DATE,
        r"\bquand\b|\bwhen\b|cuándo|\bwann\b|\bquando\b|(?:quelle?|what|which|welche[ms]?|qué|que"
        r"|quale) (?:année|date|jour|mois|siècle|époque|year|day|month|jahr|datum|año|fecha|ano)",
    ),
    (
        Form.MONEY,
        rf"{WHAT_IS}(?:prix|coût|salaire|budget|montant|chiffre d['’]affaires)\b"
        r"|combien (?:a-t-(?:il|elle) )?(?:coût|gagn)|what is the (?:price|cost|salary|budget)",
    ),
    (
        Form.NUMBER,
        rf"\bcombien\b|how (?:many|much)|cuánt[oa]s?|wie ?viele?|quant[oaie]s?\b|{WHAT_IS}"
        r"(?:nombre|superficie|population|taux|pourcentage|distance|hauteur|longueur|poids|durée"
        r"|température|vitesse|score|quantité)\b",
    ),
    (Form.NAME, r"^qui\b|\b(?:par|de|à|avec|pour) qui\b|^(?:who|wer|quién|quem|chi)\b"),
]
FORMS = {
    Form.DATE: rf"\b(?:{MONTHS}|{DAYS}|1\d{{3}}|20\d\d)\b|siècle|an(?:née)?s? \d|\bavant j",
    Form.NUMBER: rf"\d|\b(?:{NUMBERS})\b",
    Form.MONEY: r"[€$£¥]|\b(?:euros?|dollars?|francs?|f?cfa|livres|roubles?|yens?|millions?"
    r"|milliards?|billion|trillion)\b",
    Form.AGE: rf"(?:\d|\b(?:{NUMBERS})) (?:ans|years)\b|âgée? de|\baged\b|\bnée? (?:en|le)\b"
    r"|\bborn (?:in|on)\b",
    Form.NAME: r"(?<!^)(?<![.!?…«\"“] )\b[A-ZÀ-Ý][\w’'-]+",
}
# Dates hold digits, but do not say how many.
DATES = re.compile(
    rf"\b\d{{1,2}}(?:er)? (?:{MONTHS})|\b(?:{MONTHS}|en|depuis|dès|fin|début|avant|après|année"
    r"|l['’]an|in|since|of) (?:1\d{3}|20\d\d)\b",
    re.IGNORECASE,
)


def expected_form(question: str) -> Form:
    """The form of answer that `question` asks for.

    >>> expected_form("Combien de tonnes ?"), expected_form("Qui l'a signé ?")
    (<Form.NUMBER: 'number'>, <Form.NAME: 'name'>)
    >>> expected_form("Quel est le prix du blé ?")
    <Form.MONEY: 'money'>
    """
    for form, pattern in ASKED:
        if re.search(pattern, question, re.IGNORECASE):
            return form
    return Form.ANY


def has_form(sentence: str, form: Form) -> bool:
    """Whether `sentence` holds anything of that form.

    >>> has_form("Il est parti en juin.", Form.DATE), has_form("Il est parti en 2021.", Form.NUMBER)
    (True, False)
    """
    if form is Form.ANY:
        return True
    if form is Form.NUMBER:
        sentence = DATES.sub("", sentence)
    flags = re.NOFLAG if form is Form.NAME else re.IGNORECASE
    return re.search(FORMS[form], sentence, flags) is not None
