"""One GET over a real connection: what is sent, what is refused, and that it always ends."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler

import pytest

from publisher.fetch.addresses import Address, is_public
from publisher.fetch.get import Answer, get
from publisher.fetch.hosts import FetchError, allowed_hosts
from publisher.fetch.net import Net, system_addresses
from tests.fetch.web import Web, answer, trusting

DATA = b"\x89PNG" + bytes(range(256)) * 40


def fetched(web: Web, url: str, *entries: str, known: str = "", **net: object) -> Answer:
    conditions = {"If-None-Match": known} if known else {}
    return get(url, allowed_hosts(entries or [web.listed()]), web.net(**net), trusting(), known=conditions)


def refused(web: Web, url: str, *entries: str, **net: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, allowed_hosts(entries or [web.listed()]), web.net(**net), trusting())
    assert "\n" not in caught.value.message
    return caught.value


def test_a_picture_comes_whole_with_its_validators(web: Web) -> None:
    web.put("/a.png", DATA, ETag='"one"', Last_Modified="Sat, 17 Jan 2026 00:00:00 GMT")
    found = fetched(web, web.url("/a.png"))
    assert found == Answer(status=200, data=DATA, etag='"one"', modified="Sat, 17 Jan 2026 00:00:00 GMT")


def test_what_is_sent_says_nothing_of_us_but_our_name(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    web.put("/a.png?b=%2F", DATA, Set_Cookie="a=b")
    web.put("/2.png", DATA)
    fetched(web, web.url("/a.png?b=%2F#part"))
    fetched(web, web.url("/2.png"))
    assert web.asked == [(web.listed(), "/a.png?b=%2F"), (web.listed(), "/2.png")]
    for headers in web.headers:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["User-Agent"].startswith("publisher/")
        assert headers["Accept-Encoding"] == "identity"


def test_what_is_known_is_asked_for_on_condition(web: Web) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers["If-None-Match"] == '"one"'
        answer(handler, 304 if same else 200, {"Content-Length": "0"})

    web.pages["/a.png"] = page
    assert fetched(web, web.url("/a.png"), known='"one"').status == 304
    assert fetched(web, web.url("/a.png")).status == 200


def test_an_answer_of_not_modified_that_nobody_asked_for_is_none(web: Web) -> None:
    web.put("/a.png", b"", status=304)
    assert "answers 304" in refused(web, web.url("/a.png")).message


@pytest.mark.parametrize("etag", ['"a\r\n b"', "\xff", "x" * 5000], ids=["folded", "latin", "long"])
def test_validators_that_cannot_be_sent_back_are_dropped(web: Web, etag: str) -> None:
    web.put("/a.png", DATA, ETag=etag)
    assert fetched(web, web.url("/a.png")).etag == ""


def test_plain_http_where_it_is_listed(web: Web) -> None:
    web.put("/a.png", DATA)
    url = f"http://pictures.example:{web.plain}/a.png"
    assert fetched(web, url, f"http://pictures.example:{web.plain}").data == DATA
    error = refused(web, url, f"pictures.example:{web.plain}")
    assert error.code == "picture-refused"
    assert f'"http://pictures.example:{web.plain}"' in error.hint
    assert len(web.asked) == 1


def test_redirects_are_followed_and_each_is_guarded(web: Web) -> None:
    web.put("/4.png", DATA)
    web.move("/1.png", "/2.png", 301)
    web.move("/2.png", web.url("/3.png", "img.cdn.example"), 307)
    web.move("/3.png", f"//img.cdn.example:{web.secure}/4.png", 308)
    entries = (web.listed(), web.listed(".cdn.example"))
    assert fetched(web, web.url("/1.png"), *entries).data == DATA
    assert web.resolved == ["pictures.example", "pictures.example", "img.cdn.example", "img.cdn.example"]
    web.move("/0.png", "/1.png")
    assert "more than 3 times" in refused(web, web.url("/0.png"), *entries).message


def test_a_redirect_to_itself_ends(web: Web) -> None:
    web.move("/a.png", "/a.png")
    error = refused(web, web.url("/a.png"))
    assert (error.code, len(web.asked)) == ("picture-refused", 4)


@pytest.mark.parametrize(
    "location",
    [
        *("https://other.example/a.png", "http://pictures.example/a.png", "https://u:secret@pictures.example/a.png"),
        *("file:///etc/passwd", "ftp://pictures.example/", "https://127.0.0.1/", "http://169.254.169.254/latest/"),
        *("https://[::1]/", "//2130706433/", "https://pictures.example:22/", "https://[/", "https://潮.example/"),
        *("https://pictures.example@other.example/", "//other.example"),
    ],
)
def test_a_redirect_out_of_the_list_is_refused(web: Web, location: str) -> None:
    web.move("/a.png", location.encode().decode("latin-1"))
    error = refused(web, web.url("/a.png"))
    assert error.code == "picture-refused"
    assert "secret" not in error.message + error.hint
    assert len(web.asked) == 1


INSIDE = ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1"]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused_before_a_connection(web: Web, address: str) -> None:
    web.put("/a.png", DATA)
    error = refused(web, web.url("/a.png"), allows=is_public, resolve=lambda _host, _port: [address])
    assert error.code == "picture-refused"
    assert error.message == "pictures.example has no public address"
    assert web.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "127.1", "localhost"])
def test_this_machine_by_any_name_is_refused_by_the_real_policy_and_resolver(web: Web, host: str) -> None:
    web.put("/a.png", DATA)
    url = f"https://{host}:{web.secure}/a.png"
    with pytest.raises(FetchError) as caught:
        get(url, allowed_hosts([f"*:{web.secure}"]), Net(), trusting())
    assert caught.value.code in {"picture-refused", "picture-unreachable"}
    assert host == "[::1]" or "public address" in caught.value.message or "no host is called" in caught.value.message
    assert web.asked == []


def outside_is_127_0_0_1(address: Address) -> bool:
    """A policy under which the web is public and the rest of this machine is not."""
    return str(address) == "127.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "inside.cdn.example"])
def test_a_redirect_inside_is_refused_though_its_host_is_listed(web: Web, host: str) -> None:
    web.move("/a.png", f"https://{host}:{web.secure}/b.png")

    def resolve(name: str, port: int) -> Iterable[str]:
        known = {"pictures.example": "127.0.0.1", "inside.cdn.example": "127.0.0.2"}
        return [known[name]] if name in known else system_addresses(name, port)

    error = refused(web, web.url("/a.png"), f"*:{web.secure}", resolve=resolve, allows=outside_is_127_0_0_1)
    assert error.code == "picture-refused"
    assert "has no public address" in error.message
    assert len(web.asked) == 1


def test_a_name_is_resolved_once_and_its_second_answer_never_seen(web: Web) -> None:
    web.put("/a.png", DATA)
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    seen: list[str] = []

    def allows(address: object) -> bool:
        seen.append(str(address))
        return True

    found = fetched(web, web.url("/a.png"), resolve=lambda _host, _port: next(answers), allows=allows)
    assert (found.data, seen, next(answers)) == (DATA, ["127.0.0.1"], ["10.0.0.1"])


def test_of_many_addresses_only_public_ones_are_tried_each_in_its_turn(web: Web) -> None:
    web.put("/a.png", DATA)
    tried: list[str] = []
    listed = ["10.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.1"]

    def allows(address: Address) -> bool:
        tried.append(str(address))
        return address.is_loopback

    found = fetched(web, web.url("/a.png"), resolve=lambda _host, _port: listed, allows=allows)
    assert (found.data, tried) == (DATA, listed[:3])


def test_tls_is_for_the_name_and_its_certificate_is_checked(web: Web) -> None:
    web.put("/a.png", DATA)
    error = refused(web, web.url("/a.png", "stranger.example"), f"*:{web.secure}")
    assert (error.code, error.silent) == ("picture-unreachable", True)
    assert "certificate of stranger.example does not hold" in error.message
    with pytest.raises(FetchError, match="certificate"):
        get(web.url("/a.png"), allowed_hosts([web.listed()]), web.net(), ssl.create_default_context())
    assert web.asked == []


def test_the_address_is_connected_to_and_the_name_is_asked_for(web: Web) -> None:
    web.put("/a.png", DATA)
    fetched(web, web.url("/a.png", "img.cdn.example"), f"*:{web.secure}")
    assert (web.named, web.asked) == (["img.cdn.example"], [(f"img.cdn.example:{web.secure}", "/a.png")])
    fetched(web, f"http://[2001:DB8::1]:{web.plain}/a.png", f"http://[2001:db8::1]:{web.plain}")
    assert web.asked[1] == (f"[2001:db8::1]:{web.plain}", "/a.png")


def test_plain_http_where_tls_is_meant_is_said(web: Web) -> None:
    url = f"https://pictures.example:{web.plain}/a.png"
    assert "no TLS with pictures.example" in refused(web, url, f"*:{web.plain}").message


@pytest.mark.parametrize("status", [204, 206, 403, 404, 410, 418, 429, 500, 503])
def test_any_other_answer_is_a_failure_with_its_number(web: Web, status: int) -> None:
    web.put("/a.png", b"", status=status)
    error = refused(web, web.url("/a.png"))
    assert (error.code, error.silent) == ("picture-unreachable", False)
    assert error.message == f"the host answers {status}"


def test_a_host_that_nobody_knows_and_one_that_does_not_listen(web: Web) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert "no host is called pictures.example" in refused(web, web.url("/a.png"), resolve=unknown).message
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = refused(web, f"https://pictures.example:{port}/", f"*:{port}")
    assert (error.message, error.silent) == ("pictures.example: connection refused", True)
    nobody = refused(web, web.url("/a.png"), resolve=lambda _host, _port: [])
    assert nobody.code == "picture-refused"


def large(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Content-Length": "3000000000"})


def endless(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Content-Type": "image/png"})
    while True:
        handler.wfile.write(bytes(100_000))


def endless_chunks(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Transfer-Encoding": "chunked"})
    while True:
        handler.wfile.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: " + b"y" * 60_000 + b"\r\n")


def endless_interim(handler: BaseHTTPRequestHandler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def endless_trailers(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"Transfer-Encoding": "chunked"}, b"0\r\n")
    while True:
        handler.wfile.write(b"X: y\r\n" * 1000)


@pytest.mark.parametrize(
    "page",
    [large, endless, endless_chunks, endless_headers, endless_interim, endless_trailers],
    ids=lambda p: p.__name__,
)
def test_what_has_no_end_is_cut_off(web: Web, page: object) -> None:
    web.pages["/a.png"] = page  # type: ignore[assignment]
    started = time.monotonic()
    error = refused(web, web.url("/a.png"), max_bytes=1_000_000)
    assert error.code in {"picture-large", "picture-unreachable"}
    assert page is endless_headers or "larger than 1 MB" in error.message
    assert time.monotonic() - started < 4


def drip(handler: BaseHTTPRequestHandler, start: bytes, drop: bytes) -> None:
    handler.wfile.write(start)
    for _ in range(200):
        handler.wfile.write(drop)
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    ],
    ids=["status", "headers", "body", "chunks", "chunk length"],
)
def test_a_drop_now_and_then_does_not_put_the_end_off(web: Web, start: bytes, drop: bytes) -> None:
    web.pages["/a.png"] = lambda handler: drip(handler, start, drop)
    started = time.monotonic()
    error = refused(web, web.url("/a.png"), seconds=0.4)
    assert (error.code, error.message, error.silent) == ("picture-unreachable", "it took over 0.4 seconds", True)
    assert time.monotonic() - started < 1.5


def test_redirects_share_one_time(web: Web) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        answer(handler, 302, {"Location": "/a.png", "Content-Length": "0"})

    web.pages["/a.png"] = slow
    assert "took over 0.5 seconds" in refused(web, web.url("/a.png"), seconds=0.5).message
    assert len(web.asked) == 2


def test_a_silent_host_a_slow_resolver_and_a_slow_handshake_end_too(web: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        error = refused(web, f"https://pictures.example:{port}/", f"*:{port}", seconds=0.3)
        assert error.silent
        assert "0.3 seconds" in error.message
    gone = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        gone.wait(20)
        return ["127.0.0.1"]

    error = refused(web, web.url("/a.png"), resolve=slow, seconds=0.3)
    gone.set()
    assert error.silent
    assert time.monotonic() - started < 2


def test_a_body_cut_short_is_no_picture(web: Web) -> None:
    web.pages["/a.png"] = lambda handler: answer(handler, 200, {"Content-Length": str(len(DATA))}, DATA[:100])
    web.pages["/b.png"] = lambda handler: answer(handler, 200, {"Transfer-Encoding": "chunked"}, b"ff\r\nxx")
    for path in ("/a.png", "/b.png"):
        assert "before its end" in refused(web, web.url(path)).message


def test_compressed_answers_are_never_inflated(web: Web) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    for encoding in ("gzip", "deflate", "br", "gzip, gzip"):
        web.put("/a.png", bomb, Content_Encoding=encoding)
        error = refused(web, web.url("/a.png"))
        assert (error.code, "compressed" in error.message) == ("picture-format", True)
    web.put("/a.png", DATA, Content_Encoding="identity")
    assert fetched(web, web.url("/a.png")).data == DATA


def say(handler: BaseHTTPRequestHandler, said: bytes) -> None:
    handler.wfile.write(said)


@pytest.mark.parametrize("said", [b"", b"no HTTP\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 500, b"SSH-2.0-x\r\n"])
def test_what_is_not_http_is_a_failure(web: Web, said: bytes) -> None:
    web.pages["/a.png"] = lambda handler: say(handler, said)
    assert refused(web, web.url("/a.png")).code == "picture-unreachable"
