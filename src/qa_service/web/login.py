"""The pages for logging in and out."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from qa_service.web.access import Access, is_own_path
from qa_service.web.rate_limits import neighbourhood
from qa_service.web.sessions import give, session_of, take_back


def blueprint(access: Access) -> Blueprint:
    """The routes; without credentials they lead to the chat."""
    login = Blueprint("login", __name__)

    @login.get("/login")
    def form() -> ResponseReturnValue:
        back = _back(request.args.get("back", ""))
        if access.credentials is None or access.visitor(request).is_known:
            return redirect(back, 303)
        # A link on another site comes without our cookie, which is SameSite=Strict: asked again by
        # a page of ours, the browser sends it.
        again = request.headers.get("Sec-Fetch-Site") == "cross-site"
        return render_template("login.html", back=back, again=again)

    @login.post("/login")
    def log_in() -> ResponseReturnValue:
        back = _back(request.form.get("back", ""))
        if access.credentials is None:
            return redirect(back, 303)
        try:
            access.limits.count_login(neighbourhood(request.remote_addr or ""))
        except TooManyRequests as error:
            page = render_template("login.html", back=back, complaint="login.too_many")
            return page, 429, error.get_headers()
        if not access.credentials.opens(request.form.get("secret", "")):
            return render_template("login.html", back=back, complaint="login.wrong"), 403
        response = make_response(redirect(back, 303))
        give(response, access.sessions.begin(), secure=request.is_secure)
        return response

    @login.post("/logout")
    def log_out() -> ResponseReturnValue:
        access.sessions.end(session_of(request))
        response = make_response(redirect(url_for("login.form"), 303))
        take_back(response, secure=request.is_secure)
        return response

    return login


def _back(given: str) -> str:
    return given if is_own_path(given) else url_for("pages.chat")
