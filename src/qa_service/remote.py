"""Asks the process that serves a store, since only its owner may open the indexes."""

import json
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from qa_service.domain.errors import QAServiceError, UsageError
from qa_service.store.ownership import Served, served_at

PATIENCE = 60.0  # seconds that a server may take to load its model
TIMEOUT = 120.0  # seconds for one answer
MENDING = 7200.0  # seconds for work on the whole store


def call_owner(
    store: Path, method: str, path: str, body: dict[str, Any] | None, timeout: float = TIMEOUT
) -> dict[str, Any] | None:
    """What the server that owns `store` answers, or None where no server does.

    Waits for one that is still starting. Raises UsageError or QAServiceError with what it says.
    """
    served = served_at(store)
    return None if served is None else _call(served, method, path, body, timeout)


def _call(
    served: Served, method: str, path: str, body: dict[str, Any] | None, timeout: float
) -> dict[str, Any]:
    url = served.address + path
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {served.token}"}
    request = Request(url, data, headers, method=method)
    direct = build_opener(ProxyHandler({}))  # the server is near: a proxy would not find it
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with direct.open(request, timeout=timeout) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except HTTPError as error:
            if error.code != 503 or time.monotonic() > deadline:
                raise _refusal(error) from error
            time.sleep(0.5)
        except (URLError, OSError, ValueError) as error:
            raise QAServiceError(
                f"The server at {url} does not answer ({error}). Try again, or stop it and repeat."
            ) from error


def _refusal(error: HTTPError) -> QAServiceError:
    try:
        detail = json.load(error)["detail"]
    except (ValueError, KeyError, TypeError):
        detail = f"The server answers {error.code} {error.reason}. Read its log."
    return UsageError(detail) if 400 <= error.code < 500 else QAServiceError(detail)
