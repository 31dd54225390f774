"""Whom a server lets in, by its settings."""

import pytest

from qa_service.domain.errors import SettingsError
from qa_service.server import admitted
from qa_service.settings import read_settings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "archive.example"])
def test_where_others_reach_it_somebody_must_have_said_who_may(host: str) -> None:
    with pytest.raises(SettingsError, match=r"QA_PASSWORD.*QA_TOKENS.*--open.*leave out --host"):
        admitted(read_settings({"host": host}))
    assert admitted(read_settings({"host": host, "open": True})) is None
    known = admitted(read_settings({"host": host, "password": "correct horse"}))
    assert known is not None
    assert known.opens("correct horse")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "::1", "localhost"])
def test_on_this_machine_nobody_is_asked_unless_that_is_wanted(host: str) -> None:
    assert admitted(read_settings({"host": host})) is None
    assert admitted(read_settings({"host": host, "password": "correct horse"})) is not None


def test_open_and_closed_at_once_is_refused() -> None:
    with pytest.raises(SettingsError, match="--open lets everybody in"):
        admitted(read_settings({"open": True, "password": "correct horse"}))


def test_secrets_do_not_show_in_settings() -> None:
    settings = read_settings({"password": "correct horse", "tokens": "x" * 30})
    assert "correct horse" not in repr(settings)
    assert "xxx" not in repr(settings)
