"""Secrets: kept as hashes, weak ones refused."""

import pytest

from qa_service.domain.errors import SettingsError
from qa_service.web.credentials import credentials_of, new_token, password_hash, token_hash


def test_secrets_and_their_hashes_open_alike() -> None:
    first, second = new_token(), new_token()
    for password, tokens in (
        ("correct horse", f"{first}, {second}"),
        (password_hash("correct horse"), f"{token_hash(first)},{token_hash(second)}"),
    ):
        known = credentials_of(password, tokens)
        assert known is not None
        assert known.has_token(first)
        assert known.has_token(second)
        assert known.opens("correct horse")
        assert known.opens(first)
        assert not known.has_token("correct horse")
        for wrong in ("", known.password or ""):
            assert not known.opens(wrong)
        assert not known.has_token(token_hash(first))
        assert not any(secret in repr(known) for secret in ("correct horse", first, second))


def test_nothing_given_is_nobody_asked() -> None:
    assert credentials_of(None, None) is None
    assert credentials_of(None, " , ") is None


@pytest.mark.parametrize(
    ("password", "tokens", "said"),
    [
        ("short", None, "fewer than 8"),
        (None, "short", "qa-service secret token"),
        (None, "sha256:abc", "cut short"),
    ],
)
def test_weak_secrets_are_refused(password: str | None, tokens: str | None, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        credentials_of(password, tokens)
    assert "abc" not in str(caught.value)
