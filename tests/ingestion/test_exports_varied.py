"""Exports of press databases as they vary by language, year and setting."""

from pathlib import Path

import pytest

from qa_service.ingestion.readers import RawDocument
from tests.ingestion.exports import as_text
from tests.ingestion.files import BODY, LAST, LEAD, SECOND, TITLE, write
from tests.ingestion.test_exports import read


def only(path: Path) -> RawDocument:
    found, unread = read(path)
    assert unread == []
    [document] = found.values()
    return document


def about(document: RawDocument) -> tuple[object, ...]:
    return (
        document.title, document.outlet, document.author, document.section,
        str(document.published), document.text,
    )  # fmt: skip


BODY_LINES = BODY.split("\n")
NUMBERED = "Dokument SDDZ000020031204dzc40002h"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # As it is in German, with a rubric, without a time, an author and a page.
        (["Politik", "Das Fährschiff fährt wieder", "314 Wörter", "4 Dezember 2003", "Seeblatt",
          "SDDZ", "Deutsch", "Quelle: Seeblatt, 2003. All rights reserved.", "", *BODY_LINES, "",
          "Verlag am See GmbH", NUMBERED],
         ("Das Fährschiff fährt wieder", "Seeblatt", None, "Politik", "2003-12-04", BODY)),
        # In English, with an author in capitals, an edition and a page.
        (["The ferry is back", "By ROBERT MISK", "1,577 words", "12 May 2010", "04:12 AM",
          "The Lake Post", "LAPO", "London Ed1", "Page 4", "English",
          "Copyright 2010, The Lake Post.", "", *BODY_LINES, "", "Lake Ltd", NUMBERED],
         ("The ferry is back", "The Lake Post", "ROBERT MISK", "p. 4", "2010-05-12", BODY)),
        # Without blank lines, as some programs write RTF as text.
        (["The ferry is back", "577 words", "12 May 2010", "The Lake Post", "LAPO", "English",
          "(c) 2010 The Lake Post", LEAD, SECOND, LAST, "Lake Ltd", NUMBERED],
         ("The ferry is back", "The Lake Post", None, None, "2010-05-12", BODY)),
        # Without rights.
        (["The ferry is back", "577 words", "12 May 2010", "The Lake Post", "LAPO", "English",
          "", *BODY_LINES, NUMBERED],
         ("The ferry is back", "The Lake Post", None, None, "2010-05-12", BODY)),
        # With a second line of the title, which is no author.
        (["Transports", "Le bac de Ganvié reprend du service après quatre mois", "Sènan Dossou",
          "51 mots", "6 février 2023", "Le Lac", "LQLAC", "Français", "(c) 2023 Le Lac", "",
          *BODY_LINES, "", "Le Lac SARL", NUMBERED],
         ("Le bac de Ganvié reprend du service après quatre mois", "Le Lac", "Sènan Dossou",
          "Transports", "2023-02-06", BODY)),
    ],
)  # fmt: skip
def test_factiva_as_it_varies(
    tmp_path: Path, lines: list[str], expected: tuple[object, ...]
) -> None:
    assert about(only(write(tmp_path / "a.txt", as_text(lines)))) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # Rights above, the title before the day, no author.
        ("Copyright 2005 Lake Ltd\n All Rights Reserved\n\n   The Lake Post\n\nThe ferry is back\n"
         "\n    January 11, 2005 Tuesday\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 51 words",
         ("The ferry is back", "The Lake Post", None, "NEWS, p. 3", "2005-01-11", BODY)),
        # A line below the title, and a title that is wrapped.
        ("   Le Lac\n\n\n    17 mai 2003\n\nA quelques mois de la crue, le bac de Ganvié reprend "
         "du service et\nles pêcheurs attendent;\nLe lac des vingt villages\n\n"
         "AUTEUR: Sophie LATIN\n\nRUBRIQUE: CULTURE\n\nLONGUEUR: 543 mots",
         ("A quelques mois de la crue, le bac de Ganvié reprend du service et les pêcheurs "
          "attendent",
          "Le Lac", "Sophie LATIN", "CULTURE", "2003-05-17",
          f"Le lac des vingt villages\n\n{BODY}")),
        ("   Seeblatt\n\n  Mittwoch 31. August 2011\n\nDas Fährschiff fährt wieder\n\n"
         "AUTOR: MF Tokio\n\nRUBRIK: S. 7 Ausg. 167\n\nLÄNGE: 306 Wörter",
         ("Das Fährschiff fährt wieder", "Seeblatt", "MF Tokio", "p. 7", "2011-08-31", BODY)),
        # A summary above the text is its first paragraph.
        ("   The Lake Post\n\n   May 12, 2010\n\nThe ferry is back\n\nLENGTH: 51 words\n\n"
         "DATELINE: GANVIE\n\nHIGHLIGHT: Twelve crossings a day.",
         ("The ferry is back", "The Lake Post", None, None, "2010-05-12",
          f"Twelve crossings a day.\n\n{BODY}")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", ["1 of 1 DOCUMENTS", "Dokument 1 von 1", "Document 1 de 1"])
def test_nexis_as_it_varies(
    tmp_path: Path, number: str, head: str, expected: tuple[object, ...]
) -> None:
    tail = "GRAPHIC: Photo, The ferry\n\nLOAD-DATE: May 13, 2010\n\nLANGUAGE: ENGLISH\n"
    text = f"\n     {number}\n\n\n{head}\n\n\n{BODY}\n\n{tail}"
    assert about(only(write(tmp_path / "a.txt", text))) == expected


@pytest.mark.parametrize(
    ("header", "section", "day"),
    [
        ("Transports, lundi 6 février 2023 51 mots, p. 12", "Transports, p. 12", "2023-02-06"),
        ("Seine-Lac, lundi 6 février 2023, p. 93_T_17", "Seine-Lac, p. 93_T_17", "2023-02-06"),
        ("World, Friday, November 13, 2015", "World", "2015-11-13"),
        ("Thursday, December 22, 2022 13887 words, p. 819(40)", "p. 819(40)", "2022-12-22"),
        ("jeudi 21 mai 2015 - 12:03 UTC +02:00 51 mots", None, "2015-05-21"),
        ("Votre ville, jeudi 6 février 2014", "Votre ville", "2014-02-06"),
    ],
)
def test_europresse_as_it_varies(
    tmp_path: Path, header: str, section: str | None, day: str
) -> None:
    lines = ["Le Lac (site web)", header, TITLE, "", *BODY_LINES, "",
             "Numéro de document : news·20230206·LL·1×20×2"]  # fmt: skip
    document = only(write(tmp_path / "a.txt", as_text(lines)))
    assert about(document) == (TITLE, "Le Lac (site web)", None, section, day, BODY)
