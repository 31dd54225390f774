"""What a question means after the one before it."""

from datetime import date

import pytest

from qa_service.domain.answer import Turn
from qa_service.text.followups import resolved

TODAY = date(2024, 10, 15)
WHEAT = Turn("Combien de tonnes de blé la Russie a-t-elle livrées au Mali en 2022 ?", "fr")
RENAUD = Turn("Qui est Paul Renaud ?", "fr", ("le maire de Valmer",))
DEAL = Turn("Qui a signé l'accord de pêche avec la Norvège ?", "fr", ("Anne Corvaz",))
WHO = Turn("Who signed the fishing agreement with Norway?", "en", ("Anne Corvaz",))
VISIT = Turn("Dans quelle ville Paul Renaud a-t-il parlé de la digue ?", "fr", ("à Bergen",))


def full(asked: str, *history: Turn, language: str = "fr") -> str | None:
    found = resolved(asked, language, history, TODAY)
    assert found is None or not found.choices
    return found.question if found else None


@pytest.mark.parametrize(
    ("before", "asked", "meant"),
    [
        (RENAUD, "Quand est-il né ?", "Quand Paul Renaud est-il né ?"),
        (RENAUD, "Quels sont ses buts ?", "Quels sont les buts de Paul Renaud ?"),
        (RENAUD, "Qui lui a succédé ?", "Qui a succédé à Paul Renaud ?"),
        (RENAUD, "Que pense ce maire de la digue ?", "Que pense Paul Renaud de la digue ?"),
        (DEAL, "Que prévoit-il ?", "Que prévoit l'accord de pêche avec la Norvège ?"),
        (DEAL, "Qui l'a négocié ?", "Qui a négocié l'accord de pêche avec la Norvège ?"),
        (DEAL, "Que vaut cet accord ?", "Que vaut l'accord de pêche avec la Norvège ?"),
        (DEAL, "Que dit-elle de la digue ?", "Que dit Anne Corvaz de la digue ?"),
        (VISIT, "Quand y est-il retourné ?", "Quand Paul Renaud est-il retourné à Bergen ?"),
    ],
)
def test_a_pronoun_or_description_gives_way_to_what_it_means(
    before: Turn, asked: str, meant: str
) -> None:
    assert full(asked, before) == meant


@pytest.mark.parametrize(
    ("before", "asked", "meant"),
    [
        (WHO, "When was she born?", "When was Anne Corvaz born?"),
        (WHO, "What is her job?", "What is Anne Corvaz's job?"),
        (WHO, "What does it say?", "What does the fishing agreement with Norway say?"),
        (WHO, "Why was that agreement signed?",
         "Why was the fishing agreement with Norway signed?"),
        (WHO, "And the treaty with Iceland?", "Who signed the treaty with Iceland?"),
    ],
)  # fmt: skip
def test_so_it_does_in_english(before: Turn, asked: str, meant: str) -> None:
    assert full(asked, before, language="en") == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Et en 2024 ?", "Combien de tonnes de blé la Russie a-t-elle livrées au Mali en 2024 ?"),
        ("Et la Chine ?",
         "Combien de tonnes de blé la Chine a-t-elle livrées au Mali en 2022 ?"),
        ("Et le Brésil ?",
         "Combien de tonnes de blé le Brésil a-t-il livrées au Mali en 2022 ?"),
        ("Et le carburant ?",
         "Combien de tonnes de carburant la Russie a-t-elle livrées au Mali en 2022 ?"),
        ("Et au Niger ?", "Combien de tonnes de blé la Russie a-t-elle livrées au Niger en 2022 ?"),
        ("Pourquoi ?", "Pourquoi la Russie a-t-elle livrées au Mali en 2022 (tonnes de blé) ?"),
        ("Qui a payé cela en juin ?", "Qui a payé la Russie en juin 2022 ?"),
    ],
)  # fmt: skip
def test_what_is_left_out_comes_from_the_question_before(asked: str, meant: str) -> None:
    assert full(asked, WHEAT) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "Quand Anne Corvaz a-t-elle pris ses fonctions ?",
        "Combien de postes Nordane voulait-elle supprimer ?",
        "Et qui dirige le port de Valmer ?",
        "Y a-t-il un port à Valmer ?",
        "Que faut-il faire des vieux navires ?",
        "Qui la ministre de la Pêche a-t-elle rencontré ?",
        "Combien coûte cette année le billet du tram ?",
        "Wagner ?",
    ],
)
def test_a_question_that_stands_by_itself_is_left_as_it_is(asked: str) -> None:
    assert full(asked, RENAUD) is None
    assert full(asked) is None


def test_other_languages_are_left_as_they_are() -> None:
    assert full("¿Cuándo nació él?", RENAUD, language="es") is None


def test_what_may_mean_two_is_asked_back_once_and_a_name_chooses() -> None:
    both = Turn("De quoi ont parlé Paul Renaud et Luc Aubin ?", "fr")
    asked = "Quand est-il né ?"
    found = resolved(asked, "fr", [both], TODAY)
    assert found is not None
    choices = ("Quand Paul Renaud est-il né ?", "Quand Luc Aubin est-il né ?")
    assert found.choices == choices
    unclear = Turn(asked, "fr", choices=choices)
    assert full("Aubin", both, unclear) == choices[1]
    assert full("Celle de Renaud", both, unclear) == choices[0]
    assert full(asked, both, unclear) == choices[0]
    assert full("Qui dirige le port ?", both, unclear) is None
