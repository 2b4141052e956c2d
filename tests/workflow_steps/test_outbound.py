"""Requests to addresses that somebody typed in reach public hosts only, and end in time."""

import contextlib
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow_steps.web_kit import Web, certificate, dripping_server, web_server
from workflow_steps import outbound

PUBLIC = "203.0.114.7"  # outside the ranges of documentation


@pytest.fixture
def web(settings: Any) -> Iterator[Web]:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["127.0.0.1", "gerbang.test"]
    with web_server() as server:
        yield server


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """The resolver gives these answers, one after the other; returns what it was asked."""
    asked: list[str] = []
    left = list(answers)

    def getaddrinfo(host: str, port: int, **_kwargs: Any) -> list[Any]:
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in found]
        return [
            (family, socket.SOCK_STREAM, 6, "", (one, port) + (0, 0) * (":" in one))
            for family, one in zip(families, found, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


# --- which addresses are public -------------------------------------------------------------------

INSIDE = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3"),
]
INSIDE_6 = ["::/8", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2002::/16", "2001:db8::/32"]


def inside_4() -> st.SearchStrategy[Any]:
    nets = [st.ip_addresses(network=net) for net in INSIDE]
    return st.one_of(nets)


@given(inside_4())
def test_is_public__no_address_of_a_network_of_ones_own(address: ipaddress.IPv4Address) -> None:
    assert not outbound.is_public(str(address))
    for prefix in ("::ffff:", "64:ff9b::", "::", "2002:"):
        whole = f"{prefix}{address}" if prefix != "2002:" else _sixtofour(address)
        assert not outbound.is_public(whole), whole


def _sixtofour(address: ipaddress.IPv4Address) -> str:
    high, low = divmod(int(address), 0x10000)
    return f"2002:{high:x}:{low:x}::1"


@given(st.one_of([st.ip_addresses(network=net) for net in INSIDE_6]))
def test_is_public__no_address_of_an_inner_ipv6_network(address: ipaddress.IPv6Address) -> None:
    translated = address in ipaddress.IPv6Network("64:ff9b::/96")
    assert translated or not outbound.is_public(str(address))


@given(st.ip_addresses())
def test_is_public__never_more_than_python_calls_global(address: Any) -> None:
    translated = address.version == 6 and address in ipaddress.IPv6Network("64:ff9b::/96")
    assert not outbound.is_public(str(address)) or address.is_global or translated


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.0.1", "2404:6800::1", "64:ff9b::808:808"])
def test_is_public__hosts_of_the_open_internet(address: str) -> None:
    assert outbound.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//example.com/",
        "https://name:secret@example.com/",
        "https://@example.com/",
        "https://example.com:99999/",
        "https://exa mple.com/",
        "https://[fe80::1%25eth0]/",
        "https:///path",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:5432/",
    ],
)
def test_request__refuses_what_is_no_public_address(url: str) -> None:
    with pytest.raises(outbound.Refused):
        outbound.request("GET", url, timeout=2)


# --- the connection -------------------------------------------------------------------------------


def test_request__sends_and_hears_the_whole_thing(web: Web) -> None:
    web.status, web.headers, web.content = 201, {"X-Kind": "jawaban"}, b"baik"
    answer = outbound.request(
        "POST", web.url("/kabar?a=1"), body=b"isi", headers={"X-A": "b"}, timeout=5
    )
    [request] = web.requests
    assert (request.method, request.path, request.body) == ("POST", "/kabar?a=1", b"isi")
    assert request.headers["x-a"] == "b"
    assert request.headers["host"] == f"127.0.0.1:{web.port}"
    assert (answer.status, answer.headers["x-kind"], answer.body_start) == (201, "jawaban", b"baik")


def test_request__follows_no_redirect_and_keeps_the_start_only(web: Web) -> None:
    web.status, web.headers = 302, {"Location": web.url("/dalam")}
    web.content = b"x" * 5000
    answer = outbound.request("GET", web.url("/"), timeout=5, keep=100)
    assert (answer.status, len(answer.body_start), len(web.requests)) == (302, 100, 1)


def test_request__a_name_is_asked_for_once_and_its_answer_used(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = resolving(monkeypatch, ["127.0.0.1"], ["203.0.114.9"])
    outbound.request("GET", web.url("/", "gerbang.test"), timeout=5)
    assert asked == ["gerbang.test"]
    assert web.requests[0].headers["host"] == f"gerbang.test:{web.port}"


def test_request__a_name_that_changes_its_answer_reaches_nothing_inside(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public while it is judged, private when it is connected to."""
    asked = resolving(monkeypatch, [PUBLIC], ["127.0.0.1"])
    places: list[Any] = []

    def connect(self: socket.socket, place: Any) -> None:
        places.append(place)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(outbound.Failed):
        outbound.request("GET", web.url("/", "berganti.test"), timeout=2)
    assert asked == ["berganti.test"]
    assert places == [(PUBLIC, web.port)]
    assert web.requests == []


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:192.168.0.1"])
def test_request__one_inner_address_among_several_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch, inner: str
) -> None:
    resolving(monkeypatch, [PUBLIC, inner])
    with pytest.raises(outbound.Refused):
        outbound.request("GET", "https://campur.test/", timeout=2)


def test_request__only_the_named_port_of_an_inner_host_is_open(web: Web, settings: Any) -> None:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = [f"127.0.0.1:{web.port}"]
    assert outbound.request("GET", web.url(), timeout=5).status == 204
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = [f"127.0.0.1:{web.port + 1}"]
    with pytest.raises(outbound.Refused):
        outbound.request("GET", web.url(), timeout=5)


@pytest.mark.parametrize(
    "first", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_request__ends_in_time_with_somebody_who_drips(
    settings: Any, first: bytes, scheme: str
) -> None:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["127.0.0.1"]
    with dripping_server(first) as port:
        began = time.monotonic()
        with pytest.raises(outbound.Failed):
            outbound.request("GET", f"{scheme}://127.0.0.1:{port}/", timeout=0.4)
        assert time.monotonic() - began < 5


def test_request__nobody_there_is_said_in_words(settings: Any) -> None:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["127.0.0.1"]
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(outbound.Failed, match="refused"):
        outbound.request("GET", f"http://127.0.0.1:{port}/", timeout=2)


# --- TLS ------------------------------------------------------------------------------------------


@pytest.fixture
def trusted(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server whose certificate for ``gerbang.test`` this machine trusts."""
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["gerbang.test", "lain.test"]
    file = certificate(tmp_path, "gerbang.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(file.with_suffix(".crt")))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    resolving(monkeypatch, ["127.0.0.1"])
    with web_server(context) as server:
        yield server


def test_request__tls_is_for_the_name_though_the_line_goes_to_an_address(trusted: Web) -> None:
    trusted.content, trusted.status = b"aman", 200
    answer = outbound.request("GET", trusted.url("/", "gerbang.test", "https"), timeout=5)
    assert answer.body_start == b"aman"


def test_request__a_certificate_for_another_name_is_refused(trusted: Web) -> None:
    with pytest.raises(outbound.Failed, match="certificate"):
        outbound.request("GET", trusted.url("/", "lain.test", "https"), timeout=5)
    assert trusted.requests == []


def test_request__a_certificate_nobody_vouches_for_is_refused(
    trusted: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(outbound.Failed, match="certificate"):
        outbound.request("GET", trusted.url("/", "gerbang.test", "https"), timeout=5)
