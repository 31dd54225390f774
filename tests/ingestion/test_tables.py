"""Tables of all kinds of files: a row of data is a sentence, what only arranges a page is text."""

from pathlib import Path

import pytest

from qa_service.ingestion.readers.raised import raised
from qa_service.ingestion.readers.tables import LONGEST_LABEL, Cell, Row, row_sentences
from qa_service.text.sentences import sentences
from tests.ingestion import files
from tests.ingestion.files import LAST, LEAD, TITLE, write
from tests.ingestion.test_formats import only

HEADED = "<tr><th>Ligne</th><th>Prix</th></tr>"
PLAIN = HEADED.replace("th>", "td>")
ROWS = "<tr><td>Ganvié</td><td>200 F</td></tr><tr><td>Sô-Ava</td><td>300 F</td></tr>"
LONG = "sous réserve du vent et des vagues, " * 4 + "du niveau du lac"
TOLD = ["Ligne: Ganvié; Prix: 200 F.", "Ligne: Sô-Ava; Prix: 300 F."]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (f"<table>{HEADED}{ROWS}</table>", TOLD),
        (f"<table><thead>{PLAIN}</thead><tbody>{ROWS}</tbody></table>", TOLD),
        (f"<table>{PLAIN}{ROWS}</table>", TOLD),
        (f"<table border=1>{PLAIN}{ROWS}</table>", TOLD),
        ("<table><tr><td><b>Capitaine</b></td><td><strong>Bac</strong></td></tr>"
         "<tr><td>Codjo Hounsou</td><td>Le Héron</td></tr></table>",
         ["Capitaine: Codjo Hounsou; Bac: Le Héron."]),
        (f"<table>{ROWS}<tr><td>Abomey</td><td>500 F</td></tr></table>",
         ["Ganvié: 200 F.", "Sô-Ava: 300 F.", "Abomey: 500 F."]),
        (f"<table><caption>Prix des bacs (en francs)</caption>{HEADED}{ROWS}</table>",
         ["Prix des bacs (en francs)", *TOLD]),
        (f"<figure class='wp-block-table'><table>{HEADED}{ROWS}</table>"
         "<figcaption>Prix des bacs en 2023</figcaption></figure>",
         [*TOLD, "Prix des bacs en 2023"]),
        # a key and its value
        ("<table><tr><th>Longueur</th><td>24 m</td></tr><tr><th>Ports</th><td>Ganvié</td>"
         "<td>Sô-Ava</td></tr></table>", ["Longueur: 24 m.", "Ports: Ganvié, Sô-Ava."]),
        # a key and its value without header cells
        ("<table border=1><tr><td>Capitaine</td><td>Codjo Hounsou</td></tr><tr><td>Bac</td>"
         "<td>Le Héron</td></tr></table>", ["Capitaine: Codjo Hounsou.", "Bac: Le Héron."]),
        ("<table border=1><tr><td>8h30</td><td>Ganvié</td><td>Le Héron</td></tr><tr><td>9h30</td>"
         "<td>Sô-Ava</td><td>Le Lac</td></tr></table>",
         ["8h30: Ganvié, Le Héron.", "9h30: Sô-Ava, Le Lac."]),
        # titles, above the heads and between the rows
        (f"<table><tr><th colspan=2>Prix du bac</th></tr>{HEADED}{ROWS}<tr><th colspan=2>Rive nord"
         "</th></tr><tr><td>Abomey</td><td>500 F</td></tr></table>",
         ["Prix du bac", *TOLD, "Rive nord", "Ligne: Abomey; Prix: 500 F."]),
        # years above, names beside
        ("<table><tr><td></td><td>2022</td><td>2023</td></tr><tr><td>Ganvié</td><td>12</td>"
         "<td>14</td></tr><tr><td>Sô-Ava</td><td>3</td><td></td></tr></table>",
         ["Ganvié; 2022: 12; 2023: 14.", "Sô-Ava; 2022: 3."]),
        # spans
        ("<table><tr><th rowspan=2>Ligne</th><th colspan=2>Passagers</th></tr><tr><th>2022</th>"
         "<th>2023</th></tr><tr><td rowspan=2>Ganvié</td><td>12</td><td>14</td></tr><tr>"
         "<td>13</td><td>15</td></tr><tr><td>Sô-Ava</td><td colspan=2>aucun</td></tr>"
         "<tr><td colspan=3>Source : la mairie de Sô-Ava</td></tr></table>",
         ["Ligne: Ganvié; Passagers 2022: 12; Passagers 2023: 14.",
          "Ligne: Ganvié; Passagers 2022: 13; Passagers 2023: 15.",
          "Ligne: Sô-Ava; Passagers 2022 / Passagers 2023: aucun.",
          "Source : la mairie de Sô-Ava"]),
        # heads within, a foot that is written first
        (f"<table><tfoot><tr><td>Total</td><td>9 F</td></tr></tfoot>{HEADED}{ROWS}<tr><th>Bac</th>"
         "<th>Places</th></tr><tr><td>Le Héron</td><td>40</td></tr></table>",
         [*TOLD, "Bac: Le Héron; Places: 40.", "Bac: Total; Places: 9 F."]),
        # a mark behind a year that heads a column, and behind the sentence of a cell
        ("<table border=1><tr><td>Ligne<td>2022<sup>1</sup></tr>"
         "<tr><td>Ganvié<td>12<sup>2</sup></table>", ["Ligne: Ganvié; 2022: 12."]),
        (f"<table>{HEADED}<tr><td>Ganvié<td>Il est gratuit.<sup>2</sup></table>",
         ["Ligne: Ganvié; Prix: Il est gratuit."]),
        # a long cell over rows is told once
        (f"<table><tr><th>Jour<th>Heure<th>Avis</tr><tr><td>lundi<td>8 h<td rowspan=2>{LONG}</tr>"
         "<tr><td>mardi<td>9 h</tr></table>",
         [f"Jour: lundi; Heure: 8 h; Avis: {LONG}.", "Jour: mardi; Heure: 9 h."]),
        # figures, breaks and marks of notes in cells
        (f"<table>{HEADED}<tr><td><p>Ganvié<br>(nord)</p></td><td>200<sup>1</sup> F/m<sup>2</sup>."
         "</td></tr></table>", ["Ligne: Ganvié (nord); Prix: 200 F/m²."]),
        # what only arranges the page
        ("<table><tr><td><p>Le quai du nord a rouvert lundi, dit la mairie.</p><p>Celui du sud "
         "reste fermé au public.</p></td><td>Une carte des deux quais du lac.</td></tr></table>",
         ["Le quai du nord a rouvert lundi, dit la mairie.",
          "Celui du sud reste fermé au public.", "Une carte des deux quais du lac."]),
        (f"<table role=presentation>{HEADED}<tr><td>Le lac monte</td><td>Il pleut encore</td></tr>"
         "</table>", ["Ligne", "Prix", "Le lac monte", "Il pleut encore"]),
        (f"<table><tr><td><table>{HEADED}{ROWS}</table></td></tr></table>", TOLD),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["html", "eml"])
def test_tables(tmp_path: Path, table: str, told: list[str], suffix: str) -> None:
    markup = f"<p>{LEAD}</p>{table}<p>{LAST}</p>"
    data = files.page(table).encode() if suffix == "html" else files.mail(markup=markup)
    document = only(write(tmp_path / f"a.{suffix}", data))
    assert document.text.split("\n\n") == [LEAD, *told, LAST]


def test_a_row_is_a_sentence(tmp_path: Path) -> None:
    text = only(write(tmp_path / "a.html", files.page(f"<table>{HEADED}{ROWS}</table>"))).text
    assert [span.of(text) for span in sentences(text, "fr")] == [LEAD, *TOLD, LAST]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("| Ligne | Prix |\n|---|---:|\n| Ganvié | 200 F[^1] |\n| Sô-Ava | 300 F |", TOLD),
        ("|  |  |\n|--|--|\n| Abomey | 500 F |", ["Abomey: 500 F."]),
        ("| Ligne | Prix |\n|--|--|", ["Ligne: Prix."]),
        ("| Ligne |\n|--|\n| Ganvié |", ["Ligne", "Ganvié"]),
        ("|  | 2022 |\n|--|--|\n| Abomey | |\n| | 3 |", ["Abomey.", "2022: 3."]),
    ],
)
def test_tables_of_markdown(tmp_path: Path, table: str, told: list[str]) -> None:
    document = only(write(tmp_path / "a.md", f"# {TITLE}\n\n{LEAD}\n\n{table}\n\n{LAST}\n"))
    assert document.text.split("\n\n") == [LEAD, *told, LAST]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th colspan=100000>A<th rowspan=99999>B<tr><td>1</table>",
        f"<table>{HEADED}{ROWS * 6000}</table>",
        "<table><tr><td>" * 300,
        "<table><tr><th>A<th>B<tr><td rowspan=0>x<td>1<tr><td colspan=x>2</table>",
        "<table></table><tr><td>3</table>",
    ],
)
def test_a_hostile_table_is_read(tmp_path: Path, table: str) -> None:
    data = files.mail(markup=f"<p>{LEAD}</p><p>{LAST}</p>{table}")
    text = only(write(tmp_path / "a.eml", data)).text
    assert text.startswith(f"{LEAD}\n\n{LAST}")
    assert len(text) < 3 * len(data)


def test_a_menu_in_a_table_is_left_to_the_rules_for_menus(tmp_path: Path) -> None:
    menu = (
        "<table><tr><td><a href='/a'>Accueil</a></td><td><a href='/s'>Sport</a></td></tr></table>"
    )
    text = only(write(tmp_path / "a.html", files.page(menu * 2))).text
    assert "---" not in text
    assert "Accueil:" not in text


def rows_of(*lines: str) -> list[Row]:
    """A row for each line, cells parted by "|"; "a >" goes over the next column too."""
    rows: list[Row] = []
    for line in lines:
        row: list[Cell] = []
        for text in line.split("|"):
            start = row[-1].column + row[-1].width if row else 0
            row.append(Cell(text.strip(" >"), start, 1 + text.count(">")))
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # a column of figures that begins with none
        (("Ligne | Prix", "Ganvié | 200 francs", "Sô-Ava | 300 francs"),
         ["", "Ligne: Ganvié; Prix: 200 francs.", "Ligne: Sô-Ava; Prix: 300 francs."]),
        (("Année | Tonnes", "2019 | 25 000"), ["", "Année: 2019; Tonnes: 25 000."]),
        (("Produit | 2019 | 2020", "Riz | 25 000 | 30 000"),
         ["", "Produit: Riz; 2019: 25 000; 2020: 30 000."]),
        # three columns of words
        (("Nom | Ville | Rôle", "Awa Koné | Ouidah | maire"),
         ["", "Nom: Awa Koné; Ville: Ouidah; Rôle: maire."]),
        # what heads rows
        (("Départ | 8 h", "Retour | 17 h"), ["Départ: 8 h.", "Retour: 17 h."]),
        (("Capitaine | Codjo Hounsou", "Armateur | Le Lac"),
         ["Capitaine: Codjo Hounsou.", "Armateur: Le Lac."]),
        (("2019 | hausse", "2020 | baisse"), ["2019: hausse.", "2020: baisse."]),
        (("Riz | 25 000 | 30 000", "Maïs | 12 000 | 14 000"),
         ["Riz: 25 000, 30 000.", "Maïs: 12 000, 14 000."]),
        # a corner without a name, empty cells, a colon of its own
        ((" | Matin | Soir", "Ganvié | 8 h | ", "Sô-Ava |  | 17 h"),
         ["", "Ganvié; Matin: 8 h.", "Sô-Ava; Soir: 17 h."]),
        (("Ligne : | Prix :", "Ganvié | 200"), ["", "Ligne: Ganvié; Prix: 200."]),
        # cells over columns, in the head and below it
        (("Produit | Tonnes >", " | 2019 | 2020", "Riz | 25 000 | 30 000"),
         ["", "", "Produit: Riz; Tonnes 2019: 25 000; Tonnes 2020: 30 000."]),
        (("Ligne | Matin | Soir", "Ganvié | fermé >", "Sô-Ava | 8 h | 17 h"),
         ["", "Ligne: Ganvié; Matin / Soir: fermé.", "Ligne: Sô-Ava; Matin: 8 h; Soir: 17 h."]),
        # a title above, one between, nothing but those, one row, none
        (("Prix du bac >", "Ligne | Prix", "Ganvié | 200", "Rive nord >", "Ouidah | 300"),
         ["Prix du bac", "", "Ligne: Ganvié; Prix: 200.", "Rive nord",
          "Ligne: Ouidah; Prix: 300."]),
        (("Ligne | Prix",), ["Ligne: Prix."]),
        ((), []),
        # figures between signs, which count like others; times and days
        ((f"Ligne | 2019{raised('1')}", f"Ganvié | 200{raised('2')}"),
         ["", f"Ligne: Ganvié; 2019{raised('1')}: 200{raised('2')}."]),
        (("8h30 | Ganvié | bac", "9h30 | Savè | bac"), ["8h30: Ganvié, bac.", "9h30: Savè, bac."]),
        (("12/05 | Ganvié | bac", "13/05 | Savè | bac"),
         ["12/05: Ganvié, bac.", "13/05: Savè, bac."]),
        # a cell that fills a row which does not reach as far as the others
        (("Ligne | Prix | Cote", "Rive nord >", "Ganvié | 200 | A"),
         ["", "Rive nord", "Ligne: Ganvié; Prix: 200; Cote: A."]),
        (("Riz | 25 000 | 30 000", " | 12 000 | 14 000"),
         ["Riz: 25 000, 30 000.", "12 000, 14 000."]),
        # no label is that long
        ((f"{'mot ' * 40}| Prix", "Ganvié | 200"), [f"{('mot ' * 40).strip()}: Prix.",
                                                      "Ganvié: 200."]),
    ],
)  # fmt: skip
def test_rows_of_which_the_file_says_nothing(rows: tuple[str, ...], told: list[str]) -> None:
    assert row_sentences(rows_of(*rows)) == told


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (0, ["Nom: Ville, Rôle.", "Awa: Ouidah, maire.", "Ali: Savè, juge."]),
        (1, ["", "Nom: Awa; Ville: Ouidah; Rôle: maire.", "Nom: Ali; Ville: Savè; Rôle: juge."]),
        (2, ["", "", "Nom Awa: Ali; Ville Ouidah: Savè; Rôle maire: juge."]),
        (3, ["Nom: Ville, Rôle.", "Awa: Ouidah, maire.", "Ali: Savè, juge."]),  # none is left
        (9, ["Nom: Ville, Rôle.", "Awa: Ouidah, maire.", "Ali: Savè, juge."]),
    ],
)
def test_rows_of_which_the_file_says_what_heads_them(declared: int, told: list[str]) -> None:
    rows = rows_of("Nom | Ville | Rôle", "Awa | Ouidah | maire", "Ali | Savè | juge")
    assert row_sentences(rows, declared) == told


def test_a_title_that_is_declared_a_head_heads_no_column() -> None:
    rows = rows_of("Prix du bac >", "Ligne | Prix", "Ganvié | 200")
    assert row_sentences(rows, 1) == ["Prix du bac", "", "Ligne: Ganvié; Prix: 200."]
    assert row_sentences(rows, 2) == ["Prix du bac", "", "Ligne: Ganvié; Prix: 200."]


def test_long_heads_do_not_swell() -> None:
    head = "mot " * LONGEST_LABEL
    rows = rows_of(f"{head} | Prix", *["Ganvié | 200"] * 50)
    assert sum(map(len, row_sentences(rows, 1))) < 3 * len(head)
