"""Single visits: which hosts are asked, how long, how often, and how much is taken of them."""

import gzip
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from qa_service.domain.errors import FetchError, PageGone, Unavailable
from qa_service.ingestion.fetching import door
from qa_service.ingestion.fetching.bounds import FetchBounds
from qa_service.ingestion.fetching.connecting import is_public
from qa_service.ingestion.fetching.door import Answer, Door, Size
from qa_service.ingestion.fetching.visiting import Document, Known, LeftAlone, Visitor
from tests.ingestion.fetching.site import (
    PRIVATE,
    Archive,
    Reply,
    Site,
    StillClock,
    page,
    robots,
)

SIZE = Size(100_000, "save it as a file, or raise QA_LARGEST_ARTICLE")


def visitor(archive: Archive, way: Door | None = None, bounds: FetchBounds = PRIVATE) -> Visitor:
    web = archive.catalogue.web
    return Visitor(web, archive.store, bounds, way or Door(private=True), archive.clock)


def get(visitor: Visitor, url: str, known: Known | None = None) -> Document:
    return visitor.get(url, known or Known(), lambda _: SIZE)


def to(path: str, status: int = 301) -> Reply:
    return Reply(status, headers={"Location": path})


# -- redirects -------------------------------------------------------------------------------------


def test_redirects_are_followed_so_far(archive: Archive, gazette: Site) -> None:
    gazette.routes |= {f"/{n}": to(f"/{n + 1}", 302) for n in range(9)}
    gazette.routes |= {"/9": page("Le pont"), "/a": to("b"), "/b": to("/a", 308)}
    gazette.routes |= {"/ftp": to("ftp://127.0.0.1/x"), "/nowhere": Reply(302)}
    ask = visitor(archive)
    found = get(ask, f"{gazette.url}/4")
    assert (found.url, found.media_type, found.charset) == (
        f"{gazette.url}/9", "text/html", "utf-8"
    )  # fmt: skip
    with pytest.raises(FetchError, match="more than 5 times"):
        get(ask, f"{gazette.url}/3")
    with pytest.raises(FetchError, match="in a circle"):
        get(ask, f"{gazette.url}/a")
    for path in ("/ftp", "/nowhere"):
        with pytest.raises(FetchError, match="no address of http"):
            get(ask, gazette.url + path)
    assert gazette.paths().count("/a") == 1


# -- where connections go --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.2.7", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2002:a00:1::",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_none_to_ask(address: str) -> None:
    assert not is_public(ip_address(address))


def test_a_public_address_is_one_unless_it_is_this_machines_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for address in ("93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"):
        assert is_public(ip_address(address))
    monkeypatch.setattr(socket.socket, "bind", lambda *_: None)  # as on an interface that has it
    assert not is_public(ip_address("93.184.216.34"))


def test_this_machine_is_not_asked_unless_the_setting_says_so(
    archive: Archive, gazette: Site
) -> None:
    gazette.routes["/pont"] = page("Le pont")
    port = gazette.url.rpartition(":")[2]
    ask = visitor(archive, Door())
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        with pytest.raises(FetchError, match="QA_FETCH_PRIVATE=true"):
            get(ask, f"http://{host}:{port}/pont")
    assert gazette.asked == []
    assert get(visitor(archive), f"{gazette.url}/pont").body


def test_a_redirect_to_a_private_address_is_refused(archive: Archive, gazette: Site) -> None:
    elsewhere = gazette.url.replace("127.0.0.1", "127.0.0.2")
    gazette.routes["/pont"] = to(f"{elsewhere}/secret")
    first = ip_address("127.0.0.1")
    ask = visitor(archive, Door(admits=lambda address: address == first))
    with pytest.raises(FetchError, match=r"127\.0\.0\.2 is this machine or lies in a private"):
        get(ask, f"{gazette.url}/pont")
    assert gazette.paths() == ["/pont"]


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    archive: Archive, gazette: Site
) -> None:
    """A name that means another address the next time it is looked up gains nothing by it."""
    gazette.routes["/pont"] = page("Le pont")
    port = int(gazette.url.rpartition(":")[2])
    looked_up: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.2", "127.0.0.1"]  # the first one is not admitted: nobody listens there

    first = ip_address("127.0.0.1")
    way = Door(resolve=resolve, admits=lambda address: address == first)
    answer = way.get(f"http://gazette.example:{port}/pont", {}, lambda _: SIZE, 5.0)
    assert answer.status == 200
    assert looked_up == ["gazette.example"]  # once: what was checked is connected to
    assert gazette.asked[0].headers["host"] == f"gazette.example:{port}"

    def turned(_host: str, _port: int) -> list[str]:
        return ["127.0.0.2"]

    with pytest.raises(FetchError, match=r"gazette\.example is this machine"):
        Door(resolve=turned, admits=lambda address: address == first).get(
            f"http://gazette.example:{port}/pont", {}, lambda _: SIZE, 5.0
        )


def test_a_host_that_nobody_knows_may_be_known_later(archive: Archive) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(Unavailable, match=r"gazette\.example is not known"):
        get(visitor(archive, Door(resolve=resolve)), "http://gazette.example/")


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers itself, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404 if self.path.endswith("robots.txt") else 200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_a_proxy_of_the_environment_does_the_connecting(
    archive: Archive,
    gazette: Site,
    proxy: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, asked = proxy
    monkeypatch.setenv("http_proxy", address)
    ask = visitor(archive, Door())
    assert get(ask, "http://gazette.example/pont").body == b"ok"
    assert asked == ["http://gazette.example/robots.txt", "http://gazette.example/pont"]
    with pytest.raises(FetchError, match="private network"):
        get(ask, "http://10.0.0.1/")  # a number is looked at all the same
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    gazette.routes["/pont"] = page("Le pont")
    assert get(visitor(archive), f"{gazette.url}/pont").body != b"ok"
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    with pytest.raises(FetchError, match="one of socks5"):
        get(ask, "http://gazette.example/halle")


# -- how much --------------------------------------------------------------------------------------


def test_bodies_without_end_or_sense_are_ended(archive: Archive, gazette: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    gazette.routes |= {
        "/huge": Reply(body=bytes(10_000), endless=True),
        "/bomb": Reply(body=bomb, headers={"Content-Encoding": "gzip"}),
        "/packed": Reply(body=gzip.compress(b"Le pont"), headers={"Content-Encoding": "gzip"}),
        "/cut": Reply(body=gzip.compress(b"Le pont")[:-9], headers={"Content-Encoding": "gzip"}),
        "/odd": Reply(body=b"x", headers={"Content-Encoding": "br"}),
        "/broken": Reply(body=b"Le po", broken=True),
        "/slow": Reply(slow=True),
    }
    ask = visitor(archive, bounds=FetchBounds(private=True, seconds=0.5))
    for path in ("/huge", "/bomb"):
        with pytest.raises(FetchError, match=r"more than 0\.1 MB.*QA_LARGEST_ARTICLE"):
            get(ask, gazette.url + path)
    assert get(ask, f"{gazette.url}/packed").body == b"Le pont"
    with pytest.raises(FetchError, match="packed as br"):
        get(ask, f"{gazette.url}/odd")
    for path, said in (("/cut", "broke off"), ("/broken", "broke off"), ("/slow", "0.5 seconds")):
        with pytest.raises(Unavailable, match=said):
            get(ask, gazette.url + path)
        archive.clock.time += 3600  # a host of many faults is left alone for a while


def test_headers_that_never_end_are_ended_too(archive: Archive) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    ended = Event()

    def drip() -> None:
        with suppress(OSError), listener.accept()[0] as connection:
            while not ended.wait(0.02):
                connection.sendall(b"H")

    thread = Thread(target=drip)
    thread.start()
    with pytest.raises(Unavailable, match=r"0\.3 seconds"):
        Door(private=True).get(url, {}, lambda _: SIZE, 0.3)
    ended.set()
    thread.join()
    listener.close()


# -- how often -------------------------------------------------------------------------------------


def test_a_host_is_asked_no_more_often_than_it_wants(
    archive: Archive, gazette: Site, clock: StillClock
) -> None:
    gazette.routes |= {"/robots.txt": robots("Crawl-delay: 20"), "/pont": page("Le pont")}
    began = clock.now()
    for _ in range(3):
        get(visitor(archive), f"{gazette.url}/pont")  # of as many processes
    assert [one.at - began for one in gazette.asked] == [0, 20, 40, 60]
    assert gazette.asked[0].headers["user-agent"].startswith("qa-service/0.")


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_patience_is_left_alone(
    archive: Archive, gazette: Site, clock: StillClock, status: int
) -> None:
    ask, url = visitor(archive), f"{gazette.url}/pont"
    gazette.routes["/pont"] = Reply(status, headers={"Retry-After": "900"})
    with pytest.raises(Unavailable) as raised:
        get(ask, url)
    assert raised.value.until == clock.now() + 900
    with pytest.raises(LeftAlone):
        get(ask, url)
    assert gazette.paths() == ["/pont"]
    clock.time += 900
    then = datetime.fromtimestamp(clock.now() + 7200, UTC)
    gazette.routes["/pont"] = Reply(status, headers={"Retry-After": format_datetime(then)})
    with pytest.raises(Unavailable) as raised:
        get(ask, url)
    assert raised.value.until == clock.now() + 7200
    clock.time += 7200
    gazette.routes["/pont"] = Reply(status, headers={"Retry-After": "soon"})
    for rest in (1200, 2400):  # where it does not say how long, longer each time
        with pytest.raises(Unavailable) as raised:
            get(ask, url)
        assert raised.value.until == clock.now() + rest
        clock.time += rest


def test_what_is_unchanged_is_not_sent_again(archive: Archive, gazette: Site) -> None:
    gazette.routes["/pont"] = page("Le pont")
    ask, url = visitor(archive), f"{gazette.url}/pont"
    found = get(ask, url)
    assert found.known.etag
    assert get(ask, url, found.known).body is None
    gazette.routes["/pont"] = Reply(304)
    with pytest.raises(FetchError, match=r"refuses it \(304\)"):
        get(ask, url)  # which nobody asked for


# -- robots.txt ------------------------------------------------------------------------------------


def test_robots_txt_is_obeyed(archive: Archive, gazette: Site, clock: StillClock) -> None:
    gazette.routes |= {
        "/robots.txt": robots("Disallow: /*/prive$", "Allow: /public/", "Disallow: /public/a"),
        "/a/prive": page("Secret"),
        "/pont": to("/a/prive"),
        "/public/b": page("La halle"),
    }
    ask = visitor(archive)
    for path in ("/a/prive", "/pont", "/public/a"):
        with pytest.raises(FetchError, match=r"robots\.txt of http://127\.0\.0\.1:\d+ forbids"):
            get(ask, gazette.url + path)
    assert get(ask, f"{gazette.url}/public/b").body
    assert [one.path for one in gazette.asked] == ["/robots.txt", "/pont", "/public/b"]
    gazette.routes["/robots.txt"] = Reply(404)
    clock.time += 86_401  # for a day it holds
    assert get(ask, f"{gazette.url}/a/prive").body


def test_a_host_whose_robots_txt_nobody_can_read_is_not_asked(
    archive: Archive, gazette: Site
) -> None:
    gazette.routes |= {"/robots.txt": Reply(500), "/pont": page("Le pont")}
    with pytest.raises(Unavailable, match=r"robots\.txt .* cannot be read \(500\)"):
        get(visitor(archive), f"{gazette.url}/pont")
    assert gazette.paths() == []


def test_all_of_an_address_is_asked_for(archive: Archive, gazette: Site) -> None:
    path = "/%C3%A9/a;id=7?x=1&y=%20"
    gazette.routes[path] = page("Le pont")
    assert get(visitor(archive), gazette.url + path).url == gazette.url + path


def test_statuses_are_told_apart(archive: Archive, gazette: Site) -> None:
    gazette.routes |= {"/gone": Reply(410), "/mine": Reply(403), "/down": Reply(500)}
    ask = visitor(archive)
    for path, error in (("/gone", PageGone), ("/none", PageGone), ("/down", Unavailable)):
        with pytest.raises(error):
            get(ask, gazette.url + path)
    with pytest.raises(FetchError, match=r"refuses it \(403\)") as raised:
        get(ask, f"{gazette.url}/mine")
    assert not isinstance(raised.value, Unavailable)


def test_no_more_than_its_start_is_read_of_a_huge_robots_txt(
    archive: Archive, gazette: Site
) -> None:
    gazette.routes |= {
        "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /x\n", endless=True),
        "/pont": page("Le pont"),
    }
    assert get(visitor(archive), f"{gazette.url}/pont").body


def test_a_host_is_one_by_http_and_by_https(archive: Archive, clock: StillClock) -> None:
    """Between the two, as in a redirect from one to the other, the delay is kept."""
    asked: list[tuple[float, str]] = []

    class Both(Door):
        def get(self, url: str, *_: object) -> Answer:
            asked.append((clock.now(), url))
            if url == "http://gazette.example/pont":
                return Answer(301, {"location": "https://gazette.example/pont"})
            return Answer(404 if url.endswith("robots.txt") else 200)

    assert get(visitor(archive, Both()), "http://gazette.example/pont").url.startswith("https")
    assert [at - asked[0][0] for at, _ in asked] == [0, 1, 2, 3]


def certificate(name: str, folder: Path) -> tuple[Path, Path]:
    """A certificate of a host that it signed itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(own, own, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def test_a_host_proves_its_name_and_not_its_address(
    gazette: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, key = certificate("gazette.example", tmp_path)
    named: list[str | None] = []
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(shown, key)
    serving.sni_callback = lambda _socket, name, _context: named.append(name)
    trusting = ssl.create_default_context(cafile=str(shown))
    monkeypatch.setattr(door, "_trusted", lambda: trusting)
    gazette.routes["/pont"] = page("Le pont")
    gazette.speak_tls(serving)
    port = gazette.url.rpartition(":")[2]
    here = Door(private=True, resolve=lambda *_: ["127.0.0.1"])
    answer = here.get(f"https://gazette.example:{port}/pont", {}, lambda _: SIZE, 5.0)
    assert (answer.status, named) == (200, ["gazette.example"])
    with pytest.raises(FetchError, match=r"certificate of halle\.example is not valid") as raised:
        here.get(f"https://halle.example:{port}/pont", {}, lambda _: SIZE, 5.0)
    assert not isinstance(raised.value, Unavailable)
