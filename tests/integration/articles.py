"""Our own articles, all invented."""

PHARE = """Le phare de Kerdolan rallumé après dix ans

Le phare de Kerdolan a été rallumé samedi 4 mars 2023 après dix ans d’arrêt.

La restauration a coûté 840 000 euros à la commune. Le gardien, Yves Madec, habite de nouveau \
sur l’îlot.
"""
HALLE = """---
title: La halle de Saint-Aubert change de toit
outlet: Le Courrier d’Aubert
author: Nadège Corvel
published: 2022-10-12
url: https://courrier.example/halle
---

La halle de Saint-Aubert a reçu un toit de 3 200 ardoises. L’architecte Solène Brault a dirigé \
le chantier.

Les maraîchers reviendront le 2 novembre.
"""
MUSEE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<title>Le musée de Brivac reçoit un don</title></head><body>
<article><h1>Le musée de Brivac reçoit un don</h1>
<p>Le musée de Brivac a reçu une collection de 57 horloges, léguée par l’horloger Anselme Tissot, \
mort en janvier sans héritier connu.</p>
<p>Le conservateur du musée de Brivac compte les exposer dans l’aile nord, fermée depuis \
l’inondation, dès que les travaux seront achevés.</p></article></body></html>
"""


def flock(sheep: int) -> str:
    """An article that says one thing no other says; the wolf is one code point, two in UTF-16."""
    return f"""La transhumance de Malavie 🐺 a commencé

Le troupeau de Malavie compte {sheep} brebis cette année 🐑, selon la bergère Odile Ferrand.

Les bêtes resteront sur l’alpage jusqu’en octobre.
"""


FLOCK_QUESTION = "Combien de brebis compte le troupeau de Malavie ?"
