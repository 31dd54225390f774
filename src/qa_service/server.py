"""Serves the web interface with a production server, until it is told to stop."""

import gc
from collections.abc import Callable
from concurrent.futures import Future
from socket import socket
from threading import Event
from typing import Any

from pydantic import SecretStr
from waitress.server import BaseWSGIServer, create_server

from qa_service.address import is_loopback, listening, reached_here
from qa_service.answering import interpretation
from qa_service.answering.time_limit import TimeLimit
from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.errors import SettingsError
from qa_service.loading import Models
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.stopping import Stopping
from qa_service.store.archive import Archive
from qa_service.store.ownership import Served
from qa_service.web.access import Access
from qa_service.web.app import create_app
from qa_service.web.credentials import Credentials, credentials_of, new_token, with_token
from qa_service.web.rate_limits import RateLimits
from qa_service.web.schedule import keep_fetching
from qa_service.web.sessions import Sessions
from qa_service.web.uploading import upload_limit

THREADS = 16  # more than answers at once, so that pages come while those take their time
LARGEST_BODY = 10 * 1024 * 1024  # bytes, besides an upload, taken in before anything looks at them
HANDOVER_SECONDS = 10  # that a server of the same store may take to end
SENDING_SECONDS = 10  # that an answer may take to be sent, at the end
PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}


def serve(settings: Settings, models: Future[Models], say: Callable[[str], None]) -> None:
    """Listens at once, and answers questions as soon as the models are loaded.

    Raises SettingsError where nobody said who may come in; StoreInUse, ModelMismatch or StoreError
    before it answers; QAServiceError if the address cannot be listened on.
    """
    credentials = admitted(settings)
    with listening(settings) as (listener, address):  # first: a taken port shows at once
        models.add_done_callback(lambda _: interpretation.load())
        token = new_token()
        served = Served(reached_here(address), token)
        archive = open_archive(settings, say, served, HANDOVER_SECONDS)
        access = Access(
            credentials,
            with_token(Credentials(), token),
            RateLimits(settings.quotas),
            Sessions(),
        )
        try:
            _run(listener, archive, models, address, access, settings, say)
        finally:
            archive.close()
        say("Stopped")


def admitted(settings: Settings) -> Credentials | None:
    """Who may come in; None: everybody. Raises SettingsError where that was left open."""
    credentials = credentials_of(_secret(settings.password), _secret(settings.tokens))
    if credentials is not None and settings.open:
        raise SettingsError(
            "--open lets everybody in, but QA_PASSWORD or QA_TOKENS asks who they are. Leave out "
            "the one or unset the other."
        )
    if credentials is None and not settings.open and not is_loopback(settings.host):
        raise SettingsError(
            f"On {settings.host} others can reach this server. Say who may: set QA_PASSWORD to the "
            "output of `qa-service secret password`, or QA_TOKENS to the hash that `qa-service "
            "secret token` prints. To let everybody read the archive and change it, add --open or "
            "set QA_OPEN=true. "
            "To keep it to this machine, leave out --host."
        )
    return credentials


def _run(
    listener: socket,
    archive: Archive,
    models: Future[Models],
    address: str,
    access: Access,
    settings: Settings,
    say: Callable[[str], None],
) -> None:
    stopping = Event()
    limit = TimeLimit(settings.question_seconds)
    guarded = access.credentials is not None

    def opened() -> QAService:
        try:
            return open_service(archive, settings, say, limit, models.result())
        finally:
            gc.freeze()  # what is loaded stays: looking through it would hold up answers
            gc.enable()

    app = create_app(
        opened,
        trusted_hosts=() if _is_private(settings) and not guarded else None,
        admission=access,
        stopping=stopping,
        log=say,
        log_questions=settings.log_questions,
        largest_upload=settings.largest_upload,
        largest_article=settings.largest_article,
    )
    keep_fetching(app.extensions["loading"], app.extensions["jobs"], stopping)
    server = create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY + upload_limit(settings.largest_upload),
        **_proxy(settings),
    )
    assert isinstance(server, BaseWSGIServer)  # as it is for one socket
    Stopping(server, stopping, settings.question_seconds + SENDING_SECONDS).listen(say)
    if settings.open:
        say("Everybody who reaches this server may read its archive and change it (--open)")
    print(f"Serving on {address} (stop with Ctrl-C)", flush=True)
    server.run()
    server.close()


def _is_private(settings: Settings) -> bool:
    """Whether a name other than this machine's can only be a trick to reach it."""
    return is_loopback(settings.host) and not settings.open


def _proxy(settings: Settings) -> dict[str, Any]:
    """Whose word is taken for whom a request is from, and over what."""
    if settings.trusted_proxy is None:
        return {}
    return {
        "trusted_proxy": settings.trusted_proxy,
        "trusted_proxy_headers": PROXY_HEADERS,
        "clear_untrusted_proxy_headers": True,
    }


def _secret(given: SecretStr | None) -> str | None:
    return None if given is None else given.get_secret_value()
