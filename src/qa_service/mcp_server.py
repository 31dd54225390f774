"""The archive for chat programs that speak the Model Context Protocol: three tools, no more.

Needs the package `mcp`.
"""

from collections.abc import Callable
from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from qa_service import __version__
from qa_service.domain.errors import QAServiceError
from qa_service.tools import Tools
from qa_service.wire import FOUND, MOST_FOUND, Json

INSTRUCTIONS = """An archive of news articles. `ask` answers a question with sentences quoted from \
the articles, each with a marker [n] for the citation of that number, or says that the archive \
does not hold the answer: then do not answer from elsewhere as if it did. Where `assurance` is \
"closest", say that its quotes come near but may not answer. Keep the markers, and name outlet, \
date and, where there is one, `page`. `search` finds articles, `read_article` gives the whole text \
of one."""

Question = Annotated[str, Field(description="in full: each is understood by itself")]
Day = Annotated[str | None, Field(description="a day, written as 2021-06-11")]
Number = Annotated[int, Field(ge=1, le=MOST_FOUND, description="articles at most")]
ArticleId = Annotated[str, Field(description="an `article_id` that another tool gave")]


def protocol_server(tools: Tools) -> MCPServer:
    """What speaks the protocol; `run("stdio")` serves until its client closes."""
    server = MCPServer(
        "qa-service", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    @server.tool(annotations=reads)
    def search(
        question: Question, limit: Number = FOUND, from_day: Day = None, to_day: Day = None
    ) -> Json:
        """Articles that come near a question or some words, each with its nearest sentence.

        `from_day` and `to_day` limit it to articles published then.
        """
        return _said(tools.search, question=question, limit=limit, **_period(from_day, to_day))

    @server.tool(annotations=reads)
    def ask(
        question: Question, from_day: Day = None, to_day: Day = None, as_of: Day = None
    ) -> Json:
        """The archive's answer, with a citation for every statement, or a refusal with its reason.

        `from_day` and `to_day` limit it to articles published then, `as_of` to the archive as it
        stood that day.
        """
        return _said(tools.ask, question=question, as_of=as_of, **_period(from_day, to_day))

    @server.tool(annotations=reads)
    def read_article(article_id: ArticleId) -> Json:
        """One article with its whole text, in which `start` and `end` of a citation count."""
        return _said(lambda body: tools.read_article(body["article_id"]), article_id=article_id)

    return server


def _period(first: str | None, last: str | None) -> dict[str, str | None]:
    return {"from": first, "to": last}


def _said(work: Callable[[Json], Json], **body: object) -> Json:
    """What a tool gives; what it cannot do, it says."""
    try:
        return work({name: value for name, value in body.items() if value is not None})
    except QAServiceError as error:
        raise ToolError(str(error)) from error
