"""Which questions ask for somebody's words."""

import pytest

from qa_service.text.statement_questions import is_speaker, statement_question


@pytest.mark.parametrize(
    ("question", "speaker", "subject", "strict"),
    [
        ("Qu'a dit Paul Renaud sur la digue ?", "Paul Renaud", "la digue", True),
        ("Qu’a déclaré la maire de Valmer à propos de la digue ?", "la maire de Valmer",
         "la digue", True),
        ("Que dit Paul Renaud ?", "Paul Renaud", "", True),
        ("Que dit Paul Renaud en 2021 ?", "Paul Renaud", "2021", True),
        ("Que pense Paul Renaud du tramway ?", "Paul Renaud", "tramway", True),
        ("Que pense le ministre de la Santé de la réforme ?", "le ministre de la Santé", "réforme",
         True),
        ("Qu'est-ce que Paul Renaud a dit sur la digue ?", "Paul Renaud", "la digue", True),
        ("Et que disent les pêcheurs de la digue ?", "les pêcheurs", "digue", True),
        ("What did Paul Renaud say about the dyke?", "Paul Renaud", "the dyke", True),
        ("Que disent les différents acteurs de la grève ?", None, "la grève", True),
        ("Who said what about the strike?", None, "the strike", True),
        ("Quelle est la position de Paul Renaud sur la digue ?", "Paul Renaud", "la digue", False),
        ("Selon Paul Renaud, quand rouvrira le port ?", "Paul Renaud", "quand rouvrira le port",
         False),
        ("When will the port reopen according to Paul Renaud?", "Paul Renaud",
         "When will the port reopen", False),
    ],
)  # fmt: skip
def test_a_question_for_somebody_s_words(
    question: str, speaker: str | None, subject: str, strict: bool
) -> None:
    found = statement_question(question)
    assert found is not None
    assert (found.speaker, found.subject, found.strict) == (speaker, subject, strict)


@pytest.mark.parametrize(
    "question",
    [
        "Que dit la loi ?",
        "Que disait la presse sur le Mali avant 2021 ?",
        "What did the press say about the strike?",
        "Que dit-on d'une personne pressée ?",
        "Qu'a-t-on fait du phare ?",
        "Qu'en dit-il ?",
        "Selon quels critères le port est-il fermé ?",
        "Que propose le port de Valmer ?",
        "What did Paul Renaud say that the town would pay?",
        "Qui dirige le port ?",
        "Quand le port a-t-il rouvert ?",
    ],
)
def test_another_question(question: str) -> None:
    assert statement_question(question) is None


def test_a_name_in_a_question_means_the_speaker_of_that_name() -> None:
    assert is_speaker("Vélimov", "Andrej Velimov")
    assert is_speaker("le maire Paul Renaud", "Paul Renaud")
    assert is_speaker("les pêcheurs", "Les pêcheurs")
    assert not is_speaker("Anne Renaud", "Paul Renaud")
    assert not is_speaker("Paul", "Paul Renaud")
    assert not is_speaker("les pêcheurs", "les pêcheurs de Brivac")
