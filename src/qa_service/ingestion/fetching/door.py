"""One request over the web: no redirect is followed, nothing is remembered."""

import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from qa_service.domain.errors import FetchError, Unavailable
from qa_service.ingestion.fetching.bounds import AGENT
from qa_service.ingestion.fetching.connecting import (
    Admits,
    CheckedBackend,
    Resolve,
    is_public,
    not_admitted,
    resolved,
)
from qa_service.ingestion.limits import MB

Largest = Callable[[str], "Size"]  # by the media type that is answered
SENT = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How large a body may be."""

    bytes: int
    advice: str = ""  # to who meets it; without it, what is beyond is left out


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answers."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)  # by names in small letters
    body: bytes = b""  # of the status 200 alone


class Door:
    """Through which the web is reached, by a proxy where the environment names one."""

    def __init__(
        self, private: bool = False, resolve: Resolve = resolved, admits: Admits = is_public
    ) -> None:
        """With `private`, every host is admitted."""
        self._resolve = resolve
        self._admits = None if private else admits

    def get(self, url: str, headers: Mapping[str, str], largest: Largest, seconds: float) -> Answer:
        """Asks for an address, with `headers` besides the usual; all may take so many seconds.

        Raises FetchError, or Unavailable where another try may succeed.
        """
        target = httpx.URL(url)
        sent = {**SENT, **headers}
        try:
            with (
                self._pool(target, seconds) as pool,
                pool.stream("GET", _address(target), headers=list(sent.items())) as response,
            ):
                return _answer(response, largest)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise Unavailable(
                f"It does not answer within {seconds:g} seconds: it is tried again later."
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise _fault(error, target.host) from error

    def _pool(self, target: httpx.URL, seconds: float) -> httpcore.ConnectionPool:
        proxy = proxy_for(target)
        if proxy is None:
            backend = CheckedBackend(self._resolve, self._admits, seconds)
            return httpcore.ConnectionPool(_trusted(), network_backend=backend)
        self._require_admitted(target.host)
        auth = (proxy.username, proxy.password) if proxy.username else None
        return httpcore.HTTPProxy(
            str(proxy.copy_with(username=None, password=None)),
            proxy_auth=auth,
            ssl_context=_trusted(),
            network_backend=CheckedBackend(resolved, None, seconds),
        )

    def _require_admitted(self, host: str) -> None:
        """Raises FetchError for a number that is not admitted; a proxy looks up names itself."""
        try:
            number = ip_address(host)
        except ValueError:
            return
        if self._admits is not None and not self._admits(number):
            raise not_admitted(host)


def _address(target: httpx.URL) -> httpcore.URL:
    """The same for httpcore, which would leave out what stands behind a semicolon."""
    return httpcore.URL(
        scheme=target.raw_scheme,
        host=target.raw_host,
        port=target.port,
        target=target.raw_path,
    )


def proxy_for(target: httpx.URL) -> httpx.URL | None:
    """The proxy that the environment names for an address. Raises FetchError for other kinds."""
    proxies = getproxies()
    named = proxies.get(target.scheme) or proxies.get("all")
    if not named or proxy_bypass(target.netloc.decode("ascii")):
        return None
    proxy = httpx.URL(named if "://" in named else f"http://{named}")
    if proxy.scheme not in ("http", "https"):
        raise FetchError(
            f"The proxy {proxy.host} is one of {proxy.scheme}, which is not spoken here: name one "
            "of http in the environment."
        )
    return proxy


@cache
def _trusted() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _fault(error: Exception, host: str) -> FetchError:
    cause = error.__cause__ or error.__context__  # which httpcore takes out of a traceback
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchError(
            f"The certificate of {host} is not valid ({cause.verify_message}): check the address."
        )
    if isinstance(error, httpcore.ProxyError):
        return Unavailable(f"The proxy does not reach {host} ({error}): check its settings.")
    if isinstance(error, httpcore.ConnectError):
        return Unavailable(f"No connection to {host} can be made: it is tried again later.")
    return Unavailable("The answer broke off: it is tried again later.")


def _answer(response: httpcore.Response, largest: Largest) -> Answer:
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
    if response.status != 200:
        return Answer(response.status, headers)
    size = largest(headers.get("content-type", ""))
    packed = headers.get("content-encoding", "").strip().lower()
    blocks: Iterable[bytes] = response.iter_stream()
    if packed in ("gzip", "x-gzip"):
        blocks = unpacked(blocks, size.bytes)
    elif packed not in ("", "identity"):
        raise FetchError(f"It comes packed as {packed}, which was not asked for: save the page.")
    return Answer(response.status, headers, _bounded(blocks, size))


def _bounded(blocks: Iterable[bytes], size: Size) -> bytes:
    """All of them. Raises FetchError where they are more than that, or leaves out the rest."""
    found = bytearray()
    for block in blocks:
        found += block
        if len(found) > size.bytes:
            if size.advice:
                raise FetchError(f"It has more than {size.bytes / MB:g} MB: {size.advice}.")
            break
    return bytes(found[: size.bytes])


def unpacked(blocks: Iterable[bytes], at_once: int) -> Iterator[bytes]:
    """What was packed by gzip, no more at a time than so many bytes. Raises Unavailable."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for block in blocks:
            while block and not unpacker.eof:
                yield unpacker.decompress(block, at_once)
                block = unpacker.unconsumed_tail
    except zlib.error as error:
        raise Unavailable("The answer broke off: it is tried again later.") from error
    if not unpacker.eof:
        raise Unavailable("The answer broke off: it is tried again later.")
