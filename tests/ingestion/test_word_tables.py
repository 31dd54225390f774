"""What heads the columns of a table in a Word file, and its rows as sentences."""

import pytest

from qa_service.ingestion.readers.word_tables import LONGEST_LABEL, Cell, Row, row_sentences


def table(*lines: str) -> list[Row]:
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
        # no label is that long
        ((f"{'mot ' * 40}| Prix", "Ganvié | 200"), [f"{('mot ' * 40).strip()}: Prix.",
                                                      "Ganvié: 200."]),
    ],
)  # fmt: skip
def test_rows_of_which_the_file_says_nothing(rows: tuple[str, ...], told: list[str]) -> None:
    assert row_sentences(table(*rows)) == told


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
    rows = table("Nom | Ville | Rôle", "Awa | Ouidah | maire", "Ali | Savè | juge")
    assert row_sentences(rows, declared) == told


def test_a_title_that_is_declared_a_head_heads_no_column() -> None:
    rows = table("Prix du bac >", "Ligne | Prix", "Ganvié | 200")
    assert row_sentences(rows, 1) == ["Prix du bac", "", "Ligne: Ganvié; Prix: 200."]
    assert row_sentences(rows, 2) == ["Prix du bac", "", "Ligne: Ganvié; Prix: 200."]


def test_long_heads_do_not_swell() -> None:
    head = "mot " * LONGEST_LABEL
    rows = table(f"{head} | Prix", *["Ganvié | 200"] * 50)
    assert sum(map(len, row_sentences(rows, 1))) < 3 * len(head)
