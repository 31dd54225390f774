"""An answer that comes bit by bit: what is seen meanwhile, and where it does not reach its end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from werkzeug.serving import WSGIRequestHandler

from tests.browser.conftest import OpenPage, hosted, opening
from tests.browser.steps import BOTH, SIZES, STILL, check, shifts, watch_shifts
from tests.browser.wire import PATIENCE, Json, Pages, Wire, answer_to, event, parts_of

TWO = "Quand a-t-il rouvert ?"  # answered with two sentences and a wave of two UTF-16 units
CUT = "ERR_INCOMPLETE_CHUNKED_ENCODING"
QUIET = 600  # milliseconds: what moves sooner after a key may be the key's doing


class Chunked(WSGIRequestHandler):
    """By HTTP/1.1, under which a body that breaks off is told from one that has ended."""

    protocol_version = "HTTP/1.1"


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def open_streaming(browser: Browser, wire: Wire) -> Iterator[OpenPage]:
    with hosted(Pages(wire), Chunked) as url, opening(browser, url, expected=CUT) as open_path:
        yield open_path
    wire.end()


def send(page: Page, question: str) -> Locator:
    """The turn of a question that waits for its answer."""
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".pending")).to_be_visible()
    return page.locator(".turn").last


@SIZES
def test_what_has_come_can_be_read_and_nothing_moves(
    open_streaming: OpenPage, wire: Wire, size: ViewportSize
) -> None:
    page, answer = open_streaming(viewport=size), answer_to(TWO)
    first, second = parts_of(answer)
    turn = send(page, TWO)
    page.wait_for_timeout(QUIET)
    watch_shifts(page)
    wire.send(first)
    expect(turn.locator(".chip")).to_have_text(["[1]"])
    expect(turn.locator(".reply-text")).to_contain_text("le port a rouvert lundi. [1]")
    expect(turn.locator(".reply-text mark.answer")).to_have_text(["lundi"])
    turn.locator(".chip").evaluate("chip => chip.focus()")
    wire.send(*(second[at : at + 1] for at in range(len(second))))  # half a letter at a time
    expect(turn.locator(".chip")).to_have_text(["[1]", "[2]"])
    expect(turn.locator(".facts")).to_have_count(0)
    wire.send(event("done", answer))
    expect(turn.locator(".answered .citation")).to_have_count(2)
    assert turn.locator(".reply-text").text_content() == answer["answer"]
    expect(turn.locator(".chip").first).to_be_focused()  # it is still the same element
    assert shifts(page) == []

    page.evaluate("document.querySelector('.question').style.marginTop = '40px'")
    assert shifts(page) != []  # as it would have been noticed


@pytest.mark.parametrize(("scheme", "locale"), BOTH)
def test_what_is_only_the_closest_is_a_notice_around_a_text_that_stays(
    open_streaming: OpenPage, wire: Wire, scheme: str, locale: str
) -> None:
    page = open_streaming(color_scheme=scheme, locale=locale, **STILL)
    answer = answer_to(TWO, assurance="closest")
    answer["answer"] = f"Peut-être pas la réponse exacte ; le plus proche :\n{answer['answer']}"
    turn = send(page, TWO)
    page.wait_for_timeout(QUIET)
    watch_shifts(page)
    wire.send(*parts_of(answer))
    expect(turn.locator(".chip")).to_have_count(2)
    wire.send(event("done", answer))
    badge = "Low confidence: check the source" if locale == "en-GB" else "Confiance faible"
    expect(turn.locator(".answered.closest .assurance")).to_contain_text(badge)
    expect(turn.locator(".reply-text p").first).to_contain_text("Peut-être pas")
    assert shifts(page) == []
    check(page)


def test_lines_are_told_apart_while_they_come(open_streaming: OpenPage, wire: Wire) -> None:
    page = open_streaming()
    answer = answer_to(TWO)
    answer["answer"] = answer["answer"].replace("[1] ", "[1]\n")
    turn = send(page, TWO)
    wire.send(*parts_of(answer))
    expect(turn.locator(".reply-text p")).to_have_count(2)
    wire.send(event("done", answer))
    expect(turn.locator(".answered")).to_be_visible()
    expect(turn.locator(".reply-text p")).to_have_count(2)
    page.reload()
    expect(page.locator(".reply-text p")).to_have_count(2)


@pytest.mark.parametrize("how", [None, ConnectionError("gone")], ids=["ended", "cut"])
def test_an_answer_that_breaks_off_keeps_what_had_come(
    open_streaming: OpenPage, wire: Wire, how: Exception | None
) -> None:
    page = open_streaming()
    turn = send(page, TWO)
    first, *_ = parts_of(answer_to(TWO))
    wire.send(first, b'event: sentence\ndata: {"text": "La moi')
    expect(turn.locator(".chip")).to_have_count(1)
    wire.end(how)
    expect(turn.locator(".partial")).to_contain_text("La réponse s’est interrompue")
    expect(turn.locator(".reply-text")).to_contain_text("[1]")
    expect(turn.locator(".reply-text")).not_to_contain_text("La moi")
    turn.locator(".chip").click()
    expect(page.locator("#source mark#quote")).to_be_visible()
    page.reload()
    expect(page.locator(".partial")).to_be_visible()
    page.locator(".retry").click()
    expect(page.locator(".pending")).to_be_visible()
    wire.send(*parts_of(answer_to(TWO)), event("done", answer_to(TWO)))
    expect(page.locator(".turn .answered .chip")).to_have_count(2)


def test_an_answer_is_stopped(open_streaming: OpenPage, wire: Wire) -> None:
    page = open_streaming()
    turn = send(page, TWO)
    first, second = parts_of(answer_to(TWO))
    wire.send(first)
    expect(turn.locator(".chip")).to_have_count(1)
    page.locator("#question").fill("Et puis ?")
    page.locator("#question").press("Enter")  # sends nothing yet, and stops nothing
    expect(page.locator(".turn")).to_have_count(1)
    page.wait_for_timeout(QUIET)
    page.get_by_role("button", name="Arrêter la réponse").click()
    expect(turn.locator(".partial")).to_contain_text("Réponse arrêtée")
    expect(page.locator("#send")).to_have_accessible_name("Envoyer")
    wire.send(second, second, second)  # to nobody: the server is told so by its socket
    assert wire.closed.get(timeout=PATIENCE) is False
    expect(page.locator("#question")).to_have_value("Et puis ?")
    expect(turn.locator(".chip")).to_have_count(1)


def test_an_error_in_the_stream_is_told(open_streaming: OpenPage, wire: Wire) -> None:
    page = open_streaming()
    turn = send(page, TWO)
    problem: Json = {"title": "Busy", "status": 503, "detail": "The store is being rebuilt."}
    wire.send(b": a comment\r\n\r\n", event("error", problem).replace(b"\n", b"\r\n"))
    expect(turn.locator(".failed .detail")).to_have_text("The store is being rebuilt.")


def test_a_refusal_takes_the_place_of_its_sentence(open_streaming: OpenPage, wire: Wire) -> None:
    page, answer = open_streaming(), answer_to("Qui a gagné ?")
    turn = send(page, "Qui a gagné ?")
    wire.send(*parts_of(answer))
    expect(turn.locator(".pending .reply-text")).to_have_text(answer["answer"])
    wire.send(event("done", answer))
    expect(turn.locator(".refused .reply-text")).to_have_text(answer["answer"])
    expect(turn.locator(".refused .held")).to_contain_text("2 articles, du 1er septembre 2021")
    expect(turn.locator(".refused .outlets li")).to_have_text(["La Gazette <i> 1", "et 2 autres"])


def test_a_rating_is_sent_and_taken_back(open_streaming: OpenPage, wire: Wire) -> None:
    page = open_streaming()
    turn = send(page, TWO)
    wire.send(event("done", answer_to(TWO)))
    expect(turn.locator(".answered")).to_be_visible()
    expect(turn.locator(".rating")).to_be_hidden()  # this answer was not kept
    wire.end()

    turn = send(page, TWO)
    wire.send(event("done", answer_to(TWO, answer_id="a 1")))
    up, down = (turn.get_by_role("button", name=name) for name in ("Bonne ré", "Mauvaise ré"))
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "false")
    assert [rating for _, rating in wire.rated] == [
        {"rating": "up"},
        {"rating": "down"},
        {"rating": None},
    ]
    assert {answer_id for answer_id, _ in wire.rated} == {"a 1"}
