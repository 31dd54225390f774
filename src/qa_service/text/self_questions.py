"""Questions about the program and its archive as a whole, in French and English.

A question is one only if all of its words are of a closed vocabulary that no event, place or person
is told with: "Quelles sources ?" asks for the archive's, "Quelles sources cite la police ?" does
not. What it asks for is then told by few words, the first rule that meets it deciding.
"""

import re
from dataclasses import dataclass
from functools import cache

from qa_service.domain.about import About
from qa_service.text.courtesies import LEADING, TRAILING, flattened
from qa_service.text.self_vocabulary import VOCABULARY

LONGEST = 24  # words

# What the rules share, as the words of a flattened text.
BOT = (
    r"(?:robots?|bots?|chat ?bots?|ia|ai|intelligence artificielle|artificial intelligence|"
    r"humain|humaine|human|personne|person|machine|programme|program|logiciel|software|"
    r"ordinateur|computer|assistante?|assistant|chat ?gpt|gpt|llm|modele(?: de langage)?|"
    r"language model|vivante?|alive|vraie?|real|reel|reelle)"
)
TEXTS = (
    r"(?:articles|textes|documents|contenus|papiers|depeches|fichiers|donnees|actualites|infos|"
    r"informations|nouvelles|publications|texts|stories|files|contents|data|news|information|"
    r"pieces)"
)
HOLDER = (
    r"(?:archives?|corpus|base de donnees|database|dataset|(?:ce|cet|cette|l|la|le|this|the) "
    r"(?:base|outil|site|application|systeme|service|collection|fonds|system|tool|app|library))"
)
SELF = rf"\b(?:tu|t|te|toi|ton|ta|tes|vous|votre|vos|ici|you|u|your|yours|here|{HOLDER})\b"
OWN = rf"(?:{SELF}|\b{TEXTS}\b)"
TONGUES = (
    r"(?:francais|anglais|espagnol|allemand|portugais|italien|neerlandais|arabe|russe|chinois|"
    r"french|english|spanish|german|portuguese|italian|dutch|arabic|russian|chinese)"
)
OUTLETS = (
    r"(?:journal|journaux|medias?|presse|quotidiens|magazines?|revues|agences|redactions|"
    r"editeurs|hebdomadaires|newspapers?|outlets?|papers|publishers?|agencies|press|publications)"
)
AUTHORS = (
    r"(?:auteure?s|autrices|journalistes|redacteurs|redactrices|plumes|signatures|authors|"
    r"journalists|writers|reporters|bylines)"
)
TOPICS = (
    r"(?:sujets|themes?|thematiques?|domaines?|rubriques?|topics?|subjects|themes|areas?|fields)"
)

# The first that is found in the question decides.
RULES: tuple[tuple[About, str], ...] = (
    (
        About.IDENTITY,
        rf"\bqui (?:es tu|etes vous|tu es|vous etes|est tu|t es|est ce que tu es|te? parle)\b|"
        rf"\b(?:tu|vous) (?:es|etes|est) (?:vraiment )?(?:qui|quoi)\b|\bt es (?:qui|quoi)\b|"
        rf"\b(?:tu es|t es|es tu|etes vous|vous etes|tu serais|are you|r u|you are|you re|is "
        rf"this|am i|parle|parles|parler|talking|speaking|chatting)\b.*\b{BOT}\b|\b(?:is there|y "
        rf"a)\b.*\b{BOT}\b|\b{BOT} qui (?:repond|parle|ecrit)\b|\b{BOT}.*\b(?:utilis\w+|use|"
        rf"using)\b|\b(?:as tu|avez vous|tu as|vous avez|do you have) (?:un |a )?(?:nom|name)\b|"
        rf"\b(?:tu|t|vous)\b.*\b(?:appelles?|appelez|nommes?|nommez)\b|"
        r"\b(?:ton|votre|your) (?:nom|prenom|name)\b|\bpresente(?:z)? (?:toi|vous)\b|\bqui (?:t|"
        r"vous) a (?:cree|fait|concu|programme|developpe)\b|\b(?:a|avec) qui (?:je |est ce que "
        r"je )?(?:parle|discute|ai)\b|\bqui me (?:repond|parle)\b|\b(?:who|what) (?:exactly "
        r")?(?:are|r) (?:you|u)\b(?! (?:capable|for|able|based|using))|\b(?:who|what) you are\b|"
        r"\bwho (?:made|built|created|wrote|programmed|developed) you\b|\bintroduce yourself\b|"
        r"\bwho am i (?:talking|speaking|chatting)\b|\b(?:utilises|utilisez|use|"
        r"using)\b.*\b(?:ia|ai|llm|gpt|chat ?gpt|modele|model)\b|\bqu(?:e|i)? (?:est ce que "
        r")?(?:tu es|es tu|vous etes|etes vous)\b|\btell (?:me )?about yourself\b|\babout "
        r"yourself\b",
    ),
    (
        About.LANGUAGES,
        rf"\b(?:langues?|languages?)\b|(?:{SELF}|\b(?:je|i|on)\b).*\b{TONGUES}\b|\b(?:parles|"
        rf"parlez|comprends|comprenez|lis|lisez|reponds|repondez)\b.*\b{TONGUES}\b|"
        rf"\b{TEXTS}\b.*\b{TONGUES}\b",
    ),
    (
        About.AUTHORS,
        rf"\b{AUTHORS}\b|\b(?:de|par) qui\b|\b(?:qui|who)\b.*\b(?:ecrit|ecrivent|ecrits|redige|"
        rf"rediges|redigent|signe|signent|write|writes|wrote|written|signed)\b.*\b{TEXTS}\b",
    ),
    (About.OUTLETS, rf"\b{OUTLETS}\b"),
    (
        About.NEWEST,
        r"\b(?:derniere?s?|(?<!how )recente?s?|recemment|latest|newest|recently)\b|\b(?:quoi|y "
        r"a) de (?:neuf|nouveau)\b|\bdu (?:neuf|nouveau)\b|\bnouveautes\b|\bwhat (?:is|s) new\b|"
        r"\b(?:anything|something) new\b|"
        rf"\b(?:nouveaux|new|nouvelles)\b.*\b{TEXTS}\b|\b(?:quelles|les) nouvelles\b|\bany news\b",
    ),
    (
        About.TOPICS,
        rf"\b{TOPICS}\b|(?=.*\bquoi\b).*\b(?:parl\w+|trait\w+|port\w+|concern\w+)\b|"
        r"\bde quoi est question\b|\bdeal\w*\b|\bask (?:you )?about\b|\bsur "
        r"quoi\b.*\b(?:interroger|renseigner|informer|repondre|ecri\w+)\b|"
        r"\bwhat\b.*\b(?:articles|archive|stories|texts|news|corpus|collection)\b.*\babout\b|"
        r"\b(?:about what|what about)\b|\bwhat (?:is|s) (?:it|this) (?:all )?about\b|\bparlent "
        r"(?:tes|vos|les|ces) (?:articles|textes)\b|\bactualites\b.*\b(?:couv|trait)\w*",
    ),
    (
        About.COUNT,
        r"\b(?:combien|nombre|taille|volume|how many|how much|how big|how large|number|size)\b",
    ),
    (
        About.PERIOD,
        r"\bperiod(?:e|es|s)?\b|\bde quand a quand\b|\b(?:jusqu a|depuis|a partir de|de) quand\b|"
        r"\b(?:de )?(?:quelles?|quels) (?:dates?|annees?|annee|epoques?|mois|plage|intervalle)\b|"
        r"\b(?:plage|intervalle|epoques?|jusqu ou|remonte\w*|anciens?|anciennes?|premiers?|"
        r"vieux)\b|(?=.*\b(?:quand|when)\b).*\b(?:dat\w+|commenc\w+|starts?|begins?|ends?|"
        r"finiss\w+|termin\w+|from|arret\w+|paru\w*|publi\w+|published)\b|\bhow (?:far back|old|"
        r"recent)\b|\b(?:oldest|earliest|first|years?|dates?|time ?(?:span|frame|range)|span|era|"
        r"up to when|from when|since when)\b",
    ),
    (
        About.SOURCES,
        r"\bsources?\b|\bd ou\b|\bou\b.*\b(?:trouv\w+|pren\w+|cherch\w+|puis\w+|tires?|tirez)\b|"
        r"\bsur quoi\b.*\b(?:bas\w+|appu\w+|fond\w+|repos\w+)\b|\bwhere\b.*\b(?:from|get|got|"
        r"find|found|come|take)\b|\bbased? .*on\b|\bbased on\b|\b(?:documents|data|texts|donnees|"
        r"textes)\b.*\b(?:use|utilis\w+|consult\w+)\b|\bd apres quoi\b|\bprovenances?\b|"
        r"\borigines?\b|\b(?:que|quoi|qu) (?:est ce que )?(?:contient|contiens|contenez|"
        r"possede)\b|\bwhat (?:is|s) in\b|\bwhat does\b.*\b(?:contain|hold|include)\b|\bqu y a "
        r"dans\b|\bqu est ce qu (?:il )?y a dans\b",
    ),
    (
        About.ABILITIES,
        r"\bque (?:tu |vous )?(?:sais|savez|peux|pouvez|connais|connaissez|fais|faites)\b|"
        r"\b(?:tu|vous) (?:sais|savez|peux|pouvez|connais|connaissez|sers|servez|fais|faites|"
        r"pourrais|pourriez)\b|\b(?:sais|savez|peux|pouvez|connais|connaissez|sers|servez|fais|"
        r"faites) (?:tu|vous)\b|\b(?:aide|aidez|aider|help|mode d emploi)\b|\b(?:comment|"
        r"how)\b.*\b(?:marche\w*|fonctionn\w+|utilis\w+|servir|work\w*|use|using)\b|\b(?:able|"
        r"capable|capacites?|fonctions?|fonctionnalites?|abilities|capabilities|features|"
        r"functions)\b|\bquestions?\b|\b(?:puis je|je peux|peut on|on peut|can i|may i|should i|"
        r"could i)\b|\b(?:what|how) (?:all )?(?:can|could|do|will) (?:you|u)\b|\bwhat (?:you|u) "
        r"(?:can|could|do|know)\b|\b(?:ton|votre|your) (?:role|but|utilite|purpose|job)\b|\ba "
        r"quoi\b.*\b(?:ser\w+|utile)\b|\bwhat are you (?:for|capable)\b",
    ),
)
# These ask for the archive's own even without a word that says so; all others need such a word.
ALWAYS_OWN = re.compile(
    r"^(?:(?:quels|quelles|what|which|les|the|c est quoi|what are|quelles sont|quels sont) "
    r")?(?:les |the |are the )?(?:differente?s |main |principa\w+ )?(?:sources|topics|subjects|"
    r"themes|sujets|thematiques|languages|langues|auteurs|authors|journaux|medias|outlets|"
    r"newspapers|journalistes|journalists)(?: (?:sont|are|disponibles|couverts|traites|abordes|"
    r"utilisees|representes|presents|there|available|covered|represented|included|y a))*$|"
    r"^(?:quoi|y a|qu y a) de (?:neuf|nouveau)|^what s the latest$|\bderniere (?:actualite|"
    r"nouvelle|info)\b|^de quelle (?:annee|date) a quelle|\b(?:mes|my) questions\b|\bexemples? "
    r"de questions\b|\bexample questions\b|\b(?:robot|bot|humain|human|personne|machine|ia|ai) "
    r"(?:qui|behind)\b|\b(?:suis je|je suis) en train de\b|^what (?:is|s) new|^(?:any|les|the|"
    r"latest|quelles) (?:nouvelles|news|dernieres)|^(?:aide|help|aidez? moi|help me|mode d "
    r"emploi|au secours)$|^(?:quelles|what|which) questions|^que (?:puis je|peut on)|^what can i "
    r"(?:ask|do)|\b(?:dernier|latest|newest|most recent|oldest|earliest|plus recent|plus ancien|"
    r"first|premier) article\b|\barticle (?:is |est )?(?:the |le )?(?:(?:plus|most) (?:recent|"
    r"ancien|vieux)|newest|latest|oldest)|^(?:quelle |what |which )?(?:est la |is the "
    r")?period(?:e)? (?:est |is )?(?:couverte|covered)|\b(?:can|may|could|should) i (?:ask|write|"
    r"speak)\b|\b(?:puis je|je peux|peut on|on peut) (?:poser|demander|interroger|ecrire|"
    r"parler)\b|\bhow (?:do|can|should) i use (?:this|it)$|^(?:comment ca (?:marche|fonctionne)|"
    r"how does (?:this|it) work)$|\bwho am i\b|\ba qui (?:est ce que )?je parle\b|^am i\b|\bje "
    r"parle (?:a|avec)\b|^is this an?\b|^qui me (?:repond|parle)$|^what(?: is| s) (?:this|it) "
    r"all about$"
)

# "il" and "elle" are no words of it: they point to what was talked of before. These do not.
IMPERSONAL = re.compile(
    r"\b(?:il )?(y (?:en )?a|est(?= il question)|\w+(?:ent|ont)(?= ils\b))(?: t il| ils?)?\b"
)
INVERTED = re.compile(r" t (?=on\b)")  # "parle-t-on"
_AROUND = (
    re.compile(rf"^(?:{LEADING})\s+(?=\S)"),
    re.compile(rf"\s(?:{TRAILING})$"),
)


@dataclass(frozen=True, slots=True)
class SelfQuestion:
    """What is asked of the archive as a whole, and in which language."""

    about: About
    language: str  # ISO 639-1


def self_question(question: str) -> SelfQuestion | None:
    """What a question asks about the program or its archive; None for all others.

    >>> self_question("De quels journaux viennent tes articles ?")
    SelfQuestion(about=<About.OUTLETS: 'outlets'>, language='fr')
    >>> self_question("Quelles sources cite l'article sur Nordane ?") is None
    True
    """
    for said in _unwrapped(flattened(question)):
        language = _language(said)
        if language and (about := _asked(said)):
            return SelfQuestion(about, language)
    return None


def _unwrapped(said: str) -> list[str]:
    """A flattened question, with what is around the request and without it."""
    if said.count(" ") >= LONGEST:
        return []
    said, forms = INVERTED.sub(" ", IMPERSONAL.sub(r"\1", said)), list[str]()
    while said not in forms:
        forms.append(said)
        for around in _AROUND:
            said = around.sub("", said)
    return forms


def _language(said: str) -> str | None:
    words = set(said.split())
    return next((code for code, known in _vocabulary().items() if words <= known), None)


def _asked(said: str) -> About | None:
    about = next((kind for kind, rule in _rules() if rule.search(said)), None)
    own = re.search(OWN, said) or ALWAYS_OWN.search(said)
    return about if own else None


@cache
def _rules() -> tuple[tuple[About, re.Pattern[str]], ...]:
    return tuple((about, re.compile(rule)) for about, rule in RULES)


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in VOCABULARY.items()}
