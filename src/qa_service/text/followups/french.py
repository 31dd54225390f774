"""French pronouns and descriptions in a question, and the question with what they mean."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qa_service.text.followups.antecedents import Wanted
from qa_service.text.followups.grammar import elided, of, owned, to
from qa_service.text.followups.phrases import phrases_of
from qa_service.text.followups.words import DETERMINERS, is_verb


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that means something said before, and the question with a phrase in its place."""

    kind: str  # "pronoun", "place", "described", "day" or "clause"
    wanted: Wanted
    head: str  # of a description: its noun
    put: Callable[[str], str]


_PREPOSITION = (
    r"(?:à|a|de|d'|par|pour|avec|dans|en|depuis|jusqu'(?:à|en)?|sur|chez|contre|vers|pendant|sous"
    r"|après|avant)"
)
_NOUN = r"(?! ?(?:est|sont|était|étaient)\b)[\w'-]+"
ASKING = re.compile(
    rf"^(?:(?:et|mais|alors|donc) )?(?:(?:lui|elle|eux|elles), )?(?:{_PREPOSITION}\s?)?"
    rf"(?P<word>combien(?: d(?:e |'|es |u ){_NOUN}(?: d(?:e |'|u |es ){_NOUN})?)?"
    rf"|quel(?:le)?s? {_NOUN}(?: d(?:e |'){_NOUN})?"
    r"|l(?:e|a|es)quel(?:le)?s?|qui|quoi|que|qu'|où|ou|quand|comment|pourquoi)(?![\w-])\s*",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"(?P<verb>\w+(?P<t>-t)?)-(?P<who>ils?|elles?)\b", re.IGNORECASE)
CLITICS = re.compile(r"(?:(?:\b(?:ne|y|en|le|la|les|lui|leur|se)\s|\b(?:n|l|s|m|t)'))+$", re.I)
IMPERSONAL = re.compile(
    r"^quelle heure|\bfai(?:t|sait)-il\b|\bfera-t-il\b|\by a-t-il"
    r"|\b(?:faut|faudra|faudrait|fallait|s'agit|pleut|existe-t|reste-t|manque-t)-?(?:t-)?il"
    r"|est-il (?:vrai|possible|prévu|question|nécessaire|interdit|certain|utile|temps|exact)"
    r"|qu'en est-il|se passe-t-il|s'est-il passé|\bil (?:y a|faut|s'agit|est (?:vrai|possible))",
    re.IGNORECASE,
)
REFLEXIVE = re.compile(
    r"\bs'(?P<what>y|en)\s(?P<verb>[\w-]+)(?P<rest>[^?]*?)(?=\s*\??$)", re.IGNORECASE
)
GOING = re.compile(r"(?:rend|trouv|install|réfugi)", re.IGNORECASE)  # to a place
PLAIN = re.compile(
    r"(?P<que>\b(?:qu|lorsqu|puisqu)')?(?<![\w-])(?P<who>ils?|elles?)(?![\w-])\s", re.I
)
POSSESSIVE = re.compile(
    r"(?P<prep>\b(?:de|à)\s)?\b(?P<whose>son|sa|ses|leurs?)\s(?!propres?\b)(?P<noun>[\w-]+)", re.I
)
AUXILIARY = r"(?:a|ont|avait|avaient|aura|auront|aurait|est|sont|était|étaient|sera|va|vont)"
OBJECT = re.compile(
    rf"(?P<what>\b(?:les|lui|leur|y|en|le|la)\s|\bl')(?P<verb>{AUXILIARY}(?:-t)?(?:-\w+)?)"
    r"(?P<rest>(?:\s(?:pas|jamais|déjà|été))*\s[\w-]+)?(?!-)\b",
    re.IGNORECASE,
)
SHORT_OBJECT = re.compile(
    r"(?P<lead>\b(?:qui|quand|comment|pourquoi|où|ne)\s)(?P<what>(?:le|la|les|lui|leur|y|en)\s|l')"
    r"(?P<verb>[\w-]+)(?P<rest>)(?=\s*\??$|\s(?:à|au|en|dans|pour|depuis|par|sur|avec|contre|avant"
    r"|après|chez)\b)",
    re.IGNORECASE,
)
DESCRIBED = re.compile(
    r"(?P<prep>\b(?:de|à)\s)?\b(?P<this>cet?|cette|ces|l[ea]s? mêmes?)\s(?!que\b|qui\b|dont\b"
    r"|quoi\b|sont\b|soir\b|matin\b|n'|fut\b|sera\b|serait\b)(?P<noun>[\w-]+?)(?P<there>-là|-ci)?"
    r"(?![\w-])",
    re.IGNORECASE,
)
OF_THAT = re.compile(
    r"\bqu'(?P<what>en|y)\s(?P<rest>(?!est\b|a-t)[^?]+?)(?=\s*\??$)", re.IGNORECASE
)
WHICH = re.compile(r"^(?:et )?(?:\w+ )?l(?:e|a|es)quel(?:le)?s?\b", re.IGNORECASE)
LATTER = re.compile(r"\b(?P<who>celui-ci|celle-ci|ce dernier|cette dernière)(?![\w-])", re.I)
CLAUSE = re.compile(r"(?<!comme )\b(?:cela|ça)(?! (?:fait|va|y est)\b)", re.I)
# "combien ça coûte d'entrer", "ça coûte combien, une entrée": what is meant follows
ANNOUNCED = re.compile(
    r"\b(?:cela|ça) [\w-]+(?: [\w-]+){0,4}?,? (?:(?:de |d')\w+(?:er|ir|re|oir)\b"
    r"|(?:l[ea]s? |l'|une? |des )\w)",
    re.IGNORECASE,
)
CALENDAR = frozenset(
    "jour date mois année semaine moment époque période week-end nuit soir".split()
)


def anaphors(question: str) -> Iterator[Anaphor]:
    """The first of each sort, as they should be resolved: each `put` is for the question as it is.

    >>> [(one.wanted.gender, one.put("l'accord")) for one in anaphors("Que prévoit-il ?")]
    [('m', "Que prévoit l'accord ?")]
    >>> [one.put("Paul Renaud") for one in anaphors("Combien de rames a-t-il promises ?")]
    ['Combien de rames Paul Renaud a-t-il promises ?']
    >>> [one.put("le maire") for one in anaphors("Quels sont ses buts ?")]
    ['Quels sont les buts du maire ?']
    >>> [one.put("l'accord") for one in anaphors("Qui l'a signé ?")]
    ["Qui a signé l'accord ?"]
    >>> [one.put("la ligne 4") for one in anaphors("Qui s'y oppose ?")]
    ["Qui s'oppose à la ligne 4 ?"]
    >>> list(anaphors("Quand Paul Renaud a-t-il pris ses fonctions ?"))
    []
    >>> list(anaphors("Quelle heure est-il ?"))
    []
    >>> list(anaphors("Combien ça coûte d'entrer au musée ?"))
    []
    """
    is_impersonal = IMPERSONAL.search(question) is not None
    if not is_impersonal:
        yield from _subjects(question)
    if match := OF_THAT.search(question):
        yield Anaphor("clause", Wanted(), "", _of_that(question, match))
    else:
        yield from _objects(question)
    if WHICH.match(question):
        yield Anaphor("one of several", Wanted(), "", str)
    yield from _possessives(question)
    yield from _descriptions(question)
    match = CLAUSE.search(question)
    if match and not ANNOUNCED.search(question):
        yield Anaphor("clause", Wanted(), "", replacing(question, match))


def _subjects(question: str) -> Iterator[Anaphor]:
    match = SUBJECT.search(question)
    if match is not None:
        if not _has_subject(question, question[: match.start()]):
            yield Anaphor("pronoun", _wanted(match["who"]), "", _inverted(question, match))
        return
    plain = PLAIN.search(question)
    if plain is None or _names_before(question, plain.start()):
        return

    def put(text: str) -> str:
        que = plain["que"]
        said = elided(f"{que[:-1]}e", text) if que else text
        return f"{question[: plain.start()]}{said} {question[plain.end() :]}"

    yield Anaphor("pronoun", _wanted(plain["who"]), "", put)


def _has_subject(question: str, before: str) -> bool:
    """Whether a subject stands before the verb: "Combien de postes Nordane voulait-elle ...".

    A single small word behind the noun that is asked for describes it: "quelle somme totale".
    """
    asking = ASKING.match(before)
    middle = before[asking.end() if asking else 0 :]
    middle = CLITICS.sub("", middle).strip()
    words = re.findall(r"[\w'-]+", middle.lower())
    if not words or (asking is None and words in (["et"], ["mais"], ["alors"])):
        return False
    if asking is None or any(word in DETERMINERS for word in words):
        return True
    if any(character.isupper() for character in middle) or not question[:1].isupper():
        return True
    return " " not in asking["word"].strip()


def _inverted(question: str, match: re.Match[str]) -> Callable[[str], str]:
    """The subject before the verb, or behind it where "que" asks."""
    before, after = question[: match.start()], question[match.end() :]
    bare_verb = match["verb"].removesuffix("-t")
    clitics = CLITICS.search(before)
    cut = clitics.start() if clitics else len(before)
    lead, tied = before[:cut], before[cut:]

    def put(text: str) -> str:
        if re.search(r"\b(?:que |qu')$", lead, re.IGNORECASE):
            participle = re.match(
                r"(?:\s(?:pas|déjà|aussi))*\s\w+(?:é|i|u|it|is|ert|ait)e?s?\b", after
            )
            cut = participle.end() if participle and bare_verb.lower() in _HAVING else 0
            return f"{lead}{tied}{bare_verb}{after[:cut]} {text}{after[cut:]}"
        verb = match[0] if lead else f"{match[0][0].lower()}{match[0][1:]}"
        return _opened(f"{lead}{text} {_lowered(tied) if not lead else tied}{verb}{after}")

    return put


_HAVING = frozenset("a ont avait avaient aura auront aurait est sont était".split())


def _of_that(question: str, match: re.Match[str]) -> Callable[[str], str]:
    """ "Qu'en pense la maire ?" with what is thought of."""
    tied = of if match["what"].lower() == "en" else to
    lead = question[match.start() : match.start() + 1]

    def put(text: str) -> str:
        before, after = question[: match.start()], question[match.end() :]
        return f"{before}{lead}ue {match['rest']} {tied(text)}{after}"

    return put


def _objects(question: str) -> Iterator[Anaphor]:
    if reflexive := REFLEXIVE.search(question):
        is_place = reflexive["what"].lower() == "y" and GOING.match(reflexive["verb"])
        kind = "place" if is_place else "clause"
        yield Anaphor(kind, Wanted(), "", _reflexive(question, reflexive))
        return
    match = OBJECT.search(question) or SHORT_OBJECT.search(question)
    if match is None or re.search(r"\by a(?:vait)?-t-il|\bil y a", question, re.IGNORECASE):
        return
    what = match["what"].strip().lower()
    if what in {"le", "la", "les", "l'"} and not _is_object(match):
        return
    start = match.start("what")

    def put(text: str) -> str:
        said = {"lui": to, "leur": to, "y": to, "en": of}.get(what, str)(text)
        verb = f"{match['verb']}{match['rest'] or ''}"
        return f"{question[:start]}{verb} {said}{question[match.end() :]}"

    if what == "y":
        yield Anaphor("place", Wanted(), "", put)
    elif what == "en":
        yield Anaphor("clause", Wanted(), "", put)
    else:
        gender = {"le": "m", "la": "f"}.get(what)
        if what == "l'" and (ending := re.search(r"(?:é|i|u|it|is)(e?)s?$", match["rest"] or "")):
            gender = "f" if ending[1] else "m"
        is_person = True if what == "lui" else None
        wanted = Wanted(gender, what in {"les", "leur"}, is_person, what not in {"lui", "leur"})
        yield Anaphor("pronoun", wanted, "", put)


def _reflexive(question: str, match: re.Match[str]) -> Callable[[str], str]:
    """ "Qui s'y oppose ?" with what is meant behind the verb."""

    def put(text: str) -> str:
        said = to(text) if match["what"].lower() == "y" else of(text)
        verb = elided("se", f"{match['verb']}{match['rest']}")
        return f"{question[: match.start()]}{verb} {said}{question[match.end() :]}"

    return put


def _is_object(match: re.Match[str]) -> bool:
    """Not the article of a noun: "Qui la ministre a-t-elle vu ?" """
    rest = match.string[match.end() :]
    return SUBJECT.search(rest) is None or "-" in match["verb"]


def _possessives(question: str) -> Iterator[Anaphor]:
    for match in POSSESSIVE.finditer(question):
        if is_verb(match["noun"]) or _names_before(question, match.start()):
            continue
        whose = match["whose"].lower()

        def put(text: str, match: re.Match[str] = match, whose: str = whose) -> str:
            noun = owned(whose, match["noun"])
            lead = match["prep"] or ""
            said = {"de": of, "à": to}.get(lead.strip().lower(), str)(noun)
            return f"{question[: match.start()]}{said} {of(text)}{question[match.end() :]}"

        yield Anaphor("pronoun", Wanted(plural=whose.startswith("leur")), "", put)
        return


def _descriptions(question: str) -> Iterator[Anaphor]:
    if match := LATTER.search(question):
        gender = "f" if match["who"].lower() in {"celle-ci", "cette dernière"} else "m"
        yield Anaphor("pronoun", Wanted(gender), "", replacing(question, match))
        return
    for match in DESCRIBED.finditer(question):
        is_time = match["noun"].lower() in CALENDAR
        if is_time and match["there"] != "-là":
            continue

        def put(text: str, match: re.Match[str] = match) -> str:
            lead = (match["prep"] or "").strip().lower()
            said = {"de": of, "à": to}.get(lead, str)(text)
            return f"{question[: match.start()]}{said}{question[match.end() :]}"

        wanted = Wanted(plural=match["this"].lower() == "ces")
        yield Anaphor("day" if is_time else "described", wanted, match["noun"], put)
        return


def _names_before(question: str, at: int) -> bool:
    """Whether the question itself names, before a pronoun, what that can mean."""
    found = [one for one in phrases_of(question) if one.end <= at]
    return any(one.is_name or one.is_person or one.is_subject for one in found)


def replacing(question: str, match: re.Match[str]) -> Callable[[str], str]:
    """What puts a phrase in a match's place."""
    return lambda text: f"{question[: match.start()]}{text}{question[match.end() :]}"


def _wanted(pronoun: str) -> Wanted:
    low = pronoun.lower()
    return Wanted("f" if low.startswith("elle") else "m", low.endswith("s"))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]
