"""Every page in both themes and languages before axe-core, which knows the rules of WCAG 2.2 AA."""

from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest
from playwright.sync_api import Browser, expect

from qa_service.web.app import create_app
from qa_service.wire import citation_object
from tests.browser.conftest import OpenPage, hosted, opening
from tests.browser.steps import BOTH, NARROW, SCREEN, STILL, ask, check, last_turn, path_of
from tests.web.fakes import COST, FakeService
from tests.web.test_access import opened as guarded

KINDS = (
    "La digue en juin, la suite ?",
    "Quand a-t-il rouvert ?",
    "Qui a gagné ?",
    "Quoi de neuf ?",
)

EVERYWHERE = pytest.mark.parametrize(("scheme", "locale"), BOTH)


@pytest.fixture
def open_failing(browser: Browser, canned: str) -> Iterator[OpenPage]:
    """Opens a path where a request fails, of which the browser's console may tell."""
    with opening(browser, canned, expected="Failed to load resource") as open_path:
        yield open_path


@EVERYWHERE
def test_the_chat_shuts_nobody_out(open_failing: OpenPage, scheme: str, locale: str) -> None:
    page = open_failing(color_scheme=scheme, locale=locale, viewport=SCREEN, **STILL)
    check(page)
    for question in KINDS:
        ask(page, question)
    page.route("**/api/ask", lambda route: route.abort())
    page.locator("#question").fill("Et maintenant ?")
    page.locator("#question").press("Enter")
    expect(last_turn(page).locator(".failed")).to_be_visible()
    chip = page.locator(".chip").first
    chip.click()
    expect(page.locator("#source mark#quote")).to_be_visible()
    page.keyboard.press("Tab")
    check(page)
    page.locator(".chip").nth(1).hover()
    expect(page.locator("#peek")).to_be_visible()
    check(page)


@EVERYWHERE
def test_the_other_pages_shut_nobody_out(open_failing: OpenPage, scheme: str, locale: str) -> None:
    for path in ("/articles", path_of(citation_object(COST)), "/nowhere"):
        page = open_failing(path, color_scheme=scheme, locale=locale, viewport=SCREEN)
        check(page)


def test_the_description_of_the_api_shuts_nobody_out(open_canned: OpenPage) -> None:
    check(open_canned("/api/docs", color_scheme="dark", viewport=SCREEN))


@EVERYWHERE
def test_what_is_kept_shuts_nobody_out(browser: Browser, scheme: str, locale: str) -> None:
    app = create_app(partial(FakeService, keeps=True))
    assert app.extensions["loading"].wait(30)
    with hosted(app) as url, opening(browser, url) as open_path:
        page = open_path(color_scheme=scheme, locale=locale, viewport=SCREEN, **STILL)
        ask(page, "Qui a payé ?")
        page.locator(".permalink a").click()
        page.wait_for_url("**/answers/*")
        check(page)
        page.locator(".back a").click()
        page.wait_for_url("**/conversations/*")
        page.locator("#kept-head summary").first.click()
        for closed in page.locator("#kept-head details details summary").all():
            closed.click()
        check(page)
        page.goto("/conversations")
        for closed in page.locator("main details summary").all():
            closed.click()
        check(page)


@EVERYWHERE
def test_the_way_in_shuts_nobody_out(browser: Browser, scheme: str, locale: str) -> None:
    expected = "Failed to load resource"  # a wrong password is answered as such
    with hosted(guarded()) as url, opening(browser, url, expected) as open_path:
        page = open_path(color_scheme=scheme, locale=locale, viewport=SCREEN, **STILL)
        check(page)
        page.locator("#secret").fill("not the password")
        page.keyboard.press("Enter")
        expect(page.locator("#login-complaint")).not_to_be_empty()
        check(page)


@EVERYWHERE
def test_the_waiting_page_shuts_nobody_out(browser: Browser, scheme: str, locale: str) -> None:
    may_open = Event()

    def load() -> FakeService:
        may_open.wait(30)
        return FakeService()

    expected = "Failed to load resource"  # the page asks until it is answered
    with (
        hosted(create_app(load)) as url,
        opening(browser, url, expected) as open_path,
    ):
        check(open_path(color_scheme=scheme, locale=locale))
    may_open.set()


def test_a_phone_s_sheet_shuts_nobody_out(open_canned: OpenPage) -> None:
    page = open_canned(viewport=NARROW, **STILL)
    ask(page, "Qui a payé ?")
    check(page)
    last_turn(page).locator(".chip").click()
    expect(page.locator("#source mark#quote")).to_be_visible()
    check(page)
