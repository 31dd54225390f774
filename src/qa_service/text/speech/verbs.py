"""Verbs that tell of speech, in the forms in which news writes them: third person, all tenses.

The forms are made from the infinitive when first needed; they need no library and no model.
"""

import re
from dataclasses import dataclass
from functools import cache

# With a whole sentence: "X affirme que ...", « ... », dénonce X.
REGULAR = """
    accuser affirmer ajouter alerter analyser annoncer argumenter arguer assener asséner assurer
    attester aviser avouer balayer blaguer certifier chuchoter citer clamer commenter
    communiquer confesser confier confirmer considérer conseiller constater contester contredire
    crier critiquer croire déclarer décrire dénoncer déplorer désespérer détailler développer
    déduire diagnostiquer dire discerner écrire enchaîner énoncer énumérer espérer estimer
    évaluer évoquer exhorter expliciter expliquer exposer exprimer fanfaronner fulminer fustiger
    garantir glisser grincer gronder hasarder hurler imaginer indiquer informer insinuer
    insister interroger invoquer ironiser juger jurer lâcher lancer maintenir marteler menacer
    mentionner minimiser murmurer nier narrer noter nuancer objecter observer ordonner parier
    penser pester plaider plaisanter pointer poursuivre préciser prédire préconiser présager
    prétendre prévenir proclamer promettre pronostiquer prôner protester publier questionner
    raconter railler rajouter rapporter rappeler rassurer réaffirmer réagir recommander
    reconnaître redire redouter refuser réfuter regretter rejeter relater relativiser relever
    remarquer répéter répliquer répondre reprendre reprocher résumer rétorquer révéler rêver
    revendiquer riposter saluer scander signaler signifier soupirer souligner soutenir spécifier
    suggérer supplier supposer tacler tancer témoigner temporiser tempérer tempêter théoriser
    tonner tweeter twitter valider vanter vitupérer vociférer démentir craindre conclure
    conjurer concéder admettre réclamer exiger demander condamner défendre dévoiler proposer
    qualifier justifier compléter corriger abonder renchérir surenchérir avertir appuyer lister
    souffler embrayer égrener dramatiser poster dérouler comparer dépeindre brandir saisir
    souhaiter étriller éreinter féliciter voir trouver marmonner décréter trancher philosopher
    moquer apprendre avancer entonner implorer plastronner
""".split()
# "se réjouit X", "s'est-il félicité"
REFLEXIVE = """
    agacer alarmer amuser attrister défendre désoler émouvoir emporter enthousiasmer étonner
    exclamer excuser expliquer féliciter flatter inquiéter indigner insurger interroger
    justifier lamenter plaindre remémorer réjouir scandaliser souvenir targuer vanter offusquer
    questionner impatienter rappeler épancher confier vouloir dire émerveiller
""".split()
# Their object alone tells what is said: "annonce la fermeture du port".
TELLING = frozenset(
    "annoncer dénoncer promettre réclamer exiger démentir déplorer regretter condamner demander "
    "critiquer fustiger saluer préconiser recommander redouter craindre proposer confirmer "
    "contester rejeter réfuter prôner".split()
)
# Only with a quotation, or with "que": else they tell of other things.
WEAK = frozenset(
    "apprendre avancer balayer brandir citer commencer continuer croire débuter décrire "
    "développer découvrir espérer glisser imaginer lancer lâcher maintenir pointer poursuivre "
    "présager prévoir publier qualifier relever reprendre rêver saisir souhaiter soutenir taper "
    "terminer trouver trancher valider voir exposer interroger refuser comparer accuser "
    "analyser aviser informer compléter corriger attaquer dérouler lister poster appuyer "
    "souffler questionner".split()
)
# Their object and infinitive tell of a wish, not of what was said.
WISHES = frozenset("craindre redouter souhaiter espérer penser imaginer".split())
# Things do not: "le protocole affirme" is rare, "le protocole décrit" is not.
HUMAN = frozenset(
    "affirmer déclarer assurer estimer expliquer ajouter préciser dire juger confier raconter "
    "regretter déplorer souligner insister avouer admettre reconnaître considérer penser "
    "indiquer faire annoncer dénoncer condamner demander".split()
)
IRREGULAR = {
    "dire": "dit disent disait disaient dirent dira diraient dirait|dit dite",
    "redire": "redit redisent redisait|redit",
    "prédire": "prédit prédisent prédisait|prédit",
    "contredire": "contredit contredisent|contredit",
    "écrire": "écrit écrivent écrivait écrivaient écrivit|écrit écrite",
    "décrire": "décrit décrivent décrivait|décrit",
    "croire": "croit croient croyait croyaient|cru",
    "voir": "voit voient voyait|vu",
    "prévoir": "prévoit prévoient prévoyait|prévu",
    "craindre": "craint craignent craignait craignaient|craint",
    "plaindre": "plaint plaignent plaignait|plaint plainte",
    "dépeindre": "dépeint dépeignent|dépeint",
    "conclure": "conclut concluent concluait conclurent|conclu",
    "admettre": "admet admettent admettait admit|admis",
    "promettre": "promet promettent promettait promit|promis",
    "reconnaître": "reconnaît reconnait reconnaissent reconnaissait reconnut|reconnu",
    "maintenir": "maintient maintiennent maintenait maintint|maintenu",
    "soutenir": "soutient soutiennent soutenait soutint|soutenu",
    "souvenir": "souvient souviennent souvenait souvint|souvenu souvenue",
    "prévenir": "prévient préviennent prévenait prévint|prévenu",
    "poursuivre": "poursuit poursuivent poursuivait poursuivit|poursuivi",
    "prétendre": "prétend prétendent prétendait|prétendu",
    "défendre": "défend défendent défendait défendit|défendu",
    "répondre": "répond répondent répondait répondaient répondit|répondu",
    "apprendre": "apprend apprennent apprenait|appris",
    "reprendre": "reprend reprennent reprenait reprit|repris",
    "déduire": "déduit déduisent|déduit",
    "démentir": "dément démentent démentait démentit|démenti",
    "vouloir": "veut veulent voulait voulaient|voulu",
    "émouvoir": "émeut|ému émue",
}
INCHOATIVE = frozenset(
    "brandir garantir réagir saisir réjouir renchérir surenchérir avertir".split()
)
AUXILIARIES = frozenset("a ont avait avaient aura auront aurait auraient ayant eut".split())
REFLEXIVE_AUXILIARIES = frozenset("est sont était étaient sera fut serait".split())
# "fait savoir", "a fait valoir", "met en garde"
PHRASES = {
    ("fait", "font", "faisait", "faisaient", "fit"): (
        "savoir", "valoir", "remarquer", "observer", "part", "état", "connaître", "mine",
    ),
    ("met", "mettent", "mettait", "mis", "mit"): ("en garde",),
    ("tient", "tenu", "tenait"): ("à préciser", "à rappeler", "à souligner", "à dire"),
    ("prend", "pris"): ("acte",),
    ("laisse", "laissent", "laissé", "laissait"): ("entendre",),
    ("parle", "parlé", "parlait", "parlent"): ("de", "d'", "d’"),
    ("tire", "tiré"): ("la sonnette",),
}  # fmt: skip
ENGLISH = {
    "say": "said says say saying",
    "tell": "told tells tell",
    "add": "added adds",
    "explain": "explained explains",
    "claim": "claimed claims claim",
    "warn": "warned warns warn",
    "argue": "argued argues argue",
    "announce": "announced announces",
    "insist": "insisted insists insist",
    "note": "noted notes",
    "admit": "admitted admits admit",
    "deny": "denied denies deny",
    "promise": "promised promises",
    "state": "stated",
    "reply": "replied replies",
    "write": "wrote writes",
    "believe": "believes believed",
    "stress": "stressed stresses",
    "recall": "recalled recalls",
    "declare": "declared declares",
    "acknowledge": "acknowledged acknowledges",
    "conclude": "concluded concludes",
    "confirm": "confirmed confirms",
    "suggest": "suggested suggests",
    "complain": "complained complains",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms of speech verbs with their infinitives."""

    finite: dict[str, str]
    participles: dict[str, str]
    reflexive: dict[str, str]  # finite, behind "se"
    reflexive_participles: dict[str, str]  # behind "s'est"
    present: dict[str, str]  # "affirmant", whose subject stands elsewhere


@cache
def lexicon(language: str) -> Lexicon:
    """The verbs of a language: English, or else French.

    >>> lexicon("fr").finite["affirme"], lexicon("fr").participles["répété"]
    ('affirmer', 'répéter')
    >>> lexicon("en").finite["said"]
    'say'
    """
    if language == "en":
        finite = {form: verb for verb, forms in ENGLISH.items() for form in forms.split()}
        return Lexicon(finite, {}, {}, {}, {})
    finite, participles = _forms(REGULAR)
    reflexive, reflexive_participles = _forms(REFLEXIVE)
    present = {
        re.sub(r"ait$", "ant", form): verb for form, verb in finite.items() if form.endswith("ait")
    }
    return Lexicon(finite, participles, reflexive, reflexive_participles, present)


def _forms(verbs: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    finite: dict[str, str] = {}
    participles: dict[str, str] = {}
    for verb in verbs:
        present, past = _conjugated(verb)
        finite.update(dict.fromkeys(present, verb))
        participles.update(dict.fromkeys(past, verb))
    return finite, participles


def _conjugated(verb: str) -> tuple[list[str], list[str]]:
    """Third persons of a verb, and its participles.

    >>> _conjugated("répéter")[0][:3], _conjugated("annoncer")[0][2], _conjugated("réjouir")[1]
    (['répète', 'répètent', 'répétait'], 'annonçait', ['réjoui', 'réjouie', 'réjouis', 'réjouies'])
    """
    if verb in IRREGULAR:
        present, past = (forms.split() for forms in IRREGULAR[verb].split("|"))
        return present, past
    stem = verb[:-2]
    if verb in INCHOATIVE:
        endings = "it issent issait issaient irent ira irait".split()
        return [stem + ending for ending in endings], _agreeing(stem + "i")
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    stressed = _stressed(stem)
    present = [f"{stressed}e", f"{stressed}ent", f"{soft}ait", f"{soft}aient", f"{soft}a"]
    later = [f"{base}{ending}" for base in {stem, stressed} for ending in ("era", "eront", "erait")]
    return [*present, f"{stem}èrent", *later], _agreeing(stem + "é")


def _stressed(stem: str) -> str:
    """The stem before a silent ending: "répèt", "rappell", "martèl"."""
    if stem in ("rappel", "rejet"):
        return stem + stem[-1]
    return f"{stem[:-2]}è{stem[-1]}" if re.search(r"[eé][^aeiou]$", stem) else stem


def _agreeing(participle: str) -> list[str]:
    return [participle + ending for ending in ("", "e", "s", "es")]
