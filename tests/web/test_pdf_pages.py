"""The page of a PDF, from the file to whatever shows a citation: over a real store."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.ingestion.files import CANAL, canal_page, canal_pages, paged, write
from tests.web.library import opened
from tests.web.test_api import read

ADDRESS = "https://gazette.example/valmer/canal.pdf"
QUESTION = "Combien de bateaux Esquer, l'éclusier, a-t-il comptés le premier jour ?"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    """Of an archive that holds one PDF of three pages, numbered from "iv" on."""
    first, *others = canal_pages()
    folder = tmp_path / "articles"
    folder.mkdir()
    data = paged([[ADDRESS, *first], *others], labels={0: "/S /r /St 4"})
    write(folder / "canal.pdf", data)
    with opened(tmp_path) as shop:
        assert shop.service.ingest().added == 1
        yield shop.app.test_client()


def printed(citation: Mapping[str, Any]) -> tuple[int, str]:
    """The page on which a citation's quote begins, and its number there."""
    held = (sentence for sentence in CANAL if sentence in citation["quote"])
    page = canal_page(min(held, key=citation["quote"].index))
    return page, ("iv", "v", "vi")[page - 1]


def ask(client: FlaskClient) -> dict[str, Any]:
    return read(client.post("/api/ask", json={"question": QUESTION, "conversation_id": "talk"}))


def test_a_citation_has_its_page_wherever_programs_read_it(client: FlaskClient) -> None:
    answer = ask(client)
    assert answer["citations"]
    found = read(client.post("/api/search", json={"question": QUESTION}))["results"]
    for one in (*answer["citations"], *found):
        assert (one["page"], one["page_label"]) == printed(one)
    kept = read(client.get(f"/api/answers/{answer['answer_id']}"))
    assert kept["citations"] == answer["citations"]
    message = {"messages": [{"role": "user", "content": QUESTION}], "model": "qa-service"}
    said = read(client.post("/v1/chat/completions", json=message))
    page, label = printed(said["citations"][0])
    assert f", p. {page} ({label}) <http" in said["choices"][0]["message"]["content"]


def test_exports_and_pages_name_it_and_lead_there(client: FlaskClient) -> None:
    answer = ask(client)
    cited = answer["citations"][0]
    page, label = printed(cited)
    words, original = f"p. {page} ({label})", f"{ADDRESS}#page={page}"
    assert cited["url"] == ADDRESS
    for form in ("markdown", "html"):
        exported = client.get(f"/api/conversations/talk/export?format={form}").text
        assert f", {words}" in exported
        assert original in exported
    shown = client.get(f"/answers/{answer['answer_id']}").text.split("<template")[0]
    assert re.search(rf'data-field="date">[^<]*, {re.escape(words)}</span>', shown)
    begins = f"/articles/{cited['article_id']}?start={cited['start']}&"
    place = re.findall(rf'{re.escape(begins)}[^"#]*', shown.replace("&amp;", "&"))[0]
    article = client.get(place).text
    assert f'<a href="{original}" rel="external' in article
    assert f"<span>{words}</span>" in article
    whole = client.get(f"/articles/{cited['article_id']}").text
    assert f'<a href="{ADDRESS}" rel="external' in whole
    assert "<span>p. " not in whole
