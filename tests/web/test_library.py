"""The library by forms and over HTTP, over a real store: uploads, deletion, undo, reports."""

import json
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import PORT, TRAM
from tests.ingestion import word_files

from .library import Shop, opened

PORT_FILE, TRAM_FILE = f"Le port\n\n{PORT}\n", f"Le tram\n\n{TRAM}\n"
File = tuple[BytesIO, str]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path) as shop:
        yield shop


@pytest.fixture
def client(shop: Shop) -> FlaskClient:
    return shop.app.test_client()


def file(name: str, text: str | bytes) -> File:
    return BytesIO(text if isinstance(text, bytes) else text.encode()), name


def ended(client: FlaskClient, response: TestResponse) -> dict[str, Any]:
    """The job that a request started, when it has ended."""
    assert response.status_code == 202, response.text
    while (job := client.get(response.headers["Location"]).get_json())["state"] == "running":
        sleep(0.02)
    return dict(job)


def upload(client: FlaskClient, *files: File) -> dict[str, Any]:
    return ended(client, client.post("/api/articles", data={"files": list(files)}))


def titles(client: FlaskClient, query: str = "") -> list[str]:
    found = client.get(f"/api/articles?{query}").get_json()["articles"]
    return sorted(article["title"] for article in found)


def the_id(client: FlaskClient, query: str = "") -> str:
    (found,) = client.get(f"/api/articles?{query}").get_json()["articles"]
    return str(found["id"])


def test_an_upload_says_what_became_of_each_file(client: FlaskClient, shop: Shop) -> None:
    job = upload(
        client, file("port.txt", PORT_FILE), file("../x.txt", "a"), file("a.txt", b"%PDF-")
    )
    assert (job["kind"], job["state"], job["report"]["added"]) == ("upload", "done", 1)
    added, path, kind = job["uploads"]
    assert added == {
        "name": "port.txt", "outcome": "added", "articles": 1, "replaces": False, "reason": None
    }  # fmt: skip
    assert (path["outcome"], kind["outcome"]) == ("refused", "refused")
    assert "path" in path["reason"]
    assert "rename it to end in .pdf" in kind["reason"]
    assert titles(client) == ["Le port"]
    assert [path.name for path in shop.uploads.iterdir() if path.is_file()] == ["port.txt"]
    assert upload(client, file("port.txt", PORT_FILE))["uploads"][0]["outcome"] == "unchanged"


def test_a_deletion_holds_from_the_next_question_on_and_is_undone(client: FlaskClient) -> None:
    upload(client, file("port.txt", PORT_FILE))
    ask = {"question": "Combien la ville a-t-elle payé pour le port ?"}
    assert client.post("/api/ask", json=ask).get_json()["citations"]
    article_id = the_id(client)
    assert client.delete(f"/api/articles/{article_id}").status_code == 204
    assert client.post("/api/ask", json=ask).get_json()["citations"] == []
    assert client.get(f"/api/articles/{article_id}").status_code == 404
    assert client.delete(f"/api/articles/{article_id}").status_code == 404
    assert the_id(client, "status=removed") == article_id
    back = client.post(f"/api/articles/{article_id}/restore")
    assert (back.status_code, back.get_json()["id"]) == (200, article_id)
    assert client.post("/api/ask", json=ask).get_json()["citations"]
    assert client.get(f"/api/articles/{article_id}").get_json()["status"] == "searchable"
    assert client.post(f"/api/articles/{article_id}/restore").status_code == 404


def test_deleting_for_good(client: FlaskClient, shop: Shop) -> None:
    (shop.folder / "tram.txt").write_text(TRAM_FILE)
    ended(client, client.post("/api/ingest", json={}))
    upload(client, file("port.txt", PORT_FILE))
    for name, status in (("port", 204), ("tram", 400)):
        article_id = the_id(client, f"q={name}")
        assert client.post(f"/api/articles/{article_id}/forget").status_code == 404
        client.delete(f"/api/articles/{article_id}")
        assert client.post(f"/api/articles/{article_id}/forget").status_code == status
    assert titles(client, "status=removed") == ["Le tram"]
    assert (shop.folder / "tram.txt").exists()


def test_the_list_is_limited_by_status_and_by_where_dates_come_from(client: FlaskClient) -> None:
    upload(client, file("2022-05-02.txt", PORT_FILE), file("tram.txt", TRAM_FILE))
    assert titles(client, "published_from=file_name&status=searchable") == ["Le port"]
    assert titles(client, "published_from=none") == ["Le tram"]
    assert titles(client, "status=waiting") == []
    for wrong in ("status=lost", "published_from=nowhere"):
        assert client.get(f"/api/articles?{wrong}").status_code == 422


def test_what_is_no_upload_is_refused_with_advice(client: FlaskClient) -> None:
    for body, status, said in (
        ({"json": {"files": []}}, 415, "multipart/form-data"),
        ({"data": {"files": []}, "content_type": "multipart/form-data"}, 422, "files"),
        ({"data": {"files": [file("", "")]}}, 400, "Choose one"),
        ({"data": {"files": [file("a.txt", b"a" * 1_300_000)]}}, 413, "QA_LARGEST_UPLOAD"),
    ):
        response = client.post("/api/articles", **body)
        assert response.status_code == status, response.text
        assert said in response.get_json()["detail"]
    assert client.post("/api/ask", data=b"a" * 70_000).status_code in (413, 415)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/articles"),
        ("DELETE", "/api/articles/a1"),
        ("POST", "/api/articles/a1/restore"),
        ("POST", "/articles"),
        ("POST", "/articles/update"),
        ("POST", "/articles/a1/remove"),
        ("POST", "/articles/a1/forget"),
    ],
)
def test_other_sites_change_nothing(client: FlaskClient, method: str, path: str) -> None:
    sent = client.open(path, method=method, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403


def test_questions_are_found_by_the_article_that_answered(client: FlaskClient, shop: Shop) -> None:
    upload(client, file("port.txt", PORT_FILE))
    article_id = the_id(client)
    address = f"/api/articles/{article_id}/questions"
    asked = ["Combien la ville a-t-elle payé pour le port ?", "Qui promet une seconde digue ?"]
    answers = [
        client.post("/api/ask", json={"question": one, "conversation_id": "c"}).get_json()
        for one in asked
    ]
    client.post("/api/ask", json={"question": asked[0], "keep": False})
    found = client.get(address).get_json()
    assert [one["question"] for one in found["questions"]] == asked[::-1]
    assert (found["total"], found["page"], found["pages"]) == (2, 1, 1)
    page = client.get(f"/articles/{article_id}").text
    for answer in answers:
        assert f'href="/answers/{answer["answer_id"]}"' in page
    client.delete("/api/conversations/c")
    assert client.get(address).get_json()["questions"] == []
    assert "asked-title" not in client.get(f"/articles/{article_id}").text
    assert client.get("/api/articles/none/questions").status_code == 404


def test_without_scripts_files_are_uploaded_and_reported(client: FlaskClient, shop: Shop) -> None:
    files = {"files": [file("port.txt", PORT_FILE), file("scan.pdf", "no pdf")]}
    sent = client.post("/articles", data=files)
    assert (sent.status_code, sent.headers["Location"][:6]) == (303, "/jobs/")
    while 'http-equiv="refresh"' in (page := client.get(sent.headers["Location"]).text):
        sleep(0.02)
    assert page.count("data-outcome") == 2
    assert 'data-outcome="added"' in page
    assert (
        '<dd lang="fr">Obtenez-en une nouvelle copie, ou nommez-le d’après ce qu’il est.</dd>'
        in page
    )
    empty = client.post("/articles", data={"files": [file("", "")]})
    assert empty.status_code == 422
    assert "Aucun fichier" in unescape(empty.text)
    assert client.post("/articles", json={}).status_code == 415
    large = client.post("/articles", data={"files": [file("a.txt", b"a" * 1_300_000)]})
    assert large.status_code == 413


def test_without_scripts_the_archive_is_updated_with_its_failures(
    client: FlaskClient, shop: Shop
) -> None:
    (shop.folder / "port.txt").write_text(PORT_FILE)
    (shop.folder / "<b>.pdf").write_text("no pdf")
    address = client.post("/articles/update").headers["Location"]
    while 'http-equiv="refresh"' in (page := client.get(f"{address}?lang=en").text):
        sleep(0.02)
    assert "Archive up to date, except for the files below" in page
    assert f"<code>{shop.folder}/&lt;b&gt;.pdf</code>" in page
    assert (
        '<dd lang="en">It is no PDF file, although its name says so, or it is damaged.</dd>' in page
    )
    assert '<dd lang="en">Get it anew, or name it after what it is.</dd>' in page


def test_without_scripts_the_report_names_what_was_left_out(
    client: FlaskClient, shop: Shop
) -> None:
    margin = f"<w:comment>{word_files.p('Non.')}</w:comment>" * 2
    body = word_files.p("Le port", style="Title") + word_files.p(PORT)
    (shop.folder / "<port>.docx").write_bytes(word_files.word(body, comments=margin))
    address = client.post("/articles/update").headers["Location"]
    while 'http-equiv="refresh"' in (page := client.get(address).text):
        sleep(0.02)
    assert f"<code>{shop.folder}/&lt;port&gt;.docx</code>" in page
    assert "<p>2 commentaires en marge</p>" in page
    assert "<p>2 comments in the margin</p>" in client.get(f"{address}?lang=en").text


def test_without_scripts_the_report_names_what_columns_were_taken_for(
    client: FlaskClient, shop: Shop
) -> None:
    (shop.folder / "port.csv").write_text(f'Titre;Texte;<Ton>\nLe port;"{PORT}";\n')
    address = client.post("/articles/update").headers["Location"]
    while 'http-equiv="refresh"' in (page := client.get(address).text):
        sleep(0.02)
    assert f"<code>{shop.folder}/port.csv</code>" in page
    page = page.replace("\xa0", " ")
    assert '<p>titre : <q dir="auto">Titre</q>, texte : <q dir="auto">Texte</q></p>' in page
    assert '<p>Colonnes ignorées : <q dir="auto">&lt;Ton&gt;</q></p>' in page
    english = client.get(f"{address}?lang=en").text
    assert '<p>title: <q dir="auto">Titre</q>, text: <q dir="auto">Texte</q></p>' in english


def test_without_scripts_an_article_is_deleted_and_restored(
    client: FlaskClient, shop: Shop
) -> None:
    upload(client, file("port.txt", PORT_FILE), file("tram.txt", TRAM_FILE))
    article_id, here = the_id(client, "q=port"), "/articles?q=port"
    assert f"/articles/{article_id}/remove?back=/articles?q%3Dport" in client.get(here).text
    form = client.get(f"/articles/{article_id}/remove?back={here}").text
    assert f'name="back" value="{here}"' in form
    assert "son fichier téléversé est retiré" in form
    gone = client.post(f"/articles/{article_id}/remove", data={"back": here})
    assert gone.headers["Location"] == f"{here}&removed={article_id}"
    page = client.get(gone.headers["Location"]).text
    assert "Annuler la suppression" in page
    assert "Aucun article ne correspond" in page
    assert "a été supprimé de l’archive" in client.get(f"/articles/{article_id}").text
    assert "Rétablir" in client.get("/articles?status=removed").text
    listed = client.get("/articles").text
    assert 'href="/articles?status=removed">Corbeille (1)</a>' in listed
    bin_ = "/articles?status=removed"
    assert "Corbeille (" not in client.get(bin_).text  # it is here
    restored = client.post(f"/articles/{article_id}/restore", data={"back": bin_})
    assert restored.headers["Location"] == f"/articles?restored={article_id}"  # out of the bin
    assert "Corbeille" not in client.get("/articles").text
    assert "La corbeille est vide." in client.get(bin_).text
    assert "Essayez d’autres mots" in client.get("/articles?q=zeppelin").text
    assert "Retirez-en" in client.get("/articles?language=en").text
    client.post(f"/articles/{article_id}/remove")
    back = client.post(f"/articles/{article_id}/restore", data={"back": "https://evil.example/"})
    assert back.headers["Location"] == f"/articles?restored={article_id}"
    assert "est rétabli" in client.get(back.headers["Location"]).text
    client.post(f"/articles/{article_id}/remove")
    assert "Il n’y aura pas de retour" in client.get(f"/articles/{article_id}/forget").text
    client.post(f"/articles/{article_id}/forget")
    assert client.get(f"/articles/{article_id}").status_code == 404
    assert titles(client, "status=removed") == []


def test_filters_stand_in_the_address_and_stay_on_the_next_page(
    client: FlaskClient, shop: Shop
) -> None:
    records = [
        json.dumps({"id": n, "title": f"Article {n}", "text": f"{PORT} {n}", "outlet": "L’Écho"})
        for n in range(101)
    ]
    upload(client, file("many.jsonl", "\n".join(records)), file("tram.txt", TRAM_FILE))
    page = unescape(client.get("/articles?outlet=L’Écho&status=searchable&q=article").text)
    assert page.count('role="row"') == 101  # with the head
    assert "101 articles" in page
    assert "page=2&q=article&outlet=L%E2%80%99%C3%89cho&status=searchable" in page
    assert '<option value="L’Écho" selected>' in page
    assert "(2 en usage)" in page
    assert client.get("/articles?page=2&q=article").text.count('role="row"') == 2
    backwards = client.get("/articles?from=2024-01-01&to=2023-01-01").text
    assert "La période finit avant de commencer" in backwards


def test_an_upload_waits_for_the_ingestion_that_runs(client: FlaskClient, shop: Shop) -> None:
    with shop.service._archive.ingesting():
        first = client.post("/api/articles", data={"files": [file("port.txt", PORT_FILE)]})
        second = client.post("/api/articles", data={"files": [file("tram.txt", TRAM_FILE)]})
        assert first.get_json()["id"] != second.get_json()["id"]
        assert second.get_json()["uploads"][0]["outcome"] == "waiting"
        assert titles(client) == []
    for job in (first, second):
        assert ended(client, job)["uploads"][0]["outcome"] == "added"
    assert titles(client) == ["Le port", "Le tram"]
