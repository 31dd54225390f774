"""What a reader sees and does: asking, opening sources, the list, narrow and dark screens."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from qa_service.domain.answer import Citation
from qa_service.wire import citation_object
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    NARROW,
    PHONE,
    QUOTE,
    SCREEN,
    SIZES,
    WIDE,
    ask,
    check_fits,
    check_lit,
    last_turn,
    path_of,
)
from tests.integration.processes import Server
from tests.web.fakes import COST, DYKE, OPENED, TAGS

ANSWERABLE = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"
SEVERAL = "L'intervention française a-t-elle ramené durablement la sécurité au Mali ?"  # in quotes
UNANSWERABLE = "Quel est le prix du billet de tramway à Valmer ?"


# -- asking ------------------------------------------------------------------------------------


def test_an_answer_shows_its_text_and_its_sources(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, ANSWERABLE)
    turn = last_turn(page)
    expect(turn.locator(".question")).to_have_text(ANSWERABLE)
    expect(turn.locator(".answered .reply-text")).to_have_text(answer["answer"])
    assert "tonnes de blé, ont confirmé plusieurs sources" in answer["answer"]
    expect(turn.locator(".assurance")).to_have_text("Confiance élevée")
    expect(turn.locator(".chip")).to_have_text([f"[{c['marker']}]" for c in answer["citations"]])
    expect(turn.locator(".citation-quote")).to_have_text([c["quote"] for c in answer["citations"]])
    expect(turn.locator(".citation-title")).to_have_text([c["title"] for c in answer["citations"]])
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator("#question")).to_be_focused()


def test_every_marker_of_an_answer_has_its_source(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, SEVERAL)
    markers = [citation["marker"] for citation in answer["citations"]]
    assert len(markers) > 1
    expect(last_turn(page).locator(".chip")).to_have_text([f"[{marker}]" for marker in markers])
    for chip, citation in zip(
        last_turn(page).locator(".chip").all(), answer["citations"], strict=True
    ):
        chip.click()
        expect(page.locator("#source-name")).to_have_text(citation["title"])
        expect(page.locator("#source mark#quote")).to_have_text(citation["quote"])
        check_lit(page, page.locator(QUOTE), citation["quote"])


def test_what_is_said_of_the_archive_leads_to_the_articles_it_names(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, "Quoi de neuf ?")
    assert answer["status"] == "about"
    about = last_turn(page).locator(".about")
    expect(about.locator(".reply-text")).to_have_text(answer["answer"])
    expect(about.locator(".titled")).to_have_text([one["title"] for one in answer["articles"]])
    expect(last_turn(page).locator(".chip, .citation, .assurance")).to_have_count(0)
    about.locator(".titled").first.click()
    expect(page.locator("#article h1")).to_have_text(answer["articles"][0]["title"])


def test_nothing_is_sent_without_a_question(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("#send").click()
    expect(page.locator("#complaint")).to_have_text("Écrivez d’abord une question.")
    expect(page.locator(".turn")).to_have_count(0)
    page.locator("#question").press("Shift+Enter")
    expect(page.locator("#question")).to_have_value("\n")
    expect(page.locator(".turn")).to_have_count(0)


def test_an_example_is_asked_by_a_click(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".holds")).to_contain_text("5 articles")
    example = page.locator(".example").first
    question = example.inner_text()
    example.click()
    expect(last_turn(page).locator(".answered .chip").first).to_be_visible()
    expect(last_turn(page).locator(".question")).to_have_text(question)


def test_a_conversation_outlives_a_reload_and_can_be_ended(open_page: OpenPage) -> None:
    page = open_page()
    first, second = ask(page, ANSWERABLE), ask(page, UNANSWERABLE)
    assert first["conversation_id"] == second["conversation_id"]
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([ANSWERABLE, UNANSWERABLE])
    expect(page.locator(".answered .chip")).to_have_count(len(first["citations"]))
    page.locator("#new-conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    assert ask(page, ANSWERABLE)["conversation_id"] != first["conversation_id"]


# -- sources -----------------------------------------------------------------------------------


def test_a_citation_is_a_link_to_the_article_s_page(open_page: OpenPage, server: Server) -> None:
    citation = server.ask(ANSWERABLE)["citations"][0]
    page = open_page(path_of(citation), viewport=PHONE)
    expect(page.locator("#article h1")).to_have_text(citation["title"])
    expect(page.locator("#article mark#quote")).to_have_count(1)
    check_lit(page, page.locator(QUOTE), citation["quote"])
    check_fits(page)

    page = open_page(viewport=SCREEN)
    ask(page, ANSWERABLE)
    href = last_turn(page).locator(".citation-title").first.get_attribute("href")
    assert href == path_of(citation)


# -- the short answer --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "citation", "answer"),
    [
        ("Qui a payé ?", COST, "12 millions d’euros"),
        ("Quand a-t-il rouvert ?", OPENED, "lundi"),  # after a character of two UTF-16 units
        ("Une digue ?", DYKE, "l’été 2023"),  # after a "[2]" that the text shows as "(2)"
        ("hostile", TAGS, "<b>gras</b>"),
    ],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_short_answer_is_marked_in_the_chat_and_in_the_article(
    open_canned: OpenPage, question: str, citation: Citation, answer: str, scripts: bool
) -> None:
    page = open_canned(java_script_enabled=scripts)
    page.locator("#question").fill(question)
    page.locator("#send").click()
    turn = last_turn(page)
    expect(turn.locator(".reply-text mark.answer")).to_have_text([answer])
    expect(turn.locator(".citation-quote mark.answer")).to_have_text([answer])
    expect(turn.locator(".citation-quote").first).to_have_text(citation.quote)
    expect(turn.locator("mark")).to_have_count(2)
    for link in (turn.locator(".chip").first, turn.locator(".citation-title").first):
        assert link.get_attribute("href") == path_of(citation_object(citation))
    turn.locator(".chip").first.click()
    expect(page.locator("#article mark#quote")).to_have_text(citation.quote)
    expect(page.locator("#article mark#quote mark.answer")).to_have_text([answer])


def test_a_conversation_kept_from_before_short_answers_is_still_shown(
    open_canned: OpenPage,
) -> None:
    page = open_canned()
    ask(page, "Qui a payé ?")
    page.evaluate(
        """() => {
            const state = JSON.parse(sessionStorage["qa-service.chat"]);
            const [citation] = state.turns[0].answer.citations;
            delete citation.answer_start;
            delete citation.answer_end;
            sessionStorage["qa-service.chat"] = JSON.stringify(state);
        }"""
    )
    page.reload()
    expect(last_turn(page).locator(".citation-quote")).to_have_text(COST.quote)
    expect(last_turn(page).locator("mark")).to_have_count(0)
    last_turn(page).locator(".chip").click()
    check_lit(page, page.locator(QUOTE), COST.quote)
    expect(page.locator("#article mark.answer")).to_have_count(0)


def test_a_copied_answer_is_plain_text(open_canned: OpenPage) -> None:
    page = open_canned(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "Une digue ?")
    last_turn(page).locator(".copy").click()
    expect(last_turn(page).locator(".copy")).to_have_text("Copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "La Gazette de Valmer : Le maire promet une seconde digue (2) pour l’été 2023. [1]\n\n"
        "[1] La Gazette de Valmer, Le port de Valmer rouvre ses quais, 1er septembre 2021\n"
        "«\xa0Le maire promet une seconde digue [2] pour l’été 2023.\xa0»\n"
        "https://gazette.example/port"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@SIZES
def test_the_short_answer_can_be_told_without_colours(
    open_canned: OpenPage, size: ViewportSize, scheme: str
) -> None:
    page = open_canned(viewport=size, color_scheme=scheme)
    ask(page, "Qui a payé ?")
    last_turn(page).locator(".chip").click()
    expect(page.locator("#article mark.answer")).to_be_visible()
    check_fits(page)
    for selector in (".reply-text", ".citation-quote", "#article mark#quote"):
        around, mark = page.locator(selector), page.locator(f"{selector} mark.answer")
        assert weight(mark) >= weight(around) + 300, selector
        assert measured(mark)[1] >= 4.5, selector
        assert measured(mark)[0] != measured(around)[0], selector


def weight(element: Locator) -> int:
    return int(element.evaluate("element => getComputedStyle(element).fontWeight"))


def test_paper_is_light_whatever_the_screen(open_canned: OpenPage) -> None:
    page = open_canned(path_of(citation_object(COST)), color_scheme="dark")
    assert measured(page.locator("#article mark#quote"))[0] < 0.2
    page.emulate_media(media="print", color_scheme="dark")
    for mark in page.locator("#article mark").all():
        ground, contrast = measured(mark)
        assert ground > 0.5
        assert contrast >= 4.5


# -- the list and the update -------------------------------------------------------------------


def test_the_list_shows_every_article(open_page: OpenPage, server: Server) -> None:
    articles = server.get("/api/articles").body["articles"]
    page = open_page()
    page.locator("nav").get_by_role("link", name="Articles").click()
    titles = page.locator("#article-list .name")
    expect(titles).to_have_count(5)
    assert sorted(titles.all_inner_texts()) == sorted(article["title"] for article in articles)
    titles.first.click()
    expect(page.locator("#article h1")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)


# -- languages, scripts, screens ---------------------------------------------------------------


# Between them the walk looks after every step.
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "4k"])
def test_no_page_scrolls_sideways(open_page: OpenPage, size: ViewportSize) -> None:
    page = open_page(viewport=size)
    check_fits(page)
    ask(page, SEVERAL)
    check_fits(page)
    ask(page, UNANSWERABLE)
    check_fits(page)
    ask(page, "a" * 300)
    check_fits(page)
    page.goto("/articles")
    check_fits(page)


def test_a_phone_s_masthead_takes_two_lines(open_canned: OpenPage) -> None:
    page = open_canned(viewport=PHONE)
    # at once: between two looks the page may scroll
    brand, language, nav = page.evaluate(
        "names => names.map(name => document.querySelector(name).getBoundingClientRect().toJSON())",
        [".brand", ".language", ".masthead nav"],
    )
    assert abs(brand["y"] + brand["height"] / 2 - language["y"] - language["height"] / 2) < 1
    assert brand["x"] + brand["width"] < language["x"]
    assert nav["height"] < 40


# The contrast, by the definition of WCAG 2, of a text with what lies behind it.
CONTRAST = """element => {
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const parts = colour => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map(
            v => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let behind = element;
    while (behind && parts(getComputedStyle(behind).backgroundColor)[3] < 255) {
        behind = behind.parentElement;
    }
    const ground = luminance(parts(behind ? getComputedStyle(behind).backgroundColor : "white"));
    const ink = luminance(parts(getComputedStyle(element).color));
    const [low, high] = [ground, ink].sort((a, b) => a - b);
    return [ground, (high + 0.05) / (low + 0.05)];
}"""
TEXTS = (
    ".question",
    ".reply-text",
    ".chip",
    ".assurance",
    ".citation-title",
    ".citation-quote",
    ".citation-meta",
    "#hint",
    "#source mark",
    "#source .article-text p",
    "#source .meta",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_can_be_read(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport=SCREEN)
    ask(page, ANSWERABLE)
    last_turn(page).locator(".chip").first.click()
    expect(page.locator("#source mark#quote")).to_be_visible()
    ground, _ = measured(page.locator("body"))
    assert ground < 0.05 if scheme == "dark" else ground > 0.8
    for selector in TEXTS:
        _, contrast = measured(page.locator(selector).first)
        assert contrast >= 4.5, selector


def measured(element: Locator) -> tuple[float, float]:
    """The ground's luminance in [0, 1], and the contrast of the text on it."""
    ground, contrast = element.evaluate(CONTRAST)
    return ground, contrast


def test_a_follow_up_says_how_it_was_understood_and_a_choice_is_asked(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "De quoi ont parlé Mikhaïl Bogdanov et Harouna Samaké ?")
    expect(last_turn(page).locator(".understood")).to_have_count(0)
    ask(page, "Quelle est sa fonction ?")
    expect(last_turn(page).locator(".unclear .choice")).to_have_count(2)
    last_turn(page).locator(".choice").last.click()
    expect(last_turn(page).locator(".question")).to_contain_text("Samaké")
    expect(last_turn(page).locator(".answered .chip").first).to_be_visible()
    ask(page, "Et celle de Bogdanov ?")
    expect(last_turn(page).locator(".understood")).to_contain_text("Compris comme")
