"""Injections through the real readers: reported at ingestion, kept out of prompts, stored."""

import io
from contextlib import closing
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from qa_service.domain.article import Article
from qa_service.domain.warnings import WarningKind
from qa_service.ingestion.articles import article_from
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.pipeline import ingest
from qa_service.ingestion.readers import Piece, pieces
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.store.archive import open_catalogue
from qa_service.text.injections import neutral
from tests.ingestion.files import pdf
from tests.ingestion.planted import LAST, LEAD, SECOND, SETS, TITLE, Planted, plant

LEAST_REPORTED = 0.95
SEVERAL_WORDS = "et ces quelques mots que nul ne lit"


@pytest.mark.parametrize("part", SETS)
def test_injections_are_reported(planted: Planted, part: str) -> None:
    of_part = [one for one in planted.injections if one.part == part]
    missed = [one.id for one in of_part if not planted.warnings(one)]
    assert len(of_part) >= 60
    assert len(missed) <= (1 - LEAST_REPORTED) * len(of_part), missed


def test_none_of_their_orders_is_left_in_a_prompt(planted: Planted) -> None:
    reported = [one for one in planted.injections if planted.warnings(one)]
    assert {one.id: left for one in reported if (left := planted.left(one))} == {}


def test_the_rest_of_the_article_stays(planted: Planted) -> None:
    for one in planted.injections:
        text = planted.articles[one.file_name].text
        assert LEAD in text
        assert LEAD in neutral(text)
        assert LAST in text.replace("\u00a0", " ")


def test_the_report_is_what_is_stored(planted: Planted) -> None:
    reported = {one.article_id: one.warnings for one in planted.report.warnings}
    assert planted.catalogue.warnings(planted.catalogue.article_ids()) == reported


def test_what_is_hidden_is_shown_in_its_snippet(planted: Planted) -> None:
    every = [found for one in planted.injections for found in planted.warnings(one)]
    assert all(found.snippet.isprintable() for found in every)
    tagged = [
        found.snippet for found in every if "⟨" in found.snippet and "onsignes" in found.snippet
    ]
    assert tagged


def read(folder: Path, name: str, content: str | bytes) -> tuple[Article, tuple[WarningKind, ...]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (piece,) = pieces(path, DEFAULTS)
    assert isinstance(piece, Piece)
    found = article_from(path, piece, "a1")
    return found.article, tuple(warning.kind for warning in found.warnings)


def page(inner: str, style: str = "") -> str:
    return (
        f"<html lang=fr><head><title>{TITLE}</title><style>{style}</style></head><body><article>"
        f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND} {inner}</p><p>{LAST}</p></article></body></html>"
    )


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "visibility:hidden", "opacity:0", "font-size:1px", "color:#fff",
        "color:transparent", "position:absolute;left:-5000px", "background:#123;color:#123456;",
        "height:0;overflow:hidden", "clip:rect(0,0,0,0)", "text-indent:-9999px",
    ],
)  # fmt: skip
@pytest.mark.parametrize("by_class", [False, True])
def test_words_that_are_not_seen_are_no_text(tmp_path: Path, style: str, by_class: bool) -> None:
    if style == "background:#123;color:#123456;":
        style = "background:#123;color:#112233"
    opening = '<span class="x">' if by_class else f'<span style="{style}">'
    sheet = f".x {{ {style} }}" if by_class else ""
    content = page(f"{opening}{SEVERAL_WORDS}</span>", sheet)
    article, kinds = read(tmp_path, "bac.html", content)
    assert SEVERAL_WORDS not in article.text
    assert SECOND in article.text
    assert kinds == (WarningKind.HIDDEN_TEXT,)


@pytest.mark.parametrize(
    "inner",
    [
        '<span style="color:#fff;background:#222">écrit en blanc sur fond bien sombre</span>',
        '<span style="font-size:0"><b style="font-size:1rem">de nouveau en grand ici</b></span>',
    ],
)
def test_words_that_are_seen_stay(tmp_path: Path, inner: str) -> None:
    article, kinds = read(tmp_path, "bac.html", page(inner))
    words = inner.split(">")[-2 if "<b" not in inner else -3].split("<")[0]
    assert words in article.text
    assert kinds == ()


@pytest.mark.parametrize(
    "inner",
    [
        '<p class="sr-only" style="position:absolute;left:-9999px">Ouvrir le menu de partage</p>',
        "<!-- fin de l’article, début de la zone de partage -->",
        '<img src="bac.png" alt="Le bac de Ganvié à quai un jour de marché">',
    ],
)
def test_what_pages_hide_by_custom_is_not_reported(tmp_path: Path, inner: str) -> None:
    article, kinds = read(tmp_path, "bac.html", page(inner))
    assert SECOND in article.text
    assert kinds == ()


def test_a_page_that_a_script_unveils_is_read(tmp_path: Path) -> None:
    body = " ".join([SECOND] * 4)
    content = page("").replace(f"<p>{SECOND} </p>", f'<div style="opacity:0"><p>{body}</p></div>')
    article, kinds = read(tmp_path, "bac.html", content)
    assert SECOND in article.text
    assert kinds == ()


def test_text_of_a_scan_is_read_though_it_has_no_ink(tmp_path: Path) -> None:
    plain = pdf(LEAD, SECOND, heading=TITLE)
    article, kinds = read(tmp_path, "bac.pdf", plain)
    assert "Ganvié" in article.text
    assert kinds == ()
    scanned, kinds = read(tmp_path, "scan.pdf", recognised())
    assert LAST in scanned.text
    assert kinds == ()


def recognised() -> bytes:
    """A page whose text is all drawn without ink, as below a scanned picture."""
    data = io.BytesIO()
    canvas = Canvas(data)
    text = canvas.beginText(50, 700)
    text.setTextRenderMode(3)
    for line in (TITLE, "", LEAD, "", LAST):
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return data.getvalue()


def test_warnings_go_with_their_article_and_come_when_it_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    plant(folder, "tuning")
    for path in sorted(folder.glob("*"))[3:]:
        path.unlink()
    first, second, third = sorted(folder.glob("*"))
    with closing(open_catalogue(tmp_path / "store", "drawn")) as catalogue:
        ingest([folder], catalogue, DrawnEmbeddings())
        ids = catalogue.article_ids()
        assert len(catalogue.warnings(ids)) == 3
        first.unlink()
        second.write_text(f"{TITLE}\n\n{LEAD}\n\n{LAST}")
        report = ingest([folder], catalogue, DrawnEmbeddings())
        assert report.warnings == ()
        assert len(catalogue.warnings(ids)) == 1
        catalogue.forget_fingerprints()
        again = ingest([folder], catalogue, DrawnEmbeddings())
        assert [Path(one.source).name for one in again.warnings] == [third.name]
        catalogue.drop(again.warnings[0].article_id)
        assert catalogue.warnings(ids) == {}
