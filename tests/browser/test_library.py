"""The library in a browser, over a real store: uploads, deletion, with and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, hosted, opening
from tests.browser.steps import (
    BOTH,
    NARROW,
    PHONE,
    SCREEN,
    STILL,
    WIDE,
    check,
    check_fits,
    choose,
    drop,
)
from tests.conftest import PORT, TRAM
from tests.web.library import Shop, opened

PORT_FILE, TRAM_FILE = f"Le port\n\n{PORT}\n", f"Le tram\n\n{TRAM}\n"


LINES = """(element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size;
}"""


@pytest.fixture
def shop(browser: Browser, tmp_path: Path) -> Iterator[Shop]:
    assert browser.is_connected()
    with opened(tmp_path) as shop:
        (shop.folder / "tram.txt").write_text(TRAM_FILE)
        (shop.folder / "scan.pdf").write_text("no pdf")
        shop.service.ingest()
        yield shop


@pytest.fixture
def open_library(browser: Browser, shop: Shop) -> Iterator[OpenPage]:
    with hosted(shop.app) as url, opening(browser, url, "Failed to load resource") as open_path:
        yield open_path


def titles(page: Page, *expected: str) -> None:
    expect(page.locator("#article-list .name")).to_have_text(list(expected))


def test_files_are_uploaded_dropped_and_reported(open_library: OpenPage, shop: Shop) -> None:
    page = open_library("/articles")
    titles(page, "Le tram")
    choose(page, {"port.txt": PORT_FILE, "image.txt": b"\x89PNG\r\n\x1a\n..."})
    with shop.service._archive.ingesting():  # so that it has to wait
        page.locator("#upload-send").click()
        expect(page.locator("#job progress")).to_be_visible()
        expect(page.locator("#said")).to_have_text("Mise à jour en cours…")
    expect(page.locator("#job h2")).to_have_text("Fichiers traités, dont certains ont été refusés")
    files = page.locator("#job .uploads li")
    expect(files).to_have_count(2)
    expect(files.nth(0)).to_contain_text("ajouté")
    expect(files.nth(0).get_by_role("link", name="Le port")).to_be_visible()
    expect(files.nth(1)).to_contain_text("C’est une image")
    titles(page, "Le port", "Le tram")
    drop(page, "port.txt", PORT_FILE.replace("Le port", "Le nouveau port"))
    expect(page.locator("#job .uploads li")).to_contain_text("mis à jour")
    expect(page.locator("#job .uploads li")).to_contain_text("remplace le fichier du même nom")
    titles(page, "Le nouveau port", "Le tram")
    choose(page, {"large.txt": b"a" * 1_100_000})
    page.locator("#upload-send").click()
    expect(page.locator("#upload-complaint")).to_contain_text("plus que les 1 Mo permis")
    assert page.evaluate("location.pathname") == "/articles"


def test_what_the_server_refuses_is_said_where_a_job_is_told_of(open_library: OpenPage) -> None:
    page = open_library("/articles")
    problem = {"title": "Busy", "status": 503, "detail": "The store is being rebuilt."}
    page.route("**/api/ingest", lambda route: route.fulfill(status=503, json=problem))
    page.locator("#ingest-start").click()
    told = page.locator("#job-place").get_by_role("alert")
    expect(told).to_have_text(str(problem["detail"]))
    height = told.evaluate("one => one.offsetHeight")
    page.unroute("**/api/ingest")
    page.locator("#ingest-start").click()
    expect(page.locator("#job .failures")).to_be_visible()
    assert page.locator("#job").evaluate("one => one.offsetHeight") == height


def test_an_article_is_deleted_and_restored_by_keyboard(open_library: OpenPage) -> None:
    page = open_library("/articles?q=tram", locale="en-GB")
    page.get_by_role("link", name="Delete “Le tram”").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Delete this article?")
    page.get_by_role("button", name="Delete the article").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".just")).to_contain_text("is deleted")
    expect(page.locator("#article-list .notice")).to_be_visible()
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".just")).to_contain_text("is restored")
    titles(page, "Le tram")
    assert page.locator("#filter").input_value() == "tram"


def test_without_scripts_everything_can_be_done(open_library: OpenPage) -> None:
    page = open_library("/articles", java_script_enabled=False, viewport=PHONE)
    expect(page.locator("#article-list .name")).to_be_in_viewport()  # before the forms, folded away
    page.locator(".work summary").click()
    choose(page, {"port.txt": PORT_FILE})
    page.locator("#upload-send").click()
    expect(page.locator("#job h2")).to_have_text("Fichiers traités")  # the page reloads itself
    page.goto("/articles")
    titles(page, "Le port", "Le tram")
    page.locator(".work summary").click()
    page.locator("#ingest-start").click()
    expect(page.locator("#job .failures")).to_contain_text("scan.pdf")
    page.goto("/articles?q=port")
    page.locator(".shelf .actions a").click()
    page.locator(".danger").click()
    page.locator(".just button").click()
    titles(page, "Le port")
    page.locator("summary", has_text="Plus de filtres").click()
    page.locator("#filter-status").select_option("removed")
    page.locator(".filters button").click()
    expect(page.locator("#article-list .notice")).to_be_visible()


@pytest.mark.parametrize(("scheme", "locale"), BOTH)
def test_the_library_shuts_nobody_out(open_library: OpenPage, scheme: str, locale: str) -> None:
    page = open_library("/articles", color_scheme=scheme, locale=locale, viewport=SCREEN, **STILL)
    choose(page, {"port.txt": PORT_FILE, "image.txt": b"\x89PNG\r\n\x1a\n..."})
    page.locator("#upload-send").click()
    expect(page.locator("#job[data-state=done]")).to_be_visible()
    page.locator(".filters summary").click()
    check(page)
    page.locator("#article-list .name").first.click()
    expect(page.locator("#article")).to_be_visible()
    check(page)
    page.locator(".shelved .meta a").click()
    check(page)
    page.locator(".danger").click()
    check(page)
    page.locator("#ingest-start").click()
    expect(page.locator("#job .failures")).to_be_visible()
    check(page)


def test_a_long_outlet_breaks_no_word_of_the_table(open_library: OpenPage, shop: Shop) -> None:
    outlet = "Le Courrier indépendant de la vallée de la Haute-Sorne et de ses environs"
    (shop.folder / "pont.md").write_text(f"---\noutlet: {outlet}\n---\n# Le pont\n\n{PORT}\n")
    shop.service.ingest()
    for width in (920, 1440):
        page = open_library("/articles", viewport={"width": width, "height": 900})
        check_fits(page)
        for words in ("Langue", "français", "disponible", "Supprimer"):
            shown = page.locator(".shelf").get_by_text(words, exact=True).first
            assert shown.evaluate(LINES) == 1, (words, width)


def test_tables_and_cards_fit(open_library: OpenPage) -> None:
    def fits() -> None:
        for size in (NARROW, PHONE, SCREEN, WIDE):
            page.set_viewport_size(size)
            check_fits(page)

    page = open_library("/articles?published_from=none&status=searchable", **STILL)
    page.locator("#ingest-start").click()
    expect(page.locator("#job .failures")).to_be_visible()
    fits()
    page.locator(".shelf .actions a").first.click()
    expect(page.locator(".danger")).to_be_visible()
    fits()
    page.locator(".danger").click()
    expect(page.locator(".just")).to_be_visible()
    fits()
    page.goto("/articles?status=removed")
    page.locator("#article-list .name").click()
    expect(page.locator(".forget")).to_have_count(0)  # its file is not ours
    expect(page.locator("h1")).to_have_text("Le tram")
    fits()
