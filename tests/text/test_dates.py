from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.text.dates import (
    find_dateline,
    find_printed_date,
    find_printed_dates,
    fold,
    infer_publication_date,
    mentioned_years,
    parse_date,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 juin 2021", "2021-06-11"),
        ("1er septembre 2020", "2020-09-01"),
        ("le 1 septembre 2020", "2020-09-01"),
        ("1ER FEVRIER 2020", "2020-02-01"),
        ("Samedi 14 aout 2021", "2021-08-14"),
        ("3\xa0août\xa02021", "2021-08-03"),
        ("12 févr. 2022", "2022-02-12"),
        ("12 fév 2022", "2022-02-12"),
        ("June 11, 2021", "2021-06-11"),
        ("11 June 2021", "2021-06-11"),
        ("the 2nd of May 2019", "2019-05-02"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("ce jeudi [11.11.21]", "2021-11-11"),
        ("11/06/2021", "2021-06-11"),
        ("31-12-1999", "1999-12-31"),
        ("1.2.70", "1970-02-01"),
        ("2021-06-11", "2021-06-11"),
        ("2021-06-11T23:59:00+02:00", "2021-06-11"),
    ],
)
def test_finds_a_date_printed_in_full(text: str, expected: str) -> None:
    assert find_printed_date(f"Publié : {text}, à Bamako.") == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        "vendredi 5 août",
        "en juin 2021",
        "31 juin 2021",
        "29 février 2021",
        "06/21/2021",  # the day stands first
        "version 1.2.3",
        "192.168.12.20",
        "le 12 2021",
        "11 juin 20215",
    ],
)
def test_finds_no_date_where_none_is_printed(text: str) -> None:
    assert find_printed_date(text) is None


def test_finds_all_dates_with_their_places() -> None:
    text = "Publié le 3 mai 2021, mis à jour le 04/05/2021"
    found = find_printed_dates(text)
    assert [text[one.start : one.end] for one in found] == ["3 mai 2021", "04/05/2021"]


def test_parses_only_what_is_a_date_as_a_whole() -> None:
    assert parse_date("le 3 mai 2021 à 14h30") == date(2021, 5, 3)
    assert parse_date("2021-05-03 08:00:00") == date(2021, 5, 3)
    assert parse_date("Friday, June 11, 2021") == date(2021, 6, 11)
    assert parse_date("vers le 3 mai 2021") is None
    assert parse_date("du 3 mai 2021 au 4 mai 2021") is None
    assert parse_date("2021") is None


def test_finds_the_date_of_a_dispatch() -> None:
    assert find_dateline("Bobo-Dioulasso (Burkina), 4 mai 2023 (APA) – Le blé") == date(2023, 5, 4)
    assert find_dateline("Le train du 4 mai 2023 - le dernier - est parti.") is None


def test_years_are_not_quantities() -> None:
    text = "En 2019-2020, 2050 tonnes et 1950 € ; le 3.4.22 ; 12,2021 ; 20211."
    assert mentioned_years(text) == {2019, 2020, 2022}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le vendredi 5 août, depuis 2021", date(2022, 8, 5)),
        ("Vendredi 5 aout ; 2000, 2016, 2021", date(2022, 8, 5)),
        ("jeudi 4 juillet et lundi 1er juillet, en avril 2024", date(2024, 7, 4)),
        ("On Friday, August 5, after 2021", date(2022, 8, 5)),
        ("jeudi 29 février, en 2023", date(2024, 2, 29)),
        ("vendredi 5 août", None),  # no year
        ("vendredi 5 août 2016, en 2021", None),  # a date of its own
        ("lundi 5 août, en 2021", None),  # not before 2024
        ("vendredi 5 août, en 1982", None),  # not on the web
        ("vendredi 31 juin, en 2021", None),
    ],
)
def test_infers_the_year_from_the_weekday(text: str, expected: date | None) -> None:
    assert infer_publication_date(text) == expected


def test_infers_no_date_in_the_future() -> None:
    text = "Le vendredi 5 août, depuis 2021"
    assert infer_publication_date(text, not_after=date(2022, 8, 5)) == date(2022, 8, 5)
    assert infer_publication_date(text, not_after=date(2022, 8, 4)) is None


@given(st.text())
def test_folding_keeps_places_and_no_text_is_refused(text: str) -> None:
    assert len(fold(text)) == len(text)
    find_printed_dates(text)
    infer_publication_date(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_reads_back_every_date(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d/%m/%Y}") == day
