"""Sources on the web over HTTP and on the page of articles, over a real store and a real site."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient

from qa_service.domain.reports import IngestReport, Progress
from qa_service.ingestion.fetching.bounds import FetchBounds
from qa_service.web.app import create_app
from qa_service.web.jobs import IngestJobs, JobKind
from qa_service.web.loading import Loading
from qa_service.web.schedule import keep_fetching
from tests.ingestion.fetching.site import NOON, Site, StillClock, feed, page, site

from .fakes import FakeService
from .library import Shop, opened
from .test_library import ended, titles


@pytest.fixture
def gazette(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "*")
    with site(StillClock()) as found:
        links = [("Le pont", "/pont", NOON), ("La halle", "/halle", NOON)]
        found.routes |= {"/rss": feed(found.url, *links), "/pont": page("Le pont")}
        yield found


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path, bounds=FetchBounds(private=True, delay=0)) as shop:
        yield shop


@pytest.fixture
def client(shop: Shop) -> FlaskClient:
    return shop.app.test_client()


def test_a_source_is_followed_fetched_and_forgotten(client: FlaskClient, gazette: Site) -> None:
    url = f"{gazette.url}/rss"
    added = client.post("/api/sources", json={"url": f"{url}#top", "every": "30m"})
    assert added.status_code == 200, added.text
    found = added.get_json()
    assert (found["url"], found["kind"], found["title"], found["listed"], found["every"]) == (
        url, "feed", "La Gazette de Valmer", 2, 1800
    )  # fmt: skip
    report = ended(client, client.post("/api/ingest", json={}))["report"]
    assert report["fetched"] == [
        {
            "url": url, "new": 1, "changed": 0, "unchanged": 0, "gone": 0, "failed": 1,
            "waiting": 0, "beyond": 0,
        }
    ]  # fmt: skip
    assert [failure["path"] for failure in report["failed"]] == [f"{gazette.url}/halle"]
    assert titles(client) == ["Le pont"]
    (article,) = client.get("/api/articles").get_json()["articles"]
    assert article["url"] == f"{gazette.url}/pont"
    (told,) = client.get("/api/sources").get_json()["web"]
    assert (told["kept"], told["failing"], told["error"]) == (1, 1, None)
    assert told["fetched"] < told["next"]
    listed = unescape(client.get("/articles", headers={"Accept-Language": "fr"}).text)
    assert "Sources du web suivies (1)" in listed
    assert "fil d’actualité, 1 page récupérée" in listed
    gone = client.delete("/api/sources", query_string={"url": url})
    assert (gone.status_code, gone.get_json()) == (200, {"articles": 1})
    assert titles(client) == []
    assert client.delete("/api/sources", query_string={"url": url}).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"url": "/none"}, 502, "nothing at this address"),
        ({"url": "ftp://gazette.example/"}, 422, "http or https"),
        ({"url": "/rss", "every": "1m"}, 422, "from 5m to 30d"),
        ({"url": "/rss", "often": True}, 422, '"often" is no field'),
    ],
)
def test_what_is_not_followed_is_answered_with_the_reason(
    client: FlaskClient, gazette: Site, body: dict[str, str], status: int, said: str
) -> None:
    url = gazette.url + body["url"] if body["url"].startswith("/") else body["url"]
    response = client.post("/api/sources", json={**body, "url": url})
    assert (response.status_code, said in response.get_json()["detail"]) == (status, True)
    assert client.get("/api/sources").get_json()["web"] == []


def test_the_page_lists_sources_with_what_is_wrong_with_them() -> None:
    app = create_app(FakeService)
    assert app.extensions["loading"].wait(5)
    for language, words in (
        (
            "fr",
            ("La <i>Gazette", "dernière visite le 4 juillet 2024", "prochaine visite à partir du",
             "1 page inaccessible", "4 pages plus anciennes non récupérées", "pas encore de visite",
             "L’hôte halle.example est inconnu.", "Vérifiez l’adresse."),
        ),
        (
            "en",
            ("last visited on July 4, 2024", "next visit from July 4, 2024", "not visited yet",
             "1 page out of reach", "4 older pages not fetched", "Check the address."),
        ),
    ):  # fmt: skip
        text = app.test_client().get("/articles", headers={"Accept-Language": language}).text
        assert [one for one in words if one not in unescape(text)] == []
        assert "<i>Gazette" not in text


class Due(FakeService):
    """Has something to fetch, until it was fetched."""

    fetched = Event()

    def is_fetching_due(self) -> bool:
        return not self.fetched.is_set()

    def fetch(self, progress: Progress) -> IngestReport:
        self.fetched.set()
        return self.ingest(progress)


def test_a_server_fetches_what_is_due_as_a_job() -> None:
    stop, service, jobs = Event(), Due(), IngestJobs()
    loading = Loading(lambda: service)
    keep_fetching(loading, jobs, stop, look=0.01)
    assert service.fetched.wait(20)
    job = jobs.running()
    assert job is not None
    assert job.kind is JobKind.FETCH
    service.may_finish.set()
    stop.set()
