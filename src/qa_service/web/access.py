"""Who asks, how much of it, and whether they may."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask, Request, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from qa_service.web.credentials import Credentials
from qa_service.web.rate_limits import RateLimits, neighbourhood
from qa_service.web.sessions import Sessions, session_of

FREE = {"/api/health", "/api/ready"}  # paths that need nothing and count for nothing
ENTRANCE = {"login.form", "login.log_in"}  # endpoints at which nobody has come in yet
QUESTIONS = {"/", "/api/ask", "/api/search", "/v1/chat/completions"}  # paths, by POST
PROGRAMS = ("/api", "/v1")  # paths at which an answer is no page


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request."""

    client: str  # for whom it counts
    is_known: bool = False  # by a token or a session
    is_owner: bool = False  # a command of the user who runs this server


@dataclass(frozen=True, slots=True)
class Access:
    """What decides; without `credentials` everybody may come in."""

    credentials: Credentials | None
    owner: Credentials  # that of commands on this machine
    limits: RateLimits
    sessions: Sessions

    def visitor(self, request: Request) -> Visitor:
        """Who sent it: a token decides, then the session, then the address."""
        given = request.authorization
        if given is not None and given.type == "bearer":
            token = given.token or ""
            if self.owner.has_token(token):
                return Visitor("owner", is_known=True, is_owner=True)
            if self.credentials and self.credentials.has_token(token):
                return Visitor(_named("token", token), is_known=True)
        elif self.credentials and self.sessions.hold(session_of(request)):
            return Visitor(_named("session", session_of(request)), is_known=True)
        return Visitor(neighbourhood(request.remote_addr or ""))


def install(app: Flask, access: Access) -> None:
    """Count every request, and turn away whom the credentials do not let in."""

    @app.before_request
    def admit() -> ResponseReturnValue | None:
        if request.endpoint == "static" or request.path in FREE:
            return None
        visitor = access.visitor(request)
        if not visitor.is_owner:
            is_question = request.method == "POST" and request.path in QUESTIONS
            access.limits.count_request(visitor.client, is_question=is_question)
        g.logged_in = visitor.is_known and bool(session_of(request))
        if access.credentials is None or visitor.is_known or request.endpoint in ENTRANCE:
            return None
        return turn_away()

    @app.after_request
    def keep_private(response: Response) -> Response:
        if access.credentials is not None and request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.context_processor
    def logged_in() -> dict[str, object]:
        return {"logged_in": g.get("logged_in", False)}


def turn_away() -> ResponseReturnValue:
    """To the page for logging in, or for programs Unauthorized, which is raised."""
    if is_program(request):
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "qa-service"}))
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("login.form", back=back), 303)


def is_program(request: Request) -> bool:
    """Whether the answer to a request is data, not a page.

    >>> from flask import Flask
    >>> with Flask("x").test_request_context("/v1/models"): is_program(request)
    True
    """
    return request.path.startswith(tuple(f"{path}/" for path in PROGRAMS))


def is_own_path(given: str) -> bool:
    r"""Whether an address leads to a page of ours, as a browser reads it.

    >>> [is_own_path(given) for given in ("/articles?page=2", "//evil.example", "/\\evil.example")]
    [True, False, False]
    """
    is_plain = given.isprintable() and "\\" not in given
    parts = urlsplit(given) if is_plain and given.startswith("/") else None
    return parts is not None and not parts.netloc and not given.startswith("//")


def _named(kind: str, secret: str) -> str:
    return f"{kind}:{sha256(secret.encode('utf-8', 'replace')).hexdigest()[:16]}"
