"""What could not be read, on the page of articles and over HTTP, over a real store."""

from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from qa_service.web.shelving import PAGE_SIZE
from tests.conftest import PORT

from .library import Shop, opened


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path) as shop:
        (shop.folder / "port.txt").write_text(f"Le port\n\n{PORT}\n")
        yield shop


@pytest.fixture
def client(shop: Shop) -> FlaskClient:
    return shop.app.test_client()


def listed(client: FlaskClient, query: str = "") -> dict[str, Any]:
    return dict(client.get(f"/api/failures{query}").get_json())


def test_what_was_not_read_is_listed_and_dismissed_over_http(
    client: FlaskClient, shop: Shop
) -> None:
    assert listed(client) == {"failures": [], "total": 0, "page": 1, "pages": 1}
    (shop.folder / "news.jsonl").write_text("[]\n" * PAGE_SIZE)
    shop.service.ingest()
    client.post("/api/articles", data={"files": [(BytesIO(b"no pdf"), "scan.pdf")]})
    first, second = listed(client), listed(client, "?page=2")
    assert (first["total"], first["pages"], len(first["failures"])) == (51, 2, PAGE_SIZE)
    assert (second["page"], len(second["failures"])) == (2, 1)
    assert listed(client, "?page=9") == second
    upload, line = first["failures"][0], second["failures"][0]
    assert (upload["path"], upload["refused"]) == ("scan.pdf", True)
    assert line == {
        "id": line["id"], "path": str(shop.folder / "news.jsonl"), "part": "line 50",
        "reason": "It is no record: give an object with 'title' and 'text'.", "refused": False,
        "first": line["first"], "last": line["first"],
    }  # fmt: skip
    for one in (upload, line):
        assert client.delete(f"/api/failures/{one['id']}").status_code == 204
    assert client.delete(f"/api/failures/{line['id']}").status_code == 404
    assert listed(client)["total"] == 49
    assert client.get("/api/failures?page=0").status_code == 422


def test_the_page_lists_it_in_the_language_of_its_reader(client: FlaskClient, shop: Shop) -> None:
    assert "not-read" not in client.get("/articles").text
    for name in ("<b>.pdf", "scan.pdf"):
        (shop.folder / name).write_text("no pdf")
    (shop.folder / "news.jsonl").write_text("[]\n")
    shop.service.ingest()
    page = unescape(client.get("/articles").text)
    assert '<details class="not-read few" id="not-read">' in page
    assert "<summary>Non lus (3)</summary>" in page
    assert f"<bdi>{shop.folder}/news.jsonl#line 1</bdi>" in page
    assert (
        '<dd lang="fr">Donnez un objet avec «\u00a0title\u00a0» et «\u00a0text\u00a0».</dd>' in page
    )
    assert f"{shop.folder}/&lt;b&gt;.pdf" in client.get("/articles").text
    english = unescape(client.get("/articles?lang=en").text)
    assert "<summary>Not read (3)</summary>" in english
    assert """<dd lang="en">Give an object with 'title' and 'text'.</dd>""" in english
    assert f'aria-label="Dismiss “{shop.folder}/scan.pdf”"' in english
    assert "Tried on" in english


def test_a_long_list_is_folded_and_goes_by_pages(client: FlaskClient, shop: Shop) -> None:
    (shop.folder / "news.jsonl").write_text("[]\n" * 60)
    shop.service.ingest()
    page = unescape(client.get("/articles?q=port&lang=fr").text)
    assert '<details class="not-read" id="not-read">' in page
    following = "/articles?q=port&failures=2"
    assert 'href="/articles?failures=2&q=port#not-read"' in page
    last = unescape(client.get(following).text)
    assert '<details class="not-read" id="not-read" open>' in last
    assert last.count("Ne plus signaler «") == 10
    assert f'name="back" value="{following}"' in last
    (one,) = listed(client, "?page=2")["failures"][:1]
    sent = client.post(f"/failures/{one['id']}/dismiss", data={"back": following})
    assert sent.status_code == 303
    after = unescape(client.get(sent.headers["Location"]).text)
    assert "Ce fichier n’est plus signalé" in after
    assert after.count("Ne plus signaler «") == 9
    assert client.post(f"/failures/{one['id']}/dismiss").status_code == 303  # in another tab


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/api/failures/{}"), ("POST", "/failures/{}/dismiss")]
)
def test_other_sites_dismiss_nothing(
    client: FlaskClient, shop: Shop, method: str, path: str
) -> None:
    (shop.folder / "scan.pdf").write_text("no pdf")
    shop.service.ingest()
    address = path.format(listed(client)["failures"][0]["id"])
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert client.open(address, method=method, headers=headers).status_code == 403
    assert listed(client)["total"] == 1
