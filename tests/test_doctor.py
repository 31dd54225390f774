"""What is said of what answering needs."""

from pathlib import Path

import pytest

from qa_service.doctor import STEPS, Finding, examine, findings_object
from qa_service.domain.written import Fallback
from qa_service.service import QAService
from qa_service.settings import read_settings
from tests.conftest import silent
from tests.scripted_chat import Writes, honest, lazy, mixed, no_answer, says, scripted


def found(store: Path, **given: object) -> dict[str, Finding]:
    settings = read_settings({"store": store, **given})
    return {finding.name: finding for finding in examine(settings, silent)}


@pytest.fixture
def store(corpus_service: QAService) -> Path:
    return corpus_service._archive._store


def test_all_is_well_without_a_chat_model(store: Path) -> None:
    findings = found(store)
    assert list(findings) == ["settings", "store", "embedding model", "chat model"]
    assert findings_object(list(findings.values()))["ok"]
    assert "holds 5 articles" in findings["store"].said
    assert "docs/chat-models.md" in findings["chat model"].said
    assert "sentences a second (cosine to float32" in findings["embedding model"].said


def test_a_back_end_that_was_set_is_told(store: Path) -> None:
    finding = found(store, embedding_back_end="float32")["embedding model"]
    assert "Articles are embedded in float32, as QA_EMBEDDING_BACK_END says" in finding.said


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    finding = found(tmp_path / "none", reading_model="off")["store"]
    assert not finding.is_well
    assert "qa-service ingest" in finding.said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("writes", "is_well", "said"),
    [
        (honest, True, "supported: 1; the first sentence"),
        (lazy, True, "supported: 1;"),
        (mixed, True, "supported: 1, not supported: 2;"),
        (no_answer, False, "overlooks what it is shown"),
        (says("Bonjour !"), False, "does not keep to what it is shown"),
    ],
)
def test_a_chat_model_is_tried(store: Path, writes: Writes, is_well: bool, said: str) -> None:
    with scripted(writes) as server:
        finding = found(store, chat_model="scripted", chat_base_url=server.url)["chat model"]
    assert finding.is_well == is_well
    assert said in finding.said


def test_a_failing_one_comes_with_the_next_step(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with scripted(honest) as server:
        server.script.status = 401
        findings = found(store, chat_model="scripted", chat_base_url=server.url)
    assert not findings_object(list(findings.values()))["ok"]
    assert "denied" in findings["chat model"].said
    assert STEPS[Fallback.DENIED] in findings["chat model"].said
    assert "sk-secret" not in findings["chat model"].said


def test_each_reason_has_a_next_step() -> None:
    assert set(STEPS) == set(Fallback)
