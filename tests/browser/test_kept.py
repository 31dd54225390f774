"""Kept conversations in a browser: the server's record is what is shown, in every tab."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from qa_service.web.app import create_app
from tests.web.fakes import COST, FakeService

from .conftest import opening

PAID, OPENED = "Qui a payé ?", "Quand a-t-il rouvert ?"
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    service = FakeService(keeps=True)
    app = create_app(lambda: service)
    assert app.extensions["loading"].wait(30)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_kept(browser: Browser, address: str) -> Iterator[OpenPage]:
    with opening(browser, address) as open_path:
        yield open_path


def ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.locator("#send").click()
    expect(page.locator(".turn .permalink")).to_have_count(turns + 1)


def path(page: Page) -> str:
    found: str = page.evaluate("location.pathname")
    return found


def test_a_conversation_goes_on_in_another_browser(open_kept: OpenPage) -> None:
    page = open_kept()
    ask(page, PAID)
    conversation = path(page)
    assert conversation.startswith("/conversations/")
    other = open_kept(conversation)
    expect(other.locator(".turn .question")).to_have_text([PAID])
    ask(other, OPENED)
    assert path(other) == conversation
    page.reload()  # what this tab did not ask is there too
    expect(page.locator(".turn .question")).to_have_text([PAID, OPENED])
    expect(page.locator(".reply .permalink")).to_have_count(2)
    assert "millions" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.goto("/")
    expect(page.locator(".welcome-body")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_new_conversation_is_renamed_without_a_reload(open_kept: OpenPage) -> None:
    page = open_kept()
    ask(page, PAID)
    head = page.locator("#kept-head")
    expect(head.locator("summary").first).to_have_text(PAID)
    height, reserved = page.locator("#kept-place").evaluate(
        "one => [one.offsetHeight, parseFloat(getComputedStyle(one).minHeight)]"
    )
    assert abs(height - reserved) < 1  # nothing moved when it came
    head.locator("summary").first.click()
    head.get_by_text("Renommer", exact=True).click()
    head.locator("[name=title]").fill("Les quais")
    page.keyboard.press("Enter")
    expect(page.locator(".article-list a").first).to_have_text("Les quais")


def test_a_long_conversation_opens_where_it_begins(open_kept: OpenPage) -> None:
    page = open_kept(viewport={"width": 800, "height": 400})
    for question in (PAID, OPENED, PAID):
        ask(page, question)
    other = open_kept(path(page), viewport={"width": 800, "height": 400})
    expect(other.locator("#question")).to_be_focused()
    expect(other.locator(".kept-exports a")).to_have_count(2)
    assert other.evaluate("[scrollY, document.body.scrollHeight > 2 * innerHeight]") == [0, True]


def test_the_link_of_an_answer_is_copied(open_kept: OpenPage) -> None:
    page = open_kept(permissions=["clipboard-read", "clipboard-write"])
    ask(page, PAID)
    button = page.locator(".permalink button")
    button.click()
    expect(button).to_have_text("Copié")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.evaluate("document.querySelector('.permalink a').href")
    assert path(page).startswith("/conversations/")  # it leads nowhere


def test_back_leads_to_the_conversation_before(open_kept: OpenPage) -> None:
    page = open_kept()
    ask(page, PAID)
    conversation = path(page)
    page.locator("#new-conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    assert path(page) == "/"
    ask(page, OPENED)
    assert path(page) not in ("/", conversation)
    page.go_back()
    expect(page.locator(".turn .question")).to_have_text([PAID])
    page.locator(".skip").focus()
    page.keyboard.press("Enter")  # a fragment is no other conversation
    expect(page.locator(".turn .question")).to_have_text([PAID])


def test_a_quote_whose_article_is_gone_says_so(open_kept: OpenPage) -> None:
    page = open_kept()
    ask(page, PAID)
    expect(page.locator(".citation-standing")).to_have_count(0)  # when it was given it stood
    page.reload()  # the store of the fake service holds no articles
    expect(page.locator(".citation-standing")).to_contain_text("n’est plus dans l’archive")
    expect(page.locator(".citation-quote")).to_have_text(COST.quote)
    for link in page.locator("a[data-source]").all():
        assert link.get_attribute("href") == "/articles/a1"
    page.locator(".permalink a").click()
    expect(page.locator(".citation-standing")).to_contain_text("n’est plus dans l’archive")
    page.get_by_role("button", name="Utile", exact=True).click()
    expect(page.get_by_role("button", name="Utile", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_list_finds_renames_and_deletes(open_kept: OpenPage, scripts: bool) -> None:
    page = open_kept(java_script_enabled=scripts, viewport={"width": 320, "height": 640})
    page.locator("#question").fill("Quand a-t-il rouvert, " + str(scripts) + " ?")
    page.locator("#send").click()
    expect(page.locator(".permalink")).to_have_count(1)
    page.goto("/conversations")
    page.locator("#search").fill("ROUVERT " + str(scripts))
    page.locator("#search").press("Enter")
    page.wait_for_url("**/conversations?*")  # the list before may be as long
    expect(page.locator(".article-list li")).to_have_count(1)
    page.get_by_text("Renommer").click()
    if scripts:
        expect(page.get_by_label("Nouveau titre")).to_be_focused()
    page.get_by_label("Nouveau titre").fill("Le port")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".article-list h3")).to_have_text("Le port")
    page.get_by_text("Supprimer", exact=True).click()
    if scripts:
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320
    page.get_by_role("button", name="Supprimer pour de bon").click()
    expect(page.locator(".article-list")).to_have_count(0)


def test_what_was_left_unanswered_is_there_beside_what_is_kept(open_kept: OpenPage) -> None:
    page = open_kept()
    ask(page, PAID)
    page.route("**/api/ask", lambda route: route.fulfill(json={}))
    page.locator("#question").fill("Et le tram ?")
    page.locator("#send").click()
    expect(page.locator(".turn .failed")).to_have_count(1)
    page.unroute("**/api/ask")
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([PAID, "Et le tram ?"])
    page.locator(".retry").click()
    expect(page.locator(".turn .permalink")).to_have_count(2)
    page.reload()
    expect(page.locator(".turn .failed")).to_have_count(0)
    expect(page.locator(".turn .question")).to_have_text([PAID, "Et le tram ?"])
