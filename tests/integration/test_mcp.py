"""`qa-service mcp` as chat programs use it: its own SDK's client, over a real process's pipes."""

import sys
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters

from qa_service.domain.reports import no_progress
from qa_service.settings import Settings
from qa_service.tools import Tools
from qa_service.upkeep import run_ingest
from tests.conftest import PROJECT, silent
from tests.integration.processes import ANSWER, run, serving

WHEAT = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"
SECONDS = 180  # a bound


def test_a_chat_program_searches_asks_and_reads(settings: Settings) -> None:
    """By one process, while nobody serves the store and while a server does."""
    run_ingest(settings, [PROJECT / "corpus"], False, no_progress, silent)
    anyio.run(_use, settings.store)


async def _use(store: Path) -> None:
    command = ["-m", "qa_service", "mcp", "--store", str(store)]
    parameters = StdioServerParameters(command=sys.executable, args=command, env=_environment())
    async with Client(parameters, read_timeout_seconds=SECONDS) as client:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["search", "ask", "read_article"]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)

        answer = await _call(client, "ask", question=WHEAT)
        assert set(answer) == ANSWER
        (citation,) = answer["citations"]
        assert "25 000 tonnes de blé" in citation["quote"]

        article = await _call(client, "read_article", article_id=citation["article_id"])
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]

        found = (await _call(client, "search", question="blé de Russie", limit=2))["results"]
        assert found[0]["article_id"] == citation["article_id"]
        assert len(found) <= 2
        older = await _call(client, "search", question="blé de Russie", to_day="2021-12-31")
        assert citation["article_id"] not in [one["article_id"] for one in older["results"]]

        for tool, arguments, said in (
            ("ask", {"question": " "}, "The question is empty"),
            ("ask", {"question": WHEAT, "as_of": "hier"}, "no day of the calendar"),
            ("search", {"question": WHEAT, "limit": 99}, "limit"),
            ("read_article", {"article_id": "../verify"}, "No article"),
        ):
            refused = await client.call_tool(tool, arguments)
            assert refused.is_error
            assert said in str(refused.content)

        # The store was given back: a server can be started, with a password, and is asked then.
        with serving(store, QA_PASSWORD="correct horse") as server:
            served = await _call(client, "ask", question=WHEAT)
            assert served["conversation_id"]  # which servers alone give
            assert served["answer"] == answer["answer"]
            assert await _call(client, "search", question="blé de Russie", limit=2) == {
                "results": found
            }
            assert "POST /api/search 200" in server.log.read_text(encoding="utf-8")


async def _call(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def _environment() -> dict[str, str]:
    """What the client would not pass on."""
    import os

    return {name: value for name, value in os.environ.items() if name.startswith(("QA_", "PYTHON"))}


def test_the_missing_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(name='mcp')", encoding="utf-8")
    path = f"{tmp_path}:{PROJECT / 'src'}"
    said = run("mcp", "--store", tmp_path / "store", PYTHONPATH=path).complaint(1)
    assert "-m pip install 'mcp>=2.3'" in said
