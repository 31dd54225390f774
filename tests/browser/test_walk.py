"""One reader's walk past every point of the page.

The chat and what is kept of it in French on a phone, all the rest in English at a desk.

The server, its articles and its answers are real; each step is named after what it shows, and after
each nobody has to scroll sideways. Other tests of this folder look closer.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from qa_service.domain.period import Period
from qa_service.web.i18n import LANGUAGES, Language, Words
from tests.browser.conftest import PATIENCE, OpenPage, opening
from tests.browser.steps import (
    PHONE,
    QUOTE,
    SCREEN,
    STILL,
    check,
    check_fits,
    check_lit,
    choose,
    last_turn,
    shifts,
    watch_shifts,
)
from tests.integration.articles import HALLE
from tests.integration.processes import Json, Server

QUIET = 600  # milliseconds: what moves sooner after a key or click may be its doing
HALL = "La halle de Saint-Aubert change de toit"  # its title
SLATES = "Combien d’ardoises a reçu la halle de Saint-Aubert ?"
SIZES = {"360": PHONE, "1440": SCREEN}

# How many markers there were each time that the answer under way had more of them.
STREAMED = """() => {
    window.streamed = [];
    const turns = document.getElementById("turns");
    new MutationObserver(() => {
        const chips = turns.querySelectorAll(".pending .chip").length;
        if (chips > (window.streamed.at(-1) ?? 0)) window.streamed.push(chips);
    }).observe(turns, { childList: true, subtree: true });
}"""


@dataclass(frozen=True)
class Questions:
    """What is asked in one language."""

    broad: str  # answered by a line for each of several quotes
    follow_up: str
    in_full: str  # the follow-up as it is understood
    period: str  # the words of it that name one
    short: str  # answered by one quote
    refused: str


ASKED: dict[Language, Questions] = {
    "fr": Questions(
        "Que s'est-il passé entre le Mali et la Russie en 2021 ?",
        "Et en 2024 ?",
        "Que s'est-il passé entre le Mali et la Russie en 2024 ?",
        "en 2024",
        "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?",
        "Quel est le prix du coton au Mali en 2022 ?",
    ),
    "en": Questions(
        "What happened between Mali and Russia in 2021?",
        "And in 2024?",
        "What happened between Mali and Russia in 2024?",
        "in 2024",
        "How many tonnes of wheat did Russia deliver to Mali?",
        "What does the tram in Valmer cost?",
    ),
}


@dataclass(frozen=True)
class Walk:
    """Where the reader is; `open_path` opens another browser."""

    page: Page
    open_path: OpenPage
    t: Words
    asked: Questions
    size: str
    posted: list[str] = field(default_factory=list)  # addresses that a form led to

    def button(self, key: str, within: Locator | None = None, **values: object) -> Locator:
        place = within or self.page.locator("body")
        return place.get_by_role("button", name=self.t(key, **values), exact=True)

    def link(self, key: str, within: Locator | None = None) -> Locator:
        place = within or self.page.locator("body")
        return place.get_by_role("link", name=self.t(key), exact=True)

    def visit(self, link: Locator) -> None:
        """Follows a link or sends a form; returns when the page's styles and scripts are there."""
        with self.page.expect_navigation():
            link.click()

    def ask(self, question: str) -> Locator:
        """The turn of a question, once it is answered, refused or said to have failed."""
        turns = self.page.locator(".turn").count()
        self.page.locator("#question").fill(question)
        self.page.locator("#question").press("Enter")
        return self.ended(turns + 1)

    def ended(self, turns: int) -> Locator:
        """The last of so many turns, once it has its answer with a link."""
        expect(self.page.locator(".turn")).to_have_count(turns)
        expect(last_turn(self.page).locator(".permalink")).to_be_visible()
        return last_turn(self.page)

    def kept(self, turn: Locator) -> Json:
        """The answer object that the server keeps of a turn."""
        answer_id = (turn.get_attribute("id") or "").removeprefix("answer-")
        answer: Json = self.page.request.get(f"/api/answers/{answer_id}").json()
        return answer


Step = Callable[[Walk], None]
Start = Callable[[Language, str], Walk]


@contextmanager
def held(page: Page, address: str) -> Iterator[None]:
    """The request made within waits until what follows it is no longer a key's or click's doing."""
    routes: list[Route] = []
    page.route(address, lambda route: routes.append(route), times=1)
    yield
    page.wait_for_timeout(QUIET)
    for route in routes:
        route.continue_()


@pytest.fixture
def start(browser: Browser, server: Server) -> Iterator[Start]:
    with opening(browser, server.url) as open_path:

        def start(language: Language, size: str) -> Walk:
            page = open_path(
                locale=f"{language}-{'FR' if language == 'fr' else 'GB'}",
                viewport=SIZES[size],
                color_scheme="dark" if language == "en" else "light",
                permissions=["clipboard-read", "clipboard-write"],
                **STILL,
            )
            walk = Walk(page, open_path, Words(language), ASKED[language], size)
            page.on(
                "request",
                lambda request: (
                    walk.posted.append(request.url)
                    if request.is_navigation_request() and request.method == "POST"
                    else None
                ),
            )
            return walk

        yield start


@pytest.fixture(scope="module", autouse=True)
def leave_as_found(browser: Browser, server: Server) -> Iterator[None]:
    """What was uploaded is deleted for good, in the end: before, what changes is its author alone,
    so that it is embedded once."""
    yield
    context = browser.new_context(base_url=server.url)
    for article in server.get("/api/articles?q=Saint-Aubert").body["articles"]:
        assert context.request.delete(f"/api/articles/{article['id']}").ok
        assert context.request.post(f"/api/articles/{article['id']}/forget", data={}).ok
    context.close()


def test_the_walk_through_the_chat_on_a_phone(start: Start) -> None:
    go(start("fr", "360"), CHAT, CONVERSATIONS)


def test_the_walk_through_the_library_at_a_desk(start: Start) -> None:
    go(start("en", "1440"), LIBRARY, EVERYBODY, SAFE)


def go(walk: Walk, *parts: Sequence[Step]) -> None:
    """Takes all steps; after each nobody has to scroll sideways."""
    for part in parts:
        for step in part:
            step(walk)
            check_fits(walk.page)
        check(walk.page)


# -- 1. the chat ---------------------------------------------------------------------------------


def an_answer_comes_sentence_by_sentence(walk: Walk) -> None:
    page = walk.page
    page.evaluate(STREAMED)
    with held(page, "**/api/ask"):
        page.locator("#question").fill(walk.asked.broad)
        page.locator("#question").press("Enter")
        expect(last_turn(page).locator(".status")).to_have_text(walk.t("chat.pending"))
        watch_shifts(page)
    citations = walk.kept(walk.ended(1))["citations"]
    expect(last_turn(page).locator(".chip")).to_have_text(
        [f"[{one['marker']}]" for one in citations]
    )
    assert len(citations) > 3
    assert page.evaluate("window.streamed") == list(range(1, len(citations) + 1))
    assert shifts(page) == []
    assert walk.posted == []


def a_marker_shows_outlet_date_and_quote(walk: Walk) -> None:
    citation = walk.kept(last_turn(walk.page))["citations"][0]
    peek = walk.page.locator("#peek")
    last_turn(walk.page).locator(".chip").first.hover()
    expect(peek.locator(".outlet")).to_have_text(citation["outlet"])
    expect(peek).to_contain_text(walk.t.day(date.fromisoformat(citation["published"])))
    expect(peek.locator(".peek-quote")).to_have_text(citation["quote"])
    check_fits(walk.page)
    walk.page.keyboard.press("Escape")
    expect(peek).to_be_hidden()


def a_marker_opens_its_article_with_the_quote_lit(walk: Walk) -> None:
    citation = walk.kept(last_turn(walk.page))["citations"][0]
    last_turn(walk.page).locator(".chip").first.click()
    expect(walk.page.locator("#source h1")).to_have_text(citation["title"])
    check_lit(walk.page, walk.page.locator(QUOTE), citation["quote"])
    is_sheet = walk.page.locator("#source").evaluate("pane => pane.matches(':modal')")
    assert is_sheet is (walk.size == "360")


def the_original_opens_at_the_quote(walk: Walk) -> None:
    address = walk.kept(last_turn(walk.page))["citations"][0]["url"]
    link = walk.link("source.original", walk.page.locator(".source-head"))
    assert (link.get_attribute("href") or "").startswith(f"{address}#:~:text=")


def one_goes_to_the_next_citation_and_back(walk: Walk) -> None:
    citations = walk.kept(last_turn(walk.page))["citations"]
    for key, place in (("source.next", 1), ("source.previous", 0)):
        walk.button(key).click()
        number = walk.t("source.of", n=place + 1, count=len(citations))
        expect(walk.page.locator("#source-number")).to_have_text(number)
        expect(walk.page.locator(QUOTE)).to_have_text(citations[place]["quote"])
        check_lit(walk.page, walk.page.locator(QUOTE), citations[place]["quote"])
    check(walk.page)
    walk.button("source.close").click()
    expect(walk.page.locator("#source")).to_be_hidden()


def how_sure_and_of_when_an_answer_is_needs_no_small_print(walk: Walk) -> None:
    turn = last_turn(walk.page)
    answer = walk.kept(turn)
    in_force = [one for one in answer["citations"] if not one["superseded"]]
    days = sorted(date.fromisoformat(one["published"]) for one in in_force)
    expect(turn.locator(".assurance")).to_have_text(walk.t(f"assurance.{answer['assurance']}"))
    period = walk.t.period(Period(days[0], days[-1]), "evidence")
    expect(turn.locator(".evidence-date")).to_contain_text(period)
    for fact in turn.locator(".assurance, .evidence-date").all():
        expect(fact).to_be_visible()
        assert fact.evaluate("fact => parseFloat(getComputedStyle(fact).fontSize)") >= 16


def a_follow_up_says_how_it_was_understood(walk: Walk) -> None:
    turn = walk.ask(walk.asked.follow_up)
    expect(turn.locator(".understood")).to_contain_text(walk.asked.in_full)
    expect(turn.locator(".time-chip strong")).to_have_text([walk.asked.period])


def a_period_is_taken_away(walk: Walk) -> None:
    chip = last_turn(walk.page).locator(".time-chip")
    expect(chip).to_contain_text(walk.t.period(Period(date(2024, 1, 1), date(2024, 12, 31))))
    chip.click()
    turn = walk.ended(3)
    expect(turn.locator(".answered")).to_be_visible()
    expect(turn.locator(".time-chip")).to_have_count(0)


def a_refusal_looks_different_and_says_why_and_what_there_is(walk: Walk) -> None:
    turn = walk.ask(walk.asked.refused)
    answer, refusal = walk.kept(turn), turn.locator(".refused")
    expect(refusal.locator("h3").first).to_have_text(walk.t("chat.refused"))
    expect(refusal.locator(".reason")).to_contain_text(answer["reason"])
    for words in (
        walk.t.count("articles.count", answer["held"]["articles"]),
        walk.t.day(date.fromisoformat(answer["held"]["from"])),
        walk.t.day(date.fromisoformat(answer["held"]["to"])),
        *(one["outlet"] for one in answer["held"]["outlets"]),
    ):
        expect(refusal.locator(".held")).to_contain_text(words)
    quotes = [one["quote"] for one in answer["closest"]]
    assert quotes
    expect(refusal.locator(".citation-quote")).to_have_text(quotes)
    grounds = [
        walk.page.locator(of).first.evaluate("one => getComputedStyle(one).backgroundColor")
        for of in (".refused", ".answered")
    ]
    assert grounds[0] != grounds[1]


# -- 2. conversations ----------------------------------------------------------------------------


def a_running_answer_is_stopped_and_asked_for_again(walk: Walk) -> None:
    page = walk.page
    with held(page, "**/api/ask"):
        page.locator("#question").fill(walk.asked.short)
        page.locator("#question").press("Enter")
        page.wait_for_timeout(QUIET)  # sooner it would be a double click
        walk.button("chat.stop").click()
        expect(last_turn(page).locator(".partial")).to_contain_text(walk.t("fail.cancelled"))
    walk.button("chat.retry").click()
    walk.button("chat.again", walk.ended(5)).click()
    expect(walk.ended(6).locator(".answered")).to_be_visible()


def an_answer_is_rated(walk: Walk) -> None:
    turn = last_turn(walk.page)
    for rating in ("up", "down"):
        thumb = walk.button(f"chat.{rating}", turn)
        thumb.click()
        expect(thumb).to_have_attribute("aria-pressed", "true")
        assert walk.kept(turn)["rating"] == rating


def an_answer_is_copied_with_its_sources(walk: Walk) -> None:
    turn = last_turn(walk.page)
    citation = walk.kept(turn)["citations"][0]
    for name, sign in (("copy", "[1] "), ("markdown", "[^1]: ")):
        tool = turn.locator(f".{name}")
        expect(tool).to_have_accessible_name(walk.t(f"chat.{name}"))
        tool.click()
        expect(tool).to_have_text(walk.t("chat.copied"))
        copied = walk.page.evaluate("navigator.clipboard.readText()")
        assert f"{sign}{citation['outlet']}, " in copied
        assert citation["quote"] in copied


def an_answer_is_printed_alone(walk: Walk) -> None:
    walk.page.evaluate("window.print = () => {}")
    walk.button("chat.print", last_turn(walk.page)).click()
    walk.page.emulate_media(media="print")
    expect(last_turn(walk.page).locator(".reply-text")).to_be_visible()
    expect(walk.page.locator(".turn").first).to_be_hidden()
    walk.page.evaluate("dispatchEvent(new Event('afterprint'))")
    walk.page.emulate_media(media="screen")


def a_shared_link_shows_the_same_citations(walk: Walk) -> None:
    turn = last_turn(walk.page)
    quotes = turn.locator(".citation-quote").all_inner_texts()
    path = walk.link("answer.link", turn).get_attribute("href")
    walk.page.goto(path or "")
    expect(walk.page.locator(".turn .question")).to_have_text(walk.asked.short)
    expect(walk.page.locator(".citation-quote")).to_have_text(quotes)
    expect(walk.page.locator(".citation-standing")).to_have_count(0)
    check(walk.page)


def a_conversation_is_found_and_renamed(walk: Walk) -> None:
    page = walk.page
    walk.visit(walk.link("nav.conversations"))
    expect(page.locator(".article-list a").first).to_have_text(walk.asked.broad)
    first = page.locator(".article-list li").first
    first.get_by_text(walk.t("conversations.rename"), exact=True).click()
    page.get_by_label(walk.t("conversations.new_title")).first.fill(f"Quais {walk.size}")
    walk.visit(walk.button("conversations.save", first))
    expect(page.get_by_role("status")).to_have_text(walk.t("conversations.renamed"))
    page.locator("#search").fill(f"quais {walk.size}")
    walk.visit(walk.button("conversations.search_send"))
    expect(page.locator(".article-list h3")).to_have_text([f"Quais {walk.size}"])


def a_conversation_is_exported(walk: Walk) -> None:
    for kind in ("Markdown", "HTML"):
        with walk.page.expect_download() as download:
            walk.page.get_by_role("link", name=kind, exact=True).click()
        text = download.value.path().read_text(encoding="utf-8")
        assert walk.asked.short in text
        assert "tonnes de blé" in text


def a_conversation_is_deleted(walk: Walk) -> None:
    entry = walk.page.locator(".article-list li")
    entry.get_by_text(walk.t("conversations.delete"), exact=True).click()
    walk.visit(walk.button("conversations.delete_now", entry))
    expect(walk.page.locator(".article-list")).to_have_count(0)
    expect(walk.page.locator("main")).to_contain_text(walk.t("conversations.deleted"))


# -- 3. the library ------------------------------------------------------------------------------


def the_table_says_of_each_article_what_is_known(walk: Walk) -> None:
    walk.visit(walk.link("nav.articles"))
    rows = walk.page.locator(".shelf tbody tr")
    articles = walk.page.request.get("/api/articles").json()["articles"]
    for row, article in zip(rows.all(), articles, strict=True):
        expect(row).to_contain_text(article["title"])
        expect(row).to_contain_text(article["outlet"] or "")
        expect(row).to_contain_text(walk.t.day(date.fromisoformat(article["published"])))
        expect(row).to_contain_text(walk.t.provenance(article["published_from"]))
        expect(row).to_contain_text(walk.t.language_name(article["language"]))
        expect(row).to_contain_text(walk.t(f"status.{article['status']}"))


def a_phone_shows_the_list_before_the_forms(walk: Walk) -> None:
    expect(walk.page.locator(".shelf .name").first).to_be_in_viewport()
    work = walk.page.get_by_text(walk.t("library.work"), exact=True)
    assert work.is_visible() is (walk.size == "360")
    if walk.size == "360":
        expect(walk.page.locator("#upload")).to_be_hidden()
        work.click()
    expect(walk.page.locator("#upload")).to_be_visible()
    expect(walk.page.locator("#update")).to_be_visible()


def the_list_is_searched_and_filtered(walk: Walk) -> None:
    page = walk.page
    page.get_by_label(walk.t("filter.words")).fill("CNT malien")
    walk.visit(walk.button("articles.filter_send"))
    expect(page.locator(".shelf .name")).to_have_count(1)
    walk.visit(walk.link("articles.filter_clear"))
    page.get_by_text(walk.t("filter.more"), exact=True).click()
    page.get_by_label(walk.t("filter.outlet"), exact=True).select_option("Deutsche Welle")
    walk.visit(walk.button("articles.filter_send"))
    expect(page.locator(".shelf .outlet-cell")).to_have_text(["Deutsche Welle"] * 2)
    expect(page.get_by_label(walk.t("filter.outlet"), exact=True)).to_be_visible()
    walk.visit(walk.link("articles.filter_clear"))


def files_are_uploaded_and_what_failed_is_said(walk: Walk) -> None:
    page, job = walk.page, walk.page.locator("#job")
    if walk.size == "360":
        page.get_by_text(walk.t("library.work"), exact=True).click()
    outcome = "changed" if page.locator(".shelf .name", has_text=HALL).count() else "added"
    choose(
        page,
        {
            "halle.md": HALLE.replace("Nadège", f"{walk.t.language} {walk.size}"),
            "scan.pdf": b"no pdf",
        },
    )
    with held(page, "**/api/articles"):
        walk.button("upload.send").click()
        expect(page.locator("#job-place progress")).to_be_in_viewport()
        watch_shifts(page)
    title = walk.t("ingest.partly_taken")
    expect(job.locator("h2")).to_have_text(title, timeout=4 * PATIENCE)  # it may load the model
    expect(job).to_be_in_viewport(ratio=0.5)
    outcomes = [walk.t(f"upload.{outcome}"), walk.t("upload.refused")]
    expect(job.locator(".outcome")).to_have_text(outcomes)
    expect(job.locator(".reason dt")).to_have_text([walk.t("ingest.reason"), walk.t("ingest.next")])
    expect(page.locator(".shelf .name", has_text=HALL)).to_have_count(1)
    assert shifts(page) == []


def the_archive_is_brought_up_to_date(walk: Walk) -> None:
    page, job = walk.page, walk.page.locator("#job")
    with held(page, "**/api/ingest"):
        walk.button("ingest.start").click()
        expect(page.locator("#job-place h2")).to_have_text(walk.t("ingest.running"))
        watch_shifts(page)
    expect(job.locator("h2")).to_have_text(walk.t("ingest.done"))
    expect(job.locator("[data-field=unchanged]")).to_have_text(walk.t.number(6))
    assert shifts(page) == []


def an_article_lists_what_was_asked_of_it(walk: Walk) -> None:
    page = walk.page
    walk.visit(walk.link("nav.chat"))
    expect(walk.ask(SLATES).locator(".answered .citation-title")).to_have_text([HALL])
    page.goto("/articles?q=Saint-Aubert")
    walk.visit(page.get_by_role("link", name=HALL, exact=True))
    expect(page.locator("#asked-title")).to_have_text(walk.t("asked.title"))
    expect(page.locator(".asked a").first).to_have_text(SLATES)


def an_article_is_deleted_and_a_link_says_so_until_it_is_restored(walk: Walk) -> None:
    page = walk.page
    shared = page.locator(".asked a").first.get_attribute("href") or ""
    walk.visit(walk.link("remove.link"))
    expect(page.locator("h1")).to_have_text(walk.t("remove.title"))
    check(page)
    walk.visit(walk.button("remove.now"))
    expect(page.locator(".shelf .name", has_text=HALL)).to_have_count(0)
    undone = page.url
    page.goto(shared)
    expect(page.locator(".citation-standing")).to_have_text(walk.t("citation.gone"))
    page.goto(undone)
    walk.visit(walk.button("restore.undo"))
    expect(page.locator(".shelf .name", has_text=HALL)).to_have_count(1)
    page.goto(shared)
    expect(page.locator(".citation-quote")).to_contain_text("3 200 ardoises")
    expect(page.locator(".citation-standing")).to_have_count(0)
    page.goto("/articles")


# -- 4. for everybody ----------------------------------------------------------------------------


def the_language_is_switched_and_switched_back(walk: Walk) -> None:
    page, mine = walk.page, walk.t.language
    other = next(one for one in LANGUAGES if one != mine)
    walk.visit(walk.link("nav.chat"))
    for now in (other, mine):
        walk.visit(page.locator(".language"))
        expect(page.locator("html")).to_have_attribute("lang", now)
        expect(page.locator("h1")).to_have_text(Words(now)("chat.title"))
    assert page.locator(".language").inner_text() == walk.t("site.other_language")


def keys_alone_ask_open_and_close(walk: Walk) -> None:
    page, chip = walk.page, walk.page.locator(".chip").last
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(walk.asked.short)
    page.keyboard.press("Enter")
    quote = walk.kept(walk.ended(1))["citations"][-1]["quote"]
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if chip.evaluate("chip => chip === document.activeElement"):
            break
    expect(chip).to_be_focused()
    expect(page.locator("#peek .peek-quote")).to_have_text(quote)
    page.keyboard.press("Enter")
    check_lit(page, page.locator(QUOTE), quote)
    expect(page.locator(QUOTE)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(chip).to_be_focused()


def a_form_answers_without_scripts(walk: Walk) -> None:
    page = walk.open_path(
        locale=walk.t.language, viewport=SIZES[walk.size], java_script_enabled=False
    )
    page.locator("#question").fill(walk.asked.short)
    walk.button("chat.send", page.locator("body")).click()
    expect(page.locator(".answered .assurance")).to_be_visible()
    quote = page.locator(".citation-quote").first.inner_text()
    page.locator(".chip").first.click()
    expect(page.locator("#article mark#quote")).to_have_text(quote)
    page.close()


# -- 5. safe -------------------------------------------------------------------------------------


def a_question_is_never_markup(walk: Walk) -> None:
    question = "<img src=x onerror=alert(1)> & <b>prix</b> ?"
    turn = walk.ask(question)
    expect(turn.locator(".question")).to_have_text(question)
    expect(walk.page.locator(".turns :is(img, b)")).to_have_count(0)


def what_the_server_sends_allows_nothing_foreign(walk: Walk) -> None:
    """That nothing broke the policy or went elsewhere, `opening` checks."""
    headers = walk.page.request.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert walk.page.request.post("/articles/update", headers=foreign).status == 403


CHAT: tuple[Step, ...] = (
    an_answer_comes_sentence_by_sentence,
    a_marker_shows_outlet_date_and_quote,
    a_marker_opens_its_article_with_the_quote_lit,
    the_original_opens_at_the_quote,
    one_goes_to_the_next_citation_and_back,
    how_sure_and_of_when_an_answer_is_needs_no_small_print,
    a_follow_up_says_how_it_was_understood,
    a_period_is_taken_away,
    a_refusal_looks_different_and_says_why_and_what_there_is,
)
CONVERSATIONS: tuple[Step, ...] = (
    a_running_answer_is_stopped_and_asked_for_again,
    an_answer_is_rated,
    an_answer_is_copied_with_its_sources,
    an_answer_is_printed_alone,
    a_shared_link_shows_the_same_citations,
    a_conversation_is_found_and_renamed,
    a_conversation_is_exported,
    a_conversation_is_deleted,
)
LIBRARY: tuple[Step, ...] = (
    the_table_says_of_each_article_what_is_known,
    a_phone_shows_the_list_before_the_forms,
    the_list_is_searched_and_filtered,
    files_are_uploaded_and_what_failed_is_said,
    the_archive_is_brought_up_to_date,
    an_article_lists_what_was_asked_of_it,
    an_article_is_deleted_and_a_link_says_so_until_it_is_restored,
)
EVERYBODY: tuple[Step, ...] = (
    the_language_is_switched_and_switched_back,
    keys_alone_ask_open_and_close,
    a_form_answers_without_scripts,
)
SAFE: tuple[Step, ...] = (
    a_question_is_never_markup,
    what_the_server_sends_allows_nothing_foreign,
)
