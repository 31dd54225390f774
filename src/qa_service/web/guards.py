"""What every request must pass and every response carries."""

from collections.abc import Collection

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden, MisdirectedRequest

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


def install(app: Flask, trusted_hosts: Collection[str] | None) -> None:
    """Check hosts (unless None) and the site that posts; add the headers to every response."""
    allowed = None if trusted_hosts is None else LOOPBACK | {h.lower() for h in trusted_hosts}

    @app.before_request
    def refuse_foreign_hosts() -> None:
        # DNS rebinding: a foreign page points its own name at this machine to read the answers.
        if allowed is not None and host_name(request.headers.get("Host", "")) not in allowed:
            raise MisdirectedRequest

    @app.before_request
    def refuse_foreign_posts() -> None:
        # Browsers send the header, programs do not: those are refused by nothing else.
        site = request.headers.get("Sec-Fetch-Site", "none")
        if request.method == "POST" and site not in {"same-origin", "none"}:
            raise Forbidden

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response


def host_name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("Localhost:8000"), host_name("[::1]:8000"), host_name("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.rpartition(":")
    return (name if colon and (port.isdigit() or not port) else host).lower()
