"""What programs do with an archive, by their makers' own clients: MCP's and OpenAI's.

As few processes as possible, for each loads the model: one speaks MCP, one serves.
"""

import os
import sys
from pathlib import Path
from typing import Any

import anyio
import openai
import pytest
from mcp import Client, StdioServerParameters
from openai import OpenAI

from qa_service.domain.reports import no_progress
from qa_service.settings import Settings
from qa_service.upkeep import run_ingest
from qa_service.web.credentials import new_token, token_hash
from tests.conftest import PROJECT, silent
from tests.integration.processes import ANSWER, Server, check_answer, run, run_process, serving

WHEAT = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"
WORDS = "blé de Russie"
SECONDS = 180  # a bound
PASSWORD, TOKEN = "correct horse", new_token()
QUICK = {"QA_READING_MODEL": "off"}  # what it adds is not looked at here


def test_programs_ask_an_archive(settings: Settings) -> None:
    run_ingest(settings, [PROJECT / "corpus"], False, no_progress, silent)
    anyio.run(_use, settings.store)


async def _use(store: Path) -> None:
    command = ["-m", "qa_service", "mcp", "--store", str(store)]
    passed_on = {name: value for name, value in os.environ.items() if name[:2] in {"PY", "QA"}}
    parameters = StdioServerParameters(
        command=sys.executable, args=command, env={**passed_on, **QUICK}
    )
    async with Client(parameters, read_timeout_seconds=SECONDS) as client:
        alone = await _ask_search_and_read(client)
        await _refusals(client)
        # It has given the store back: a server can be started, and is asked from then on.
        secrets = {"QA_PASSWORD": PASSWORD, "QA_TOKENS": token_hash(TOKEN)}
        with serving(store, **secrets, **QUICK) as server:
            served = await _ask_search_and_read(client)
            assert served["answer"] == alone["answer"]
            log = server.log.read_text(encoding="utf-8")
            assert "POST /api/ask 200" in log
            assert "POST /api/search 200" in log
            assert "Russie" not in log
            _ask_as_openai(server, served["citations"])
            _ask_at_the_command_line(store, served["answer"])


async def _ask_search_and_read(client: Client) -> dict[str, Any]:
    tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == ["search", "ask", "read_article"]
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)

    answer = await _call(client, "ask", question=WHEAT)
    assert set(answer) == ANSWER
    check_answer(answer)
    citation = answer["citations"][0]
    assert "tonnes de blé" in citation["quote"]

    article = await _call(client, "read_article", article_id=citation["article_id"])
    assert article["text"][citation["start"] : citation["end"]] == citation["quote"]

    found = (await _call(client, "search", question=WORDS, limit=2))["results"]
    assert found[0]["article_id"] == citation["article_id"]
    assert len(found) <= 2
    older = (await _call(client, "search", question=WORDS, to_day="2021-12-31"))["results"]
    assert citation["article_id"] not in [one["article_id"] for one in older]
    return answer


async def _refusals(client: Client) -> None:
    for tool, arguments, said in (
        ("ask", {"question": " "}, "The question is empty"),
        ("ask", {"question": WHEAT, "as_of": "hier"}, "no day of the calendar"),
        ("search", {"question": WHEAT, "limit": 99}, "limit"),
        ("read_article", {"article_id": "../verify"}, "no article"),
    ):
        refused = await client.call_tool(tool, arguments)
        assert refused.is_error
        assert said in str(refused.content)


async def _call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    content = result.structured_content
    assert isinstance(content, dict)
    return content


def _ask_as_openai(server: Server, citations: list[dict[str, Any]]) -> None:
    assert server.get("/api/articles").status == 401
    address = f"{server.url}/v1"
    with OpenAI(base_url=address, api_key=TOKEN, max_retries=0) as client:
        model = next(iter(client.models.list())).id
        completion = client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": WHEAT}]
        )
        assert (completion.model_extra or {})["citations"] == citations
        stream = client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": WHEAT}], stream=True
        )
        text = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
        assert text == completion.choices[0].message.content
    with OpenAI(base_url=address, api_key="wrong", max_retries=0) as client:
        with pytest.raises(openai.AuthenticationError) as caught:
            client.models.list()
        assert caught.value.code == "invalid_api_key"


def _ask_at_the_command_line(store: Path, answer: str) -> None:
    """Which needs no password: it reads the owner's token."""
    assert run("ask", WHEAT, "--store", store, "--json").object()["answer"] == answer


def test_secrets_are_made_for_both_sides() -> None:
    made = run_process("secret", "token")
    token = made.err.split("Bearer ")[1].split()[0]
    assert made.out.strip() == token_hash(token)
    assert "fewer than 8" in run_process("secret", "password").complaint(
        2
    )  # from standard input: none


def test_a_server_that_others_reach_wants_to_know_who_may(tmp_path: Path) -> None:
    said = run("serve", "--host", "0.0.0.0", "--store", tmp_path / "store").complaint(2)
    assert "qa-service secret password" in said
    assert "--open" in said
    assert not (tmp_path / "store").exists()


def test_the_missing_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(name='mcp')", encoding="utf-8")
    path = f"{tmp_path}{os.pathsep}{PROJECT / 'src'}"
    said = run_process("mcp", "--store", tmp_path / "store", PYTHONPATH=path).complaint(1)
    assert "-m pip install 'mcp>=2.3'" in said
