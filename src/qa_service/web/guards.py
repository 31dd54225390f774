"""What every request must pass and every response carries."""

from collections.abc import Collection
from threading import Event
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request
from werkzeug.exceptions import Forbidden, MisdirectedRequest, ServiceUnavailable

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})

# What a page of texts and forms has no use for; it copies, so that the clipboard is not among them.
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)

# As in the OWASP Secure Headers Project; Strict-Transport-Security is for whoever ends TLS.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


HARMLESS = {"GET", "HEAD", "OPTIONS"}  # methods that change nothing
STOPPING = "The server is being stopped. Ask again once it has been started."
RESTART_SECONDS = 5  # when to look for it


def install(app: Flask, trusted_hosts: Collection[str] | None, stopping: Event) -> None:
    """Check hosts (unless None) and the site that posts; add the headers to every response.

    Once `stopping` is set, every request is refused.
    """
    allowed = None if trusted_hosts is None else LOOPBACK | {h.lower() for h in trusted_hosts}

    @app.before_request
    def refuse_when_stopping() -> None:
        if stopping.is_set():
            raise ServiceUnavailable(STOPPING, retry_after=RESTART_SECONDS)

    @app.before_request
    def refuse_foreign_hosts() -> None:
        # DNS rebinding: a foreign page points its own name at this machine to read the answers.
        if allowed is not None and host_name(request.headers.get("Host", "")) not in allowed:
            raise MisdirectedRequest

    @app.before_request
    def refuse_foreign_posts() -> None:
        if request.method not in HARMLESS and is_foreign(request):
            raise Forbidden

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response


def is_foreign(request: Request) -> bool:
    """Whether a page of another site sends it. Browsers say so; programs do not, and are not.

    >>> def sent(**headers): return Request({"HTTP_HOST": "archive.example", **headers})
    >>> is_foreign(sent(HTTP_SEC_FETCH_SITE="same-site")), is_foreign(sent())
    (True, False)
    >>> is_foreign(sent(HTTP_ORIGIN="https://evil.example"))
    True
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")  # browsers of before 2023 send this alone
    return origin is not None and urlsplit(origin).netloc != request.headers.get("Host")


def host_name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("Localhost:8000"), host_name("[::1]:8000"), host_name("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.rpartition(":")
    return (name if colon and (port.isdigit() or not port) else host).lower()
