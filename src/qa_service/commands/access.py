"""The command that makes the secrets by which people and programs come in."""

import argparse
import sys

from qa_service.commands.terminal import DONE, Commands, say
from qa_service.domain.errors import UsageError


def add_access(commands: Commands) -> None:
    """Adds the command."""
    command = commands.add_parser("secret", help="make a password's hash or a token, for serve")
    kinds = command.add_subparsers(title="kinds", required=True)
    kind = kinds.add_parser("password", help="ask for a password and print QA_PASSWORD's value")
    kind.set_defaults(run=_password)
    kind = kinds.add_parser("token", help="make a token and print it with QA_TOKENS's value")
    kind.set_defaults(run=_token)


def _password(_options: argparse.Namespace) -> int:
    from qa_service.web.credentials import password_hash

    if not sys.stdin.isatty():
        print(password_hash(sys.stdin.readline().rstrip("\n")))
        return DONE
    given = _typed("Password: ")
    hashed = password_hash(given)
    if _typed("Again: ") != given:
        raise UsageError("These were two passwords. Type the same one twice.")
    print(hashed)
    return DONE


def _typed(prompt: str) -> str:
    from getpass import getpass

    try:
        return getpass(prompt)
    except EOFError as error:
        raise UsageError("No password was typed. Run the command again.") from error


def _token(_options: argparse.Namespace) -> int:
    from qa_service.web.credentials import new_token, token_hash

    token = new_token()
    say(f"The program sends: Authorization: Bearer {token}")
    say("The server is started with this in QA_TOKENS:")
    print(token_hash(token))
    return DONE
