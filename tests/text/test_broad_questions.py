"""Broad questions are told from others, and their subject from the words of the instruction."""

import pytest

from qa_service.domain.broad import BroadKind
from qa_service.text.broad_questions import broad_question
from qa_service.text.present_questions import asks_about_present

EVENTS = {
    "l'essentiel sur la grève, en bref": "l'essentiel sur la grève",
    "Compare les horaires du tram et du bus": "les horaires du tram et du bus",
    "liste toutes les promesses, svp": "promesses",
    "Résume la grève du port": "la grève du port",
    "resume moi la greve du port": "la greve du port",
    "Pouvez-vous me résumer la grève du port, s'il vous plaît ?": "la grève du port",
    "Fais-moi un bref résumé de la grève du port": "grève du port",
    "FAIS LE POINT SUR LA LIGNE 4 !": "LIGNE 4",
    "Que sait-on de la digue ?": "digue",
    "Liste les navires de la compagnie": "les navires de la compagnie",
    "Summarise the strike": "the strike",
    "Give me a short overview of the strike": "the strike",
    "What do we know about the ferry?": "the ferry",
}
TIMELINE = {
    "La grève du port, étape par étape": "La grève du port",
    "Que s'est-il passé dans l'ensemble des articles ?": "",
    "Chronologie de la ligne 4": "ligne 4",
    "Dresse la chronologie complète de la ligne 4": "ligne 4",
    "Que s'est-il passé à Valmer ?": "Valmer",
    "que s’est il passe a Valmer": "Valmer",
    "Qu'est-ce qui s'est passé au port ?": "au port",
    "L'évolution des relations entre le Mali et la Russie": "relations entre le Mali et la Russie",
    "Retrace l'évolution des relations entre le Mali et la Russie": (
        "relations entre le Mali et la Russie"
    ),
    "Quelles sont les grandes étapes du projet de digue ?": "projet de digue",
    "Comment la situation a-t-elle évolué à Valmer ?": "la situation",
    "could you please summarize the history of the tram": "the tram",
    "What happened at the port?": "the port",
    "Timeline of the tram line": "the tram line",
    "How did relations between Mali and Russia evolve?": "relations between mali and russia",
}
VOICES = {
    "Quelles positions sur la digue ?": "sur la digue",
    "Réactions à la fermeture de la piscine": "la fermeture de la piscine",
    "Qui est contre la digue ?": "contre la digue",
    "Compare les positions du syndicat et de la mairie": "syndicat et de la mairie",
    "Who opposes the dyke?": "opposes the dyke",
    "What are the views on the dyke?": "on the dyke",
}
ORDINARY = [
    "Qui est la maire de Valmer ?",
    "Quand la ligne 4 ouvrira-t-elle ?",
    "Quel est le bilan de l'attaque ?",
    "Pourquoi la liste électorale a-t-elle été annulée ?",
    "Comment les colonels ont-ils pris le pouvoir ?",
    "Qu'a dit la maire sur la digue ?",
    "What did the mayor say about the dyke?",
    "How many people took part?",
    "Was ist in Valmer passiert?",
]


KINDS = {BroadKind.EVENTS: EVENTS, BroadKind.TIMELINE: TIMELINE, BroadKind.VOICES: VOICES}


@pytest.mark.parametrize(
    ("kind", "question", "subject"),
    [(kind, *item) for kind, questions in KINDS.items() for item in questions.items()],
)
def test_broad_questions_are_asked_in_many_ways(
    kind: BroadKind, question: str, subject: str
) -> None:
    found = broad_question(question)
    assert found is not None
    assert found.kind is kind
    assert found.subject.casefold() == subject.casefold()


@pytest.mark.parametrize("question", ORDINARY)
def test_other_questions_are_not_broad(question: str) -> None:
    assert broad_question(question) is None


@pytest.mark.parametrize(
    ("question", "language", "present"),
    [
        ("Quand ouvrira la ligne 4 ?", "fr", True),
        ("Qui est le maire ?", "fr", True),
        ("Combien de passagers par jour maintenant ?", "fr", True),
        ("Is the station open currently?", "en", True),
        ("How many vehicles a day are there on the boulevard?", "en", True),
        ("Qui a signé l'accord ?", "fr", False),
        ("Quand la ligne a-t-elle ouvert ?", "fr", False),
        ("Qui était le préfet ?", "fr", False),
        ("When did the line open?", "en", False),
        ("Wer ist der Bürgermeister?", "de", False),
    ],
)
def test_the_present_is_told_from_the_past(question: str, language: str, present: bool) -> None:
    assert asks_about_present(question, language) is present
