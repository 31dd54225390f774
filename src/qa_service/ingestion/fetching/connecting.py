"""Connections to addresses that were checked, each of which ends at a deadline.

A name is resolved once, and the connection is made to the very address that was looked at: a name
that means another one a moment later (DNS rebinding) gains nothing. `httpcore` goes on asking for
the name, in the header Host and in TLS.
"""

import socket
import ssl
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic
from typing import Any

import httpcore

from qa_service.domain.errors import FetchError, Unavailable
from qa_service.ingestion.fetching.bounds import SILENCE

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
Admits = Callable[[Address], bool]

_TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address in its last bytes (NAT64)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet, and none of this machine.

    >>> is_public(ip_address("127.0.0.1")), is_public(ip_address("::ffff:10.0.0.1"))
    (False, False)
    >>> is_public(ip_address("2606:4700::1111"))
    True
    """
    plain = _translated(address)
    return (
        plain.is_global
        and not (plain.is_multicast or plain.is_reserved or plain.is_unspecified)
        and not _is_of_this_machine(plain)
    )


def _translated(address: Address) -> Address:
    """The IPv4 address that one of IPv6 stands for, or itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address


def _is_of_this_machine(address: Address) -> bool:
    """Whether an interface of this machine has it: only then can a socket be bound to it."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def not_admitted(host: str) -> FetchError:
    """Says why a host is not asked."""
    return FetchError(
        f"The host {host} is this machine or lies in a private network: give a public address, or "
        "set QA_FETCH_PRIVATE=true."
    )


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to admitted addresses alone; of what it connects, nothing outlasts the deadline."""

    def __init__(self, resolve: Resolve, admits: Admits | None, seconds: float) -> None:
        """Without `admits`, as towards a proxy, every address will do."""
        self._resolve, self._admits = resolve, admits
        self._inner, self._deadline = httpcore.SyncBackend(), monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Tries the addresses of a host in their order. Raises FetchError or httpcore's errors."""
        fault: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                left = _left(self._deadline)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _EndingStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Unavailable(f"The host {host} is not known: check the address.") from error
        if self._admits is None:
            return found
        admitted = [address for address in found if self._admits(ip_address(address))]
        if not admitted:
            raise not_admitted(host)
        return admitted


class _EndingStream(httpcore.NetworkStream):
    """A connection on which each step may take what is left until the deadline, and no longer."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline)
        return _EndingStream(
            self._inner.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        return self._inner.get_extra_info(info)


def _left(deadline: float) -> float:
    """Seconds that a step may take. Raises httpcore.ReadTimeout where none is left."""
    left = deadline - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return min(left, SILENCE)
