"""Every setting, read once from the environment (`QA_...`) and checked strictly."""

import os
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from qa_service.domain.errors import SettingsError
from qa_service.domain.quotas import DEFAULTS as DEFAULT_QUOTAS
from qa_service.domain.quotas import Quotas
from qa_service.ingestion.fetching.bounds import DEFAULT_BOUNDS, FetchBounds
from qa_service.ingestion.limits import DEFAULTS, LARGEST_UPLOAD, Limits
from qa_service.models.chat import ChatSettings
from qa_service.models.names import BackEnd

PREFIX = "QA_"


class Settings(BaseSettings):
    """The settings with their defaults; each is `QA_` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True
    )

    corpus: Path = Field(Path("corpus"), description="folder ingested when no other was named")
    store: Path = Field(Path("vectorstore"), description="folder of the store")
    cache: Path = Field(
        Path("~/.cache/qa-service"),
        description="folder of the prepared embedding model and of what evaluations embedded",
    )
    embedding_model: str | None = Field(
        None,
        description="a sentence-transformers model, by hub name or folder; unset: the packaged one",
    )
    embedding_back_end: BackEnd | None = Field(
        None,
        description="arithmetic in which the packaged model embeds articles: `bfloat16`, "
        "`float32`, `int8` or `cuda`; unset: the fastest one here that agrees with `float32`",
    )
    reading_model: str | None = Field(
        None,
        description="a cross-encoder, by hub name or folder; `off`: no reading; "
        "unset: the shipped reading model",
    )
    chat_model: Annotated[str, Field(min_length=1)] | None = Field(
        None,
        description="the chat model that writes answers, such as `ollama:mistral`; "
        "unset: answers are quotes",
    )
    chat_base_url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = Field(
        None,
        description="address of a server for `chat_model`: OpenAI's interface with its `/v1`, or "
        "that of the provider named there",
    )
    chat_seconds: Annotated[float, Field(gt=0)] = Field(
        50, description="seconds that the chat model may take to write an answer"
    )
    chat_tokens: Annotated[int, Field(ge=2000)] = Field(
        4000, description="tokens that question, evidence and answer may take together"
    )
    unverified: Literal["show", "hide"] = Field(
        "show",
        description="whether sentences of the chat model that failed the check are shown, struck "
        "out, or only how many they were",
    )
    host: str = Field("127.0.0.1", description="address on which `serve` listens")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        8000, description="port on which `serve` listens; 0 picks a free one"
    )
    password: SecretStr | None = Field(
        None, description="what people log in with: the hash of it, or itself"
    )
    tokens: SecretStr | None = Field(
        None, description="what programs send: hashes, or themselves, with commas between them"
    )
    open: bool = Field(
        False, description="`true`: everybody who reaches the server may use it, on any address"
    )
    trusted_proxy: str | None = Field(
        None, description="address of the proxy that says for whom it asks; unset: none does"
    )
    questions_per_minute: Annotated[int, Field(ge=1)] = Field(
        DEFAULT_QUOTAS.questions, description="questions that one client may ask in a minute"
    )
    requests_per_minute: Annotated[int, Field(ge=1)] = Field(
        DEFAULT_QUOTAS.requests, description="requests that one client may send in a minute"
    )
    logins_per_minute: Annotated[int, Field(ge=1)] = Field(
        DEFAULT_QUOTAS.logins, description="passwords that one client may try in a minute"
    )
    question_seconds: Annotated[float, Field(gt=0)] = Field(
        100, description="seconds that the answer to a question may take of a server"
    )
    log_questions: bool = Field(
        False, description="`true`: the access log of `serve` holds the questions too"
    )
    refuse_below: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None,
        description="confidence in [0, 1] below which a question is refused, "
        "if it is not to be what was fitted on news (docs/answers.md)",
    )
    keep_conversations: bool = Field(
        True, description="whether questions and answers are kept in the store"
    )
    today: date | None = Field(
        None, description='the day that "hier" in a question is relative to; unset: the real one'
    )
    largest_article: Annotated[int, Field(ge=1)] = Field(
        DEFAULTS.largest_article, description="megabytes of text or HTML that an article may have"
    )
    largest_file: Annotated[int, Field(ge=1)] = Field(
        DEFAULTS.largest_file, description="megabytes that a file of articles may have"
    )
    largest_upload: Annotated[int, Field(ge=1)] = Field(
        LARGEST_UPLOAD, description="megabytes that the files of one upload may have together"
    )
    largest_unpacked: Annotated[int, Field(ge=1)] = Field(
        DEFAULTS.largest_unpacked, description="megabytes that a packed file may unpack to"
    )
    most_pages: Annotated[int, Field(ge=1)] = Field(
        DEFAULTS.most_pages, description="pages that a PDF may have"
    )
    deepest_nesting: Annotated[int, Field(ge=0)] = Field(
        DEFAULTS.deepest_nesting,
        description="how many archives and mails may lie within each other",
    )
    fetch_private: bool = Field(
        DEFAULT_BOUNDS.private,
        description="`true`: sources on the web may lie on this machine and in private networks",
    )
    fetch_delay: Annotated[float, Field(ge=0)] = Field(
        DEFAULT_BOUNDS.delay, description="seconds between two requests to a host of such sources"
    )
    fetch_pages: Annotated[int, Field(ge=1)] = Field(
        DEFAULT_BOUNDS.pages,
        description="pages of one feed or sitemap that are fetched: the newest",
    )
    fetch_seconds: Annotated[float, Field(gt=0)] = Field(
        DEFAULT_BOUNDS.seconds, description="seconds that fetching one page may take in all"
    )

    @property
    def limits(self) -> Limits:
        """How much of a file is read."""
        return Limits(**{field.name: getattr(self, field.name) for field in fields(Limits)})

    @property
    def fetching(self) -> FetchBounds:
        """How much is asked of the web, and how patiently."""
        names = [field.name for field in fields(FetchBounds)]
        return FetchBounds(**{name: getattr(self, f"fetch_{name}") for name in names})

    @property
    def chat(self) -> ChatSettings | None:
        """Which chat model writes, if any: the rest of a question's time is for all else."""
        if self.chat_model is None:
            return None
        seconds = min(self.chat_seconds, self.question_seconds / 2)
        return ChatSettings(self.chat_model, self.chat_base_url, seconds, self.chat_tokens)

    @property
    def quotas(self) -> Quotas:
        """How much a client may ask of a server."""
        return Quotas(self.questions_per_minute, self.requests_per_minute, self.logins_per_minute)


def read_settings(given: Mapping[str, Any]) -> Settings:
    """The settings of this process; `given`, from the command line, wins.

    Raises SettingsError for an unknown or a wrong one.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(
                f"There is no setting {name}. Unset it, or use one of: {', '.join(sorted(known))}."
            )
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        where = f"--{name.replace('_', '-')}" if name in given else PREFIX + name.upper()
        raise SettingsError(f"{where}: {first['msg']}. Correct it or leave it out.") from error
