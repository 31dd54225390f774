"""What could not be read, in a browser, over a real store that is opened again."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import hosted, opening
from tests.browser.steps import NARROW, PHONE, SCREEN, STILL, check, check_fits
from tests.conftest import PORT
from tests.ingestion.files import LEAD, TITLE, pdf
from tests.web.library import opened

RECORD = '{{"id": "{0}", "title": "Le quai {0}", "text": "Le quai {0} de Valmer rouvre lundi."}}\n'


def test_what_was_not_read_is_listed_until_it_is_mended_or_dismissed(
    browser: Browser, tmp_path: Path
) -> None:
    with opened(tmp_path) as shop:
        (shop.folder / "port.txt").write_text(f"Le port\n\n{PORT}\n")
        (shop.folder / "scan.pdf").write_bytes(pdf(LEAD, heading=TITLE)[:300])
        lines = (shop.folder / "news.jsonl").write_text
        lines(RECORD.format("a") + '{"id": "b", "ti\n' + "[]\n" * 2)
        shop.service.ingest()
    with opened(tmp_path) as shop, hosted(shop.app) as url, opening(browser, url) as open_path:
        page = open_path("/articles", viewport=PHONE, **STILL)
        expect(page.locator("#article-list .name").first).to_be_visible()
        unread = page.locator("#not-read")
        expect(unread.locator("summary")).to_have_text("Non lus (4)")
        expect(unread.locator("li").first).not_to_be_visible()  # folded, since long
        unread.locator("summary").click()
        broken = unread.locator("li", has_text="scan.pdf")
        expect(broken.locator("dt")).to_have_text(["Raison", "Que faire"])
        expect(broken.locator("dd").nth(1)).to_have_text("Imprimez-le de nouveau en PDF.")
        check(page)
        page.set_viewport_size(NARROW)
        check_fits(page)
        button = unread.get_by_role("button", name="news.jsonl#line 3 »")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".just")).to_contain_text("n’est plus signalé")
        expect(unread.locator("li")).to_have_count(3)
        expect(unread.locator("li", has_text="line 3")).to_have_count(0)

        (shop.folder / "scan.pdf").write_bytes(pdf(LEAD, heading=TITLE))
        page.goto("/articles")
        page.locator(".work summary").click()
        page.locator("#ingest-start").click()
        expect(page.locator("#job[data-state=done]")).to_be_visible()
        expect(unread.locator("summary")).to_have_text("Non lus (2)")  # without a reload
        expect(unread.locator("li", has_text="scan.pdf")).to_have_count(0)
        lines(RECORD.format("a") + "[]\n" * 3)  # which changes the file
        page.locator("#ingest-start").click()
        expect(unread.locator("summary")).to_have_text("Non lus (3)")
        expect(unread.locator("li").first).not_to_be_visible()  # the list comes first
        page.set_viewport_size(SCREEN)
        expect(unread.locator("li").first).to_be_visible()  # here there is room
        expect(unread.locator("summary")).not_to_be_visible()
        lines(RECORD.format("a"))
        page.locator("#ingest-start").click()
        expect(unread).to_have_count(0)
