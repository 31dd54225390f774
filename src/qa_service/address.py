"""The address at which the program listens: whether it can, and who reaches it there."""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

from qa_service.domain.errors import QAServiceError
from qa_service.settings import Settings
from qa_service.store.ownership import require_unowned, served_at


def check_listening(settings: Settings) -> None:
    """Whether a server could start now, which takes no time.

    Raises QAServiceError where its address is taken, StoreInUse where its store is served already.
    """
    with listening(settings):
        if served_at(settings.store):
            require_unowned(settings.store)


@contextmanager
def listening(settings: Settings) -> Iterator[tuple[socket, str]]:
    """A socket that is bound, with its base URL. Raises QAServiceError where it cannot be."""
    family = AF_INET6 if ":" in settings.host else AF_INET
    with socket(family, SOCK_STREAM) as listener:
        listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise QAServiceError(
                f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. "
                "Choose another port, or 0 for a free one: make serve PORT=9000, or qa-service "
                "serve --port 9000."
            ) from error
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        yield listener, f"http://{host}:{listener.getsockname()[1]}"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def reached_here(address: str) -> str:
    """The base URL for commands on this machine: no wildcard, which is an address to listen on.

    >>> reached_here("http://0.0.0.0:8000"), reached_here("http://[::]:80")
    ('http://127.0.0.1:8000', 'http://[::1]:80')
    """
    return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
