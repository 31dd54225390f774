"""A chat model by its name: any provider that LangChain knows, or a server of one's own.

Importing this module loads none of it; `load_chat` does.
"""

import os
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from qa_service.domain.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OPENAI = "openai"  # also of all servers that speak its interface
# Extras of this package, by provider, with the variable in which each looks for its key.
KEYS = {
    OPENAI: "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "ollama": None,
}
NO_KEY = "none"  # sent to a server of one's own where no key is set
OUTPUT = 700  # tokens that an answer may have
# And thoughts before it, which hosted models count with it; what comes of them is bounded anyway.
THOUGHTS = 4000

# For servers that speak OpenAI's older interface; not all know the new name of that bound.
_OWN = {
    "max_retries": 0,
    "max_tokens": OUTPUT,
    "use_responses_api": False,
    "temperature": 0,
    "extra_body": {"max_tokens": OUTPUT},
}


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Which model is meant, and its bounds."""

    name: str  # "provider:model", or a model's name alone where there is an address
    base_url: str | None  # of a server that speaks the provider's interface, by default OpenAI's
    seconds: float  # without a word from it
    tokens: int  # of all that it reads and writes for an answer

    @property
    def provider(self) -> str:
        """The provider in the name, in which a colon may mean something else.

        >>> ChatSettings("ollama:mistral:7b", None, 60, 4000).provider
        'ollama'
        >>> ChatSettings("gemma3:270m", "http://127.0.0.1:8080/v1", 60, 4000).provider
        'openai'
        """
        named = self.name.partition(":")[0]
        return named if named in KEYS or self.base_url is None else OPENAI

    @property
    def model(self) -> str:
        return self.name.removeprefix(f"{self.provider}:")


def load_chat(settings: ChatSettings) -> "BaseChatModel":
    """The model, of which nothing was asked yet. Raises ModelError with what to install or set."""
    provider = settings.provider
    if provider not in KEYS:
        raise ModelError(
            f"QA_CHAT_MODEL: {settings.name!r} names no provider that is known here. Write "
            f"provider:model, such as ollama:mistral, with one of: {', '.join(sorted(KEYS))}; or "
            "set QA_CHAT_BASE_URL to a server that speaks OpenAI's interface."
        )
    from langchain.chat_models import init_chat_model

    options = {**_options(settings), **_key(settings)}
    try:
        model: BaseChatModel = init_chat_model(settings.model, model_provider=provider, **options)
    except ImportError as error:
        raise ModelError(_to_install(provider)) from error
    except Exception as error:  # each provider has its own; the message may hold a key
        raise ModelError(
            f"QA_CHAT_MODEL: {settings.name!r} cannot be prepared ({type(error).__name__}). "
            "Compare its name with the provider's list, and QA_CHAT_BASE_URL with its address."
        ) from None
    return model


def _key(settings: ChatSettings) -> dict[str, str]:
    """The option that holds the key, if any is needed. Raises ModelError where it is missing."""
    variable = KEYS[settings.provider]
    if variable is None:
        return {}
    key = os.environ.get(variable) or (NO_KEY if settings.base_url else None)
    if key is None:
        raise ModelError(
            f"QA_CHAT_MODEL: {settings.name!r} needs a key. Set {variable} to the key of your "
            "account there."
        )
    return {"api_key": key}


def _options(settings: ChatSettings) -> dict[str, Any]:
    """What each provider calls the same things."""
    address = {"base_url": settings.base_url} if settings.base_url else {}
    hosted = {"max_retries": 0, "max_tokens": OUTPUT + THOUGHTS}
    match settings.provider:
        case "ollama":
            bounds = {"num_ctx": settings.tokens, "num_predict": OUTPUT, "reasoning": False}
            client = {"client_kwargs": {"timeout": settings.seconds}}
            return {**address, **bounds, **client, "temperature": 0}
        case "mistralai":  # knows whole seconds only
            return {**address, **hosted, "timeout": ceil(settings.seconds), "temperature": 0}
        case "openai" if settings.base_url:
            return {**address, "timeout": settings.seconds, **_OWN}
    # The newer models of these have no temperature.
    return {**address, **hosted, "timeout": settings.seconds}


def _to_install(provider: str) -> str:
    return (
        f"QA_CHAT_MODEL needs the package of {provider}, which is not installed. Install it, in "
        "the folder of the program, with the Python that runs it: "
        f"python -m pip install --constraint constraints.txt --editable '.[{provider}]'"
    )
