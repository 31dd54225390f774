"""Settings: read once, strictly, and all documented."""

import pytest

from qa_service.domain.errors import SettingsError
from qa_service.settings import PREFIX, Settings, read_settings
from tests.conftest import PROJECT


def test_an_unknown_setting_is_refused_with_those_that_exist(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QA_PROT", "9000")
    with pytest.raises(SettingsError, match=r"QA_PROT.*QA_PORT"):
        read_settings({})


@pytest.mark.parametrize(("name", "value"), [("QA_PORT", "70000"), ("QA_REFUSE_BELOW", "2")])
def test_bounds_are_kept(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_settings({})


def test_the_command_line_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_PORT", "9000")
    assert read_settings({"port": 9001}).port == 9001
    with pytest.raises(SettingsError, match="--port"):
        read_settings({"port": -1})


def test_every_setting_is_in_the_reference() -> None:
    reference = (PROJECT / "docs" / "reference.md").read_text("utf-8")
    missing = [n for n in Settings.model_fields if f"`{PREFIX}{n.upper()}`" not in reference]
    assert not missing


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_EMBEDDING_MODEL", "")
    assert read_settings({}).embedding_model is None
