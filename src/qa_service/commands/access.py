"""The command that makes the secrets by which people and programs come in."""

import argparse
import sys

from qa_service.commands.terminal import DONE, Commands, say


def add_access(commands: Commands) -> None:
    """Adds the command."""
    command = commands.add_parser("secret", help="make a password's hash or a token, for serve")
    kinds = command.add_subparsers(title="kinds", metavar="KIND", required=True)
    kind = kinds.add_parser("password", help="ask for a password and print QA_PASSWORD's value")
    kind.set_defaults(run=_password)
    kind = kinds.add_parser("token", help="make a token and print it with QA_TOKENS's value")
    kind.set_defaults(run=_token)


def _password(_options: argparse.Namespace) -> int:
    from getpass import getpass

    from qa_service.web.credentials import password_hash

    given = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    print(password_hash(given))
    return DONE


def _token(_options: argparse.Namespace) -> int:
    from qa_service.web.credentials import new_token, token_hash

    token = new_token()
    say(f"The program sends: Authorization: Bearer {token}")
    say("The server is started with this in QA_TOKENS:")
    print(token_hash(token))
    return DONE
