"""Words compared in the language of the article."""

import pytest

from qa_service.text.analysis import terms, wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l’accord", "les accords"),
        ("lʼaccord", "l'accord"),
        ("coopération", "COOPERATION"),
        ("e\u0301lection", "élections"),
        ("œuvre", "oeuvres"),
        ("Ægir", "aegir"),
        ("maliens", "malien"),
        ("Sergueï", "serguei"),
        ("qu'Abdoulaye", "Abdoulaye"),
        ("l'O.N.U.", "ONU"),
        ("a-t-elle dit", "dit-elle"),
    ],
)
def test_these_meet(one: str, other: str) -> None:
    assert list(terms(one)) == list(terms(other))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("weekend", "le week-end"),
        ("week-end", "ce weekend"),
        ("vice président", "le vice-président"),
        ("vice-président", "le vice président"),
        ("viceprésident", "le vice-président"),
        ("Goïta", "la rencontre Goïta-Poutine"),
        ("Goïta-Poutine", "Goïta a vu Poutine"),
        ("anti-terroriste", "antiterroristes"),
    ],
)
def test_every_word_of_the_question_is_met(asked: str, told: str) -> None:
    found = set(terms(told))
    assert all(found & set(word.terms) for word in wanted(asked, "fr", ["fr"]))


def test_question_words_and_stop_words_do_not_count() -> None:
    assert list(terms("Qu'est-ce que c'est que le quand et le combien ?")) == []
    assert wanted("Wer ist das und wo?", "de", ["fr"]) == []


def test_an_english_article_is_stemmed_as_english() -> None:
    assert terms("The soldiers’ families", "en") == terms("a soldier's family", "en")
    assert terms("soldiers families") != terms("soldier family")


def test_a_question_meets_articles_of_each_language_by_their_stems() -> None:
    (word,) = wanted("Les sécurités ?", "fr", ["fr", "en"])
    assert word.terms[0] in terms("la sécurité", "fr")
    (word,) = wanted("securities?", "en", ["fr", "en"])
    assert set(word.terms) & set(terms("security", "en"))


def test_dates_and_numbers_meet_across_languages() -> None:
    told = set(terms("Le 4 juillet 2024, vingt-cinq mille tonnes sont arrivées.", "fr"))
    asked = wanted("twenty-five thousand on July 4, 2024?", "en", ["fr"])
    assert len(asked) == 4
    assert all(told & set(word.terms) for word in asked)


def test_what_was_written_is_kept_with_its_names() -> None:
    words = wanted("Que dit Paul Renaud des 12 000 tonnes du 4 juillet ?", "fr", ["fr"])
    assert [word.written for word in words if word.is_name] == [
        "Paul",
        "Renaud",
        "12 000",
        "4 juillet",
        "4 juillet",
    ]


def test_a_language_without_a_stemmer_is_analysed_as_french() -> None:
    assert terms("les accords", "xx") == terms("les accords", "fr")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("le CO₂ monte", "CO2"),
        ("le CO² monte", "CO2"),
        ("12 m² de quai", "m2"),
        ("le 1er bac", "1er"),
        ("le 1ᵉʳ bac", "1er"),
        ("la 2ᵉ île", "2e"),
        ("au XIXᵉ siècle", "XIXe"),
        ("10⁶ poissons", "10^6"),
        ("25 000¹ poissons", "25 000"),
        ("25 000ᵃ poissons", "25 000"),
        ("en 2019²", "2019"),
        ("l'ONU² dit", "ONU"),
        ("¹Selon la mairie", "mairie"),
        ("3½ heures", "3"),
        ("vingt‑cinq bacs", "25"),
        ("le sous‑préfet", "sous-préfet"),
    ],
)
def test_figures_are_found(text: str, question: str) -> None:
    asked = [word.terms for word in wanted(question, "fr", ["fr"])]
    assert asked
    assert all(set(terms(text)) & set(meets) for meets in asked)


@pytest.mark.parametrize(("text", "not_there"), [("25 000¹ t", "250001"), ("10⁶ t", "106")])
def test_no_number_is_found_that_is_not_there(text: str, not_there: str) -> None:
    assert not_there not in terms(text)
