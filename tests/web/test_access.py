"""Who may come in, by what, and how often: by requests as browsers and programs send them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa_service.domain.quotas import Quotas
from qa_service.web.access import Access
from qa_service.web.app import create_app
from qa_service.web.credentials import Credentials, credentials_of, new_token, with_token
from qa_service.web.rate_limits import RateLimits
from qa_service.web.sessions import LASTS, Sessions

from .fakes import FakeService

PASSWORD, TOKEN, OWN = "correct horse", new_token(), new_token()
ASK = {"question": "Combien la ville a-t-elle payé ?"}


def opened(quotas: Quotas | None = None, guarded: bool = True) -> Flask:
    access = Access(
        credentials_of(PASSWORD, TOKEN) if guarded else None,
        with_token(Credentials(), OWN),
        RateLimits(quotas or Quotas()),
        Sessions(),
    )
    app = create_app(FakeService, admission=access)
    assert app.extensions["loading"].wait(5)
    return app


@pytest.fixture(scope="module")
def guarded() -> Flask:
    return opened(Quotas(logins=1000))


@pytest.fixture
def client(guarded: Flask) -> FlaskClient:
    return guarded.test_client()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_programs_are_told_how_to_come_in(client: FlaskClient) -> None:
    for path in ("/api/articles", "/api/nowhere", "/v1/models"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].startswith("Bearer")
        assert refused.headers["Cache-Control"] == "no-store"
    problem = client.post("/api/ask", json=ASK).get_json()
    assert problem["status"] == 401
    assert "Authorization: Bearer" in problem["detail"]
    error = client.get("/v1/models").get_json()["error"]
    assert (error["type"], error["code"]) == ("invalid_request_error", "invalid_api_key")


def test_health_and_style_need_nothing(client: FlaskClient) -> None:
    assert client.get("/api/health").status_code == 200
    assert client.get("/static/style.css").status_code == 200


@pytest.mark.parametrize("token", [TOKEN, OWN], ids=["of a program", "of the machine"])
def test_a_token_lets_a_program_in(client: FlaskClient, token: str) -> None:
    assert client.post("/api/ask", json=ASK, headers=bearer(token)).status_code == 200


@pytest.mark.parametrize(
    "token",
    ["", "wrong", TOKEN[:-1], f"{TOKEN}x", PASSWORD, "é" * 30],
    ids=["none", "another", "cut", "longer", "the password", "accents"],
)
def test_no_other_does(client: FlaskClient, token: str) -> None:
    assert client.get("/api/articles", headers=bearer(token)).status_code == 401


@pytest.mark.parametrize("secret", [PASSWORD, TOKEN], ids=["password", "token"])
def test_people_log_in_and_out(guarded: Flask, secret: str) -> None:
    client = guarded.test_client()
    away = client.get("/articles?q=port")
    assert (away.status_code, away.location) == (303, "/login?back=/articles?q%3Dport")
    page = client.get(away.location).get_data(as_text=True)
    assert 'type="password"' in page
    assert 'value="/articles?q=port"' in page

    come = client.post("/login", data={"secret": secret, "back": "/articles?q=port"})
    assert (come.status_code, come.location) == (303, "/articles?q=port")
    cookie = come.headers["Set-Cookie"]
    for flag in ("HttpOnly", "SameSite=Strict", f"Max-Age={LASTS}", "Path=/"):
        assert flag in cookie
    assert "Secure" not in cookie  # over http, where browsers would drop it
    shown = client.get("/articles")
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    assert "/logout" in shown.get_data(as_text=True)
    assert client.post("/api/ask", json=ASK).status_code == 200
    assert client.get("/login").status_code == 303  # nothing to do there

    session = cookie.split(";")[0].split("=", 1)[1]
    gone = client.post("/logout")
    assert (gone.status_code, gone.location) == (303, "/login")
    client.set_cookie("qa-session", session)  # kept by somebody
    assert client.get("/articles").status_code == 303


def test_the_cookie_is_secure_over_https(guarded: Flask) -> None:
    come = guarded.test_client().post(
        "/login", data={"secret": PASSWORD}, base_url="https://localhost"
    )
    assert "Secure" in come.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "ni le mot de passe ni un jeton"), ("en", "neither the password")]
)
def test_a_wrong_password_is_refused_in_the_readers_language(
    client: FlaskClient, language: str, said: str
) -> None:
    refused = client.post("/login", data={"secret": "guess"}, headers={"Accept-Language": language})
    assert refused.status_code == 403
    assert said in refused.get_data(as_text=True)
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", ""]
)
def test_logging_in_leads_to_our_own_pages_alone(guarded: Flask, back: str) -> None:
    come = guarded.test_client().post("/login", data={"secret": PASSWORD, "back": back})
    assert come.location == "/"


def test_a_link_on_another_site_is_followed_again_with_the_cookie(client: FlaskClient) -> None:
    path = "/login?back=/articles/a1"
    foreign = client.get(path, headers={"Sec-Fetch-Site": "cross-site"}).get_data(as_text=True)
    assert 'content="0; url=/articles/a1"' in foreign
    assert "refresh" not in client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_other_sites_change_nothing_with_our_cookie(
    guarded: Flask, method: str, sent: dict[str, str]
) -> None:
    client = guarded.test_client()
    client.post("/login", data={"secret": PASSWORD})
    assert client.open("/api/ask", method=method, json=ASK, headers=sent).status_code == 403
    for ours in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        assert client.post("/api/ask", json=ASK, headers=ours).status_code == 200


def test_each_client_has_its_own_limits() -> None:
    client = opened(Quotas(questions=2, requests=3)).test_client()

    def asked(token: str | None = TOKEN, path: str = "/api/ask") -> int:
        headers = bearer(token) if token else {}
        return client.post(path, json=ASK, headers=headers).status_code

    assert [asked() for _ in range(3)] == [200, 200, 429]
    assert [asked(None) for _ in range(4)] == [401, 401, 429, 429]
    assert [asked(OWN) for _ in range(5)] == [200] * 5  # the owner's commands have none
    assert client.get("/api/health").status_code == 200
    refused = client.post("/api/ask", json=ASK, headers=bearer(TOKEN))
    assert refused.headers["Retry-After"] == "60"
    assert "Wait a minute" in refused.get_json()["detail"]
    error = client.get("/v1/models", headers=bearer(TOKEN)).get_json()["error"]
    assert (error["type"], error["code"]) == ("requests", "rate_limit_exceeded")


@pytest.mark.parametrize(("language", "said"), [("fr", "Trop de demandes"), ("en", "Too many req")])
def test_the_page_says_so_too(language: str, said: str) -> None:
    client = opened(Quotas(questions=1), guarded=False).test_client()
    headers = {"Accept-Language": language}
    assert client.post("/", data=ASK, headers=headers).status_code == 200
    refused = client.post("/", data=ASK, headers=headers)
    assert refused.status_code == 429
    assert said in refused.get_data(as_text=True)


def test_passwords_cannot_be_tried_for_long() -> None:
    app = opened(Quotas(logins=2))
    client = app.test_client()
    codes = [client.post("/login", data={"secret": "guess"}).status_code for _ in range(3)]
    assert codes == [403, 403, 429]
    late = client.post("/login", data={"secret": PASSWORD})
    assert late.status_code == 429
    assert late.headers["Retry-After"] == "60"
    assert "Trop d’essais" in late.get_data(as_text=True)
    other = app.test_client().post(
        "/login", data={"secret": PASSWORD}, environ_overrides={"REMOTE_ADDR": "192.0.2.9"}
    )
    assert other.status_code == 303


def test_without_secrets_everybody_is_in() -> None:
    client = opened(guarded=False).test_client()
    assert client.get("/articles").status_code == 200
    assert client.get("/login").location == "/"
    assert client.post("/login", data={"secret": "x"}).location == "/"
    assert client.post("/api/ask", json=ASK, headers=bearer("any")).status_code == 200


def test_sessions_end() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    session = sessions.begin()
    now[0] = LASTS - 1
    assert sessions.hold(session)
    now[0] = LASTS
    assert not sessions.hold(session)
    assert not sessions.hold("")
