"""A PDF of several pages at the command line, for chat programs, and through a backup."""

from pathlib import Path

from qa_service.settings import read_settings
from qa_service.tools import Tools
from tests.conftest import silent
from tests.ingestion.files import CANAL, canal_page, canal_pages, paged, write
from tests.integration.processes import check_answer, run

QUESTION = "Combien de bateaux l'éclusier Esquer a-t-il comptés ?"
ESQUER = next(sentence for sentence in CANAL if sentence.startswith("Esquer"))
QUICK = {"QA_READING_MODEL": "off"}  # what it adds is not looked at here


def test_a_quote_keeps_its_page_from_the_file_to_a_restored_store(tmp_path: Path) -> None:
    folder, store, other = (tmp_path / name for name in ("articles", "store", "other"))
    folder.mkdir()
    write(folder / "canal.pdf", paged(canal_pages(), "La Gazette, 6 février 2023"))
    write(folder / "musee.txt", "Le musée\n\nLe musée de Brivac a reçu 57 horloges rares.")
    assert run("ingest", folder, "--store", store, "--json").object()["added"] == 2
    page = canal_page(ESQUER)
    asked = run("ask", QUESTION, "--store", store, **QUICK)
    assert f"Le canal de Valmer, 2023-02-06, p. {page}\n" in asked.out
    saved = tmp_path / "saved.zip"
    assert run("backup", saved, "--store", store).code == 0
    assert run("restore", saved, "--store", other).code == 0
    assert run("verify", "--store", other, "--json").object()["ok"]
    answer = run("ask", QUESTION, "--store", other, "--json", **QUICK).object()
    check_answer(answer)
    [citation] = answer["citations"][:1]
    assert citation["quote"].startswith(ESQUER)
    assert (citation["page"], citation["page_label"]) == (page, None)
    tools = Tools(read_settings({"store": other, "reading_model": "off"}), silent)
    try:
        assert tools.ask({"question": QUESTION})["citations"][0]["page"] == page
        found = tools.search({"question": "57 horloges du musée de Brivac"})["results"]
        assert found[0]["page"] is None
    finally:
        tools.close()
