"""Logging in and out in a real browser, whose cookies a test client only imitates."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from tests.browser.conftest import opening
from tests.web.test_access import PASSWORD, opened


@pytest.fixture
def url() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, opened(), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_somebody_logs_in_comes_by_a_foreign_link_and_logs_out(browser: Browser, url: str) -> None:
    with opening(browser, url) as open_path:
        page = open_path("/articles?q=port")
        page.get_by_label("Mot de passe ou jeton").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles?q=port")

        page.goto("about:blank")
        page.set_content(f'<a href="{url}/articles/a1">there</a>')
        page.get_by_text("there").click()
        page.wait_for_url("**/articles/a1")
        expect(page.get_by_role("heading", level=1)).to_contain_text("rouvre ses quais")

        page.goto("/")
        page.get_by_label("Votre question").fill("Combien la ville a-t-elle payé ?")
        page.keyboard.press("Enter")
        expect(page.get_by_text("12 millions d’euros").first).to_be_visible()

        page.get_by_role("button", name="Se déconnecter").click()
        page.wait_for_url("**/login")
        page.goto("/articles")
        page.wait_for_url("**/login?back=/articles")
