"""What can be done with an answer: looking at its sources, narrowing, copying, printing."""

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import QUOTE, SCREEN, SIZES, ask, check_fits, check_lit, last_turn
from tests.web.fakes import COST, CROWD, HOSTILE, OPENED

TWO = "Quand a-t-il rouvert ?"  # answered with two sentences


# -- what a marker leads to ----------------------------------------------------------------------


def peek(page: Page) -> Locator:
    return page.locator("#peek")


def test_a_marker_shows_its_citation_under_the_pointer(open_canned: OpenPage) -> None:
    page = open_canned(viewport=SCREEN)
    ask(page, "Qui a payé ?")
    expect(peek(page)).to_be_hidden()
    chip = last_turn(page).locator(".chip")
    chip.hover()
    expect(peek(page)).to_be_visible()
    expect(peek(page)).to_contain_text("La Gazette de Valmer")
    expect(peek(page)).to_contain_text("1er septembre 2021")
    expect(peek(page).locator(".peek-quote")).to_have_text(COST.quote)
    expect(peek(page).locator("mark.answer")).to_have_text("12 millions d’euros")
    peek(page).hover()  # the pointer may go there, and what is there stays
    page.wait_for_timeout(500)
    expect(peek(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(peek(page)).to_be_hidden()
    chip.hover()
    expect(peek(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(peek(page)).to_be_hidden()
    chip.hover()
    expect(peek(page)).to_be_visible()
    page.evaluate("document.getElementById('new-conversation').click()")
    expect(peek(page)).to_be_hidden()  # with its turn


@SIZES
def test_a_marker_shows_its_citation_on_focus(open_canned: OpenPage, size: ViewportSize) -> None:
    page = open_canned(viewport=size)
    ask(page, TWO)
    chips = last_turn(page).locator(".chip")
    page.locator("#question").press("Shift+Tab")  # the last link of the citations
    for _ in range(20):
        if chips.last.evaluate("chip => chip === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    expect(peek(page).locator(".peek-quote")).to_have_text(CROWD.quote)
    assert chips.last.get_attribute("aria-describedby") == "peek"
    assert is_within_window(page)
    page.keyboard.press("Shift+Tab")
    expect(peek(page).locator(".peek-quote")).to_have_text(OPENED.quote)
    page.keyboard.press("Escape")
    expect(peek(page)).to_be_hidden()
    expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark#quote")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(chips.first).to_be_focused()
    expect(peek(page)).to_be_hidden()
    check_fits(page)


def is_within_window(page: Page) -> bool:
    inside: bool = peek(page).evaluate(
        """peek => {
            const { left, top, right, bottom } = peek.getBoundingClientRect();
            const { clientWidth, clientHeight } = document.documentElement; // without scroll bars
            return left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight;
        }"""
    )
    return inside


# -- from source to source -----------------------------------------------------------------------


def test_one_goes_from_citation_to_citation(open_canned: OpenPage) -> None:
    page = open_canned(viewport=SCREEN)
    ask(page, TWO)
    last_turn(page).locator(".chip").first.click()
    check_lit(page, page.locator(QUOTE), OPENED.quote)
    expect(page.locator("#source-number")).to_have_text("1 sur 2")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#source-number")).to_have_text("2 sur 2")
    expect(page.locator(QUOTE)).to_have_text(CROWD.quote)
    check_lit(page, page.locator(QUOTE), CROWD.quote)
    page.keyboard.press("ArrowRight")  # there is none
    expect(page.locator("#source-number")).to_have_text("2 sur 2")
    page.locator("#source-previous").focus()
    page.keyboard.press("Enter")
    expect(page.locator(QUOTE)).to_have_text(OPENED.quote)
    check_lit(page, page.locator(QUOTE), OPENED.quote)
    expect(page.locator("#source-previous")).to_be_focused()  # and no longer of use
    expect(page.locator("#source-previous")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Escape")
    expect(last_turn(page).locator(".chip").first).to_be_focused()


def test_beside_the_chat_the_source_leaves_the_chat_in_use(open_canned: OpenPage) -> None:
    page = open_canned(viewport=SCREEN)
    ask(page, TWO)
    last_turn(page).locator(".chip").first.click()
    expect(page.locator("#source mark#quote")).to_be_visible()
    pane, text = (page.locator(one).bounding_box() for one in ("#source", ".reply-text"))
    assert pane
    assert text
    assert text["x"] + text["width"] <= pane["x"]
    ask(page, "Qui a payé ?")
    expect(page.locator("#source")).to_be_visible()
    last_turn(page).locator(".chip").click()
    expect(page.locator(QUOTE)).to_have_text(COST.quote)  # it had another one lit
    check_lit(page, page.locator(QUOTE), COST.quote)
    expect(page.locator("#source-next")).to_be_hidden()  # there is but one


def test_the_original_opens_at_the_quote(open_canned: OpenPage) -> None:
    page = open_canned(viewport=SCREEN)
    ask(page, "Qui a payé ?")
    last_turn(page).locator(".chip").click()
    words = "La%20ville%20a%20pay%C3%A9,millions%20d%E2%80%99euros%20de%20travaux."
    address = f"https://gazette.example/port#:~:text={words}"
    expect(page.locator("#source-original")).to_have_attribute("href", address)
    ask(page, "hostile")
    last_turn(page).locator(".chip").click()
    expect(page.locator("#source h1")).to_have_text(HOSTILE.title)
    expect(page.locator("#source-original")).to_be_hidden()  # javascript: leads nowhere


# -- narrowing and asking again ------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_each_expression_of_time_can_be_taken_away(open_canned: OpenPage, scripts: bool) -> None:
    page = open_canned(java_script_enabled=scripts)
    page.locator("#question").fill("La digue en juin, ou en 2022 ?")
    page.locator("#send").click()
    chips = last_turn(page).locator(".time-chip")
    expect(chips).to_have_count(2)
    expect(chips.first).to_have_accessible_name(
        "Chercher sans «\u00a0en juin\u00a0» (du 1er juin 2022 au 30 juin 2022)"
    )
    chips.first.click()
    expect(last_turn(page).locator(".time-chip")).to_have_count(1)
    expect(last_turn(page).locator(".time-chip strong")).to_have_text("en 2022")
    last_turn(page).locator(".time-chip").click()
    expect(page.locator(".turn")).to_have_count(3 if scripts else 1)
    expect(last_turn(page).locator(".reply.answered")).to_be_visible()
    expect(last_turn(page).locator(".time-chip")).to_have_count(0)


def test_a_question_is_asked_again(open_canned: OpenPage) -> None:
    page = open_canned()
    ask(page, "Qui a payé ?")
    last_turn(page).get_by_role("button", name="Redemander").click()
    expect(page.locator(".turn .answered")).to_have_count(2)
    expect(page.locator(".turn .question")).to_have_text(["Qui a payé ?"] * 2)


def test_how_sure_and_of_when_an_answer_is_can_be_read(open_canned: OpenPage) -> None:
    page = open_canned()
    ask(page, "Qui a payé ?")
    facts = last_turn(page).locator(".assurance, .evidence-date")
    expect(facts).to_have_text(["Confiance élevée", "Source du 1er septembre 2021"])
    for fact in facts.all():
        assert fact.evaluate("fact => parseFloat(getComputedStyle(fact).fontSize)") >= 16
    ask(page, "hostile")
    expect(last_turn(page).locator(".evidence-date")).to_have_text("Sources sans date")


# -- taking an answer elsewhere ------------------------------------------------------------------


def test_a_copy_in_markdown_has_footnotes_and_no_markup_of_articles(
    open_canned: OpenPage,
) -> None:
    page = open_canned(permissions=["clipboard-read", "clipboard-write"])
    ask(page, TWO)
    last_turn(page).locator(".markdown").click()
    expect(last_turn(page).locator(".markdown")).to_have_text("Copié")
    origin = (
        "La Gazette de Valmer, [Le port de Valmer rouvre ses quais]"
        "(<https://gazette.example/port>), 1er septembre 2021"
    )
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"**{TWO}**\n\n"
        f"La Gazette de Valmer : {OPENED.quote}[^1] {CROWD.quote}[^2]\n\n"
        f"[^1]: {origin}\xa0: «\xa0{OPENED.quote}\xa0»\n\n"
        f"[^2]: {origin}\xa0: «\xa0{CROWD.quote}\xa0»"
    )
    ask(page, "hostile")
    last_turn(page).locator(".markdown").click()
    expect(last_turn(page).locator(".markdown")).to_have_text("Copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\\<b\\>gras\\</b\\>[^1]" in copied
    assert "javascript" not in copied


def test_the_page_of_a_pdf_stands_behind_the_day(open_canned: OpenPage) -> None:
    page = open_canned(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "Qui l’a imprimé ?")
    place = "1er septembre 2021, p. 6 (iv)"
    expect(last_turn(page).locator(".citation-date")).to_have_text(place)
    last_turn(page).locator(".chip").hover()
    expect(peek(page)).to_contain_text(place)
    for button in (".copy", ".markdown"):
        last_turn(page).locator(button).click()
        expect(last_turn(page).locator(button)).to_have_text("Copié")
        assert f", {place}" in page.evaluate("navigator.clipboard.readText()")


# -- the first page ------------------------------------------------------------------------------


def test_the_first_page_is_small_in_all(open_canned: OpenPage) -> None:
    page = open_canned()
    sizes: dict[str, int] = {}
    page.on("response", lambda got: sizes.update({got.url: len(got.body())}))
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.reload(wait_until="networkidle")
    assert any(url.endswith("chat.js") for url in sizes)
    assert any(url.endswith(".css") for url in sizes)
    assert sum(sizes.values()) < 100_000, sizes
