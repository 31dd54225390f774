"""Serves the web interface with a production server, until it is told to stop."""

import signal
from collections.abc import Callable
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, AddressFamily, socket
from typing import NoReturn

from waitress.server import create_server

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.errors import QAServiceError
from qa_service.settings import Settings
from qa_service.store.archive import Archive
from qa_service.web.app import create_app

THREADS = 8


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Listens at once, and answers questions as soon as the model is loaded.

    Raises StoreInUse, ModelMismatch or StoreError before that; QAServiceError if the address
    cannot be listened on.
    """
    with socket(_family(settings.host), SOCK_STREAM) as listener:
        address = _listen(listener, settings)
        archive = open_archive(settings, say, address, wait_seconds=10)
        try:
            _run(listener, archive, address, settings, say)
        finally:
            archive.close()


def _run(
    listener: socket, archive: Archive, address: str, settings: Settings, say: Callable[[str], None]
) -> None:
    local = settings.host in ("127.0.0.1", "localhost", "::1")
    app = create_app(
        lambda: open_service(archive, settings, say), trusted_hosts=() if local else None
    )
    server = create_server(app, sockets=[listener], threads=THREADS, ident=None)
    signal.signal(signal.SIGTERM, _stop)
    print(f"Serving on {address} (stop with Ctrl-C)", flush=True)
    server.run()
    server.close()


def _listen(listener: socket, settings: Settings) -> str:
    """Binds the socket and returns the base URL; done first, so that a taken port shows at once."""
    listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        raise QAServiceError(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. "
            "Choose another port with --port, or 0 for a free one."
        ) from error
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}"


def _family(host: str) -> AddressFamily:
    return AF_INET6 if ":" in host else AF_INET


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)
