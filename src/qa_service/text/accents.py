"""French words typed without their accents, as on a phone or in a search box."""

import re

from qa_service.text.folding import folded

# Words that no other French word is left of once the accents are gone; plurals in s come with them.
WORDS = """
âge année arrivée août février décembre
activité autorité avancée café comité communauté criminalité difficulté durée égalité électricité
entrée identité liberté majorité minorité nationalité nécessité pauvreté priorité propriété
publicité qualité quantité réalité responsabilité santé sécurité société université unité vérité
armée assemblée épidémie étrangère dernière première frontière kilomètre hélicoptère lumière
manière matière ministère mètre mère père frère rivière
après déjà être était étaient été même très voilà
adhésion accélération amélioration coopération célébration création décision déclaration délégation
démission dépense désaccord détail développement différence débat début départ député défense défilé
économie économique écologie écologique école éditorial élargissement élection élevage émission
énergie enquête équipe équipement espèce étape état étranger étude étudiant européen européenne
événement évolution expérience explosion français française général générale généraux génocide
grève hôpital hôpitaux hôtel indépendance intérêt légitimité libération médecin médiateur méthode
modèle négociation numéro opération période pétrole phénomène
précédent précédente préfet présidence président présidente présidentiel présidentielle prévision
problème procès progrès prélèvement rébellion récent récente récemment réaction réforme réfugié
régime région règlement régional régionale république réponse répression réseau résolution
résultat réunion révolution rôle scène siècle siège sénat sénateur série sévère stratégie
stratégique succès système téléphone télévision théâtre thème trésor
vidéo algérie brésil corée égypte érythrée éthiopie grèce guinée israël norvège pérou sénégal
suède coût contrôle dîner fête forêt île maître tempête
""".split()
LETTERS = re.compile(r"[^\W\d_]+")


def accented(text: str) -> str:
    """A French text with the accents that its writer left out, where only one word is meant.

    >>> accented("visite de la Presidente en fevrier : quels themes ?")
    'visite de la Présidente en février : quels thèmes ?'
    >>> accented("a quelle cote, ici ou la")
    'a quelle cote, ici ou la'
    """
    return LETTERS.sub(lambda found: _accented(found[0]), text)


def _accented(word: str) -> str:
    known = BY_FOLDED.get(word.lower())
    if known is None:
        return word
    if word.isupper():
        return known.upper()
    return known.capitalize() if word[0].isupper() else known


BY_FOLDED = {folded(one): one for word in WORDS for one in (word, f"{word}s") if one != folded(one)}
