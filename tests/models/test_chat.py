"""Which chat model is meant, and what is said where it cannot be had."""

import re
import subprocess
import sys

import pytest

from qa_service.domain.errors import ModelError, SettingsError
from qa_service.models.chat import ChatSettings, load_chat
from qa_service.settings import read_settings

WITHOUT = """
import sys
import qa_service.server, qa_service.bootstrap, qa_service.settings
settings = qa_service.settings.read_settings({})
assert qa_service.bootstrap.chat_model(settings, None, None) is None
loaded = {"langchain", "langchain_openai", "openai", "tiktoken", "qa_service.models.chat_stream"}
loaded.add("qa_service.answering.checking")
print(sorted(loaded & set(sys.modules)))
"""


def of(name: str, base_url: str | None = None) -> ChatSettings:
    return ChatSettings(name, base_url, 5, 4000)


def test_without_a_chat_model_none_of_it_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


MISSING = """
import os, sys
sys.modules["langchain_{0}"] = None
os.environ.update(OPENAI_API_KEY="sk", ANTHROPIC_API_KEY="sk", MISTRAL_API_KEY="sk")
from qa_service.domain.errors import ModelError
from qa_service.models.chat import ChatSettings, load_chat
try:
    load_chat(ChatSettings("{0}:any", None, 5, 4000))
except ModelError as error:
    print(error)
"""


@pytest.mark.parametrize("provider", ["ollama", "anthropic", "mistralai", "openai"])
def test_a_missing_package_is_named_with_what_installs_it(provider: str) -> None:
    code = MISSING.format(provider)  # in a process that has not loaded it already
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert re.search(rf"pip install .* '\.\[{provider}\]'", done.stdout), done.stderr


@pytest.mark.parametrize(
    ("provider", "variable"),
    [
        ("anthropic", "ANTHROPIC_API_KEY"),
        ("mistralai", "MISTRAL_API_KEY"),
        ("openai", "OPENAI_API_KEY"),
    ],
)
def test_a_missing_key_is_named(
    provider: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ModelError, match=f"Set {variable} to the key"):
        load_chat(of(f"{provider}:any"))


def test_a_key_that_is_there_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in repr(load_chat(of("openai:any")))


@pytest.mark.parametrize("name", ["mistral", "nobody:mistral", ":", "http://x"])
def test_a_name_without_a_provider_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=r"provider:model, such as ollama:mistral"):
        load_chat(of(name))


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://x/v1", "http://a b"])
def test_an_address_has_to_be_one(url: str) -> None:
    with pytest.raises(SettingsError, match="--chat-base-url"):
        read_settings({"chat_model": "x", "chat_base_url": url})


def test_writing_gets_no_more_than_half_of_a_question_s_time() -> None:
    chat = read_settings({"chat_model": "x", "chat_seconds": 90}).chat
    assert chat is not None
    assert chat.seconds == 50
