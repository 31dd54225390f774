"""Tables of pages: a row of data is a sentence, what only arranges a page is text."""

from pathlib import Path

import pytest

from qa_service.text.sentences import sentences
from tests.ingestion import files
from tests.ingestion.files import LAST, LEAD, TITLE, write
from tests.ingestion.test_formats import only

HEADED = "<tr><th>Ligne</th><th>Prix</th></tr>"
PLAIN = HEADED.replace("th>", "td>")
ROWS = "<tr><td>Ganvié</td><td>200 F</td></tr><tr><td>Sô-Ava</td><td>300 F</td></tr>"
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
          "Ligne: Ganvié; Passagers 2022: 13; Passagers 2023: 15.", "Ligne: Sô-Ava; aucun.",
          "Source : la mairie de Sô-Ava"]),
        # heads within, a foot that is written first
        (f"<table><tfoot><tr><td>Total</td><td>9 F</td></tr></tfoot>{HEADED}{ROWS}<tr><th>Bac</th>"
         "<th>Places</th></tr><tr><td>Le Héron</td><td>40</td></tr></table>",
         [*TOLD, "Bac: Le Héron; Places: 40.", "Bac: Total; Places: 9 F."]),
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


def test_tables_of_markdown(tmp_path: Path) -> None:
    table = "| Ligne | Prix |\n|---|---:|\n| Ganvié | 200 F[^1] |\n| Sô-Ava | 300 F |\n"
    data = f"# {TITLE}\n\n{LEAD}\n\n{table}\n|  |  |\n|--|--|\n| Abomey | 500 F |\n\n{LAST}\n"
    document = only(write(tmp_path / "a.md", data))
    assert document.text.split("\n\n") == [LEAD, *TOLD, "Abomey: 500 F.", LAST]


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
