"""OpenDocument texts: what is read of them, and what is left out and told."""

from datetime import date
from pathlib import Path

import pytest

from qa_service.domain.article import Provenance
from qa_service.domain.warnings import WarningKind
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.readers import Piece, RawDocument, pieces
from tests.ingestion.files import LAST, LEAD, SECOND, TITLE, write
from tests.ingestion.odt_files import cell, note, odt, p, row, span, style


def read(tmp_path: Path, data: bytes) -> RawDocument:
    [piece] = pieces(write(tmp_path / "a.odt", data), DEFAULTS)
    assert isinstance(piece, Piece)
    return piece.parse()


def paragraphs(tmp_path: Path, body: str, styles: str = "") -> list[str]:
    titled = p(TITLE, "Title") + p(LEAD) + body
    title_and_lead = read(tmp_path, odt(titled, styles)).text.split("\n\n")
    assert title_and_lead[0] == LEAD
    return title_and_lead[1:]


META = (
    "<dc:title>{}</dc:title><meta:initial-creator>poste3</meta:initial-creator>"
    "<dc:creator>Sènan Dossou</dc:creator><meta:creation-date>2021-03-04T10:00:00"
    "</meta:creation-date><dc:date>2024-05-01T10:00:00</dc:date>"
)


def test_title_author_and_date(tmp_path: Path) -> None:
    body = p(TITLE, "P1") + p("Par Sènan Dossou") + p(LEAD)
    named = style("P1", "", "paragraph", parent="Title")
    document = read(tmp_path, odt(body, named, META.format("Modèle de lettre")))
    assert (document.title, document.text, document.author) == (TITLE, LEAD, "Sènan Dossou")
    assert document.published is None  # when a file was made or changed is no such day
    declared = '<meta:user-defined meta:name="Date de publication">2023-02-06</meta:user-defined>'
    document = read(tmp_path, odt(p(LEAD), meta=META.format(TITLE) + declared))
    assert (document.title, document.text, document.author) == (TITLE, LEAD, None)
    assert document.published == date(2023, 2, 6)
    assert document.published_from == Provenance.RECORD


def test_paragraphs_headings_lists_and_what_they_hold(tmp_path: Path) -> None:
    spaces = (
        'Il  mène<text:s text:c="3"/>à la rive<text:tab/>en une heure<text:line-break/>ou deux.'
    )
    link = '<text:a xlink:href="https://lac.example">le <text:span>récit</text:span></text:a>'
    body = (
        '<text:h text:outline-level="2">Le chantier</text:h>'
        f"<text:list><text:list-item>{p(SECOND)}</text:list-item></text:list>"
        f'<text:section text:name="a">{p(spaces)}</text:section>'
        + p(f"Lire {link} du <text:date>6 février</text:date>.<text:soft-page-break/>")
    )
    assert paragraphs(tmp_path, body) == [
        "Le chantier", SECOND, "Il mène à la rive en une heure", "ou deux.",
        "Lire le récit du 6 février.",
    ]  # fmt: skip


def test_changes_are_accepted(tmp_path: Path) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion>'
        f"{p('Le budget de douze millions est perdu.')}</text:deletion></text:changed-region>"
        '<text:changed-region text:id="b"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    line = (
        'Un budget de <text:change text:change-id="a"/><text:change-start text:change-id="b"/>'
        'quinze<text:change-end text:change-id="b"/> millions est voté.'
    )
    document = read(tmp_path, odt(changes + p(LEAD) + p(line)))
    assert document.text == f"{LEAD}\n\nUn budget de quinze millions est voté."
    assert [(one.kind, one.count) for one in document.omitted] == [("deletion", 1)]


def test_notes_and_boxes_stand_behind_their_paragraph(tmp_path: Path) -> None:
    box = f"<draw:frame><draw:text-box>{p(LAST)}</draw:text-box></draw:frame>"
    body = p(f"Il porte 25 000{note(1, 'Selon la mairie de Valmer.')} tonnes.{box}") + p(
        f"Puis 2019{note(2, 'Selon le port.')}."
    )
    assert paragraphs(tmp_path, body) == [
        "Il porte 25 000 tonnes.", LAST, "Note 1: Selon la mairie de Valmer.",
        "Puis 2019.", "Note 2: Selon le port.",
    ]  # fmt: skip


def test_raised_and_lowered_figures(tmp_path: Path) -> None:
    styles = style("T1", 'style:text-position="super 58%"') + style(
        "T2", 'style:text-position="-33% 58%"'
    )
    body = p(f"Les 25 000{span('1', 'T1')} t de CO{span('2', 'T2')} sur 3 km{span('2', 'T1')}.")
    assert paragraphs(tmp_path, body, styles) == ["Les 25 000 t de CO₂ sur 3 km²."]


def test_tables(tmp_path: Path) -> None:
    heads = f"<table:table-header-rows>{row('Région', 'Récolte')}</table:table-header-rows>"
    rows = row("Kayes", f"12 000 t{note(1, 'En 2023.')}") + row("Mopti", "9 000 t")
    drawn = f"<table:table>{heads}{rows}</table:table>"
    assert paragraphs(tmp_path, drawn) == [
        "Région: Kayes; Récolte: 12 000 t.", "Note 1: En 2023.",
        "Région: Mopti; Récolte: 9 000 t.",
    ]  # fmt: skip
    bold = style("T1", 'fo:font-weight="bold"')
    first = row(*(p(span(text, "T1")) for text in ("Ligne", "Trajet", "Prix")))
    over = cell("Ganvié", 'table:number-rows-spanned="2"')
    spanned = (
        f"<table:table-row>{over}{cell('Aller')}{cell('200 francs')}</table:table-row>"
        f"<table:table-row>{cell('')}{cell('Retour')}{cell('150 francs')}</table:table-row>"
    )
    assert paragraphs(tmp_path, f"<table:table>{first}{spanned}</table:table>", bold) == [
        "Ligne: Ganvié; Trajet: Aller; Prix: 200 francs.",
        "Ligne: Ganvié; Trajet: Retour; Prix: 150 francs.",
    ]
    repeated = cell("Un", 'table:number-columns-repeated="99999"')
    wide = f"<table:table-row>{repeated}</table:table-row>"
    assert len(paragraphs(tmp_path, f"<table:table>{wide * 2}</table:table>")) < 200


@pytest.mark.parametrize(
    "hides",
    ['text:display="none"', 'fo:color="#ffffff"', 'fo:font-size="1pt"'],
)
def test_words_that_are_not_seen(tmp_path: Path, hides: str) -> None:
    styles = style("T1", hides) + style("T2", 'fo:color="#fff" fo:background-color="#224466"')
    body = p(LEAD + span(" et des mots que personne ne voit ici", "T1")) + p(span(LAST, "T2"))
    document = read(tmp_path, odt(body, styles))
    assert document.text == f"{LEAD}\n\n{LAST}"
    assert [warning.kind for warning in document.warnings] == [WarningKind.HIDDEN_TEXT]


def test_what_is_no_part_of_the_article_is_told(tmp_path: Path) -> None:
    body = (
        f"<text:table-of-content>{p('Le bac 1')}</text:table-of-content>"
        + p(f"{LEAD}<office:annotation><dc:creator>A</dc:creator>{p('Non.')}</office:annotation>")
        + p('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')
        + p("<text:placeholder>Votre nom</text:placeholder>")
    )
    edges = f"<style:header>{p('Le Lac')}</style:header><style:footer>{p('3')}</style:footer>"
    document = read(tmp_path, odt(body, edges=edges))
    assert document.text == LEAD
    assert {one.kind.value: one.count for one in document.omitted} == {
        "comment": 1, "contents_list": 1, "header": 1, "object": 1, "placeholder": 1,
    }  # fmt: skip
