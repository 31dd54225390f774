# ruff: noqa: E501  a line is a group of words
"""Stems, and words by what they do to a statement: deny it, weaken it, turn it round.

A line of opposites holds two sides, with "=" between them where one holds if the other does not.
"""

import re
from collections.abc import Sequence
from functools import cache

from qa_service.answering.checking.synonyms import SYNONYMS
from qa_service.answering.checking.verbs import infinitive
from qa_service.text.analysis import terms

OPPOSITES = {
    "fr": """
augmenter hausse accroître croître grimper monter progresser élargir plus | baisser diminuer baisse diminution réduire chuter tomber reculer recul descendre moins
améliorer amélioration | détériorer dégrader aggraver empirer
renforcer resserrer intensifier consolider | affaiblir distendre relâcher
accélérer hâter | ralentir retarder freiner
avant | après
avance | retard
accepter approuver ratifier adopter signer voter = rejeter refuser dénoncer repousser
confirmer reconnaître admettre avouer = démentir nier contester réfuter
ouvrir ouvert rouvrir rouvert ouverture réouverture inaugurer | fermer fermeture
commencer débuter début démarrer lancer reprendre recommencer | terminer achever fin interrompre suspendre arrêter cesser
gagner victoire remporter | perdre perdu défaite
soutenir soutenu appuyer soutien favorable | opposer hostile combattre défavorable
acheter commander achat acquérir | vendre livrer vente céder
prêter prêteur | emprunter emprunteur
accorder octroyer consentir | imposer refuser
négocier dialoguer | imposer contraindre
rembourser | emprunter
donner offrir céder fournir | recevoir obtenir prendre demander réclamer
payer verser dépenser | toucher percevoir encaisser économiser
créer fonder instaurer lancer | supprimer dissoudre abolir fermer
construire bâtir édifier rénover | détruire démolir raser
attaquer agresser | défendre protéger
entrer adhérer rejoindre | sortir quitter
nommer désigner élire | limoger révoquer destituer démissionner
précéder | succéder suivre
écouter entendre | ignorer négliger
protéger préserver | menacer détruire
faciliter favoriser encourager aider | entraver empêcher gêner décourager freiner
inviter accueillir convier | expulser exclure chasser
espérer espoir confiance | craindre crainte redouter peur méfiance
réussir réussite succès | échouer échec
envoyer expédier | recevoir
louer | acheter vendre
enseigner former | étudier apprendre
gratuit | payant
public | privé
plein | vide
rapide | lent
riche | pauvre
long | court
grand | petit
fort | faible
jeune | vieux
facile | difficile
légal | illégal
provisoire temporaire | définitif permanent
autonome indépendant | dépendant
embaucher recruter embauche | licencier supprimer licenciement
arriver arrivée entrer venir | partir départ quitter sortir retirer
prendre | quitter abandonner céder perdre
autoriser permettre permis = interdire interdit empêcher
maintenir conserver garder rester = supprimer abandonner retirer
féliciter réjouir saluer | déplorer regretter critiquer dénoncer
premier | dernier
ancien | nouveau nouvel nouvelle
majorité majoritaire | minorité minoritaire
public = secret privé confidentiel
allié ami | ennemi adversaire
assister présent présence participer venir = absent absence
libérer libération | arrêter arrestation emprisonner
grâce | malgré
maximum plus | minimum moins
condamner condamnation coupable | acquitter relaxer innocent
proche | lointain éloigné
""",
    "en": """
rise increase grow climb gain more higher | fall decrease drop decline less fewer lower
improve | worsen deteriorate
strengthen tighten | weaken loosen
accelerate hasten | slow delay
before | after
early | late
accept approve ratify adopt sign | reject refuse dismiss
confirm admit acknowledge | deny dispute
open reopen | close shut
start begin resume launch | end finish halt suspend stop
win victory | lose defeat
support back | oppose
buy order purchase | sell deliver
lend | borrow
give offer grant | receive take demand
pay spend | earn save
build | destroy demolish
create found | abolish dissolve
attack | defend protect
hope | fear
hire recruit | fire dismiss cut
arrive enter | leave depart
allow permit | ban forbid prevent
first | last
majority | minority
welcome praise | deplore regret criticise criticize
despite | thanks
guilty convict | acquit innocent
""",
}
Sides = tuple[tuple[frozenset[str], frozenset[str]], ...]
# What denies by its meaning; what stands behind it, it denies too.
DENYING = {
    "fr": "refuser refus démentir démenti nier exclure rejeter interdire empêcher annuler "
    "renoncer échouer cesser écarter défaut manquer contester",
    "en": "refuse deny reject ban prevent cancel fail cease dismiss dispute",
}
REPORTING = {  # of whose matching nothing depends: who says it is checked apart
    "fr": "selon après affirmer assurer déclarer soutenir dire expliquer préciser indiquer ajouter "
    "souligner insister rappeler noter relever constater observer rapporter estimer juger "
    "considérer penser annoncer confirmer évoquer écrire article texte agence source média journal "
    "quotidien correspondant toujours également aussi notamment ainsi concerner avancer citer "
    "révéler signaler résumer également parler pour décrire poursuivre lancer qualifier",
    "en": "according say state declare add explain tell claim note report recall article agency "
    "source paper newspaper also again write announce mention believe think consider argue insist observe "
    "expect feel accord",
}
GENERAL = {  # that say little by themselves
    "fr": "faire fait être avoir mettre mise prendre pris effectuer procéder avoir lieu cas "
    "côté niveau celui celle ceux même autre désormais finalement enfin ailleurs alors puis dont "
    "depuis lors toutefois cependant pourtant afin entre vers chez sous sur dès jusque fois chose comme "
    "occasion sorte manière façon an année mois jour heure semaine aujourd'hui déjà encore très "
    "va vont aller allé allée allés aura auront car delà dessus environ quelque près total nombre son bien nettement surtout particulier plusieurs être actuellement compter permettre devoir font fasse fassent ferait feront fera abord état falloir peut peuvent pouvait pouvaient pu pourra pourront pourrait pourraient voir rendre tenir recevoir savoir si non forme hauteur outre revanche croire intervenir bout passer sinon remarquer dire valoir avis yeux sein valoir vouloir",
    "en": "make do take put carry case part side level same other now finally then since however "
    "between towards time year month day week today already still very well several again",
}
STRONG = frozenset(
    "tous toutes toute tout chaque toujours jamais totalite integralite entierement totalement "
    "exclusivement uniquement seul seule seuls seules all every always never entirely only whole "
    "entire completely unanime unanimite".split()
)
WEAK = frozenset(
    "certains certaines quelques plusieurs partie plupart beaucoup parfois souvent presque "
    "regulierement majorite minorite some several many most part often sometimes almost "
    "partly".split()
)
# That "tous deux" and "tout de même" are no quantity.
UNCOUNTED = frozenset("deux trois quatre de a d'abord comme en 2 3 4 juste aussi".split())
CONDITIONAL = frozenset(
    "aurait auraient serait seraient pourrait pourraient devrait devraient may might could "
    "would should allegedly reportedly peut peuvent".split()
)
POSSIBLE = frozenset("pourrait pourraient may might could peut peuvent".split())
TENTATIVE = frozenset(
    "peut-etre semble semblait semblent parait paraissent paraissait possible possibilite "
    "eventuel eventuelle eventuellement hypothese probablement "
    "suppose presume entendre envisage envisagent conditionnel seems appears likely possibly perhaps "
    "avance suggere soupconne soupconnes perhaps hint".split()
)


# The index folds accents before it stems, so that "montée", "montent" and "monter" stay apart there.
INFLECTED = re.compile(
    r"(?<=\w{4})(?:aient|erait|eront|ees|ent|ait|ant|ante|ants|antes|era|ee|es|er|ez|e|s|a|i|(?<=[dt])r)$"
)
DOUBLED = re.compile(r"([cdflnprst])\1$")  # "appelle", "appeler"


@cache
def stem(word: str, language: str) -> str:
    """The index term of a word, "" for one that means nothing by itself.

    >>> stem("montée", "fr"), stem("montent", "fr"), stem("les", "fr")
    ('mont', 'mont', '')
    """
    found = terms(infinitive(word) if language == "fr" else word, language)
    if not found:
        return ""
    return _uninflected(found[0]) if language == "fr" else found[0]


def _uninflected(term: str) -> str:
    """Without endings, until none is left: "baissent" and "baisse" meet as "bais"."""
    while (shorter := INFLECTED.sub("", term)) != term:
        term = shorter
    return DOUBLED.sub(r"\1", term)


@cache
def meanings(language: str) -> dict[str, frozenset[int]]:
    """The lines of synonyms that each stem stands in."""
    return _lines(SYNONYMS.get(language, ""), language)


def are_synonyms(one: str, other: str, language: str) -> bool:
    """Whether two stems mean the same or nearly so, also as verb and noun: "livr", "livraison"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) <= len(short) + 4:
        return True
    if len(short) >= 7 and long.startswith(short[:-2]):
        return True
    if len(short) >= 8 and long.startswith(short[:7]) and len(long) <= 10:
        return True
    lines = meanings(language)
    return bool(lines.get(one, frozenset()) & lines.get(other, frozenset()))


@cache
def sides(language: str) -> Sides:
    """Pairs of opposite sides, as stems."""
    return _sides([re.split(r"[|=]", line) for line in _opposing(language)], language)


@cache
def contradictory(language: str) -> Sides:
    """The same of pairs of which one holds if the other does not."""
    return _sides([line.split("=") for line in _opposing(language) if "=" in line], language)


def _opposing(language: str) -> list[str]:
    return OPPOSITES.get(language, "").strip().splitlines()


def _sides(pairs: Sequence[Sequence[str]], language: str) -> Sides:
    return tuple((_stems(one, language), _stems(other, language)) for one, other in pairs)


@cache
def denying(language: str) -> frozenset[str]:
    """The stems of what denies."""
    return _stems(DENYING.get(language, ""), language)


@cache
def neutral(language: str) -> frozenset[str]:
    """The stems that neither support nor need support."""
    return _stems(f"{REPORTING.get(language, '')} {GENERAL.get(language, '')}", language)


def _stems(words: str, language: str) -> frozenset[str]:
    return frozenset(found for word in words.split() if (found := stem(word, language) or word))


def _lines(text: str, language: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for one in _stems(line, language):
            found.setdefault(one, set()).add(number)
    return {one: frozenset(numbers) for one, numbers in found.items()}
