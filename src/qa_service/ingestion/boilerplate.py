"""The boilerplate of scraped pages and mails, as a table of rules.

A rule must be sure of its line: a lost sentence is worse than a kept button. So patterns take
whole lines, and words that prose uses too ("image", "lire aussi") need the punctuation that only
boilerplate gives them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_PARTICLE = r"(?:d[eu]s?|la|le|el|al|ag|ben|bin|ould|von|van)"
_NAME_WORD = r"(?:[A-ZÀ-Ý](?:[^\W\d_]|[’'-])+|[A-ZÀ-Ý]\.)"
NAME = rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{1,3}}"  # of two to four words

LONGEST_HEADLINE = 150  # characters; a longer line is prose, whatever it ends with
LEAST_TEASER = 30  # characters that a paragraph must share with its teaser
LEAST_SENTENCE = 20  # characters before a caption that was glued to it
TEASER_REACH = 10  # lines in which it must do so
# Captions are rarely longer: a full stop after so many characters ends a sentence of the article.
LONGEST_CAPTION = 100


Cut = Callable[[Sequence[str], int], int | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of boilerplate; `cut(lines, n)` says from which character on line n is such."""

    name: str
    reason: str
    cut: Cut


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph rather than a headline, a label or a name.

    >>> is_prose("Il est parti."), is_prose("Le Mali en fête"), is_prose("Qui est Goïta ?")
    (True, False, False)
    """
    return len(line) > LONGEST_HEADLINE or line.rstrip(' \xa0»”"').endswith((".", "…", ";", ":"))


def _line(patterns: str, flags: int = re.IGNORECASE) -> Cut:
    """Drops a line that one of the patterns, each on a line of its own, matches as a whole."""
    alternatives = "|".join(pattern.strip() for pattern in patterns.strip().splitlines())
    compiled = re.compile(alternatives.replace(" ", r"\s+"), flags)
    return lambda lines, n: 0 if compiled.fullmatch(lines[n].strip().replace("’", "'")) else None


_PHOTO = r"(?:Images?|Photos?|Fotos?|Bild|Cr[ée]dits?(?:\s+(?:photo|image)s?)?|Illustration)"
_PROPER = rf"[^\w\s]*(?:[A-ZÀ-Ý0-9][^\s:]*|{_PARTICLE}|[ld]['’]\S+|et|and|of|the|via)?"
_CREDIT = re.compile(
    r"(?<=[\w)\]»”\"’'.!?…])(?:Image|Photo|Foto|Bild)s?\s?:\s?.{2,100}$"  # "MoscouImage : Diop/AFP"
    rf"|[\s|–—-]*\((?:{_PHOTO}|Archives?)\b[^()]{{0,80}}\)$"  # "à Moscou (Photo : AFP)"
    rf"|\s+[|–—]?\s*(?:©\s?[^.]{{2,60}}|(?<=[|–—]\s){_PHOTO}\s?:\s?.{{2,80}})$"  # "Moscou © AFP"
    rf"|^{_PHOTO}\s?[:©]\s?{_PROPER}(?:\s+{_PROPER}){{0,9}}$"  # "Photo : A. Diop/AFP" alone
    r"|^(?:Photos?|Images?)\s+d['’](?:archives?|illustration)\b.{0,60}$"
)
_SENTENCE_END = re.compile(r"(?:\w\w|[)»”\"])[.!?…][»”\"]?(?P<space>\s*)(?=[«“\"]?\s?[A-ZÀ-Ý])")


def _caption(lines: Sequence[str], number: int) -> int | None:
    """From where a line is a caption with its credit: 0 unless a sentence surely ends before it."""
    credit = _CREDIT.search(lines[number].rstrip())
    if credit is None:
        return None
    text = lines[number][: credit.start()]
    description = _line_before(lines, number)
    if description and text.endswith(description):  # the picture's description, said again
        return len(text) - len(description)
    if re.search(r"[.!?…][»”\"]?$", text):  # "... est parti.Photo : Diop"
        return len(text)
    for end in reversed([*_SENTENCE_END.finditer(text)]):
        if (not end["space"] and end.start() > LEAST_SENTENCE) or end.start() > LONGEST_CAPTION:
            return end.end()
    return 0


def _image_description(lines: Sequence[str], number: int) -> int | None:
    """The line before a caption, if the caption repeats it or they are a block of their own."""
    following = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
    credit = _CREDIT.search(lines[following].rstrip()) if following else None
    if following is None or credit is None:
        return None
    line, text = lines[number].strip(), credit.string[: credit.start()].strip()
    repeated = line == text or (len(line) >= LEAST_TEASER and text.endswith(line))
    # Pages without blank lines have no blocks: there the line may be the article's title.
    block = following == number + 1 and not all(lines) and _caption(lines, following) == 0
    return 0 if repeated or (block and not is_prose(line)) else None


def _teaser(lines: Sequence[str], number: int) -> int | None:
    stem = re.sub(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*$", "", lines[number])
    if stem == lines[number] or len(stem) < LEAST_TEASER:
        return None
    nearby = lines[number + 1 : number + 1 + TEASER_REACH]
    return 0 if any(later.startswith(stem) for later in nearby) else None


def _repeated(lines: Sequence[str], number: int) -> int | None:
    return 0 if lines[number].strip() == _line_before(lines, number) else None


def _biography(lines: Sequence[str], number: int) -> int | None:
    """The line that begins with a name and a trade, without a full stop or of who signed it."""
    named = re.match(rf"({NAME}?),?\s+(?:est\s+|is\s+)?(?:une?\s+|an?\s+)?{_TRADE}", lines[number])
    if named is None:
        return None
    signed = any(re.fullmatch(rf"(?:Par|By)?\s*{re.escape(named[1])}", line) for line in lines)
    return 0 if signed or not is_prose(lines[number]) else None


def _line_before(lines: Sequence[str], number: int) -> str:
    return next((line for n in range(number - 1, -1, -1) if (line := lines[n].strip())), "")


_TRADE = (
    r"(?i:(?:grande?\s+)?(?:journalist|correspond[ae]nt|reporter|rédact|chroniqueu|éditorialist))"
)
_READ = r"(?:à |a )?(?:lire|relire|voir|écouter|regarder|read|see) (?:aussi|également|also)"
_SHARE = (
    r"(?:partage[rz]?|share|tweet(?:er)?|facebook|twitter|x|whatsapp|linkedin|telegram|pinterest"
    r"|messenger|e-?mail|imprimer|print|envoyer|copier le lien|copy link|sur|on|via|par"
    r"|cet? article|this article)"
)
_CHANNEL = (
    r".{0,80}\b(?:newsletter|lettre d'information|chaîne|whatsapp|telegram|youtube|facebook|twitter"
    r"|google|application)\b.{0,80}"
)
# but a row of a table, such as "Source: FAO; Prix: 200."
_NO_ROW = r"(?!.*; [^;:]+: )"
NAVIGATION, RELATED_LIST, COMMENTS = "navigation", "related list", "comment section"
BARE_ADDRESS, CATEGORY_LINE = "bare address", "category line"
AGENCY_SIGNATURE, SOURCE_LINE = "agency signature", "source line"

# In the patterns a space stands for any white space, and letters for both cases.
RULES = (
    Rule(NAVIGATION, "menus and links for screen readers", _line(r"""
        (\d{1,2}\. )?(aller|passer|accéder|skip|jump|go) (directement )?(au|à la|to)\b.{0,40}
        (\d{1,2}\. )?voir les autres sites\b.{0,40}
        (\d{1,2}\. )?(menu( principal)?|accueil|home|rechercher|search|haut de page|fermer)
        accueil\s*[>›»/|].{0,150}
        ((article|page|post) )?(précédente?|suivante?|previous|next)( article| post)?\s*[:→»›>]?
        navigation (de l'article|des articles)
    """)),
    Rule(BARE_ADDRESS, "an address alone is a link", _line(r"(https?://|www\.)\S+")),
    Rule("image caption", "describes and credits a picture that is not there", _caption),
    Rule("image description", "the picture's alternative text, by its caption", _image_description),
    Rule("related link", "leads to another article", _line(rf"""
        \W*{_READ}\s*([:→>»–—|-].*|[«“"].*[»”"])?
        (>+|[→►▶])\s*{_READ}\b.{{0,200}}
    """)),
    Rule(RELATED_LIST, "heads links to other articles", _line(r"""
        articles? (similaires|liés|connexes|récents|recommandés)\s*:?
        related (articles|posts|stories)\s*:?
        (sur|dans) (le|la) même (sujet|thème|rubrique|catégorie)\s*:?
        (vous aimerez|les plus lus|most read|plus d'articles)\b.{0,30}
    """)),
    Rule("share bar", "buttons that pass the page on", _line(rf"""
        (?=.*(partage|share|tweet|facebook|whatsapp|linkedin|imprimer|e-?mail)){_SHARE}([\s,|•·:/-]+{_SHARE})*\s*:?
    """)),
    Rule(CATEGORY_LINE, "names rubrics and tags", _line(rf"""
        (?-i:Par)\s*[^.!?]{{2,60}}\s(?-i:Catégorie) .{{0,200}}
        (catégories?|étiquettes?|tags?|mots[- ]clés)\s*:{_NO_ROW}.{{0,200}}
        (classé dans|publié dans|posted in)\s*:.{{0,200}}
    """)),
    Rule("yearless date", "says less than the page's other dates", _line(r"""
        (publiée?|mise? à jour) le \d{1,2}(er)? [^\W\d]+(,? à \d{1,2}\s?[h:]\d{2})?
    """)),
    Rule("teaser", "the first words of a paragraph that follows in full", _teaser),
    Rule("repeated line", "the line before, said again", _repeated),
    Rule(COMMENTS, "readers' words and the form for them", _line(r"""
        (\d+ )?(comments?|commentaires?)(\s*\(\d+\))?\s*:?
        (laisser|laissez|ajouter|poster) un (commentaire|réponse)\b.{0,40}
        (leave|post|add) a (comment|reply)\b.{0,40}
        (répondre|reply|annuler la réponse|cancel reply|aucun commentaire|no comments)\W*
        (votre adresse (e-?mail|de messagerie)|your email address)\b.*publi.*
        (les champs obligatoires|required fields)\b.*
        (commentaire|comment|nom|name|e-?mail|site web|website)\s*\*?
        (enregistrer mon nom|save my name),.*
    """)),
    Rule("cookie notice", "asks for consent", _line(r"""
        (nous|(ce|notre) site|we|this (web)?site) (\S+ ){0,3}(utilis|use)[^«»"]*\bcookies\b.{0,200}
        (en poursuivant|en continuant|by continuing)\b[^«»"]*\bcookies\b.{0,200}
        (tout |continuer sans )?(accepter|refuser|accept)( all)?( (les|tous les) cookies)?
        (gérer|paramétrer|manage|paramètres des?) (les |mes )?cookies
    """)),
    Rule("newsletter prompt", "asks to subscribe or to follow", _line(rf"""
        (abonnez-vous|inscrivez-vous|recevez|téléchargez|subscribe|sign up)\b{_CHANNEL}
        (suivez|rejoignez)(-nous)?\b{_CHANNEL}
        follow us\b{_CHANNEL}
        (la |notre )?newsletter
        (je m'abonne|s'abonner|subscribe)( maintenant| now)?
    """)),
    Rule("mail notice", "leaves the mailing list, or opens the mail elsewhere", _line(r"""
        (pour )?(se|me|vous) désabonner\b.{0,60}
        (désabonnement|désinscription|se désinscrire|unsubscribe)\b.{0,60}
        (voir|lire|ouvrir|afficher|consulter) .{0,50}\b(navigateur|en ligne)\W*
        view .{0,40}\b(browser|online)\W*
        (vous recevez|vous avez reçu) (ce|cet|cette) (message|e-?mail|courriel|lettre)\b.{0,200}
        you (are receiving|received) this (e-?mail|message)\b.{0,200}
        (gérer|modifier) (mes|vos) (préférences|abonnements?)\b.{0,40}
    """)),
    Rule("copyright notice", "rights in the page", _line(r"""
        (©|\(c\)|copyright) .{0,150}
        .{0,80}\b(tous droits\b.{0,60}réservés|all rights reserved).{0,80}
        (toute )?reproduction .{0,40}interdite.{0,80}
    """)),
    Rule("reading aid", "durations, audio and advertising labels", _line(r"""
        (temps de )?lecture\s*:?\s*\d+\s*(min|mn|minutes?)\.?
        \d+\s*(min|mn|minutes?) (de lecture|read)
        (écouter|imprimer) (cet |l')article
        (lire la suite|read more).{0,10}
        publicité|advertisement|sponsored|la suite après (cette|la) publicité
    """)),
)  # fmt: skip

# Looked for on the last lines only, from the last one upwards.
END_RULES = (
    Rule(AGENCY_SIGNATURE, "initials of those who wrote and checked a dispatch", _line(r"""
        \(?[A-Za-z]{1,4}(/[A-Za-z]{1,6}){1,5}\)?
        \(?([Aa]vec )?(AFP|APA|APS|AP|PANA|Reuters|Xinhua)\)?
    """, flags=0)),
    Rule(SOURCE_LINE, "names the outlet that had it first", _line(
        rf"source\s*:{_NO_ROW}\s*\S.{{1,40}}"
    )),
    Rule("author biography", "presents who signed the article", _biography),
)  # fmt: skip
