"""Numbers, dates and abbreviations that meet however they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.text.analysis import terms
from qa_service.text.days import day_terms, publication_terms

DAY = list(day_terms(date(2024, 7, 4)))


@pytest.mark.parametrize(
    "written",
    [
        "25000",
        "25 000",
        "25.000",
        "25,000",
        "25\u00a0000",
        "25\u202f000",
        "vingt-cinq mille",
        "Vingt cinq mille",
        "25 mille",
    ],
)
def test_a_number_has_one_form(written: str) -> None:
    assert "25000" in terms(f"Ils étaient {written}, dit-on.")


@given(st.integers(1_000, 999_999_999), st.sampled_from([" ", ".", ",", "'", "\u00a0", "\u202f"]))
def test_thousands_may_be_parted_by_anything(number: int, mark: str) -> None:
    parted = f"{number:,}".replace(",", mark)
    assert terms(f"Elle compte {parted} habitants") == terms(f"Elle compte {number} habitants")


WORDS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt vingt-et-un"
).split()


@pytest.mark.parametrize(("number", "word"), [*enumerate(WORDS, 2), (70, "soixante-dix")])
def test_small_numbers_meet_their_words(number: int, word: str) -> None:
    assert terms(f"Ils sont {word}.") == terms(f"Ils sont {number}.") == [str(number)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cent douze blessés", "112 blessés"),
        ("trois cent mille tonnes", "300 000 tonnes"),
        ("douze millions d’euros", "12 000 000 €"),
        ("12 millions d'euros", "12 M€"),
        ("1,5 milliard d'euros", "1,5 Md€"),
        ("deux mille vingt-quatre", "2024"),
        ("30 pour cent", "trente %"),
        ("le XIXe puis le vingtième siècle", "le XIXe puis le 20e siècle"),
        ("1,80 euro", "1.8 euro"),
    ],
)
def test_these_amounts_meet(one: str, other: str) -> None:
    assert sorted(terms(one)) == sorted(terms(other))


def test_millions_are_found_by_that_word() -> None:
    assert terms("Combien de millions ?")[0] in terms("La ville a payé 12 000 000 d'euros.")


def test_numbers_within_names_stay() -> None:
    assert terms("Le G5 Sahel et le Mi-35M") == ["g5", "sahel", "mi", "35m"]


@pytest.mark.parametrize("written", ["Un homme", "une digue", "le premier ministre"])
def test_an_article_or_an_ordinal_is_no_number(written: str) -> None:
    assert not any(character.isdigit() for term in terms(written) for character in term)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("4 juillet 2024", "fr"),
        ("jeudi 4 JUILLET 2024", "fr"),
        ("quatre juillet 2024", "fr"),
        ("04/07/2024", "fr"),
        ("4.7.24", "fr"),
        ("2024-07-04", "fr"),
        ("July 4, 2024", "en"),
        ("4th of July 2024", "en"),
        ("4 de julio de 2024", "es"),
        ("4. Juli 2024", "de"),
        ("4 июля 2024", "ru"),
        ("4 يوليو 2024", "ar"),
    ],
)
def test_a_date_has_one_form(written: str, language: str) -> None:
    assert set(DAY) <= set(terms(f"({written})", language))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("le 1er mai", ["--05-01", "--05"]),
        ("le premier mai", ["--05-01", "--05"]),
        ("le 14-Juillet", ["--07-14", "--07"]),
        ("7 sept. 2020", ["--09-07", "--09", "2020"]),
        ("du 4 au 6 juillet", ["--07-04", "--07-06", "--07"]),
        ("en juillet 2024", ["--07", "2024"]),
        ("fin aout", ["fin", "--08"]),
        ("14 juillet 1789", ["--07-14", "--07", "1789"]),
        ("une victoire par 31/02/2020", ["victoir", "31", "2", "2020"]),
    ],
)
def test_parts_of_dates(written: str, found: list[str]) -> None:
    assert terms(written) == found


def test_english_verbs_are_no_months() -> None:
    assert terms("They may march in May 2024", "en") == ["may", "march", "--05", "2024"]


def test_news_is_of_the_days_around_its_publication() -> None:
    assert {"--12-31", "--01-01", "--01-02", "2024"} <= set(publication_terms(date(2024, 1, 1)))
