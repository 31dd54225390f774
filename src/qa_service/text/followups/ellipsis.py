"""Questions that leave out what the one before them said: "Et en 2024 ?", "Pourquoi ?"."""

import re
from collections.abc import Sequence
from datetime import date

from qa_service.domain.answer import Turn
from qa_service.text.dates import fold
from qa_service.text.followups.antecedents import answer_phrase
from qa_service.text.followups.french import ASKING as FRENCH_ASKING
from qa_service.text.followups.grammar import of, to
from qa_service.text.followups.phrases import Phrase, phrases_of
from qa_service.text.followups.words import ASKING, PLACING, WORD, is_verb, plain
from qa_service.text.periods import find_periods

LEAD = re.compile(
    r"^(?:(?:(?:et|mais|puis|ok|and|but)\b,?\s*)?"
    r"(?:(?:qu'en est-il|même question) (?:de |pour |d'|(?=du |des ))|(?:what|how) about "
    r"|i (?:mean|meant) |je (?:parle|parlais) (?:de |d')|je (?:veux|voulais) dire "
    r"|cel(?:le|ui) (?:de |d'))|(?:et|mais|puis|and|but)\b,?\s*)",
    re.IGNORECASE,
)
PREPOSITIONS = (
    "sur pour avec contre chez par entre dans en à au aux de du des about on for with against by "
    "in at to of from into under avant après depuis pendant before after since during"
).split()
SAME = ({"à", "au", "aux", "en", "dans", "in", "at", "to"}, {"sur", "about", "on"},
        {"de", "du", "des", "d'", "of"})  # fmt: skip
WHEN = frozenset(
    "avant après depuis pendant before after since during until jusqu'en maintenant "
    "actuellement aujourd'hui now today".split()
)
ASKED_NOUN = r"(?!(?:did|do|does|was|were|is|are|has|have|will|happens|happened)\b)[\w-]+"
ENGLISH_ASKING = re.compile(
    r"^(?:(?:and|but) )?(?:(?:by|since|until|in|on|at|for|with|from|to|under|against) )?"
    rf"(?P<word>how (?:many|much)(?: {ASKED_NOUN})?|how long|how often|how"
    rf"|(?:which|what) {ASKED_NOUN}|what|which|whom?|whose|when|where|why)(?![\w-])\s*",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^(?:combien d(?:e |'|es |u )|quel(?:le)?s? |how (?:many|much) |which |what )", re.IGNORECASE
)
TIMES = frozenset("année jour date mois year day month ville lieu pays city place country".split())
LIKE = 2.5  # from this likeness on one phrase stands for another
LONGEST = 6  # words of a question that can be short of something


def completed(asked: str, turn: Turn, today: date) -> str | None:
    """The question in full where `asked` leaves out what the turn before said, else None.

    >>> before = Turn("Combien de blé la Russie a-t-elle livré au Mali en 2022 ?", "fr")
    >>> day = date(2024, 10, 15)
    >>> completed("Et en 2023 ?", before, day)
    'Combien de blé la Russie a-t-elle livré au Mali en 2023 ?'
    >>> completed("Et combien de riz en 2021 ?", before, day)
    'Combien de riz la Russie a-t-elle livré au Mali en 2021 ?'
    >>> completed("Et la Chine ?", before, day)
    'Combien de blé la Chine a-t-elle livré au Mali en 2022 ?'
    >>> completed("Pourquoi ?", before, day)
    'Pourquoi la Russie a-t-elle livré au Mali en 2022 (blé) ?'
    >>> completed("Combien de licornes au Sahel ?", before, day) is None
    True
    >>> completed("Et pourquoi la Russie aide-t-elle le Mali ?", before, day) is None
    True
    """
    asked = plain(asked)
    lead = LEAD.match(asked)
    rest = asked[lead.end() if lead else 0 :].strip(" ?!.,").removesuffix(" ça")
    words = _words(rest)
    if not words or len(words) > LONGEST:
        return None
    if _is_bare_asking(rest):
        if not lead and _stands_alone(rest, turn, today):
            return None
        return _with_dated_asking(rest, turn, today)
    if any(is_verb(word) for word in words):
        return None
    first = words[0].lower()
    if not lead and not (asked.endswith("?") and (first in PREPOSITIONS or _is_time(rest, today))):
        return None
    if _is_time(rest, today) or first in WHEN:
        return _with_time(rest, turn.question, today)
    if first in PREPOSITIONS and (put := _with_placed(first, rest, turn.question)):
        return put
    return _with_phrase(rest, turn.question)


def _is_bare_asking(rest: str) -> bool:
    match = FRENCH_ASKING.match(rest) or ENGLISH_ASKING.match(rest)
    if match is None:
        return False
    behind = _words(rest[match.end() :])
    if any(is_verb(word) for word in behind) or len(behind) > 2:
        return False
    return not behind or behind[0].lower() in PREPOSITIONS


def _stands_alone(rest: str, turn: Turn, today: date) -> bool:
    """Whether it asks for another thing, and where: "Combien de licornes au Sahel ?"."""
    match = FRENCH_ASKING.match(rest) or ENGLISH_ASKING.match(rest)
    if match is None or not (place := rest[match.end() :]) or _is_time(place, today):
        return False
    asked = match["word"].strip()
    noun = OPENING.sub("", asked)
    return noun != asked and fold(noun) not in fold(turn.question)


def _with_dated_asking(rest: str, turn: Turn, today: date) -> str:
    """The last question with another question word, and the period that stands with it."""
    found = find_periods(rest, today)
    if not found:
        return _with_asking(rest, turn)
    before = rest[: found[-1].start].rstrip()
    lead = re.search(rf"\b(?:{'|'.join(PREPOSITIONS)})$", before, re.IGNORECASE)
    start = lead.start() if lead else found[-1].start
    return _with_time(rest[start:], _with_asking(rest[:start].rstrip(), turn), today)


def _with_asking(rest: str, turn: Turn) -> str:
    """The last question with another question word."""
    question = _bare(turn.question)
    match = FRENCH_ASKING.match(question) or ENGLISH_ASKING.match(question)
    asking = rest[:1].upper() + rest[1:]
    if match is None:
        return f"{asking} {question[:1].lower()}{question[1:]} ?"
    clause, asked = question[match.end() :], match["word"].strip()
    noun = OPENING.sub("", asked)
    answer = answer_phrase(turn)
    if noun == asked:  # "qui", "quand"
        if asked.lower() in {"qui", "who"} and answer and not re.match(r"(?:did|l[ea]s?) ", clause):
            clause = f"{answer.text} {clause}"
        return f"{asking} {clause} ?"
    has_noun = OPENING.sub("", rest) != rest
    if has_noun or fold(noun) in map(fold, TIMES):
        return f"{asking} {clause} ?"
    is_which = re.match(r"quel|which|what", asked, re.IGNORECASE) and answer
    return f"{asking} {clause} ({answer.text if is_which and answer else noun}) ?"


def _is_time(rest: str, today: date) -> bool:
    found = find_periods(rest, today)
    if not found:
        return False
    left = rest
    for one in reversed(found):
        left = left[: one.start] + left[one.end :]
    return not [word for word in re.findall(r"\w+", left) if word.lower() not in PREPOSITIONS]


def _with_time(rest: str, question: str, today: date) -> str:
    """Period for period, else behind the question."""
    found = find_periods(question, today)
    if not found:
        return f"{_bare(question)} {rest} ?"
    last = found[-1]
    start = last.start
    own = re.match(rf"(?:{'|'.join(PREPOSITIONS)})\b", rest, re.IGNORECASE)
    lead = re.search(rf"\b(?:{'|'.join(PREPOSITIONS)})\s$", question[:start], re.IGNORECASE)
    if own and lead:
        start = lead.start()
    return f"{question[:start]}{rest}{question[last.end :]}"


def _with_placed(first: str, rest: str, question: str) -> str | None:
    """Preposition for preposition, else behind the question."""
    alike = next((group for group in SAME if first in group), {first})
    for one in reversed(phrases_of(question)):
        lead = re.search(r"\b(\w+'?)\s?$", plain(question[: one.start]))
        contracted = re.match(r"(?:du|des|aux?)\b", question[one.start :], re.IGNORECASE)
        word = contracted[0] if contracted else lead[1] if lead else ""
        if word.lower() in alike and not one.is_asked:
            start = one.start if contracted or not lead else lead.start()
            return f"{question[:start]}{rest}{question[one.end :]}"
    lead_only = re.search(rf"\b(?:{'|'.join(alike)})\s[^?]+", question, re.IGNORECASE)
    if lead_only and first not in PLACING:
        return f"{question[: lead_only.start()]}{rest} ?"
    return f"{_bare(question)} {rest} ?"


def _with_phrase(rest: str, question: str) -> str:
    """Name for name, noun for noun, where one is alike; else behind the question."""
    made = phrases_of(rest)
    if (
        len(rest.split()) > 1
        and rest.islower()
        and any(one.is_person for one in phrases_of(question))
    ):
        made = phrases_of(rest.title()) or made  # "et malick diaw ?"
    new = made[0] if made else phrases_of(f"le {rest}")[:1][0] if phrases_of(f"le {rest}") else None
    found = [one for one in phrases_of(question) if not (one.is_asked and one.text != one.bare)]
    if new is None or not found:
        return f"{_bare(question)}, {rest} ?"
    counted = [one for one in found if one.is_asked]
    likeness = [
        _likeness(one, new, rest)
        + 0.1 * place
        + (-2.0 if new.is_name else 3.0) * any(_holds(asked, one) for asked in counted)
        for place, one in enumerate(found)
    ]
    best = max(range(len(found)), key=likeness.__getitem__)
    if likeness[best] < LIKE:
        return f"{_bare(question)}, {rest} ?"
    return _put(question, found[best], new, rest)


def _likeness(old: Phrase, new: Phrase, rest: str) -> float:
    score = 2.0 if old.is_name == new.is_name else -3.0
    score += 1.0 if (old.bare == old.text) == (new.bare == rest) else 0.0
    score += 1.0 if old.is_person and new.is_person else 0.0
    if old.is_person != new.is_person and " " in rest and old.is_name:
        score -= 2.0
    if None not in {old.gender, new.gender} and old.gender == new.gender:
        score += 0.5
    if old.is_placed:
        score -= 1.5  # "Et au Niger ?" would say so
    if not new.is_name:
        score += 0.5 if old.is_asked else -0.5 if old.is_nested else 0.0
    return score


def _holds(outer: Phrase, one: Phrase) -> bool:
    return one.is_nested and outer.start <= one.start and one.end <= outer.end


def _put(question: str, old: Phrase, new: Phrase, rest: str) -> str:
    """The question with one phrase for another, and the pronoun behind it in its gender."""
    before, raw, after = question[: old.start], question[old.start : old.end], question[old.end :]
    tied = re.search(r"\bd(?:e\s|')$", before, re.IGNORECASE)
    contracted = re.match(r"(du|des|au|aux)\b", raw, re.IGNORECASE)
    if contracted:
        said = of(rest) if contracted[1].lower() in {"du", "des"} else to(rest)
    elif tied:
        bare = new.bare if old.bare == old.text and not new.is_name else rest
        before, said = before[: tied.start()], of(bare)
    else:
        said = rest
    if not before:
        said = said[:1].upper() + said[1:]
    if new.gender and (clitic := re.match(r"(\s[\w'-]+-)(?:il|elle)(?=s?\b)", after)):
        after = f"{clitic[1]}{'elle' if new.gender == 'f' else 'il'}{after[clitic.end() :]}"
    return f"{before}{said}{after}"


def chosen(asked: str, choices: Sequence[str]) -> str | None:
    """The one of several questions that a short reply picks: "Diop", "celle de Samaké".

    >>> chosen("I meant Corvaz.", ["When was Paul Renaud born?", "When was Anne Corvaz born?"])
    'When was Anne Corvaz born?'
    """
    words = set(re.findall(r"[\w-]{3,}", fold(plain(asked))))
    if len(words) > LONGEST or words & ASKING:
        return None
    for place, ordinals in enumerate(("premier premiere first", "second seconde deuxieme")):
        if words & set(ordinals.split()) and place < len(choices):
            return choices[place]
    own = [set(re.findall(r"[\w-]{3,}", fold(plain(choice)))) for choice in choices]
    shared = set.intersection(*own)
    met = [len(words & (each - shared)) for each in own]
    best = max(met)
    return choices[met.index(best)] if best and met.count(best) == 1 else None


def _words(text: str) -> list[str]:
    return [match[0] for match in WORD.finditer(text)]


def _bare(question: str) -> str:
    return question.rstrip(" ?!.")
