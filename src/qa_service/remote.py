"""Asks the process that serves a store, since only its owner may open the indexes."""

import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from qa_service.domain.errors import QAServiceError, UsageError

PATIENCE = 60.0  # seconds that a server may take to load its model
TIMEOUT = 120.0  # seconds for one answer
MENDING = 7200.0  # seconds for work on the whole store


def call(
    method: str, url: str, body: dict[str, Any] | None, timeout: float = TIMEOUT
) -> dict[str, Any]:
    """The JSON object at `url`; waits for a server that is still starting.

    Raises UsageError or QAServiceError with what the server says.
    """
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json"}, method=method)
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
