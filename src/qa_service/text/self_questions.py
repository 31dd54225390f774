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

LONGEST = 24  # words

# What the rules share, as the words of a flattened text.
BOT = (
    r"(?:robots?|bots?|chat ?bots?|ia|ai|intelligence artificielle|artificial intelligence|humain|"
    r"humaine|human|personne|person|machine|programme|program|logiciel|software|ordinateur|"
    r"computer|"
    r"assistante?|assistant|chat ?gpt|gpt|llm|modele(?: de langage)?|language model|vivante?|alive|"
    r"vraie?|real|reel|reelle)"
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
    r"(?:journal|journaux|medias?|presse|quotidiens|magazines?|revues|agences|redactions|editeurs|"
    r"hebdomadaires|newspapers?|outlets?|papers|publishers?|agencies|press|publications)"
)
AUTHORS = (
    r"(?:auteure?s|autrices|journalistes|redacteurs|redactrices|plumes|signatures|authors|"
    r"journalists|writers|reporters|bylines)"
)
TOPICS = (
    r"(?:sujets|themes?|thematiques?|domaines?|rubriques?|topics?|subjects|themes|areas?|fields)"
)

# The first that is found decides; `{}` stands for nothing. Each is searched for in the question.
RULES: tuple[tuple[About, str], ...] = (
    (
        About.IDENTITY,
        rf"\bqui (?:es tu|etes vous|tu es|vous etes|est tu|t es|est ce que tu es|te? parle)\b|"
        rf"\b(?:tu|vous) (?:es|etes|est) (?:vraiment )?(?:qui|quoi)\b|\bt es (?:qui|quoi)\b|"
        rf"\b(?:tu es|t es|es tu|etes vous|vous etes|tu serais|are you|r u|you are|you re|is this|"
        rf"am i|parle|parles|parler|talking|speaking|chatting)\b.*\b{BOT}\b|"
        rf"\b(?:is there|y a)\b.*\b{BOT}\b|\b{BOT} qui (?:repond|parle|ecrit)\b|"
        rf"\b{BOT}.*\b(?:utilis\w+|"
        rf"use|using)\b|\b(?:as tu|avez vous|tu as|vous avez|do you have) (?:un |a )?(?:nom|"
        rf"name)\b|"
        rf"\b(?:tu|t|vous)\b.*\b(?:appelles?|appelez|nommes?|nommez)\b|"
        r"\b(?:ton|votre|your) (?:nom|prenom|name)\b|\bpresente(?:z)? (?:toi|vous)\b|"
        r"\bqui (?:t|vous) a (?:cree|fait|concu|programme|developpe)\b|"
        r"\b(?:a|avec) qui (?:je |est ce que je )?(?:parle|discute|ai)\b|\bqui me (?:repond|"
        r"parle)\b|"
        r"\b(?:who|what) (?:exactly )?(?:are|r) (?:you|u)\b(?! (?:capable|for|able|based|using))|"
        r"\b(?:who|what) you are\b|"
        r"\bwho (?:made|built|created|wrote|programmed|developed) you\b|"
        r"\bintroduce yourself\b|\bwho am i (?:talking|speaking|chatting)\b|"
        r"\b(?:utilises|utilisez|use|using)\b.*\b(?:ia|ai|llm|gpt|chat ?gpt|modele|model)\b|"
        r"\bqu(?:e|i)? (?:est ce que )?(?:tu es|es tu|vous etes|etes vous)\b|"
        r"\btell (?:me )?about yourself\b|\babout yourself\b",
    ),
    (
        About.LANGUAGES,
        rf"\b(?:langues?|languages?)\b|(?:{SELF}|\b(?:je|i|on)\b).*\b{TONGUES}\b|\b(?:parles|"
        rf"parlez|comprends|"
        rf"comprenez|lis|lisez|reponds|repondez)\b.*\b{TONGUES}\b|\b{TEXTS}\b.*\b{TONGUES}\b",
    ),
    (
        About.AUTHORS,
        rf"\b{AUTHORS}\b|\b(?:de|par) qui\b|\b(?:qui|who)\b.*\b(?:ecrit|ecrivent|ecrits|redige|"
        rf"rediges|redigent|signe|"
        rf"signent|write|writes|wrote|written|signed)\b.*\b{TEXTS}\b",
    ),
    (About.OUTLETS, rf"\b{OUTLETS}\b"),
    (
        About.NEWEST,
        r"\b(?:derniere?s?|(?<!how )recente?s?|recemment|latest|newest|recently)\b|"
        r"\b(?:quoi|y a) de (?:neuf|nouveau)\b|\bdu (?:neuf|nouveau)\b|\bnouveautes\b|"
        r"\bwhat (?:is|s) new\b|\b(?:anything|something) new\b|"
        rf"\b(?:nouveaux|new|nouvelles)\b.*\b{TEXTS}\b|\b(?:quelles|les) nouvelles\b|\bany news\b",
    ),
    (
        About.TOPICS,
        rf"\b{TOPICS}\b|(?=.*\bquoi\b).*\b(?:parl\w+|trait\w+|port\w+|concern\w+)\b|"
        r"\bde quoi est question\b|\bdeal\w*\b|\bask (?:you )?about\b|"
        r"\bsur quoi\b.*\b(?:interroger|renseigner|informer|repondre|ecri\w+)\b|"
        r"\bwhat\b.*\b(?:articles|archive|stories|texts|news|corpus|collection)\b.*\babout\b|"
        r"\b(?:about what|what about)\b|\bwhat (?:is|s) (?:it|this) (?:all )?about\b|"
        r"\bparlent (?:tes|vos|les|ces) (?:articles|textes)\b|\bactualites\b.*\b(?:couv|trait)\w*",
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
        r"vieux)\b|"
        r"(?=.*\b(?:quand|when)\b).*\b(?:dat\w+|commenc\w+|starts?|begins?|ends?|finiss\w+|"
        r"termin\w+|from|arret\w+|"
        r"paru\w*|publi\w+|published)\b|\bhow (?:far back|old|recent)\b|\b(?:oldest|earliest|"
        r"first|years?|dates?|time ?(?:span|frame|range)|span|era|up to when|from when|since "
        r"when)\b",
    ),
    (
        About.SOURCES,
        r"\bsources?\b|\bd ou\b|\bou\b.*\b(?:trouv\w+|pren\w+|cherch\w+|puis\w+|tires?|tirez)\b|"
        r"\bsur quoi\b.*\b(?:bas\w+|appu\w+|fond\w+|repos\w+)\b|"
        r"\bwhere\b.*\b(?:from|get|got|find|found|come|take)\b|\bbased? .*on\b|\bbased on\b|"
        r"\b(?:documents|data|texts|donnees|textes)\b.*\b(?:use|utilis\w+|consult\w+)\b|"
        r"\bd apres quoi\b|\bprovenances?\b|\borigines?\b|\b(?:que|quoi|qu) (?:est ce que )?"
        r"(?:contient|contiens|contenez|possede)\b|\bwhat (?:is|s) in\b|\bwhat does\b.*\b"
        r"(?:contain|hold|include)\b|\bqu y a dans\b|\bqu est ce qu (?:il )?y a dans\b",
    ),
    (
        About.ABILITIES,
        r"\bque (?:tu |vous )?(?:sais|savez|peux|pouvez|connais|connaissez|fais|faites)\b|"
        r"\b(?:tu|vous) (?:sais|savez|peux|pouvez|connais|connaissez|sers|servez|fais|faites|"
        r"pourrais|pourriez)\b|\b(?:sais|savez|peux|pouvez|connais|connaissez|sers|servez|fais|"
        r"faites) (?:tu|vous)\b|\b(?:aide|aidez|aider|help|mode d emploi)\b|"
        r"\b(?:comment|how)\b.*\b(?:marche\w*|fonctionn\w+|utilis\w+|servir|work\w*|use|using)\b|"
        r"\b(?:able|capable|capacites?|fonctions?|fonctionnalites?|abilities|capabilities|features|"
        r"functions)\b|\bquestions?\b|\b(?:puis je|je peux|peut on|on peut|can i|may i|should i|"
        r"could i)\b|\b(?:what|how) (?:all )?(?:can|could|do|will) (?:you|u)\b|"
        r"\bwhat (?:you|u) (?:can|could|do|know)\b|\b(?:ton|votre|your) (?:role|but|utilite|"
        r"purpose|job)\b|\ba quoi\b.*\b(?:ser\w+|utile)\b|\bwhat are you (?:for|capable)\b",
    ),
)
# These ask for the archive's own even without a word that says so; all others need such a word.
ALWAYS_OWN = re.compile(
    r"^(?:(?:quels|quelles|what|which|les|the|c est quoi|what are|quelles sont|quels sont) )?"
    r"(?:les |the |are the )?(?:differente?s |main |principa\w+ )?"
    r"(?:sources|topics|subjects|themes|sujets|thematiques|languages|langues|auteurs|authors|"
    r"journaux|"
    r"medias|outlets|newspapers|journalistes|journalists)(?: (?:sont|are|disponibles|couverts|"
    r"traites|"
    r"abordes|utilisees|representes|presents|there|available|covered|represented|included|y a))*$|"
    r"^(?:quoi|y a|qu y a) de (?:neuf|nouveau)|^what s the latest$|\bderniere (?:actualite|"
    r"nouvelle|info)\b|"
    r"^de quelle (?:annee|date) a quelle|\b(?:mes|my) questions\b|\bexemples? de questions\b|"
    r"\bexample "
    r"questions\b|\b(?:robot|bot|humain|human|personne|machine|ia|ai) (?:qui|behind)\b|"
    r"\b(?:suis je|je suis) en train de\b|^what (?:is|s) new|^(?:any|les|the|latest|quelles) "
    r"(?:nouvelles|news|"
    r"dernieres)|^(?:aide|help|aidez? moi|help me|mode d emploi|au secours)$|"
    r"^(?:quelles|what|which) questions|^que (?:puis je|peut on)|^what can i (?:ask|do)|"
    r"\b(?:dernier|latest|newest|most recent|oldest|earliest|plus recent|plus ancien|first|premier)"
    r" article\b|\barticle (?:is |est )?(?:the |le )?(?:(?:plus|most) (?:recent|ancien|vieux)|"
    r"newest|latest|oldest)|"
    r"^(?:quelle |what |which )?(?:est la |is the )?period(?:e)? (?:est |is )?(?:couverte|covered)|"
    r"\b(?:can|may|could|should) i (?:ask|write|speak)\b|\b(?:puis je|je peux|peut on|on peut) "
    r"(?:poser|demander|interroger|ecrire|parler)\b|\bhow (?:do|can|should) i use (?:this|it)$|"
    r"^(?:comment ca (?:marche|fonctionne)|how does (?:this|it) work)$|\bwho am i\b|"
    r"\ba qui (?:est ce que )?je parle\b|^am i\b|\bje parle (?:a|avec)\b|^is this an?\b|"
    r"^qui me (?:repond|parle)$|^what(?: is| s) (?:this|it) all about$"
)

VOCABULARY = {
    "fr": (
        "je j me m moi nous on tu t te toi vous votre vos ton ta tes le la les l un une des de du "
        "d "
        "ce c cet cette ces ca cela qui que qu quoi quel quelle quels quelles lequel laquelle ou "
        "quand comment combien pourquoi est es etes sont suis sera serait serais ai as a avez ont "
        "y "
        "en et mais donc alors si ne n pas rien dans sur pour par avec sans depuis jusqu jusque au "
        "aux entre vers tout toute tous toutes autre autres plus moins tres bien beaucoup meme "
        "vraiment exactement environ total etre avoir lui leur leurs se s "
        "sais savez savoir sait peux pouvez peut peuvent pouvoir pourrais pourriez puis fais "
        "faites "
        "fait faire sers servez sert servir veux voulez dire dis dites parler parles parlez parle "
        "parlent reponds repondez repondre repond aider aides aidez aide informer renseigner "
        "traite traitent traites traitez traiter aborde abordent abordes abordez couvre couvrent "
        "couvres couvrez couvert couverte couverts couvertes connais connaissez connait connaitre "
        "contient contiennent contiens contenez contenir contenus possede possedes possedez "
        "dispose "
        "disposes disposez question questions reponse reponses poser pose posez demander demande "
        "interroger interroge utiliser utilises utilisez utilise utilisent utilisee utilisees "
        "utilisation fonctionne fonctionnes fonctionnez marche marches appelle appelles appelez "
        "nomme nommes nommez nom prenom lis lisez lire lus lu comprends comprenez comprend viens "
        "venez vient viennent provient proviennent provenance provenances origine origines tires "
        "tirez tire sortent sors sortez tiens tenez basent fondent appuient puises puisez mon ma "
        "mes trouves trouvez trouve prends prenez cherches cherchez bases basez base "
        "appuies appuyez reposes repose reposent fondes fondez consultes consultez citer cites "
        "citez "
        "ecrit ecrivent ecrits ecrite ecrites redige rediges redigent signe signent signes publie "
        "publies publiees publication publications parus paru parue parues paraissent indexes "
        "indexees archives archive stockes stockees disponible disponibles accessible accessibles "
        "presents presentes presente commence commencent commences debute debutent finit finissent "
        "termine terminent arrete arretent va vont remonte remontent remontes remontez date datent "
        "dates annee annees mois jour jours epoque epoques periode periodes plage intervalle "
        "temporelle temps porte portent concerne concernent "
        "article articles texte textes document documents contenu corpus donnees source sources "
        "fichier fichiers dossier dossiers collection fonds bibliotheque systeme outil site "
        "application service journal journaux media medias presse titres quotidiens magazine "
        "magazines revues agences redaction redactions editeurs hebdomadaires differents "
        "differentes principaux principales grands grandes auteur auteurs auteures autrices "
        "journalistes redacteurs redactrices plumes signatures langue langues francais anglais "
        "espagnol allemand portugais italien neerlandais arabe russe chinois sujet sujets theme "
        "themes thematique thematiques domaine domaines rubrique rubriques actualite actualites "
        "actu actus info infos information informations nouvelle nouvelles nouveau nouveaux "
        "nouveautes neuf dernier derniere derniers dernieres recent recente recents recentes "
        "recemment recu recus ajoute ajoutes premier premiers ancien anciens ancienne vieux nombre "
        "taille volume combiens papiers depeches robot robots bot bots chatbot chatbots chat gpt "
        "ia "
        "ai intelligence artificielle humain humaine personne machine programme logiciel "
        "ordinateur "
        "assistant assistante chatgpt llm modele langage vivant vivante vrai vraie reel reelle toi "
        "capable capables capacite capacites fonction fonctions fonctionnalite fonctionnalites "
        "mode "
        "emploi role but utilite utile genre genres type types sorte sortes cree concu developpe "
        "presentez ici train partir ya chose choses apprendre exemple exemples comme dois devrais "
        "representes "
        "arrete interieur memoire stock dedans apres"
    ),
    "en": (
        "i me my we us you u your yours yourself it its this that these those the a an all any "
        "some "
        "of in on at to from for by with about into up until till since between and or but so who "
        "whom whose what which when where why how far back many much long old big large is are am "
        "was were be been do does did have has had can could will would should may might ll re s m "
        "d t r not no yes there here else more most kind kinds sort sorts type types exactly "
        "really "
        "tell show give list ask asked asking answer answers answering help helping talk talking "
        "speak speaking chat chatting know knows work works working use uses using used make made "
        "built created wrote write writes written signed programmed developed get gets got find "
        "found come comes coming take takes taken contain contains contained hold holds include "
        "includes included cover covers covered covering span spans go goes start starts begin "
        "begins end ends reach reaches store stored index indexed publish published deal deals "
        "read reading rely based base understand support supports supported available total "
        "altogether overall question questions introduce ability abilities capable capabilities "
        "features functions purpose job name mean "
        "article articles text texts document documents story stories file files content contents "
        "data piece pieces source sources archive archives corpus collection library database "
        "dataset system tool site website app service newspaper newspapers outlet outlets media "
        "paper papers press publisher publishers publications agency agencies magazine magazines "
        "author authors journalist journalists writer writers reporter reporters bylines language "
        "languages french english spanish german portuguese italian dutch arabic russian chinese "
        "topic topics subject subjects theme themes area areas field fields main major different "
        "period periods time timespan timeframe frame range year years date dates dated era oldest "
        "earliest first newest latest recent recently last new news anything something added "
        "number "
        "size robot robots bot bots chatbot chatbots human person machine program software "
        "computer "
        "assistant chatgpt gpt llm ai artificial intelligence model alive real information info "
        "behind able thing things stuff example examples my represented deal bit"
    ),
}
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
