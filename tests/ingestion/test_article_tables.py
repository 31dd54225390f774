"""Tables with an article in each row: CSV, TSV and Excel."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from qa_service.domain.article import Provenance
from qa_service.domain.reports import Field, TableRead, TakenColumn
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.readers import Headed, Piece, RawDocument, Unread, pieces
from tests.ingestion import files
from tests.ingestion.files import BODY, LAST, LEAD, SECOND, TITLE, write
from tests.ingestion.folders import Followed, counts

DAY = date(2023, 2, 6)
TEXT = f"{SECOND}\n{LAST}"
QUOTED = '"Il a dit ""oui"", puis il est reparti vers Valmer."'
SAID = 'Il a dit "oui", puis il est reparti vers Valmer.'


def found_in(path: Path) -> tuple[dict[str, RawDocument], list[str], list[Headed]]:
    """The articles by part, what is said of the others, and what the columns were taken for."""
    found = list(pieces(path, DEFAULTS))
    documents = {piece.part: piece.parse() for piece in found if isinstance(piece, Piece)}
    told = [f"{item.part}: {item.reason}" for item in found if isinstance(item, Unread)]
    return documents, told, [item for item in found if isinstance(item, Headed)]


def texts_in(path: Path) -> dict[str, str]:
    documents, told, _ = found_in(path)
    assert told == []
    return {part: document.text for part, document in documents.items()}


ROW = (
    f'17;{TITLE};{LEAD};"{TEXT}";06/02/2023;Le Lac;Sènan Dossou;Transports;'
    "https://lac.example/bac;neutre"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_french_export(tmp_path: Path, encoding: str) -> None:
    headings = "Id;TITRE;Chapô;Texte intégral;Date de parution;Média;Auteur;Rubrique;Lien;Tonalité"
    data = f"{headings}\r\n{ROW}\r\n".encode(encoding)
    documents, told, [headed] = found_in(write(tmp_path / "a.csv", data))
    assert told == []
    assert documents == {
        "17": RawDocument(
            title=TITLE, text=BODY, outlet="Le Lac", author="Sènan Dossou",
            url="https://lac.example/bac", published=DAY, published_from=Provenance.RECORD,
            language=None, dropped=(), section="Transports",
        )
    }  # fmt: skip
    assert headed.taken[3] == TakenColumn("Texte intégral", Field.TEXT)
    assert headed.ignored == ("Tonalité",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"id,text\n1,{QUOTED}\n2,{LEAD.replace(',', ';')}\n"),
        ("a.csv", f"id;texte\n1;{QUOTED}\n2;{LEAD.replace(',', ';')}\n".replace(";", "|", 1)),
        ("a.csv", f"sep=;\nid;texte\n1;{QUOTED}\n"),
        ("a.csv", f"Revue de presse\n\nid;date;texte\n1;;{QUOTED}\n"),
        ("a.csv", f"id,texte\r1,{QUOTED}\r"),
        ("a.csv", "id,texte\n1,{}\n".format(QUOTED.replace('""', '\\"'))),
        ("a.csv", f"id\ttexte\n1\t{QUOTED}\nid\ttexte\n"),
        ("a.tsv", f"id\ttexte\n1\t{QUOTED}\n\n"),
    ],
)
def test_signs_between_cells_and_quotation_marks(tmp_path: Path, name: str, content: str) -> None:
    if "id|texte" in content:
        content = content.replace("1;", "1|").replace("2;", "2|")
    assert texts_in(write(tmp_path / name, content))["1"] == SAID


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-02-06T23:30:00-05:00", DAY),
        ("2023/2/6 08:00", DAY),
        ("20230206", DAY),
        ("6 février 2023", DAY),
        ("44963", DAY),  # as a spreadsheet counts days
        ("44963,75", DAY),
        ("1675684800", DAY),  # seconds
        ("2023", None),
    ],
)
def test_dates_in_every_form(tmp_path: Path, written: str, day: date | None) -> None:
    data = f'date;texte\n"{written}";"{LEAD}"\n'
    documents, _, _ = found_in(write(tmp_path / "a.csv", data))
    assert [document.published for document in documents.values()] == [day]


def test_a_part_is_the_id_or_the_address_or_a_hash(tmp_path: Path) -> None:
    page = "https://lac.example/bac"
    data = f'id;adresse;titre;texte\n;{page};;"{LEAD}"\n;rue du Port;Le bac;"{LEAD}"\n'
    named, hashed = texts_in(write(tmp_path / "a.csv", data))
    assert named == page
    assert re.fullmatch("[0-9a-f]{16}", hashed)


def test_of_several_columns_that_counts_whose_name_is_clearer(tmp_path: Path) -> None:
    data = f'Article;Contenu;Texte\nLe bac;Vide;"{LEAD}"\n"{LAST}";;\n'
    documents, _, [headed] = found_in(write(tmp_path / "a.csv", data))
    assert [document.text for document in documents.values()] == [LEAD, LAST]
    assert [one.heading for one in headed.taken] == ["Texte", "Contenu", "Article"]


def test_a_row_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    rows = ["1;Vide;;", f"2;Trop;{LEAD};x;y", '3;Mal;"a"b";', "", f'4;Bac;"{LEAD}\nIl part.";']
    data = "\n".join(["id;titre;texte;ton", *rows])
    documents, told, _ = found_in(write(tmp_path / "a.csv", data))
    assert [*documents] == ["4"]
    assert [one[:40] for one in told] == [
        "row 2: It has no text in the column 'tex",
        "row 3: It has more cells than there are ",
        "row 4: Its quotation marks are not set a",
    ]


def test_a_broken_character_harms_its_row_alone(tmp_path: Path) -> None:
    data = f"id;texte\n1;été {LEAD}\n2;".encode() + b"ca\xff et " + f"là, {LEAD}\n".encode()
    documents, [told], _ = found_in(write(tmp_path / "a.csv", data))
    assert [*documents] == ["1"]
    assert told.startswith("2: It is UTF-8 but for a few bytes, the first of them in line 3")


def test_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Revue de presse"],
        [],
        ["N°", "Titre", "Texte", "Date", "Identifiant"],
        [1, TITLE, f"{LEAD}_x000D_\n{TEXT}", datetime(2023, 2, 6, 23, 30), 17],
        [2, "Le blé", ["Il en porte 25 000", "^1", " tonnes & du riz, par\nm", "^2", "."], 44963],
        [3, "Formule", "=A4", DAY, 19.0],
    ]
    data = files.workbook(Presse=rows, Codes=[["code", "libellé"], [1, "bac"]])
    documents, told, headed = found_in(write(tmp_path / "a.xlsx", data))
    assert {part: document.text for part, document in documents.items() if len(part) < 9} == {
        "17": BODY
    }
    [wheat] = [document for document in documents.values() if document.title == "Le blé"]
    assert wheat.text == "Il en porte 25 000 tonnes & du riz, par\n\nm²."
    assert {document.published for document in documents.values()} == {DAY}
    assert told == [
        "Presse, row 6: It has no text in the column 'Texte': fill it in, or delete the row."
    ]
    assert [(one.part, len(one.taken), one.ignored) for one in headed] == [
        ("Presse", 4, ("N°",)),
        ("Codes", 0, ("code", "libellé")),
    ]


def test_a_formula_is_what_was_kept_of_it_and_a_hidden_sheet_nothing(tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "texte"], [1, "=A1"], [2, "=A2"]]
    members = files.unzipped(files.workbook(Presse=rows, Autre=[["id", "texte"], [3, LEAD]]))
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    kept = sheet.replace('<c r="B2"><f>A1</f><v></v>', f'<c r="B2" t="str"><f>A1</f><v>{LEAD}</v>')
    assert LEAD in kept
    book = members["xl/workbook.xml"].decode()
    hidden = re.sub(r'(name="Autre"[^>]*)state="visible"', r'\1state="hidden"', book)
    assert hidden != book
    changed = {"xl/worksheets/sheet1.xml": kept, "xl/workbook.xml": hidden}
    data = files.zipped({**members, **changed})
    documents, [told], [headed] = found_in(write(tmp_path / "a.xlsx", data))
    assert {part: document.text for part, document in documents.items()} == {"1": LEAD}
    assert told.startswith("row 3: It has no text")
    assert headed.part == ""


def test_the_report_tells_what_the_columns_were_taken_for(followed: Followed) -> None:
    table = f"Id;Titre;Texte;Ton\n1;{TITLE};{LEAD};+\n"
    followed.write("week.zip", files.zipped({"bac.csv": table}))
    taken = ((Field.ID, "Id"), (Field.TITLE, "Titre"), (Field.TEXT, "Texte"))
    columns = tuple(TakenColumn(heading, field) for field, heading in taken)
    expected = (TableRead(f"{followed.path}/week.zip#bac.csv", columns, ("Ton",)),)
    assert followed.preview()[0].tables == expected
    assert followed.ingest().tables == expected
    assert followed.ingest().tables == ()  # nothing was read


def test_a_table_is_followed_row_by_row(followed: Followed) -> None:
    rows = {"1": LEAD, "2": LAST}

    def told() -> str:
        return "id;texte\n" + "".join(f'{id};"{text}"\n' for id, text in rows.items())

    followed.write("a.csv", told())
    followed.ingest()
    ids = followed.ids()
    rows |= {"2": LEAD, "3": LAST}
    followed.write("a.csv", told())
    assert counts(followed.ingest()) == {"added": 1, "replaced": 1, "unchanged": 1}
    assert followed.ids().items() >= ids.items()
    followed.write("a.csv", told() + '4;"Il ne finit pas')
    del rows["1"]
    report = followed.ingest()
    assert (len(report.failed), report.removed) == (1, 0)
    followed.write("a.csv", told())
    assert followed.ingest().removed == 1
