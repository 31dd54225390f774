"""Broad questions: "Résume ...", "Que s'est-il passé ...", "Timeline of ...", "Qui est contre ...".

French and English, with or without accents, capitals and a question mark. What is left when the
words of the instruction are taken out is the subject, which is what the archive is searched for.
"""

import re
from collections.abc import Callable

from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.text.broad_cues import EDGES, GENERIC, cued, is_course, is_narrow, is_one_reaction
from qa_service.text.dates import fold

# All patterns are read in folded text, in which every character keeps its place.
POLITE = (
    r"(?:(?:bonjour|et|alors|donc|svp|merci de|veuillez|please|now|s'il (?:te|vous) plait"
    r"|(?:est-ce que )?(?:tu peux|vous pouvez)|(?:peux|pourrais)-tu|(?:pouvez|pourriez)-vous"
    r"|je (?:voudrais|veux|souhaite)(?: avoir| savoir)?|j'aimerais(?: avoir| savoir)?|il me faut"
    r"|(?:can|could|would) you|i(?: would|'d) like|i (?:want|need)|me)\b[ ,]*)*"
)
THANKS = re.compile(r",? (?:s'il (?:te|vous) plait|svp|stp|merci|please|thanks)$")
OF = r"(?:de la |de l'|de |du |des |d'|sur la |sur l'|sur les |sur le |sur |a propos d[eu]s? |: ?)"
OF_EN = r"(?:of |on |about |for |regarding |: ?)"
SIZE = (
    r"(?:bref |breve |petite? |rapide |courte? |simple |short |brief |quick |full |complete "
    r"|whole |detailed |dated |grandes? |principa(?:les|ux) |differente?s |main |key |major )*"
)
NOUN = (
    r"(?:resumes?|chrono(?:logie)?|frise|liste|recapitulatif|recap|tour d'horizon|synthese"
    r"|etat des lieux|historique|histoire|evolution|panorama|vue d'ensemble|apercu|deroule"
    r"|lignes|etapes|dates(?: cles)?|moments(?: cles)?|evenements|faits(?: marquants)?|episodes)"
)
NOUN_EN = (
    r"(?:summary|timeline|chronology|list|recap|overview|history|evolution|rundown|account"
    r"|outline|course|story|stages|steps|events|milestones|developments|dates)"
)
ADJECTIVE = r"(?: (?:complete?|detaillee?|datee?|rapide|chronologique|succinct|cles?))*"
MAKE = (
    r"(?:fai(?:s|t|tes|re)|dresse[rz]?|etabli(?:s|r|ssez)|donne[rz]?|redige[rz]?|ecri(?:s|re|vez)"
    r"|propose[rz]?|presente[rz]?|retrace[rz]?|rappelle[rz]?|raconte[rz]?|decri(?:s|re|vez))"
    r"(?:[- ](?:moi|nous))?"
)
MAKE_EN = (
    r"(?:give|write|make|provide|draw up|show|build|put together|trace|tell|describe|outline)"
    r"(?: (?:me|us))?"
)
TELL = (
    r"(?:resume[rzs]?|recapitule[rz]?|synthetise[rz]?|retrace[rz]?|liste[rz]?|enumere[rz]?"
    r"|recense[rz]?)(?:[- ](?:moi|nous))?"
)
TELL_EN = r"(?:summari[sz]e|sum up|recap|recapitulate|list|enumerate|retrace|trace|outline)"
THE = r"(?:une? |le |la |les |l'|the |an? |all )?"
HAPPENED = (
    r"(?:ce qui s'est passe|que s'est[- ]il(?: donc)? passe|qu'est[- ]ce qu(?:i|'il) s'est passe"
    r"|que se passe[- ]t[- ]il|qu'est[- ]il (?:arrive|advenu)|qu'est[- ]ce qui est arrive)"
)
KNOWN = (
    r"(?:(?:ce |qu'est[- ]ce )qu(?:e l'|')on sait|que sait[- ]on|que savons[- ]nous"
    r"|que (?:disent|racontent|rapportent) les (?:articles|journaux)|parle[rz]?[- ](?:moi|nous)"
    r"|tout)"
)
COMPARE = r"(?:compare[rz]?|comparaison(?: de| entre)?|comparison (?:of|between)|confronte[rz]?)"
EVENTS = (
    rf"{COMPARE},? (?:what |how |ce que |ce qu')?",
    rf"{THE}{SIZE}(?:difference|point commun)s? (?:entre|between|of) ",
    rf"(?:quelles? |what )?(?:est |sont |is |are )?{THE}differences? (?:entre|between) ",
    rf"{TELL} {THE}{SIZE}{NOUN}{ADJECTIVE} {OF}",
    rf"{TELL} (?:ce que les articles disent |ce qu'on sait |{HAPPENED} ?){OF}?",
    rf"{TELL}(?: |$)",
    rf"{TELL_EN} {THE}{SIZE}{NOUN_EN} {OF_EN}",
    rf"{TELL_EN} (?:what happened (?:to |with |in |at )?|what (?:we know|is known) (?:about |of ))",
    rf"{TELL_EN},?(?: in order,?)? what went on (?:with |at |in |between )?",
    rf"{TELL_EN}(?: (?:how|for me|me))?(?: |$)",
    rf"{MAKE} {THE}{SIZE}(?:point|bilan|{NOUN}){ADJECTIVE} {OF}",
    rf"{MAKE} {THE}{SIZE}(?:point|bilan|{NOUN})$",
    rf"{MAKE} {HAPPENED} ?",
    rf"{MAKE_EN} {THE}{SIZE}{NOUN_EN} {OF_EN}",
    rf"{MAKE_EN} what happened (?:to |with |in |at )?",
    rf"(?:{MAKE}|{MAKE_EN}) {THE}{SIZE}(?:{NOUN}|{NOUN_EN}){ADJECTIVE} ",
    r"(?:tell (?:me|us)|talk)(?: (?:everything|all))? about ",
    r"(?:catch (?:me|us) up|bring (?:me|us) up to (?:date|speed)|walk (?:me|us) through) ?(?:on )?",
    rf"{THE}{SIZE}{NOUN}{ADJECTIVE} {OF}",
    rf"{THE}{SIZE}{NOUN_EN} {OF_EN}",
    rf"quel(?:le)?s? (?:est|sont|ont ete|a ete|furent) {THE}{SIZE}{NOUN}{ADJECTIVE} {OF}",
    rf"what (?:is|was|are|were|have been) {THE}{SIZE}{NOUN_EN} (?:in |{OF_EN})",
    rf"{HAPPENED} ?(?:avec |a propos d[eu]s? |pour |chez |au sujet d[eu]s? |dans |a )?",
    r"what(?:'s| has| have| had)? (?:been )?happen(?:ed|ing) ?(?:to |with |at |in |about )?",
    r"what went on (?:with |at |in )?",
    rf"{KNOWN} {OF}",
    r"ou en (?:est|sont|etait|etaient)(?:[- ]on)? (?:avec )?",
    r"where do(?:es)? things stand (?:with |on )",
    r"what (?:do we know|is known|do the (?:articles|papers) say) (?:about |of )",
    r"(?:everything|all) (?:about|on) ",
    r"(?:avec |dans |par |pour |sur )?quel(?:le)?s (?:sont |ont ete |furent )?(?:les |tous les )?"
    r"(?:differente?s |principa(?:les|ux) |grande?s )?"
    r"(?=(?:chiffres|montants|couts|mesures|decisions|annonces|promesses|engagements|consequences"
    r"|livraisons|retards|incidents|conflits|projets|travaux|ventes|aides)\b)",
    r"(?:what|which) (?:are |were |have been )?(?:the |all the )?(?:main |different |major )?"
    r"(?=(?:figures|numbers|costs|measures|decisions|announcements|promises|commitments"
    r"|consequences|deliveries|delays|incidents|conflicts|projects|sales)\b)",
)
CHANGED = (  # where the subject stands within
    r"comment (?P<subject>.+?) (?:a|ont|s'est|se sont)(?:[- ]t)?[- ](?:ils?|elles?) "
    r"(?:evolue|change|deteriore|developpe|degrade|transforme|deroule|passe)\w*(?P<rest>.*)",
    r"comment (?:a|ont) (?:evolue|change) (?P<subject>.+)",
    r"how (?:did|has|have) (?P<subject>.+?) "
    r"(?:evolve|change|develop|unfold|go|gone|progress|deteriorate)(?:d|ed)?(?P<rest>(?: .*)?)",
)
POSITIONS = (
    r"(?:positions?|prises? de position|reactions?|attitudes?|avis|opinions?|points? de vue"
    r"|critiques|declarations|arguments|views?|stances?|opinions?|statements|criticisms?|objections?)"
)
SEVERAL = (
    r"(?:positions|prises de position|reactions|opinions|points de vue|critiques|views|stances"
    r"|statements|criticisms|objections)"
)
VOICES = (
    rf"{COMPARE} {THE}(?:respective |differente?s )?{POSITIONS} (?:{OF}|{OF_EN}|entre |between )",
    rf"(?:{TELL}|{TELL_EN}|{MAKE}|{MAKE_EN}) {THE}{SIZE}{POSITIONS} ",
    rf"quel(?:le)?s? (?:est |sont |ont ete |furent )?{THE}(?:principales )?(?:differente?s )?"
    rf"{POSITIONS} (?:prises? |exprimees? )?(?:ont |a |les )?",
    rf"(?:what|which)(?: (?:are|were|is|was))? {THE}{SIZE}{POSITIONS} (?:have |has |did )?",
    rf"{THE}{SIZE}{SEVERAL} (?:{OF}|{OF_EN}|face |a |au |aux |to )",
    rf"(?:quelle est )?{THE}(?:position|attitude|analyse|opinion|avis|point de vue) "
    r"(?=(?:de |du |des |d'))",
    r"what is (?=.+'s? (?:position|opinion|view|analysis))",
    r"(?:pour ou contre|for (?:or|and) against) ",
    r"where (?:do|does|did) (?=.* stand\b)",
    r"(?:qui|lesquels) (?:est |sont |etait )?(?=(?:pour|contre|favorables?|opposee?s?"
    r"|d'accord) )",
    r"(?:qui )(?=(?:(?:s'(?:est )?)?oppos|contest|soutien|critiqu|denonc|defend|approuv|rejett"
    r"|se plai|proteste|s'inquiet|refuse)\w*)",
    r"who (?:is |was |are |were )?(?=(?:for|against|in favou?r|opposed|oppos|support|criticis"
    r"|criticiz|object|back|defend|complain|reject|protest)\w*)",
    r"comment (?:ont|a) (?=reagi)",
    r"comment (?=.* (?:a|ont)(?:-t)?-(?:ils?|elles?) reagi)",
    r"how (?:did|have|has) (?=.* react)",
    r"que (?:disent|pensent) (?=.* et )",
    r"what (?:do|did|have) (?=.* and .* (?:say|said|think|thought))",
    r"qui (?:a |en )?(?:dit|declare|pense) quoi ",
    r"who (?:said|says|thinks) what ",
    r"quels (?:sont les )?(?:acteurs|responsables|protagonistes|personnages|intervenants) ",
    r"(?:which|what) (?:actors|officials|people|players) ",
)


def broad_question(question: str) -> BroadQuestion | None:
    """What a broad question wants, and of what; None for other questions.

    >>> broad_question("Fais le point sur la grève du port").subject
    'grève du port'
    >>> broad_question("TIMELINE OF THE STRIKE?").kind
    <BroadKind.TIMELINE: 'timeline'>
    >>> broad_question("Qui conteste la ligne 4 ?").kind
    <BroadKind.VOICES: 'voices'>
    >>> broad_question("La grève du port, étape par étape").subject
    'La grève du port'
    >>> broad_question("Qui est la maire ?") is None
    True
    """
    bare, folded = _bare(question)
    if is_one_reaction(folded):
        return None
    led = _led(bare, folded)
    if led is None and (kind := cued(folded)):
        led = kind, bare
    return led and _broad(*led, folded)


def judged(question: str, is_broad: Callable[[], bool]) -> BroadQuestion | None:
    """What a question wants whose words do not tell whether it is broad, if `is_broad` says so.

    >>> judged("Les syndicats dans tout ça ?", lambda: True).subject
    'Les syndicats dans tout ça'
    >>> judged("Combien de syndicats ?", lambda: True) is None
    True
    """
    bare, folded = _bare(question)
    if is_narrow(folded) or not is_broad():
        return None
    return _broad(BroadKind.EVENTS, bare, folded)


def _bare(question: str) -> tuple[str, str]:
    """Without politeness, and the same folded."""
    bare = question.strip(" ?!.…")
    if thanks := THANKS.search(fold(bare)):
        bare = bare[: thanks.start()]
    folded = fold(bare)
    polite = re.match(POLITE, folded)
    start = polite.end() if polite else 0
    return bare[start:], folded[start:]


def _broad(kind: BroadKind, subject: str, folded: str) -> BroadQuestion:
    if kind is BroadKind.EVENTS and is_course(folded):
        kind = BroadKind.TIMELINE
    return BroadQuestion(kind, _subject(subject))


def _subject(text: str) -> str:
    """Without the words that say how it is to be told."""
    for found in reversed(list(GENERIC.finditer(fold(text)))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return re.sub(r"\s+(?=[,.]|\s)", "", text).strip(EDGES)


def _led(bare: str, folded: str) -> tuple[BroadKind, str] | None:
    for pattern in VOICES:
        if match := re.match(pattern, folded):
            return BroadKind.VOICES, bare[match.end() :]
    for pattern in CHANGED:
        if match := re.fullmatch(pattern, folded):
            return BroadKind.TIMELINE, bare[slice(*match.span("subject"))]
    for pattern in EVENTS:
        if match := re.match(pattern, folded):
            return BroadKind.EVENTS, bare[match.end() :]
    return None
