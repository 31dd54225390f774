"""The words that tell whom a text speaks of and where a phrase ends, and a text cut into words."""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"20 ?Minutes|(?:MM?|Mmes?|Mlles?|Me|Mgr|Dr|Pr|St|Mr|Mrs|Ms)\.|(?:[A-Z]\.)+|\d+(?:[.,]\d+)*"
    r"|(?:aujourd|Aujourd|presqu|quelqu|prud|Prud|O)['’]\w[\w-]*|\w+(?:-\w+)*['’]?|\n+|[^\w\s]"
)


PRONOUNS = frozenset(
    "il elle ils elles celui celle lui eux he she they him celui-ci celle-ci ceux-ci "
    "celles-ci".split()
)


LATTER = frozenset("dernier dernière derniers dernières".split())  # "ce dernier"


NOBODY = frozenset("on nous vous je j' j’ tu i we you it qui que c' c’ ça cela tout".split())


ARTICLES = frozenset(
    "le la les l' l’ un une des du ce cet cette ces son sa ses leur leurs plusieurs certains "
    "certaines deux trois quatre the his her its their two three several".split()
)


THESE = frozenset("ce cet cette ces".split())


OF = frozenset("de du des d' d’ of".split())


HONORIFICS = frozenset(
    "m. mm. mme mmes mme. mmes. mlle me mgr dr pr dr. pr. mr mr. mrs mrs. ms. maître docteur "
    "professeur sir lord mayor president senator minister".split()
)


PARTICLES = frozenset("de du des d' d’ la le von van der den ben bin al el da dos di y".split())


# Behind these a title goes on with "à", "aux": "secrétaire d'État aux Transports".
OFFICES = frozenset(
    "délégué déléguée état adjoint adjointe candidat candidate conseiller conseillère chargé "
    "chargée".split()
)


# A person by what the article said of somebody: with one person at hand that one is meant.
PERSONAL = re.compile(
    r"(?:élue?|parlementaire|maire|magistrate?|avocate?|ministre|députée?|sénat(?:eur|rice)|préfète?"
    r"|présidente?|conseill(?:er|ère)|patronne?|dirigeante?|responsable|chef|cheffe|édile|candidate?"
    r"|porte-parole|acteur|actrice|chant(?:eur|euse)|comédien(?:ne)?|joueur|joueuse|athlète|coach"
    r"|entraîneure?|sélectionneur|technicien|procureure?|médecin|professeure?|historien(?:ne)?|homme"
    r"|femme|jeune|réalisat(?:eur|rice)|animat(?:eur|rice)|journaliste|écrivaine?|général|colonel"
    r"|capitaine|pilote|socialiste|républicain|quinquagénaire|trentenaire|quadragénaire|star"
    r"|commandante?|lieutenante?|sergent|gérante?|représentante?|habitante?|enseignante?|militante?"
    r"|étudiante?|agent|mère|père|fils|fille|frère|sœur|soeur|époux|épouse|veuve|leader|prince|roi"
    r"|princesse|reine|pape|évêque|imam|rabbin|cheffe"
    r"|\w{3,}(?:aire|iste|logue|eur|euse|trice|ier|ière|ien|ienne))$"
)


# Of these no person is meant by the title alone.
BODIES = frozenset(
    "ministère gouvernement préfecture police parquet direction mairie syndicat parti agence "
    "presse source sources hebdomadaire quotidien journal magazine mensuel site chaîne radio "
    "média constructeur groupe opérateur annonceur éditeur portail bulletin document texte "
    "ouvrage dossier communiqué revue entreprise société second seconde".split()
)


VERBS = frozenset("prévoit prévoient veut peut doit va vient met prend tient souhaite".split())


# Bodies that speak.
TELLERS = frozenset(
    "entourage voisinage personnage équipage présidence direction organisation association "
    "fédération institution commission délégation préfecture confédération gouvernement "
    "parlement département comité autorité université ministère police gendarmerie agence "
    "élysée magistrature coalition alliance assurance administration opposition sous-préfecture "
    "société région".split()
)


STOPS = frozenset(
    "dans sur sous lors en pour par devant auprès après avant depuis pendant avec sans entre "
    "vers chez contre dès selon comme que qu' qu’ qui dont où quand lorsque lorsqu' si et ou "
    "mais donc car ni puis à au aux hier aujourd'hui aujourd’hui demain lundi mardi mercredi "
    "jeudi vendredi samedi dimanche matin soir midi alors ainsi aussi également encore ensuite "
    "déjà notamment jamais pas plus ne n' n’ se s' s’ y est sont était étaient a ont avait "
    "avaient aura auront aurait sera seront fut cité citée cités interrogé interrogée "
    "interrogés joint jointe contacté contactée invité invitée cette ce cet ces au-delà via "
    "à-propos tandis parce puisque malgré afin dit dite mis lui leur eux il elle ils elles on "
    "in at to from with by for as after before during when while who which that and or but "
    "monday tuesday wednesday thursday friday saturday sunday yesterday was is were has had "
    "have âgé âgée âgés né née ancien-ne devenu devenue tout toute très bien ici là peu fait "
    "faire jusqu' jusqu’".split()
)


QUOTED = "«»"  # stands for a quotation among the tokens


TIME = re.compile(
    r"(?:\d+|1er|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|midi|après-midi|hier"
    r"|aujourd['’]hui|ce|cette|nuit|janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre|dernier|soirée|matinée|peu|plus|tard|ensuite|encore|également"
    r"|aussi|alors|même|notamment|déjà|d['’]abord|ailleurs|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|\w{4,}ment)$"
)


PREPOSITIONS = frozenset(
    "à au aux auprès sur devant dans lors en via pour pendant depuis avec par chez contre face "
    "après avant selon sous vers dès malgré d'après entre sans at to on in from with by for "
    "about".split()
)


BOUNDARIES = {QUOTED} | frozenset(
    ", ; : ( ) – — - que qu' qu’ mais où dont lorsque quand tandis alors car si comme that but "
    "when while".split()
)


FINITE = re.compile(
    r"(?:est|sont|suis|êtes|sommes|ai|atteint|devient|tient|sort|part|perd|permet|suit|vit|dit|concerne|compte|montre|sera|seront|aura|fera|ira|a|ont|va|vont|peut|peuvent|doit|doivent|fait|font|faut|soit|fut|veut|sait|vient"
    r"|reste|met|prend|is|are|was|were|has|have|will|would|\w{2,}(?:ait|aient|era|eront|ira|iront"
    r"|rait|oit|\wra|\wront|èrent|urent|irent)|(?!\w*(?:ment|ident|gent|cent|vent|lent|ient|quent)$)\w{2,}ent)$"
)


CLITIC = re.compile(r"(\w+?)(?:-t)?-(ils?|elles?|on|je|nous)$")


# What is told, rather than who tells it: ", a annoncé la fermeture du port".
TOLD = re.compile(
    r"\w+(?:tion|ture|age|ance|ence|isme|ment|té|mise|vente|lancement|retour|hausse)s?$"
)


# Documents and facts, by which nobody speaks.
UNSPEAKING = frozenset(
    "chiffre chiffres donnée données sondage étude enquête estimation estimations calculs bilan "
    "constatations éléments information informations règles modalités rapport document "
    "documents premiers premières dernières derniers loi calendrier cas critères pays type "
    "modèle mode médias presse moment situation instant plupart baromètre classement décret "
    "moyenne autopsie protocole barème norme méthode scénario communiqué accord texte message "
    "article courrier lettre tweet note titre vidéo film livre tradition légende formule "
    "expression termes mêmes".split()
)


class Token(NamedTuple):
    """A word or mark with its place in the text."""

    start: int
    end: int
    text: str
    low: str
    is_capital: bool


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The words and marks of a text, elided words apart.

    >>> [token.text for token in tokens("M. Sorel l’a dit : « J'arrive »")]
    ['M.', 'Sorel', 'l’', 'a', 'dit', ':', '«', "J'", 'arrive', '»']
    """
    found = []
    for match in TOKEN.finditer(text):
        word, (start, end) = match[0], match.span()
        capital = word[0].isupper() or word.startswith("20")
        found.append(Token(offset + start, offset + end, word, word.lower(), capital))
    return found


def can_speak(role: str) -> bool:
    """Whether a noun is somebody's, in the singular or plural.

    >>> can_speak("pompiers"), can_speak("préfecture"), can_speak("ordre")
    (True, True, False)
    """
    singular = re.sub(r"[sx]$", "", role)
    return bool(PERSONAL.match(singular)) or singular in TELLERS | BODIES
