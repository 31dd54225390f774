"""The secrets that let people and programs in, kept as hashes alone."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from werkzeug.security import check_password_hash, generate_password_hash

from qa_service.domain.errors import SettingsError

SHORTEST_PASSWORD = 8  # characters
SHORTEST_TOKEN = 20
TOKEN_HASH = re.compile(r"sha256:([0-9a-f]{64})")
PASSWORD_HASH = re.compile(r"(?:scrypt|pbkdf2)(?::\w+)*\$[^$]+\$[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who may come in, where not everybody may."""

    password: str | None = None  # as Werkzeug hashes it: slowly, with a salt
    tokens: tuple[str, ...] = ()  # SHA-256 in hexadecimal: enough for what nobody can guess

    def has_token(self, token: str) -> bool:
        """Whether a program may come in; takes as long for a wrong token as for a right one."""
        digest = _digest(token)
        return sum(compare_digest(digest, known) for known in self.tokens) > 0

    def opens(self, secret: str) -> bool:
        """Whether somebody may log in: with the password, or with a token."""
        is_password = self.password is not None and check_password_hash(self.password, secret)
        return is_password or self.has_token(secret)


def credentials_of(password: str | None, tokens: str | None) -> Credentials | None:
    """What the settings say; None where they name no secret. Raises SettingsError.

    >>> credentials_of(None, new_token()).has_token("guessed")
    False
    """
    given = [token for token in re.split(r"[,\s]+", tokens or "") if token]
    if password is None and not given:
        return None
    return Credentials(
        None if password is None else _password_hash(password), tuple(map(_token_digest, given))
    )


def with_token(credentials: Credentials, token: str) -> Credentials:
    """The same, and another token."""
    return Credentials(credentials.password, (*credentials.tokens, _digest(token)))


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """A token as `QA_TOKENS` takes it."""
    return f"sha256:{_digest(token)}"


def password_hash(password: str) -> str:
    """A password as `QA_PASSWORD` takes it. Raises SettingsError for a short one."""
    if len(password) < SHORTEST_PASSWORD:
        raise SettingsError(
            f"The password has fewer than {SHORTEST_PASSWORD} characters. Choose a longer one."
        )
    return generate_password_hash(password)


def _password_hash(given: str) -> str:
    return given if PASSWORD_HASH.fullmatch(given) else password_hash(given)


def _token_digest(given: str) -> str:
    if hashed := TOKEN_HASH.fullmatch(given):
        return hashed[1]
    if given.startswith("sha256:"):
        raise SettingsError(
            "QA_TOKENS: a hash is cut short. Copy it whole from: qa-service secret token"
        )
    if len(given) < SHORTEST_TOKEN:
        raise SettingsError(
            f"QA_TOKENS: a token has fewer than {SHORTEST_TOKEN} characters and could be guessed. "
            "Make one with: qa-service secret token"
        )
    return _digest(given)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
