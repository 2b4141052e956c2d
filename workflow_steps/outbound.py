"""Requests to hosts that somebody typed in, which must reach nothing but public ones (SSRF).

A name is resolved once, every address is judged, and the connection goes to an address that was
judged: a name that answers differently the second time (DNS rebinding) gains nothing. TLS still
checks the name. No redirect is followed, no proxy of the environment used, and the whole of it
ends by ``timeout``, also when the other side sends one byte at a time.
"""

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

KEPT = 64 * 1024  # bytes of an answer's body
SAFE = "/?#[]@!$&'()*+,;=:%-._~"  # what an address may hold as it is (RFC 3986)
LOCAL_NAMES = frozenset({"internal", "local", "localdomain", "localhost"})
NAME = re.compile(r"[\w.:-]+", re.ASCII)
DEFAULT_PORTS = {"http": 80, "https": 443}

# Of what ``is_global`` lets through: tunnels and translators into other networks, and ranges that
# an older Python does not know to be reserved.
NOT_PUBLIC_4 = [ipaddress.IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24")]
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6 = [ipaddress.IPv6Network(net) for net in ("2001::/23", "2002::/16", "3fff::/20")]
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: an IPv4 address in the last 32 bits


class Refused(Exception):
    """Not asked at all: the address is none we may reach."""


class Failed(Exception):
    """Asked, without a whole answer: no such name, no connection, no trust, no time."""


@dataclass(frozen=True)
class Answer:
    """``headers`` by lower-case name; of the body only its start."""

    status: int
    headers: Mapping[str, str]
    body_start: bytes


@dataclass(frozen=True)
class Target:
    """An address that ``request`` can use, taken apart."""

    parts: SplitResult
    host: str
    port: int

    @property
    def is_secure(self) -> bool:
        return self.parts.scheme == "https"

    @property
    def path(self) -> str:
        return urlunsplit(("", "", self.parts.path or "/", self.parts.query, ""))


def request(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    timeout: float = 10.0,
    keep: int = KEPT,
) -> Answer:
    """One request, one answer whatever its status; ``Refused`` or ``Failed`` otherwise."""
    until = time.monotonic() + timeout
    target = take_apart(url)
    connection = _connection(target, _addresses(target), until)
    try:
        sent = {"Accept-Encoding": "identity", "Connection": "close", **(headers or {})}
        with _over_by(until, connection):
            connection.request(method, target.path, body=body or None, headers=sent)
            answer = connection.getresponse()
            start = b"" if method == "HEAD" else answer.read(keep)
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, start)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        late = time.monotonic() >= until
        raise Failed("timed out" if late else _words(fault)) from fault
    finally:
        connection.close()


def take_apart(url: str) -> Target:
    """The target of an address as far as it can be judged without asking anybody."""
    try:
        parts = urlsplit(quote(url.strip(), safe=SAFE) if url.isascii() else _plain(url.strip()))
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise Refused("not an address") from fault
    if parts.scheme not in DEFAULT_PORTS or not host or "%" in host:
        raise Refused("not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise Refused("an address with a name or password in it")
    if not NAME.fullmatch(host):
        raise Refused("not an address")
    return Target(parts, host, port or DEFAULT_PORTS[parts.scheme])


def _plain(url: str) -> str:
    """Other alphabets as the network writes them: IDNA in the name, percent signs behind it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    place = f"{host}:{parts.port}" if parts.port else host
    if "@" in parts.netloc:
        place = "x@" + place
    path, query = quote(parts.path, safe=SAFE), quote(parts.query, safe=SAFE)
    return urlunsplit((parts.scheme, place, path, query, ""))


def is_public(address: str) -> bool:
    """Whether this IP address belongs to a host of the open internet."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:  # also one with a zone, which only means something on this machine
        return False
    if isinstance(one, ipaddress.IPv6Address):
        if one in TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)))
        inside = one in PUBLIC_6 and not any(one in net for net in NOT_PUBLIC_6)
    else:
        reserved = one.is_multicast or one.is_reserved
        inside = not reserved and not any(one in net for net in NOT_PUBLIC_4)
    return inside and one.is_global


def is_never_public(host: str) -> bool:
    """What can be said of a host without asking anybody: an inner address, or a name that only
    means something on this machine or in this network."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.casefold().rstrip(".").split(".")
        return len(labels) == 1 or labels[-1] in LOCAL_NAMES
    return not is_public(host)


def is_allowed_internal(host: str, port: int) -> bool:
    """Named by the operator (``OUTBOUND_INTERNAL_HOSTS``), as ``host`` or ``host:port``."""
    named = {one.strip().casefold() for one in settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS}
    return not named.isdisjoint({host.casefold(), f"{host}:{port}".casefold()})


def _addresses(target: Target) -> list[tuple[Any, Any]]:
    """(family, address for ``connect``) of the name, asked once; all of them must be public."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Failed("no such name") from fault
    addresses = [(family, place) for family, _kind, _protocol, _name, place in found]
    if is_allowed_internal(target.host, target.port):
        return addresses
    if not addresses or not all(is_public(str(place[0])) for _family, place in addresses):
        raise Refused("not a public host")
    return addresses


def _connect(addresses: list[tuple[Any, Any]], until: float) -> socket.socket:
    """To the first address that answers; never by name."""
    fault: OSError = TimeoutError("timed out")
    for family, place in addresses:
        left = until - time.monotonic()
        if left <= 0:
            break
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(left)
            sock.connect(place)
        except OSError as error:
            sock.close()
            fault = error
        else:
            return sock
    raise Failed(_words(fault)) from fault


def _connection(
    target: Target, addresses: list[tuple[Any, Any]], until: float
) -> "_Connection | _SecureConnection":
    kind = _SecureConnection if target.is_secure else _Connection
    return kind(target.host, target.port, plain=_connect(addresses, until))


class _Connection(http.client.HTTPConnection):
    """Over a socket that is connected already, so that no name is resolved a second time."""

    def __init__(self, host: str, port: int, *, plain: socket.socket) -> None:
        self.plain = plain
        super().__init__(host, port)

    def connect(self) -> None:
        self.sock = self.plain

    def close(self) -> None:
        super().close()
        self.plain.close()


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    """The same with TLS for the name, trusting what the machine trusts."""

    def connect(self) -> None:
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.plain, server_hostname=self.host)


@contextlib.contextmanager
def _over_by(until: float, connection: _Connection) -> Iterator[None]:
    """Cut the line when time is up: a socket's own timeout starts again with every byte."""
    line = connection.plain.dup()  # TLS takes the first one away
    left = max(until - time.monotonic(), 0.001)
    cut = threading.Timer(left, _shut, [line])
    cut.daemon = True
    cut.start()
    try:
        yield
        if time.monotonic() >= until:
            raise TimeoutError("timed out")
    finally:
        cut.cancel()
        cut.join()
        line.close()


def _shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _words(fault: Exception) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "certificate not trusted"
    if isinstance(fault, ssl.SSLError):
        return "no secure connection"
    if isinstance(fault, TimeoutError):
        return "timed out"
    return "connection refused" if isinstance(fault, ConnectionRefusedError) else "no whole answer"


# For a list on the screen; logs keep the English.
_IN_WORDS = {
    "not an address": _("not an address"),
    "not an http or https address": _("not an http or https address"),
    "an address with a name or password in it": _("an address with a name or password in it"),
    "not a public host": _(
        "not a public host: correct the address, or ask the system's administrator to allow the "
        "host on the server"
    ),
    "no such name": _("no such name"),
    "certificate not trusted": _("certificate not trusted"),
    "no secure connection": _("no secure connection"),
    "timed out": _("timed out"),
    "connection refused": _("connection refused"),
    "no whole answer": _("no whole answer"),
}


def in_words(reason: str) -> Any:
    """What ``Refused`` or ``Failed`` says, in the reader's language."""
    return _IN_WORDS.get(reason, reason)
