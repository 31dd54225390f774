"""Questions for what somebody says: "Qu'a dit X sur Y ?", "Selon X, ...", "Who said what about Y?".

French and English.
"""

import re
from functools import cache, lru_cache

from babel import Locale

from qa_service.domain.speech import StatementQuestion
from qa_service.text.dates import fold
from qa_service.text.speech.speakers import folded_words, same_name

# Between whom a question is about and what it asks about.
ABOUT = (
    r"(?:sur|[àa] propos d[eu']s?|[àa] propos d['’]|au sujet d(?:e|u|es)\b|au sujet d['’]"
    r"|concernant|quant (?:à|au|aux)|about|on|regarding|concerning)"
)
OF = re.compile(r"\s(?:de la |de l['’]|de |des |du |d['’]|of )")
WHEN = re.compile(r"\s(?:en|lors|dans|pendant|après|avant|devant|depuis)\s")
SAID = (
    r"(?:dit|déclaré|affirmé|annoncé|répondu|expliqué|pensé|promis|écrit|estimé|assuré"
    r"|dénoncé|reproché|souligné|indiqué|précisé)"
)
SAYS = (
    r"(?:dit|disent|disait|disaient|pense|pensent|pensait|pensaient|déclare|déclarent|affirme"
    r"|affirment|estime|estiment|répond|répondent|explique|expliquent|annonce|annoncent)"
)
HAS = r"(?:a|ont|avait|avaient)"
ENGLISH = r"(?:say|said|think|thought|declare|announce)"
# "what did X say that ...": a sentence follows, and asks for a part of it
REST = r"(?P<rest>| (?:about|on|of|regarding|concerning) .*)"
ONE = (
    rf"qu['’]{HAS}(?:[- ]t['’ -]?(?:il|elle|ils|elles|on))? {SAID} (?P<who>.+)",
    rf"qu['’]est-ce (?:que |qu['’])(?P<who>.+?) (?:(?:en )?{HAS} {SAID}|{SAYS})(?P<rest>.*)",
    rf"que (?P<who>.+?) {HAS}-t-(?:il|elle|ils|elles)s? {SAID}(?P<rest>.*)",
    rf"que (?P<who>.+?) {SAYS}-t?-?(?:il|elle|ils|elles)(?P<rest>.*)",
    rf"que {SAYS} (?P<who>.+)",
    rf"qu['’]en {SAYS} (?P<who>.+)",
    r"(?:quel(?:le)?s? (?:est |sont )?(?:la |l['’]|les? )?(?:position|avis|opinion|réaction)s?) "
    r"(?:de la |de l['’]|de |des |du |d['’])(?P<who>.+)",
    rf"what (?:did|does|do|has|have) (?P<who>.+?) {ENGLISH}{REST}",
    r"what (?:is|was) (?P<who>.+?)['’]s? (?:position|opinion|view)(?P<rest>.*)",
)
ALL = (
    r"(?:que|qu['’]en) (?:disent|pensent) (?:tous )?les (?:(?:différent|divers|principaux|"
    r"principale)\w*\s)?(?:acteurs|protagonistes|parties|intervenants|responsables)"
    rf"(?P<rest>(?: (?:{ABOUT}|d[eu]s?|[àa]|aux?|face) .*| d['’].*)?)",
    r"quelles? (?:sont |est )?(?:les |la )?(?:différentes )?(?:positions|réactions|déclarations"
    r"|opinions)(?: des (?:différents )?(?:acteurs|protagonistes|parties))?(?P<rest> (?:sur|à"
    r"|au|aux|de|du|des|d['’]|face).*)",
    r"qui (?:a |en )?(?:dit|déclaré) quoi(?P<rest>.*)",
    r"what (?:do|did|have) (?:the |all )?(?:different |various |main )?(?:actors|parties|sides|"
    r"people|players) (?:say|said|think)(?P<rest>.*)",
    r"who (?:said|says) what(?P<rest>.*)",
)
BY = re.compile(
    r"^(?:et )?(?:selon|d['’]après|according to) (?P<who>[^,?]+), ?(?P<what>.+)$"
    r"|^(?P<before>.+?),? (?:selon|d['’]après|according to) (?P<by>[^,?]+)$",
    re.IGNORECASE,
)
# "Selon quels critères", "selon vous": nobody in the archive is asked for.
NOT_WHO = re.compile(
    r"(?:quels?|quelles?|qui|quoi|vous|toi|les|des|la loi|l['’]article|un|ces|cet|these|this"
    r"|the (?:articles?|archive|press))\b",
    re.IGNORECASE,
)
# A country's position is told in other ways than by what it says.
POSITION = re.compile(r"^quel|\b(?:position|opinion|view)$", re.IGNORECASE)
# "la ministre de la | Santé"
OFFICE = re.compile(r"\s(?:du|des|of|(?:de|of)\s(?:la|the)|de)\s$|\s(?:de\sl|d)['’]$", re.I)
ARTICLE = re.compile(r"^(?:l['’]|(?:le|la|les|un|une|des|the|an?)\s+)", re.IGNORECASE)


def statement_question(question: str) -> StatementQuestion | None:
    """Whose statements a question asks for, and about what; None for other questions.

    >>> statement_question("Qu'a dit Paul Renaud sur la digue ?")
    StatementQuestion(speaker='Paul Renaud', subject='la digue', strict=True)
    >>> statement_question("Que disent les différents acteurs de la grève ?")
    StatementQuestion(speaker=None, subject='la grève', strict=True)
    >>> statement_question("Selon la maire, quand rouvrira le port ?")
    StatementQuestion(speaker='la maire', subject='quand rouvrira le port', strict=False)
    >>> statement_question("Que pense l'Allemagne du Mali ?")
    StatementQuestion(speaker="l'Allemagne", subject='Mali', strict=True)
    >>> statement_question("Que dit la loi ?") is None
    True
    """
    bare = re.sub(r"^(?:et|mais|and) ", "", question.rstrip(" ?!."), flags=re.IGNORECASE)
    for pattern in ALL:
        if match := re.fullmatch(pattern, bare, re.IGNORECASE):
            return StatementQuestion(None, _subject(match["rest"]), not POSITION.search(bare))
    for pattern in ONE:
        if match := re.fullmatch(pattern, bare, re.IGNORECASE):
            return _one(match)
    match = BY.match(bare)
    if match is None:
        return None
    who, what = match["who"] or match["by"], match["what"] or match["before"]
    return None if NOT_WHO.match(who) else StatementQuestion(who.strip(), what.strip(), False)


def _one(match: re.Match[str]) -> StatementQuestion | None:
    groups = match.groupdict()
    if groups.get("rest"):
        who, subject = groups["who"], _subject(groups["rest"])
    else:
        who, subject = _parted(groups["who"])
    who = who.strip()
    if NOT_PERSON.match(who):
        return None
    return StatementQuestion(who, subject, not POSITION.search(match.string))


# "Que dit la loi", "que dit-on", "que dit la presse": no speech of somebody
NOT_PERSON = re.compile(
    r"(?:la loi|le texte|les? articles?|l['’]article|le rapport|l['’]accord|la constitution|on|une?"
    r"|le code|la presse|les (?:médias|journaux|sources)|l['’]archive|the (?:press|media|articles?)"
    r"|cette?|ces|ce|(?:t['’])?(?:ils?|elles?)|vous|tu|je|you|i|he|she|they|it)\b",
    re.IGNORECASE,
)


def _parted(text: str) -> tuple[str, str]:
    """Whom and what: at "sur", else at "de" behind a name, or behind a title's own "de"."""
    if about := re.search(rf"\s{ABOUT}\s*", text, re.IGNORECASE):
        return text[: about.start()], text[about.end() :]
    if (when := WHEN.search(text)) and not OF.search(text, 0, when.start()):
        return text[: when.start()], text[when.end() :]
    cuts = list(OF.finditer(text))
    if not cuts:
        return text, ""
    titled = ARTICLE.match(text) is not None and len(cuts) > 1
    cut = cuts[1] if titled else cuts[0]
    if _is_country(text[: cut.start()]):
        return text[: cut.start()], text[cut.end() :]
    if ARTICLE.match(text) and not titled and text[cut.end() : cut.end() + 1].isupper():
        return text, ""  # "la maire de Valmer"
    return text[: cut.start()], text[cut.end() :]


def _is_country(text: str) -> bool:
    return _bare(text) in _countries()


@cache
def _countries() -> frozenset[str]:
    """The French and English names of countries, folded and without article."""
    names = (name for code in ("fr", "en") for name in Locale(code).territories.values())
    return frozenset(fold(name) for name in names)


def _subject(rest: str) -> str:
    rest = re.sub(rf"^\s*{ABOUT}\s*", "", rest, flags=re.IGNORECASE)
    return re.sub(
        r"^\s*(?:de |d['’]|du |des |à |au |aux |face à |face aux? |of )", "", rest
    ).strip()


def is_speaker(asked: str, speaker: str) -> bool:
    """Whether a speaker as stored can be the one whom a question names.

    >>> is_speaker("M. Renaud", "Paul Renaud"), is_speaker("Renaud", "Marie Roland")
    (True, False)
    >>> is_speaker("la préfecture", "La préfecture")
    True
    >>> is_speaker("le ministre Alban Sorel", "Sorel")
    True
    """
    own, name = _bare(speaker), _name(asked)
    if own == _bare(asked):
        return True
    return (
        any(word in own for word in folded_words(name))  # a tenth of the time of the rest
        and speaker[:1].isupper()
        and not ARTICLE.match(speaker)
        and same_name(name, speaker)
    )


# "les responsables russes", "the union leaders", but not "les États-Unis"
GROUP = re.compile(
    r"(?:(?:tous )?(?:les|des|certains|plusieurs)|the|some|most|local|ordinary) "
    r"(?:[a-zà-ÿ’'-]+ ){0,2}[a-zà-ÿ’'-]+s(?: [a-zà-ÿ’' -]*)?"
)


def is_of_several(asked: StatementQuestion) -> bool:
    """Whether the words of several are asked for: of all who speak, or of a group without a name.

    >>> speakers = "les responsables russes", "les États-Unis", "le préfet", None
    >>> [is_of_several(StatementQuestion(speaker, "", True)) for speaker in speakers]
    [True, False, False, True]
    """
    if asked.speaker is None:
        return True
    return asked.strict and GROUP.fullmatch(asked.speaker) is not None


def is_title(asked: str) -> bool:
    """Whether a question names a speaker by a title.

    >>> is_title("le préfet"), is_title("la ministre de la Santé"), is_title("le préfet Lémery")
    (True, True, False)
    """
    return ARTICLE.match(asked) is not None and not _name(asked)


def has_title(mention: str, title: str) -> bool:
    """Whether a mention in an article begins with a title.

    >>> has_title("Le préfet Gaspard Lémery", "le préfet"), has_title("le préfetat", "le préfet")
    (True, False)
    """
    return re.match(rf"{re.escape(_bare(title))}\b", _bare(mention)) is not None


@lru_cache(maxsize=64)  # of one question it is asked for every speaker
def _name(asked: str) -> str:
    """The proper name in it: its last words with a capital, but not what a title is of."""
    run = re.search(r"(?:[A-ZÀ-Ý][\w'’.-]*(?: (?:de|du|von|van|der|la|le|el|al|ben))?\s*)+$", asked)
    title = ARTICLE.match(asked)
    if run is None:
        return "" if title else asked.strip()
    return "" if title and OFFICE.search(asked[title.end() : run.start()]) else run[0].strip()


def _bare(text: str) -> str:
    return fold(ARTICLE.sub("", text.strip()))
