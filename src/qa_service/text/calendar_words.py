"""The words that name stretches of time in French and English, folded, as parts of patterns."""

from text_to_num import text2num

from qa_service.text.dates import LOCALES, any_of, months, weekdays

UNITS = {
    "jour": "day",
    "day": "day",
    "semaine": "week",
    "week": "week",
    "week-end": "weekend",
    "weekend": "weekend",
    "mois": "month",
    "month": "month",
    "trimestre": "quarter",
    "quarter": "quarter",
    "an": "year",
    "annee": "year",
    "year": "year",
    "decennie": "decade",
    "decade": "decade",
}
SEASONS = {
    "printemps": "spring",
    "ete": "summer",
    "automne": "autumn",
    "hiver": "winter",
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
NOWADAYS = ("aujourd'hui", "today")  # the day only where the question asks about the past
PAST = r"\b(?:a(?! qu| l)|ont|s'est|se sont|did|has|have|was|were|happened)\b"
DAYS = {
    **dict.fromkeys(NOWADAYS, 0),
    "ce matin": 0,
    "ce soir": 0,
    "this morning": 0,
    "tonight": 0,
    "hier": -1,
    "yesterday": -1,
    "avant-hier": -2,
    "avant hier": -2,
    "the day before yesterday": -2,
    "demain": 1,
    "tomorrow": 1,
}
ONE = ("un", "une", "a", "an", "one")

# What precedes a number of four digits that is no year, and what follows one.
NUMBERED = (
    r"(?:resolutions?|lois?|articles?|numeros?|no\.?|n°|agenda|vision|pages?|chapit?res?|chapters?|"
    r"decrets?|routes?|sections?|act|norme|iso|code|law|les|paragraphe?s?)\s?$"
)
NO_PLURAL = (  # "en 2021 les soldats" counts nothing
    r"(?:les|des|ses|ces|mes|nos|vos|leurs|aux|dans|plus|pas|apres|depuis|sans|sous|vers|mais|"
    r"alors|puis|tous|toutes|plusieurs|nous|vous|ils|elles|as|was|does|has|this|his|its|onwards)\b"
)
NO_QUANTITY = (
    rf"(?!\s(?!{NO_PLURAL})[a-z'-]{{3,}}[sx]\b|"
    r"\s*(?:[€$£%°]|(?:km|kg|people|men|women|children)\b))"
)
# A month without a year is one behind these only: "may" and "march" are verbs.
INTRODUCED = (
    r"(?P<lead>\b(?:en|in|de|du|of|since|before|after|until|till|from|between|during|depuis|avant|"
    r"apres|jusqu'en|des|entre|by|et|and|a|to|this|early|late|mid|debut|fin|mi)[\s-]|\bd')"
)

MONTH = rf"(?P<month>{any_of(months())})"
# Without a year only in full: the "guerre de Sept Ans" was in no September.
WHOLE_NAMES = [name for name in months() if sum(other.startswith(name) for other in months()) == 1]
LONG_MONTH = rf"(?P<month>{any_of(WHOLE_NAMES)})"
WEEKDAY = rf"(?P<weekday>{any_of(weekdays())})"
SEASON = rf"(?P<season>{any_of(SEASONS)})"
UNIT = rf"(?P<unit>{any_of(UNITS)})(?P<plural>s?)\b"
DAY = r"(?<![\d.,/])(?P<day>[12]\d|3[01]|[1-9])(?:er|st|nd|rd|th)?(?![\d.,:/])"
YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w/]|[.,]\d)"
NO_YEAR = r"(?!\.?,?\s(?:de |of )?\d{4})"
NUMBER = r"(?P<number>\d{1,3}|[a-z]+(?:-[a-z]+)?)"
PREVIOUS = r"(?:dernier|derniere|passee?|precedente?|ecoulee?)\b"


def number(written: str | None) -> int | None:
    """The value of a small number in digits or words.

    >>> number("six"), number("two"), number("une"), number("12"), number("ans")
    (6, 2, 1, 12, None)
    """
    if written is None or written.isdigit():
        return int(written) if written else None
    if written in ONE:
        return 1
    for language in LOCALES:
        try:
            value: int = text2num(written, language)
        except ValueError:
            continue
        return value
    return None
