"""The command that lets chat programs use the archive, by the Model Context Protocol."""

import argparse
import sys
from contextlib import closing

from qa_service.commands.terminal import DONE, Commands, say, settings_of
from qa_service.domain.errors import QAServiceError


def add_mcp(commands: Commands, store: argparse.ArgumentParser) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "mcp", parents=[store], help="serve search, ask and read_article to chat programs, by MCP"
    )
    command.set_defaults(run=_mcp)


def _mcp(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    try:
        from qa_service.mcp_server import protocol_server
    except ModuleNotFoundError as error:
        if error.name not in {"mcp", "mcp_types"}:
            raise
        raise QAServiceError(
            f"qa-service mcp needs the package mcp. Install it: {sys.executable} -m pip install "
            "'mcp>=2.3'"
        ) from error
    from qa_service.tools import Tools

    with closing(Tools(settings, say)) as tools:
        protocol_server(tools).run("stdio")
    return DONE
