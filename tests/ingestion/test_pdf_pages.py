"""On which page of a PDF each of its sentences stands."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.domain.article import Article, PageStart
from qa_service.domain.reports import Failure
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.pipeline import ingest
from qa_service.ingestion.readers import RawDocument
from qa_service.ingestion.readers.document import assemble
from qa_service.ingestion.readers.pdf import join_wrapped
from qa_service.ingestion.readers.raised import lowered, raised
from qa_service.ingestion.readers.runs import Line
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.store.catalogue import Catalogue
from tests.ingestion import files
from tests.ingestion.files import CANAL, CANAL_TITLE, LEAD, canal_page, canal_pages, paged, write

RUNNING = "La Gazette de Valmer, 6 février 2023"


def read_all(path: Path) -> list[Article]:
    failures: list[Failure] = []
    found = list(read_articles(path, failures.append))
    assert failures == []
    return found


def read(path: Path) -> Article:
    [article] = read_all(path)
    return article


def page_of(article: Article, words: str) -> int:
    page = article.page_at(article.text.index(words))
    assert page is not None
    return page.number


def test_a_paragraph_over_three_pages_knows_the_page_of_each_sentence(tmp_path: Path) -> None:
    pages = canal_pages()
    article = read(write(tmp_path / "a.pdf", paged(pages, RUNNING)))
    assert (article.title, article.text) == (CANAL_TITLE, " ".join(CANAL))
    assert [page_of(article, sentence) for sentence in CANAL] == [*map(canal_page, CANAL)]
    assert set(map(canal_page, CANAL)) == {1, 2, 3}
    # A page begins with its first line, in the middle of a sentence; the one before ends there.
    for page, lines in zip(article.pages[1:], pages[1:], strict=True):
        assert article.text.startswith(lines[0], page.start)
        assert not any(article.text.startswith(sentence, page.start) for sentence in CANAL)
    assert [page.number for page in article.pages] == [1, 2, 3]


def test_pages_without_text_of_the_article_begin_nowhere(tmp_path: Path) -> None:
    first, *others = canal_pages()
    pages = [["Par Sènan Dossou, le 6 février 2023"], first, [], *others]
    article = read(write(tmp_path / "a.pdf", paged(pages)))
    assert [page.number for page in article.pages] == [2, 4, 5]
    assert article.pages[0].start == 0
    assert article.page_at(0) == PageStart(0, 2)


def test_the_numbers_that_a_file_gives_its_pages_are_kept(tmp_path: Path) -> None:
    labels = {
        0: "/S /r",
        1: "/S /D /St 2",
        2: "/S /D /P <FEFF0041200B002D> /St 12",
    }  # with a blank of no width
    article = read(write(tmp_path / "a.pdf", paged(canal_pages(), labels=labels)))
    assert [(page.number, page.label) for page in article.pages] == [
        (1, "i"), (2, None), (3, "A-12"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "labels",
    [
        {0: f"/S /D /P ({'A' * 5000})"},
        {0: "/S /D /St (x)"},
        {0: "/S /Unknown /P 7"},
        {0: "/S /A /St 9999999"},
    ],
)
def test_numbers_that_are_none_harm_nothing(tmp_path: Path, labels: dict[int, str]) -> None:
    article = read(write(tmp_path / "a.pdf", paged(canal_pages(), labels=labels)))
    assert [(page.number, page.label) for page in article.pages] == [
        (1, None), (2, None), (3, None),
    ]  # fmt: skip


def printed(*lines: tuple[int, str]) -> RawDocument:
    """What becomes of printed lines that make one paragraph, each with its page."""
    joined = join_wrapped([Line(CANAL_TITLE, 16.0), *(Line(text, 9.0, n) for n, text in lines)])
    return assemble(joined.lines, Metadata(), (), joined.openings)


FULL = "Le quai de Valmer a reçu mardi le sable qui manquait aux vieux"
PART = "Le quai de Valmer a reçu mardi le sable qui manque"
CUT = "La commune paiera en deux fois la digue, le phare et la réouver"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (f"{CUT}-", "ture du canal de Valmer. Fin du chantier.", "ture du canal"),
        (f"{CUT}\u00ad", "ture du canal de Valmer. Fin du chantier.", "ture du canal"),
        (f"{PART} au 12{raised('e')}", "rang. Fin du chantier.", "rang."),
        (f"{PART} aux quais{raised('1')}", "de Valmer. Fin du chantier.", "de Valmer."),
        (FULL, f"quais{raised('2')} de Valmer, sur 3 km{raised('2')}. Fin du chantier.", "quais"),
        (FULL, f"CO{lowered('2')} et 10{raised('6')} quais. Fin du chantier.", "CO₂ et 10⁶"),
        (FULL, f"m{raised('2')} par e\u0301te\u0301 pluvieux. Fin du chantier.", "m² par été"),
    ],
)
def test_a_page_begins_exactly_where_figures_and_hyphens_change_the_text(
    before: str, after: str, told: str
) -> None:
    document = printed((1, FULL), (1, before), (2, after))
    first, second = document.pages
    assert "\n" not in document.text
    assert (first, second.number) == (PageStart(0, 1), 2)
    assert document.text.startswith(told, second.start)


def test_a_figure_judged_by_the_page_before_costs_no_sentence_its_page() -> None:
    document = printed((1, FULL), (1, f"{PART} à (a + b"), (2, f"+ c){raised('2')}. Fin."))
    assert "(a + b + c)². Fin." in document.text
    start = document.pages[1].start
    assert abs(start - document.text.index("+ c)")) <= 1
    assert start < document.text.index("Fin.")


def test_a_pdf_has_pages_wherever_it_lies_and_other_files_have_none(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {"a.pdf": paged(canal_pages()), "a.txt": files.PLAIN}
    found = read_all(write(tmp_path / "a.zip", files.zipped(members)))
    inside, text = sorted(found, key=lambda article: article.part)
    assert [page.number for page in inside.pages] == [1, 2, 3]
    assert text.pages == ()
    assert text.page_at(text.text.index(LEAD)) is None


def ingested(catalogue: Catalogue, folder: Path) -> Sequence[int]:
    report = ingest([folder], catalogue, DrawnEmbeddings())
    return report.added, report.replaced, report.unchanged, report.embedded


def test_a_store_of_before_has_pages_after_the_next_ingestion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.pdf", paged(canal_pages(), RUNNING))
    with closing(Catalogue(tmp_path / "catalogue.sqlite")) as catalogue:
        with monkeypatch.context() as before:
            before.setattr("qa_service.ingestion.sources.RULES", "5")
            before.setattr("qa_service.ingestion.readers.document.page_starts", lambda *_: ())
            added, *_, embedded = ingested(catalogue, folder)
            assert (added, embedded) == (1, len(CANAL))
        [old] = catalogue.articles()
        assert old.pages == ()
        assert ingested(catalogue, folder) == (0, 1, 0, 0)
        [new] = catalogue.articles()
        assert (new.id, new.text) == (old.id, old.text)
        assert new.pages == read(folder / "a.pdf").pages != ()
        catalogue.lay_aside(new.id, uploaded=False)
        assert catalogue.removals.get(new.id).article == new
