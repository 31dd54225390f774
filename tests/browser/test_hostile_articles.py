"""Articles that attack their reader: nothing of them runs, and the layout holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from qa_service.answering.listening import NOBODY, Listener
from qa_service.domain.answer import Answer, Status
from qa_service.domain.article import Article
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.web.app import create_app
from qa_service.wire import citation_object
from tests.browser.conftest import OpenPage, hosted, opening
from tests.browser.steps import NARROW, SCREEN, ask, check_fits, last_turn, path_of
from tests.web.fakes import FakeService, cite

RUN = "window.ran = (window.ran ?? 0) + 1"
ATTACKS = {
    "script": f"<script>{RUN}</script>",
    "closing": f"</mark></p></template></script><script>{RUN}</script>",
    "handler": f'<img src=x onerror="{RUN}"><svg onload="{RUN}">',
    "attribute": f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    "link": f'<a href="javascript:{RUN}">ici</a> [ici](javascript:{RUN})',
    "frame": "<style>*{display:none}</style><iframe srcdoc='<script>parent.ran=1</script>'>",
    "template": "{{ 7 * 7 }} {% raw %} ${7 * 7} #{7 * 7} <%= 7 * 7 %> {citation} &lt;b&gt;",
    "direction": "\u202e\u2066\u202dsnegatérp\u0300\u0301 tnos snocaç sel\u2067 (ouvert",
    "word": "mot" * 350_000,  # 1 MB
    "controls": "avant\u0007\u200b\ufeff\u2028après \U000e0041\U0001f3f4 a" + "\u0301" * 300,
}
SIZES = pytest.mark.parametrize("size", [NARROW, SCREEN], ids=["320", "1440"])


def hostile(name: str, text: str) -> Article:
    """The attack as title, outlet, author, address and text."""
    short = text[:5000]
    return Article(
        id=name,
        source=f"/archive/{name}.txt",
        title=f"Titre {short}",
        text=f"Avant.\n\n{text} fin\n\nAprès {text[:50]}.",
        language='fr" onclick="' if name == "attribute" else "fr",
        outlet=f"Journal {short}",
        author=f"Par {short}",
        url=f"javascript:{RUN}",
    )


HOSTILE = {name: hostile(name, text) for name, text in ATTACKS.items()}


@dataclass(eq=False)
class HostileService(FakeService):
    """Answers with the article whose name is asked for, or refuses with it."""

    held: list[Article] = field(default_factory=lambda: list(HOSTILE.values()))

    def ask(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        conversation_id: str | None = None,
        max_citations: int | None = None,
        listener: Listener = NOBODY,
    ) -> Answer:
        kind, _, name = question.partition(" ")
        if name not in HOSTILE:
            return super().ask(question, scope, conversation_id)
        quote = f"{ATTACKS[name]} fin"
        citation = replace(cite(HOSTILE[name], quote, quote[2:9]), speaker=quote[:3000])
        base = super().ask("Qui a gagné ?")
        if kind == "refuse":
            return replace(base, question=question, reason=quote, closest=(citation,))
        shown = quote.replace("[", "(").replace("]", ")")
        return replace(
            base,
            question=question,
            status=Status.ANSWERED,
            answer=f"{citation.outlet} : {shown} [1]",
            reason=None,
            citations=(citation,),
            closest=(),
            held=None,
        )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = create_app(HostileService)
    assert app.extensions["loading"].wait(30)
    with hosted(app) as url:
        yield url


@pytest.fixture
def open_hostile(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Whatever breaks the Content-Security-Policy is told of in the console, and fails the test."""
    with opening(browser, address) as open_path:
        yield open_path


def check(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    check_fits(page)
    strange = page.locator(
        "#content :is(script:not([type]), img, iframe, style, b, svg[onload], [onerror], [onclick])"
    )
    expect(strange).to_have_count(0)
    expect(page.locator('a[href^="javascript"]')).to_have_count(0)


TAGS = ["script", "closing", "handler", "attribute", "link", "frame"]
TEXTS = ["template", "direction", "controls"]


@pytest.mark.parametrize(
    ("size", "names"),
    [(NARROW, TEXTS), (SCREEN, [*TAGS, *TEXTS]), (NARROW, ["word"])],
    ids=["320", "1440", "320-word"],
)
def test_nothing_runs_and_the_layout_holds(
    open_hostile: OpenPage, size: ViewportSize, names: list[str]
) -> None:
    page = open_hostile(viewport=size, reduced_motion="reduce")  # scrolls at once
    for name in names:
        ask(page, f"answer {name}")
        turn = last_turn(page)
        quote = f"{ATTACKS[name]} fin"
        assert turn.locator(".citation-quote").text_content() == quote
        chip = turn.locator(".chip")
        chip.evaluate("chip => { chip.scrollIntoView({ block: 'center' }); }")
        if size == SCREEN:
            chip.hover()
            expect(page.locator("#peek .peek-quote")).to_have_text(quote)
            box = page.locator("#peek").bounding_box()
            assert box
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= size["height"]
        chip.click()
        expect(page.locator("#source mark#quote")).to_have_count(1)
        assert page.locator("#source mark#quote").text_content() == quote
        expect(page.locator("#source-original")).to_be_hidden()
        check(page)
        page.locator("#source-close").click()
        ask(page, f"refuse {name}")
        assert last_turn(page).locator(".reason span").text_content() == quote
        check(page)
        page.locator("#new-conversation").click()


@SIZES
def test_pages_of_articles_hold_too(open_hostile: OpenPage, size: ViewportSize) -> None:
    page = open_hostile("/articles", viewport=size)
    expect(page.locator("#article-list .name")).to_have_count(len(ATTACKS))
    check(page)
    for name in ATTACKS:
        citation = cite(HOSTILE[name], f"{ATTACKS[name]} fin")
        page.goto(path_of(citation_object(citation)))
        assert page.locator("mark#quote").text_content() == citation.quote
        check(page)


def test_nothing_runs_without_scripts_either(open_hostile: OpenPage) -> None:
    page = open_hostile(java_script_enabled=False)
    page.locator("#question").fill("answer closing")
    page.locator("#send").click()
    expect(last_turn(page).locator(".citation-quote")).to_have_text(f"{ATTACKS['closing']} fin")
    expect(page.locator("#content .turn script, #content .turn img")).to_have_count(0)
