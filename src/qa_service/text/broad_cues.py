"""Words by which a question is broad wherever they stand, and words that belong to no subject.

French and English; all patterns are read in folded text.
"""

import re

from qa_service.domain.broad import BroadKind

# One word, number, day or name is asked for, whatever else the question says ...
ONE_REACTION = re.compile(r"quelle (?:est|etait|fut|a ete) la reaction (?:de |du |d')")
NARROW = re.compile(
    r"^(?:et |mais |and |but |alors )?(?:combien|quand|ou |d'ou|pourquoi|comment |selon "
    r"|qui (?:est|etait|a) |quel(?:le)? (?:est|etait|fut|a ete)"
    r"|(?:a|de|en|par|pour|avec|dans|sur|depuis|jusqu'a) quel"
    r"(?:le)? |how (?:many|much|long|old|far|often)|when|where|why"
    r"|who (?:is|was|has been) (?:the|an?)|(?:is|are|was|were|did|does|do|has|have) )"
)
# ... unless it says at the same time that it wants several.
SEVERAL = re.compile(
    r"\b(?:compar(?:e[rz]?|aison|ison|ed with|ed to)|differences?|avant et (?:apres|depuis)"
    r"|before and after|etape par etape|step by step|(?:annee|mois|jour) (?:apres|par) "
    r"(?:annee|mois|jour)|year by year|au fil d\w+ (?:temps|ans|annees|mois)|dans l'ordre|in order"
    r"|du debut a la fin|personne par personne|(?:pour )?(?:dire|dit) quoi|who said what"
    r"|what (?:did|has|does) each|en quelques (?:lignes|mots|phrases))\b"
)
CUES = (
    (
        BroadKind.VOICES,
        r"reactions|reagi\w*|react(?:ed|s)?|attitudes|(?:les|des|quelles?) positions?"
        r"|(?:les |leurs? )avis|points? de vue|opinions?|griefs|grievances|qui (?:dit|pense) quoi"
        r"|en (?:disent|pensent) quoi|pour dire quoi|qui s'exprim\w+|who said what"
        r"|who has commented"
        r"|what (?:did|has|does) each|stands? on|feel about"
        r"|(?:experts|chercheurs|specialistes|analystes|observateurs|temoins|habitants|intervenants"
        r"|acteurs|protagonistes)(?: \w+){0,4} (?:dis|pens|analys|jug|estim|avis)\w*"
        r"|(?:people|actors|officials|experts|residents)(?: \w+){0,2} (?:quoted|say|said|think)",
    ),
    (
        BroadKind.TIMELINE,
        r"chronologi\w+|timeline|chronology|etape par etape|step by step|dans l'ordre|in order"
        r"|au fil d\w+|(?:annee|mois|jour) (?:apres|par) (?:annee|mois|jour)|year by year"
        r"|le parcours|deroule[rz]?[- ](?:moi|nous)|what (?:went on|became of)|over the years",
    ),
    (
        BroadKind.EVENTS,
        r"compare[rz]?(?!-t-)|comparaison entre|compared (?:with|to)|differences? (?:entre|between)"
        r"|differ(?:e|ent)(?:-t)?-(?:ils?|elles?)|avant et (?:apres|depuis|pendant)"
        r"|before and after|resume[rz]?|l'essentiel (?:de|du|des|d'|sur)|(?:les )?grandes lignes"
        r"|en (?:bref|resume|quelques (?:lignes|mots|phrases))|du debut a la fin|vue d'ensemble"
        r"|(?:de quoi|que) (?:parle|traite|contient|raconte)(?:nt)? (?:l'|les |cet |le )(?:article"
        r"|dossier)\w*|summari[sz]e|gist|in (?:short|brief|a nutshell|a few words)"
        r"|(?:main|key) points|rundown|sum up|all of (?:them|these)",
    ),
)
CUE = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in CUES)
COURSE = re.compile(
    r"\b(?:chronologi\w+|timeline|chronology|dates|etapes?|stages|steps|milestones|moments|frise"
    r"|histoire|historique|history|story|parcours|evolu\w+|evolv\w+|changed?|deroul\w+|unfold\w*"
    r"|pass[ee]+|arrivee?|advenu|happen\w*|went on|became|retrace\w*|trace|course|au fil d\w+"
    r"|(?:annee|mois|jour|etape) (?:apres|par) (?:annee|mois|jour|etape)|year by year|in order"
    r"|dans l'ordre|over the years)\b"
)
# What does not name the subject: how it is to be told, and where it stands.
GENERIC = re.compile(
    r"\b(?:(?:selon|d'apres|dans|according to|in) (?:l'ensemble d\w+ |tous |all )?"
    r"(?:ces |les |vos |tes |l'|these |the |your )?(?:articles?|archives?|stories|sources|journaux)"
    r"|l'ensemble d(?:es |e |')(?:ces |vos |tes )?(?:articles|archives)"
    r"|personne par personne|etape par etape|step by step"
    r"|(?:annee|mois|jour) (?:apres|par) (?:annee|mois|jour)|year by year|au fil du temps"
    r"|over (?:time|the years)|dans l'ordre|in order|du debut a la fin|from start to finish"
    r"|en (?:bref|resume|quelques (?:lignes|mots|phrases))|in (?:short|brief|a nutshell"
    r"|a few words)"
    r"|(?:et|and) (?:(?:avec|with) (?:quels|what) arguments|pour dire quoi|quand|when|leurs? avis"
    r"|what did each say|pourquoi|why)"
    r"|tou(?:s|tes) (?:les|ces|deux)?|tou(?:s|tes)|all of them|every|each|chacune?|confondue?s"
    r"|differente?s|divers|diverses|various|respective(?:ment|ly|s)?|principa(?:ux|les)|main"
    r"|svp|stp|s'il (?:te|vous) plait|je (?:te|vous) prie|please"
    r"|cite[es]*(?: dans)?|quoted|mentionne[es]*|(?:est|sont|are|is) (?:cite|quote|mention)\w+)"
    r"(?=$|[ ,.;:?!])"
)
EDGES = " ,;:.?!-–—"


def is_narrow(folded: str) -> bool:
    """Whether a folded question asks for one thing alone, by how it begins.

    >>> is_narrow("quand la ligne a-t-elle ouvert"), is_narrow("quand, et etape par etape")
    (True, False)
    """
    return bool(NARROW.match(folded)) and not SEVERAL.search(folded)


def is_one_reaction(folded: str) -> bool:
    """Whether a folded question asks how one person or body took something.

    >>> is_one_reaction("quelle est la reaction du maire"), is_one_reaction("quelles reactions")
    (True, False)
    """
    return bool(ONE_REACTION.match(folded)) and not SEVERAL.search(folded)


def cued(folded: str) -> BroadKind | None:
    """What kind of broad question a folded question is by the words in it; None for others.

    >>> cued("l'essentiel sur le ferry"), cued("combien d'avis le maire a-t-il lus")
    (<BroadKind.EVENTS: 'events'>, None)
    """
    if is_narrow(folded):
        return None
    return next((kind for kind, pattern in CUE if pattern.search(folded)), None)


def is_course(folded: str) -> bool:
    """Whether a broad question, folded, wants to know how things went on, day by day.

    >>> is_course("retrace la greve"), is_course("liste des promesses")
    (True, False)
    """
    return COURSE.search(folded) is not None
