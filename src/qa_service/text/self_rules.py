"""What a question about the program or its archive asks for, by its words, flattened.

Regular expressions, each searched for in the question.
"""

from qa_service.domain.about import About

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

# Of the kinds that are found, the first decides.
RULES: dict[About, tuple[str, ...]] = {
    About.IDENTITY: (
        r"\bqui (?:es tu|etes vous|tu es|vous etes|est tu|t es|est ce que tu es|te? parle)\b",
        r"\b(?:tu|vous) (?:es|etes|est) (?:vraiment )?(?:qui|quoi)\b",
        r"\bt es (?:qui|quoi)\b",
        r"\b(?:tu es|t es|es tu|etes vous|vous etes|tu serais|are you|r u|you are|you re|is "
        rf"this|am i|parle|parles|parler|talking|speaking|chatting)\b.*\b{BOT}\b",
        rf"\b(?:is there|y a)\b.*\b{BOT}\b",
        rf"\b{BOT} qui (?:repond|parle|ecrit)\b",
        rf"\b{BOT}.*\b(?:utilis\w+|use|using)\b",
        r"\b(?:as tu|avez vous|tu as|vous avez|do you have) (?:un |a )?(?:nom|name)\b",
        r"\b(?:tu|t|vous)\b.*\b(?:appelles?|appelez|nommes?|nommez)\b",
        r"\b(?:ton|votre|your) (?:nom|prenom|name)\b",
        r"\bpresente(?:z)? (?:toi|vous)\b",
        r"\bqui (?:t|vous) a (?:cree|fait|concu|programme|developpe)\b",
        r"\b(?:a|avec) qui (?:je |est ce que je )?(?:parle|discute|ai)\b",
        r"\bqui me (?:repond|parle)\b",
        r"\b(?:who|what) (?:exactly )?(?:are|r) (?:you|u)\b(?! (?:capable|for|able|based|using))",
        r"\b(?:who|what) you are\b",
        r"\bwho (?:made|built|created|wrote|programmed|developed) you\b",
        r"\bintroduce yourself\b",
        r"\bwho am i (?:talking|speaking|chatting)\b",
        r"\b(?:utilises|utilisez|use|using)\b.*\b(?:ia|ai|llm|gpt|chat ?gpt|modele|model)\b",
        r"\bqu(?:e|i)? (?:est ce que )?(?:tu es|es tu|vous etes|etes vous)\b",
        r"\btell (?:me )?about yourself\b",
        r"\babout yourself\b",
    ),
    About.LANGUAGES: (
        r"\b(?:langues?|languages?)\b",
        rf"(?:{SELF}|\b(?:je|i|on)\b).*\b{TONGUES}\b",
        rf"\b(?:parles|parlez|comprends|comprenez|lis|lisez|reponds|repondez)\b.*\b{TONGUES}\b",
        rf"\b{TEXTS}\b.*\b{TONGUES}\b",
    ),
    About.AUTHORS: (
        rf"\b{AUTHORS}\b",
        r"\b(?:de|par) qui\b",
        r"\b(?:qui|who)\b.*\b(?:ecrit|ecrivent|ecrits|redige|rediges|redigent|signe|signent|"
        rf"write|writes|wrote|written|signed)\b.*\b{TEXTS}\b",
    ),
    About.OUTLETS: (rf"\b{OUTLETS}\b",),
    About.NEWEST: (
        r"\b(?:derniere?s?|(?<!how )recente?s?|recemment|latest|newest|recently)\b",
        r"\b(?:quoi|y a) de (?:neuf|nouveau)\b",
        r"\bdu (?:neuf|nouveau)\b",
        r"\bnouveautes\b",
        r"\bwhat (?:is|s) new\b",
        r"\b(?:anything|something) new\b",
        rf"\b(?:nouveaux|new|nouvelles)\b.*\b{TEXTS}\b",
        r"\b(?:quelles|les) nouvelles\b",
        r"\bany news\b",
    ),
    About.TOPICS: (
        rf"\b{TOPICS}\b",
        r"(?=.*\bquoi\b).*\b(?:parl\w+|trait\w+|port\w+|concern\w+)\b",
        r"\bde quoi est question\b",
        r"\bdeal\w*\b",
        r"\bask (?:you )?about\b",
        r"\bsur quoi\b.*\b(?:interroger|renseigner|informer|repondre|ecri\w+)\b",
        r"\bwhat\b.*\b(?:articles|archive|stories|texts|news|corpus|collection)\b.*\babout\b",
        r"\b(?:about what|what about)\b",
        r"\bwhat (?:is|s) (?:it|this) (?:all )?about\b",
        r"\bparlent (?:tes|vos|les|ces) (?:articles|textes)\b",
        r"\bactualites\b.*\b(?:couv|trait)\w*",
    ),
    About.COUNT: (
        r"\b(?:combien|nombre|taille|volume|how many|how much|how big|how large|number|size)\b",
    ),
    About.PERIOD: (
        r"\bperiod(?:e|es|s)?\b",
        r"\bde quand a quand\b",
        r"\b(?:jusqu a|depuis|a partir de|de) quand\b",
        r"\b(?:de )?(?:quelles?|quels) (?:dates?|annees?|annee|epoques?|mois|plage|intervalle)\b",
        r"\b(?:plage|intervalle|epoques?|jusqu ou|remonte\w*|anciens?|anciennes?|premiers?|"
        r"vieux)\b",
        r"(?=.*\b(?:quand|when)\b).*\b(?:dat\w+|commenc\w+|starts?|begins?|ends?|finiss\w+|"
        r"termin\w+|from|arret\w+|paru\w*|publi\w+|published)\b",
        r"\bhow (?:far back|old|recent)\b",
        r"\b(?:oldest|earliest|first|years?|dates?|time ?(?:span|frame|range)|span|era|up to "
        r"when|from when|since when)\b",
    ),
    About.SOURCES: (
        r"\bsources?\b",
        r"\bd ou\b",
        r"\bou\b.*\b(?:trouv\w+|pren\w+|cherch\w+|puis\w+|tires?|tirez)\b",
        r"\bsur quoi\b.*\b(?:bas\w+|appu\w+|fond\w+|repos\w+)\b",
        r"\bwhere\b.*\b(?:from|get|got|find|found|come|take)\b",
        r"\bbased? .*on\b",
        r"\bbased on\b",
        r"\b(?:documents|data|texts|donnees|textes)\b.*\b(?:use|utilis\w+|consult\w+)\b",
        r"\bd apres quoi\b",
        r"\bprovenances?\b",
        r"\borigines?\b",
        r"\b(?:que|quoi|qu) (?:est ce que )?(?:contient|contiens|contenez|possede)\b",
        r"\bwhat (?:is|s) in\b",
        r"\bwhat does\b.*\b(?:contain|hold|include)\b",
        r"\bqu y a dans\b",
        r"\bqu est ce qu (?:il )?y a dans\b",
    ),
    About.ABILITIES: (
        r"\bque (?:tu |vous )?(?:sais|savez|peux|pouvez|connais|connaissez|fais|faites)\b",
        r"\b(?:tu|vous) (?:sais|savez|peux|pouvez|connais|connaissez|sers|servez|fais|faites|"
        r"pourrais|pourriez)\b",
        r"\b(?:sais|savez|peux|pouvez|connais|connaissez|sers|servez|fais|faites) (?:tu|vous)\b",
        r"\b(?:aide|aidez|aider|help|mode d emploi)\b",
        r"\b(?:comment|how)\b.*\b(?:marche\w*|fonctionn\w+|utilis\w+|servir|work\w*|use|using)\b",
        r"\b(?:able|capable|capacites?|fonctions?|fonctionnalites?|abilities|capabilities|"
        r"features|functions)\b",
        r"\bquestions?\b",
        r"\b(?:puis je|je peux|peut on|on peut|can i|may i|should i|could i)\b",
        r"\b(?:what|how) (?:all )?(?:can|could|do|will) (?:you|u)\b",
        r"\bwhat (?:you|u) (?:can|could|do|know)\b",
        r"\b(?:ton|votre|your) (?:role|but|utilite|purpose|job)\b",
        r"\ba quoi\b.*\b(?:ser\w+|utile)\b",
        r"\bwhat are you (?:for|capable)\b",
    ),
}

# These ask for the archive's own even without a word that says so; all others need such a word.
ALWAYS_OWN = (
    r"^(?:(?:quels|quelles|what|which|les|the|c est quoi|what are|quelles sont|quels sont) "
    r")?(?:les |the |are the )?(?:differente?s |main |principa\w+ )?(?:sources|topics|subjects|"
    r"themes|sujets|thematiques|languages|langues|auteurs|authors|journaux|medias|outlets|"
    r"newspapers|journalistes|journalists)(?: (?:sont|are|disponibles|couverts|traites|abordes|"
    r"utilisees|representes|presents|there|available|covered|represented|included|y a))*$",
    r"^(?:quoi|y a|qu y a) de (?:neuf|nouveau)",
    r"^what s the latest$",
    r"\bderniere (?:actualite|nouvelle|info)\b",
    r"^de quelle (?:annee|date) a quelle",
    r"\b(?:mes|my) questions\b",
    r"\bexemples? de questions\b",
    r"\bexample questions\b",
    r"\b(?:robot|bot|humain|human|personne|machine|ia|ai) (?:qui|behind)\b",
    r"\b(?:suis je|je suis) en train de\b",
    r"^what (?:is|s) new",
    r"^(?:any|les|the|latest|quelles) (?:nouvelles|news|dernieres)",
    r"^(?:aide|help|aidez? moi|help me|mode d emploi|au secours)$",
    r"^(?:quelles|what|which) questions",
    r"^que (?:puis je|peut on)",
    r"^what can i (?:ask|do)",
    r"\b(?:dernier|latest|newest|most recent|oldest|earliest|plus recent|plus ancien|first|"
    r"premier) article\b",
    r"\barticle (?:is |est )?(?:the |le )?(?:(?:plus|most) (?:recent|ancien|vieux)|newest|"
    r"latest|oldest)",
    r"^(?:quelle |what |which )?(?:est la |is the )?period(?:e)? (?:est |is )?(?:couverte|"
    r"covered)",
    r"\b(?:can|may|could|should) i (?:ask|write|speak)\b",
    r"\b(?:puis je|je peux|peut on|on peut) (?:poser|demander|interroger|ecrire|parler)\b",
    r"\bhow (?:do|can|should) i use (?:this|it)$",
    r"^(?:comment ca (?:marche|fonctionne)|how does (?:this|it) work)$",
    r"\bwho am i\b",
    r"\ba qui (?:est ce que )?je parle\b",
    r"^am i\b",
    r"\bje parle (?:a|avec)\b",
    r"^is this an?\b",
    r"^qui me (?:repond|parle)$",
    r"^what(?: is| s) (?:this|it) all about$",
)
