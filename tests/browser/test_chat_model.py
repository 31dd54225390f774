"""What a chat model writes, on the page: as it comes, struck out where it failed, withdrawn."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from qa_service.domain.checked import Fault
from qa_service.domain.written import Fallback, Unverified
from qa_service.web.app import create_app
from tests.browser.conftest import OpenPage, hosted, opening
from tests.browser.steps import BOTH, STILL, check
from tests.browser.test_streaming import TWO, Chunked, send
from tests.browser.wire import PATIENCE, Json, Pages, Wire, answer_to, event, parts_of
from tests.web.fakes import OPENED, FakeService

STRUCK = "<b>Le port</b> a coûté 9 millions 🌊."
LATER = "Et puis [x](javascript:alert(1))."


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def open_streaming(browser: Browser, wire: Wire) -> Iterator[OpenPage]:
    with hosted(Pages(wire), Chunked) as url, opening(browser, url) as open_path:
        yield open_path
    wire.end()


def struck(text: str) -> bytes:
    return event("unverified", {"text": text, "faults": ["number"]})


def written(**changes: object) -> Json:
    return answer_to(TWO, writer="ollama:mistral", **changes)


def left_out(*sentences: tuple[str | None, int]) -> Json:
    """What an answer object says of sentences that failed the check."""
    unverified = [{"text": text, "position": at, "faults": ["number"]} for text, at in sentences]
    checks = [
        {"verdict": "unsupported", "start": at, "end": at, "text": text, "faults": ["number"]}
        for text, at in sentences
    ]
    return {"unverified": unverified, "checks": checks}


def check_shown(turn: Locator) -> None:
    """Both sentences in their places, struck out, and named in words."""
    found = turn.locator(".reply-text .unverified")
    expect(found).to_have_text([f"Non vérifié {STRUCK}", f"Non vérifié {LATER}"])
    lines = found.locator("s").evaluate_all(
        "all => all.map(one => getComputedStyle(one).textDecorationLine)"
    )
    assert lines == ["line-through", "line-through"]
    text = turn.locator(".reply-text").text_content() or ""
    assert text.index(STRUCK) < text.index("rouvert") < text.index(LATER) < text.index("pêcheurs")
    expect(turn.locator(".reply-text b, .reply-text .unverified a")).to_have_count(0)
    expect(turn.locator(".writing-note")).to_have_text(
        [
            "2 phrases barrées\u00a0: les articles ne les étayent pas.",
            "Rédigé par ollama:mistral, vérifié phrase par phrase",
        ]
    )


def test_struck_out_sentences_stand_where_they_stood(open_streaming: OpenPage, wire: Wire) -> None:
    page = open_streaming()
    turn = send(page, TWO)
    first, second = parts_of(written())
    wire.send(struck(STRUCK))
    expect(turn.locator(".pending .unverified")).to_have_count(1)
    wire.send(first)
    expect(turn.locator(".chip")).to_have_count(1)
    wire.send(struck(LATER), second)
    expect(turn.locator(".chip")).to_have_count(2)
    at = written()["answer"].index("[1]") + 3
    answer = written(**left_out((STRUCK, 0), (LATER, at)))
    wire.send(event("done", answer))
    expect(turn.locator(".answered")).to_be_visible()
    check_shown(turn)
    found = Axe().run(page).response["violations"]
    assert found == []
    page.reload()  # written anew by the script, from what the tab keeps
    check_shown(page.locator(".turn").last)


def check_doubted(turn: Locator, sentence: str, label: str) -> None:
    """The first sentence is underlined, and named in words that lead to what it cites."""
    expect(turn.locator(".doubted")).to_have_text([sentence])
    style = turn.locator(".doubted").evaluate("one => getComputedStyle(one).textDecoration")
    assert "underline" in style
    assert "dotted" in style
    expect(turn.locator(".check-label")).to_have_text([label])


@pytest.mark.parametrize(("scheme", "locale"), BOTH)
def test_an_unsure_sentence_is_marked_and_leads_to_its_source(
    open_streaming: OpenPage, wire: Wire, scheme: str, locale: str
) -> None:
    label = "to be checked" if locale == "en-GB" else "à vérifier"
    page = open_streaming(color_scheme=scheme, locale=locale, **STILL)
    text = written()["answer"]
    end = text.index("[1]") + 3
    unsure = {"verdict": "unsure", "start": 0, "end": end, "text": None, "faults": []}
    answer = written(checks=[unsure])
    turn = send(page, TWO)
    wire.send(event("citation", answer["citations"][0]))
    wire.send(event("sentence", {"text": text[:end], "verdict": "unsure"}))
    check_doubted(turn, text[:end], label)
    wire.send(event("citation", answer["citations"][1]))
    wire.send(event("sentence", {"text": text[end:], "verdict": "supported"}))
    wire.send(event("done", answer))
    expect(turn.locator(".answered")).to_be_visible()
    check_doubted(turn, text[:end], label)
    expect(page.locator("#announcer")).to_contain_text(f"({label})")
    check(page)
    page.reload()  # written anew by the script, from what the tab keeps
    turn = page.locator(".turn").last
    check_doubted(turn, text[:end], label)
    turn.locator(".check-label").click()
    expect(page.locator("#source mark#quote")).to_have_text(OPENED.quote)


def test_an_unsure_sentence_of_an_answer_that_broke_off_stays_so(
    open_streaming: OpenPage, wire: Wire
) -> None:
    page = open_streaming()
    turn = send(page, TWO)
    first = written()["answer"].partition("]")[0] + "]"
    wire.send(event("citation", written()["citations"][0]))
    wire.send(event("sentence", {"text": first, "verdict": "unsure"}))
    wire.end()
    expect(turn.locator(".partial")).to_be_visible()
    check_doubted(turn, first, "à vérifier")


def test_hidden_ones_are_counted(open_streaming: OpenPage, wire: Wire) -> None:
    turn = send(open_streaming(), TWO)
    wire.send(event("unverified", {"text": None, "faults": ["number"]}), *parts_of(written()))
    wire.send(event("done", written(**left_out((None, 0)))))
    expect(turn.locator(".unverified")).to_have_count(0)
    expect(turn.locator(".writing-note").first).to_contain_text("1 phrase omise")


def test_a_withdrawn_text_gives_way_to_quotes(open_streaming: OpenPage, wire: Wire) -> None:
    page = open_streaming(locale="en-GB")
    turn = send(page, TWO)
    first, second = parts_of(written())
    wire.send(first, struck(STRUCK))
    expect(turn.locator(".chip")).to_have_count(1)
    wire.send(event("restart", {}))
    expect(turn.locator(".chip, .unverified")).to_have_count(0)
    expect(turn.locator(".status")).to_be_visible()
    quoted = answer_to(TWO, fallback="timeout")
    wire.send(first, second, event("done", quoted))
    expect(turn.locator(".answered .chip")).to_have_count(2)
    assert turn.locator(".reply-text").text_content() == quoted["answer"]
    said = "The model was not done in time. So the answer quotes the articles word for word."
    expect(turn.locator(".writing-note")).to_have_text([said])
    expect(page.locator("#announcer")).to_contain_text("The model was not done in time.")


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[tuple[FakeService, Page]]:
    service = FakeService()
    app = create_app(lambda: service)
    assert app.extensions["loading"].wait(PATIENCE)
    with hosted(app) as url, opening(browser, url) as open_path:
        yield service, open_path(java_script_enabled=False)


def test_the_server_writes_the_same_without_scripts(
    page_without_scripts: tuple[FakeService, Page],
) -> None:
    service, page = page_without_scripts
    at = answer_to(TWO)["answer"].index("[1]") + 3
    service.writer = "ollama:mistral"
    service.unverified = tuple(
        Unverified(text, position, (Fault.NUMBER,)) for text, position in ((STRUCK, 0), (LATER, at))
    )
    page.locator("#question").fill(TWO)
    page.locator("#send").click()
    text = page.locator(".turn .reply-text").text_content() or ""
    assert text.index(STRUCK) < text.index("rouvert") < text.index(LATER) < text.index("pêcheurs")
    expect(page.locator(".writing-note")).to_have_count(2)
    service.writer, service.unverified, service.fallback = "extractive", (), Fallback.CUT
    page.locator("#question").fill(TWO)
    page.locator("#send").click()
    expect(page.locator(".writing-note")).to_contain_text("n’est pas allé à son terme")
