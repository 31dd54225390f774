"""What a reader does with the pages, and what holds of every page, whoever looks at it."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Locator, Page, Route, ViewportSize, expect

from tests.integration.processes import Json

NARROW = ViewportSize(width=320, height=640)  # as 1280 pixels enlarged to 400 %
PHONE = ViewportSize(width=360, height=740)
SCREEN = ViewportSize(width=1440, height=900)
WIDE = ViewportSize(width=3840, height=2160)
SIZES = pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["360", "1440"])
STILL = {"reduced_motion": "reduce"}  # colours are measured when all has arrived
# Both schemes and both languages: contrast hangs on the one, names and labels on the other.
BOTH = [
    pytest.param(scheme, locale, id=f"{scheme}-{locale[:2]}")
    for scheme, locale in (("light", "fr-FR"), ("dark", "en-GB"))
]
QUOTE = "#article mark:not(.answer)"  # all that is lit, but for the short answer within

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

MOVED = """() => {
    window.shifts = [];
    const note = list => list.getEntries().filter(one => !one.hadRecentInput)
        .forEach(one => window.shifts.push(one.sources.map(({ node }) => node?.nodeName)));
    new PerformanceObserver(note).observe({ type: "layout-shift" });
}"""
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "text/plain" }));
    for (const type of ["dragenter", "dragover", "drop"])
        document.querySelector("h1").dispatchEvent(
            new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"


def ask(page: Page, question: str) -> Json:
    """Types the question and sends it; returns the answer object that the page received."""
    turns = page.locator(".turn").count()
    streams: list[str] = []

    def pass_on(route: Route) -> None:  # a browser does not keep what it read as a stream
        response = route.fetch()
        streams.append(response.text())
        route.fulfill(response=response)

    page.route("**/api/ask", pass_on, times=1)
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".pending")).to_have_count(0)
    events = streams[0].split("\n\n")
    done = next(event for event in events if event.startswith("event: done\ndata: "))
    answer: Json = json.loads(done.partition("data: ")[2])
    return answer


def last_turn(page: Page) -> Locator:
    return page.locator(".turn").last


def check_lit(page: Page, mark: Locator, quote: str) -> None:
    """The quote is lit, whole, and the reader sees it: nothing lies over it."""
    expect(mark).to_have_count(1)
    assert mark.text_content() == quote
    expect(mark).to_be_in_viewport(ratio=0.9)
    assert mark.evaluate(
        """mark => {
            const { x, y, width, height } = mark.getClientRects()[0];
            return mark.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }"""
    )


def path_of(citation: Json) -> str:
    """The article's page with the quote lit, and the short answer in it if there is one."""
    names = ("start", "end", "answer_start", "answer_end")
    offsets = {name: citation[name] for name in names if citation[name] is not None}
    return f"/articles/{citation['article_id']}?{urlencode(offsets)}#quote"


def check_fits(page: Page) -> None:
    """Nobody has to scroll sideways."""
    wide, room = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room, page.url


def check(page: Page) -> None:
    """Nothing is violated; what axe cannot decide is no violation."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations", "passes"]})
    told = [
        (
            one["id"],
            [node["target"] for node in one["nodes"]],
            one["nodes"][0].get("failureSummary"),
        )
        for one in found.response["violations"]
    ]
    assert told == [], f"{page.url}: {told}"
    assert len(found.response["passes"]) > 10  # it did look


def watch_shifts(page: Page) -> None:
    """From now on, what moves of itself is noted; not what is still to be painted."""
    page.evaluate(PAINTED)
    page.evaluate(MOVED)


def shifts(page: Page) -> list[list[str]]:
    """The names of the elements that moved since, for each time that something did."""
    page.evaluate(PAINTED)
    noted: list[list[str]] = page.evaluate("window.shifts")
    return noted


def choose(page: Page, files: Mapping[str, str | bytes]) -> None:
    """Chooses files for the upload, by their names."""
    chosen = list[FilePayload]()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        chosen.append({"name": name, "mimeType": "text/plain", "buffer": data})
    page.locator("#files").set_input_files(chosen)


def drop(page: Page, name: str, text: str) -> None:
    """Drops a file on the page's heading."""
    page.evaluate(DROP, [name, text])
