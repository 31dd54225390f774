"""Greetings, thanks and farewells, alone or around a question, in nine languages.

Words are compared folded: without case, accents, punctuation and letters said thrice.
"""

import re
from functools import cache

from qa_service.domain.about import About, SmallTalk
from qa_service.text.dates import fold
from qa_service.text.language import OPENING_WORDS

# What thanks are said for, and how much.
APPRECIATED = (
    r"bien|beaucoup|bcp|infiniment|enormement|encore|d|avance|a|toi|vous|tous|pour|de|ton|ta|tes|"
    r"votre|vos|cette|ces|ce|l|la|les|tout|toutes|le|m|nous|avoir|temps|aide|aider|aidee?|"
    r"repondu|reponses?|informations?|infos?|precisions?|eclairage|explications?|travail|c|est|"
    r"etait|tres|clair|utile|gentil|parfait|super|genial"
)
WELCOME = (
    r"so|very|a|much|lot|again|in|advance|indeed|you|all|for|your|the|this|that|everything|help|"
    r"helping|me|answers?|reply|info|information|time|was|is|s|it|useful|helpful|clear|great"
)
# By kind and language; of two languages that share a word the first has it. Those kinds come
# first that say more: "Bonjour, ça va ?" asks how one is.
COURTESIES: dict[About, dict[str, str]] = {
    About.HOW_ARE_YOU: {
        "fr": r"(?:comment )?(?:est ce que )?(?:ca va|ca gaze|ca roule)(?: bien)?|"
        r"comment (?:vas tu|tu vas|allez vous|vous allez|te portes tu|vous portez vous|te sens "
        r"tu)(?: aujourd hui| ce matin| ce soir)?|(?:est ce que )?(?:tu vas|vas tu|vous allez|"
        r"allez vous) bien(?: aujourd hui)?|tout va bien|la forme|et toi|et vous",
        "en": r"how (?:are|r) (?:you|u)(?: doing| today| feeling)*|how is it going|how s it going|"
        r"how do you do|how have you been|what s up|whats up|are you (?:ok|okay|well|fine)|and "
        r"you|you alright",
    },
    About.FAREWELL: {
        "fr": r"au revoir|aurevoir|a bientot|a plus(?: tard)?|a tout a l heure|a demain|"
        r"a la prochaine|adieu|ciao|tchao|tchuss|(?:je vous souhaite |passez? |passe )?(?:une |"
        r"un )?(?:bonne|bon|belle) (?:fin de )?(?:journee|soiree|nuit|continuation|apres midi|"
        r"week end|weekend|semaine|dimanche)(?: a (?:toi|vous))?",
        "en": r"(?:good ?)?bye(?: bye)?|see (?:you|ya)(?: soon| later| tomorrow)?|farewell|take "
        r"care|cheerio|good night|have a (?:nice|good|great) (?:day|evening|night|weekend|one)|"
        r"later",
        "es": r"adios|hasta (?:luego|pronto|manana)",
        "de": r"(?:auf )?wiedersehen|tschuss|tschuess|bis bald",
        "pt": r"adeus|ate logo|tchau",
        "it": r"arrivederci|arrivederla|a presto",
        "nl": r"tot ziens|doei",
        "ar": r"مع السلامة|الى اللقاء|إلى اللقاء|وداعا",
        "ru": r"до свидания|пока|до встречи",
    },
    About.THANKS: {
        "fr": r"(?:un )?(?:grand |tres grand |mille |super )?(?:merci|mercis|mrc|remerciements)"
        rf"(?: (?:{APPRECIATED}))*|je (?:te|vous) remercie(?: (?:{APPRECIATED}))*|"
        r"(?:c est )?(?:super|parfait|genial|top|excellent|nickel|bravo)|c est (?:gentil|sympa)",
        "en": r"(?:ok )?(?:many |much |a lot of )?(?:thanks|thank you|thank u|thankyou|thx|ty|tks|"
        rf"cheers|much appreciated)(?: (?:{WELCOME}))*|(?:that s |this is )?"
        r"(?:great|perfect|awesome|well done|very helpful)",
        "es": r"(?:muchas |mil )?gracias|muy amable",
        "de": r"(?:vielen |besten |herzlichen )?dank(?: (?:dir|ihnen|schon))?|"
        r"danke(?: (?:schon|sehr|dir|ihnen))?|dankeschon",
        "pt": r"(?:muito )?obrigad[oa]",
        "it": r"(?:molte |tante )?grazie(?: mille)?|la ringrazio",
        "nl": r"(?:hartelijk )?(?:dank je(?: wel)?|dank u(?: wel)?|bedankt|dankjewel)",
        "ar": r"شكرا(?: (?:جزيلا|لك|لكم))?",
        "ru": r"(?:большое )?спасибо(?: большое)?|благодарю",
    },
    About.GREETING: {
        "fr": r"(?:bien le |re ?)?(?:bonjours?|bonsoir|bjr|bsr|salut|slt|coucou|cc|allo|"
        r"salutations|wesh|hello|hey|yo|hi)(?: (?:a toi|a vous|a tous|a toutes|madame|monsieur|"
        r"toi|tout le monde|l ami|l archive))*|enchantee?",
        "en": r"(?:hello|hi|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))"
        r"(?: (?:there|everyone|all|friend|archive|again))*|nice to meet you",
        "es": r"hola|buen(?:os|as) (?:dias|tardes|noches)|buenas",
        "de": r"(?:hallo|guten (?:tag|morgen|abend)|gruss gott|moin|servus)(?: zusammen)?",
        "pt": r"ola|oi|bom dia|boa (?:tarde|noite)",
        "it": r"buon ?giorno|buona ?sera|salve|ehi",
        "nl": r"hoi|goede(?:morgen|ndag|middag|navond|n dag)|dag|goeden (?:dag|avond)",
        "ar": r"مرحبا(?: بك| بكم)?|السلام عليكم|سلام|اهلا|أهلا(?: وسهلا)?|صباح الخير|مساء الخير",
        "ru": r"привет|здравствуи(?:те)?|добрыи (?:день|вечер)|доброе утро",
    },
}
# English keeps what French borrowed
BORROWED = frozenset("hello hey hi yo".split())
# Around a request, without a meaning of their own; "say" and "want to know" are wishes.
LEADING = (
    r"(?:ok|okay|d accord|alors|bon|bah|ben|euh|et|mais|ah|oh|dis(?: moi)?|dites(?: moi)?|au "
    r"fait|excuse moi|excusez moi|pardon|s il (?:te|vous) plait|stp|svp|(?:est ce que )?(?:tu "
    r"(?:peux|pourrais|saurais)|vous (?:pouvez|pourriez)|peux tu|pouvez vous|pourrais tu|"
    r"pourriez vous|peut on|on peut) (?:me |nous )?(?:dire|indiquer|donner|lister|montrer|"
    r"expliquer|rappeler|citer|preciser)|(?:donne|donnez|montre|montrez|liste|listez|indique|"
    r"indiquez|rappelle|rappelez|cite|citez|explique|expliquez)(?: moi| nous)?|j aimerais(?: "
    r"bien)? (?:savoir|connaitre)|je (?:voudrais|veux|souhaite|souhaiterais)(?: bien)? (?:savoir|"
    r"connaitre)|je me demand(?:e|ais)|so|well|and|please|pls|excuse me|sorry|by the way|(?:can|"
    r"could|would|will) (?:you|u) (?:please )?(?:tell|show|give|list|explain)(?: to)?(?: me| "
    r"us)?|(?:please )?(?:tell|show|give)(?: me| us)|list|i d like to know|i would like to know|"
    r"i want to know|i wonder|do you know)"
)
TRAILING = (
    r"(?:s il (?:te|vous) plait|stp|svp|please|pls|merci(?: d avance| beaucoup| bien)?|thanks(?: "
    r"in advance| a lot)?|thank you(?: very much)?|alors|donc|au juste|exactement|en fait|au "
    r"fait|actually|exactly|then|mate)"
)
# What may follow a greeting without a comma: in French and English a question that has begun.
BEGINS = (
    "peux pouvez pourrais pourriez tu vous je j dis dites sais savez connais as avez y a au de d "
    "parle raconte explique liste donne can could would please tell i you"
)
NO_BEGINNING = frozenset("les the et and".split())  # "Salut les copains"

LONGEST = 12  # words that are tried: their ways to be read grow with them
LONGEST_GREETING = 5  # words: "Bonjour, comment ça va ?"
LONGEST_WISH = 40  # characters
_WORD = re.compile(r"[^\W_]+")
_GAP = " \t,.;:!?…–—-"
_PAUSE = re.compile(r"[,.;:!?…–—]|\s-\s")


def courtesy(text: str) -> SmallTalk | None:
    """The courtesy that a text consists of, the one that says most of several.

    >>> courtesy("Merci beaucoup !!"), courtesy("Salut, ça va ?").about.value
    (SmallTalk(about=<About.THANKS: 'thanks'>, language='fr'), 'how_are_you')
    >>> courtesy("Bonjour tristesse") is None
    True
    """
    said = flattened(text)
    if said.count(" ") >= LONGEST or not (match := _whole().fullmatch(said)):
        return None
    for about in COURTESIES:
        found = [name for name in match.groupdict() if name.startswith(f"{about}_")]
        for name in found:
            if match[name]:
                return SmallTalk(about, _language(name.rsplit("_", 1)[1], said))
    return None


def uncourtly(text: str) -> str:
    """A question without the greeting before it and the wish behind it.

    >>> uncourtly("Bonjour, quand la ligne 4 a-t-elle ouvert, svp ?")
    'quand la ligne 4 a-t-elle ouvert ?'
    >>> uncourtly("Bonjour tristesse est un roman de qui ?")
    'Bonjour tristesse est un roman de qui ?'
    """
    rest = _without_greeting(text)
    if (match := _WISH.search(fold(rest), max(0, len(rest) - LONGEST_WISH))) and _WORD.search(
        rest, 0, match.start()
    ):
        rest = rest[: match.start()] + (" ?" if "?" in rest[match.start() :] else "")
    return rest


def flattened(text: str) -> str:
    """The words of a text, folded, one space between them.

    >>> flattened("Qu'est-ce que tu saiiiis faire ?!")
    'qu est ce que tu sais faire'
    """
    return re.sub(r"(.)\1{2,}", r"\1", " ".join(_WORD.findall(fold(text))))


_WISH = re.compile(
    r"(?:\s*[,.!?]\s*(?:please|merci(?: d[' ’]avance)?|thanks(?: in advance)?|thank you)|"
    r"[\s,.!?]+(?:stp|svp|s[' ’]il (?:te|vous) pla[iî]t))[\s.!?]*$"
)


def _without_greeting(text: str) -> str:
    words = list(_WORD.finditer(text))[: LONGEST_GREETING + 1]
    said = [courtesy(text[: word.end()]) for word in words[:-1]]
    if not any(one and one.about is About.GREETING for one in said):
        return text
    for count in range(len(said), 0, -1):
        end = words[count - 1].end()
        ends = _PAUSE.search(text, end, words[count].start())
        if said[count - 1] and (ends or fold(words[count][0]) in _beginnings()):
            return text[end:].lstrip(_GAP)
    return text


@cache
def _beginnings() -> frozenset[str]:
    asking = {fold(word) for code in ("fr", "en") for word in OPENING_WORDS[code].split()}
    return frozenset(BEGINS.split()) | (asking - NO_BEGINNING)


def _language(language: str, said: str) -> str:
    return "en" if language == "fr" and said.split()[0] in BORROWED else language


@cache
def _whole() -> re.Pattern[str]:
    """One courtesy or several, each in a group of its kind and language."""
    groups = "|".join(
        f"(?P<{about}_{language}>{words})"
        for about, spoken in COURTESIES.items()
        for language, words in spoken.items()
    )
    return re.compile(rf"(?:(?:{LEADING} )?(?:{groups})(?: |$))+")
