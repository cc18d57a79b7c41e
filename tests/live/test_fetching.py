"""What asking an address brings, and what it cannot be made to cost."""

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.live.fetch import FetchError, Limits, get
from tests.live.feed_server import redirect, response, running

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FEED = "<rss><channel><title>快讯</title></channel></rss>".encode()
SMALL = Limits(
    seconds=10,
    connect_seconds=5,
    decoded_bytes=200_000,
    sent_bytes=100_000,
    header_bytes=8_000,
)
# For servers that would otherwise never end; how soon after is not ours to measure.
QUICK = replace(SMALL, seconds=0.5)
AT_LAST = 5


@pytest.fixture(scope="module")
def server():
    with running() as server:
        yield server


def ask(server, url, **options):
    return get(url, now=NOW, **{"allow": server.allow, "limits": SMALL, **options})


def refused(server, url, **options):
    began = time.monotonic()
    with pytest.raises(FetchError) as error:
        ask(server, url, **options)
    assert time.monotonic() - began < AT_LAST
    return error.value


def test_brings_the_bytes_and_what_to_ask_with_next_time(server):
    url = server.put(
        "/good",
        response(
            FEED,
            "Content-Type: application/rss+xml; charset=utf-8",
            'ETag: "v1"',
            "Last-Modified: Mon, 23 Nov 2026 00:00:00 GMT",
            "Set-Cookie: who=reader",
        ),
    )
    got = ask(server, url)
    assert (got.status, got.body) == (200, FEED)
    assert got.content_type == "application/rss+xml; charset=utf-8"
    assert (got.etag, got.last_modified) == ('"v1"', "Mon, 23 Nov 2026 00:00:00 GMT")
    assert (got.final_url, got.moved_permanently_to) == (url, "")
    sent = server.requests[-1].lower()
    assert f"host: {server.allow}" in sent
    assert "user-agent: newsroom/" in sent
    assert "accept-encoding: gzip, deflate\r\n" in sent
    assert "cookie" not in sent
    ask(server, url)
    assert "cookie" not in server.requests[-1].lower()


def test_nothing_new_is_no_bytes(server):
    def answer(sock, request):
        known = 'If-None-Match: "v1"' in request
        status = "304 Not Modified" if known else "200 OK"
        sock.sendall(response(b"" if known else FEED, status=status))

    url = server.put("/conditional", answer)
    assert ask(server, url).body == FEED
    got = ask(server, url, etag='"v1"', modified="Mon, 23 Nov 2026 00:00:00 GMT")
    assert got.not_modified
    assert got.body == b""
    assert "If-Modified-Since: Mon, 23 Nov 2026 00:00:00 GMT" in server.requests[-1]


def test_a_304_nobody_asked_for_is_an_error(server):
    url = server.put("/unasked", response(b"", status="304 Not Modified"))
    assert refused(server, url).params["status"] == 304


def test_a_validator_cannot_smuggle_a_header(server):
    url = server.put("/smuggle", response(FEED))
    ask(server, url, etag='"a"\r\nX-Evil: 1', modified="\x00")
    assert "evil" not in server.requests[-1].lower()


@pytest.mark.parametrize(
    "encoding, packed",
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        (
            "x-gzip",
            gzip.compress(FEED[:20], mtime=0) + gzip.compress(FEED[20:], mtime=0),
        ),
        ("gzip", gzip.compress(FEED, mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
    ],
)
def test_unpacks_what_it_offered_to(server, encoding, packed):
    url = server.put("/packed", response(packed, f"Content-Encoding: {encoding}"))
    assert ask(server, url).body == FEED


def test_unpacks_what_fills_every_step_to_the_brim(server):
    long = b"<!-- " + b"0" * 3_000_000 + b" -->"
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = raw.compress(long) + raw.flush()
    url = server.put("/brim", response(packed, "Content-Encoding: deflate"))
    limits = Limits(seconds=5)
    assert ask(server, url, limits=limits).body == long


def test_reads_chunks(server):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (FEED[:9], FEED[9:]))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    url = server.put("/chunks", head + chunks + b"0\r\n\r\n")
    assert ask(server, url).body == FEED


def bomb(size: int) -> bytes:
    return gzip.compress(b"\0" * size, 9)


@pytest.mark.parametrize(
    "code, answer",
    [
        ("too-large", response(b"x" * 150_000)),
        ("too-large", response(b"x", length=150_000)),
        ("too-large", response(b"x", length=10**30)),
        ("too-large", response(bomb(50_000_000), "Content-Encoding: gzip")),
        ("encoding", response(FEED, "Content-Encoding: br")),
        ("encoding", response(FEED, "Content-Encoding: zstd")),
        ("encoding", response(bomb(9_000), "Content-Encoding: gzip, gzip")),
        ("damaged", response(FEED, "Content-Encoding: gzip")),
        (
            "truncated",
            response(gzip.compress(FEED, mtime=0)[:-20], "Content-Encoding: gzip"),
        ),
        ("truncated", response(zlib.compress(FEED)[:-9], "Content-Encoding: deflate")),
        ("truncated", response(FEED, length=len(FEED) + 10)),
        (
            "truncated",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nabc",
        ),
        ("not-http", b"220 mail.example ESMTP\r\n"),
        ("truncated", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        ("unreachable", b""),
        ("headers-too-large", response(FEED, *["X-A: " + "b" * 50] * 99 * 9)),
        ("headers-too-large", response(FEED, *["X-A: " + "b" * 200] * 50)),
        ("headers-too-large", response(FEED, "X-A: " + "b" * 100_000)),
        ("gone", response(b"", status="410 Gone")),
        ("status", response(b"", status="404 Not Found")),
        ("status", response(b"", status="500 Oops")),
        ("status", response(b"", status="204 No Content")),
        ("bad-redirect", response(b"", status="302 Found")),
    ],
)
def test_a_bad_answer_is_one_error(server, code, answer):
    assert refused(server, server.put("/bad", answer)).code == code


@pytest.mark.parametrize(
    "told, seconds",
    [
        ("120", 120),
        ("Mon, 23 Nov 2026 08:40:00 GMT", 600),
        ("Mon, 23 Nov 2026 08:00:00 GMT", 0),
        ("soon", 0),
        ("9" * 50, 999_999_999),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Busy"])
def test_a_busy_server_says_when_to_come_back(server, status, told, seconds):
    url = server.put("/busy", response(b"", f"Retry-After: {told}", status=status))
    error = refused(server, url)
    assert error.code == "busy"
    assert error.params == {"status": int(status[:3]), "retry_after": seconds}


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "head, piece",
    [
        (b"", b"H"),  # a status line that never ends
        (OK, b"X: 1\r\n"),  # headers that never end
        (OK + b"Content-Length: 90000\r\n\r\n", b"x"),  # a body, byte by byte
        (OK + b"\r\n", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: 1\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_nothing_that_drips_outlasts_the_deadline(server, head, piece):
    url = server.drip("/drip", head, piece)
    error = refused(server, url, limits=QUICK)
    assert error.code in ("deadline", "headers-too-large")


@pytest.mark.parametrize("data", [b"", OK, OK + b"\r\n" + FEED])
def test_a_server_that_falls_silent_is_left(server, data):
    assert (
        refused(server, server.hold("/silent", data), limits=QUICK).code == "deadline"
    )


def test_a_connection_kept_open_does_not_keep_us(server):
    url = server.hold("/open", response(FEED, "Connection: keep-alive"))
    began = time.monotonic()
    assert ask(server, url).body == FEED
    assert time.monotonic() - began < AT_LAST


def test_an_endless_body_stops_at_the_limit(server):
    url = server.drip("/endless", OK + b"\r\n", b"x" * 65536, every=0)
    error = refused(server, url)
    assert error.code == "too-large"
    assert error.params["limit"] == SMALL.sent_bytes


def test_a_slow_name_server_counts_too(server):
    def resolve(host, port):
        server.stopping.wait(AT_LAST)
        return []

    error = refused(server, "http://slow.news.example/", resolve=resolve, limits=QUICK)
    assert error.code == "deadline"


def test_nobody_listening_is_told_apart_from_nothing_new():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(FetchError) as error:
            get(f"http://{place}/", now=NOW, allow=place, limits=SMALL)
    assert error.value.code == "unreachable"


# TLS


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """A TLS server that calls itself news.example, and the certificate to trust."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate of this test")
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", key, "-out", certificate, "-subj", "/CN=news.example"),
            *("-addext", "subjectAltName=DNS:news.example"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with running(context) as server:
        server.put("/feed", response(FEED))
        server.drip("/drip", b"HTTP/1.1 200 OK\r\n\r\n")
        yield server, certificate


def ask_secure(server, host, path="/feed", limits=SMALL):
    return ask(
        server,
        f"https://{host}:{server.port}{path}",
        allow=f"{host}:{server.port}",
        resolve=lambda *_: ["127.0.0.1"],
        limits=limits,
    )


def test_the_name_is_what_the_certificate_must_be_about(secure, monkeypatch):
    server, certificate = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask_secure(server, "news.example").body == FEED
    with pytest.raises(FetchError) as error:
        ask_secure(server, "other.example")
    assert error.value.code == "tls"


def test_a_certificate_nobody_vouches_for_is_refused(secure):
    with pytest.raises(FetchError) as error:
        ask_secure(secure[0], "news.example")
    assert error.value.code == "tls"


def test_a_drip_inside_tls_ends_at_the_deadline_too(secure, monkeypatch):
    server, certificate = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    began = time.monotonic()
    with pytest.raises(FetchError) as error:
        ask_secure(server, "news.example", "/drip", QUICK)
    assert error.value.code == "deadline"
    assert time.monotonic() - began < AT_LAST


def test_a_handshake_that_never_comes_ends_at_the_deadline(server):
    assert refused(server, f"https://{server.allow}/", limits=QUICK).code == "deadline"


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_follows_a_redirect_and_says_where_it_ended(server, status):
    server.put("/to/good", response(FEED))
    url = server.put("/from", redirect("to/good#part", f"{status} Elsewhere"))
    got = ask(server, url)
    assert got.final_url == server.url("/to/good")
    moved = server.url("/to/good") if status in (301, 308) else ""
    assert got.moved_permanently_to == moved


def test_a_move_is_permanent_up_to_the_first_step_that_is_not(server):
    server.put("/c", response(FEED))
    server.put("/b", redirect("/c", "302 Found"))
    url = server.put("/a", redirect("/b", "301 Moved"))
    got = ask(server, url)
    assert got.final_url == server.url("/c")
    assert got.moved_permanently_to == server.url("/b")


def test_reads_a_location_in_raw_utf8(server):
    server.put("/%E5%BF%AB%E8%AE%AF", response(FEED))
    url = server.put("/raw", redirect("/快讯"))
    assert ask(server, url).body == FEED


def test_five_redirects_are_followed_and_no_more(server):
    server.put("/hop0", response(FEED))
    for n in range(1, 7):
        server.put(f"/hop{n}", redirect(f"/hop{n - 1}"))
    assert ask(server, server.url("/hop5")).body == FEED
    error = refused(server, server.url("/hop6"))
    assert (error.code, error.params) == ("too-many-redirects", {"limit": 5})
    loop = server.put("/loop", redirect("/loop"))
    assert refused(server, loop).code == "too-many-redirects"


@pytest.mark.parametrize(
    "location, code",
    [
        ("http://127.0.0.1/", "private-address"),
        ("http://127.0.0.1:1/", "port"),
        ("http://localhost/", "private-address"),
        ("http://169.254.169.254/latest/meta-data/", "private-address"),
        ("http://[fd00:ec2::254]/", "private-address"),
        ("http://[::ffff:127.0.0.1]/", "private-address"),
        ("//2130706433/", "numeric-host"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://files.example/", "scheme"),
        ("gopher://127.0.0.1:70/_x", "scheme"),
        ("http://user:secret@news.example/", "credentials"),
        ("http://[broken", "bad-url"),
        ("http://a\\b.example/", "bad-url"),
    ],
)
def test_a_redirect_is_checked_like_any_address(server, location, code):
    url = server.put("/astray", redirect(location))
    assert refused(server, url).code == code


def test_from_https_to_http_is_no_way():
    from articles.live.targets import redirected, target

    secure = target("https://news.example/feed")
    assert redirected(secure, "/other").url == "https://news.example/other"
    with pytest.raises(FetchError) as error:
        redirected(secure, "http://news.example/feed")
    assert error.value.code == "downgrade"


# Names


def test_a_name_with_one_bad_address_is_refused(server):
    def resolve(host, port):
        return ["93.184.216.34", "10.0.0.8"]

    error = refused(server, "http://news.example/", resolve=resolve)
    assert error.code == "private-address"
    assert error.params["address"] == "10.0.0.8"


def test_the_address_that_was_checked_is_the_one_dialled(server):
    """The name is looked up once; a second answer would be another address."""
    asked = []
    server.put("/feed", response(FEED))
    place = f"news.example:{server.port}"

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    url = f"http://{place}/feed"
    assert ask(server, url, allow=place, resolve=resolve).body == FEED
    assert asked == ["news.example"]
    assert f"Host: {place}\r\n" in server.requests[-1]


def test_a_name_nobody_knows(server):
    def resolve(host, port):
        raise socket.gaierror

    assert (
        refused(server, "http://news.example/", resolve=resolve).code == "unknown-host"
    )


# A proxy


def test_a_proxy_is_asked_for_the_whole_address(server):
    server.put("http://news.example/feed", response(FEED))
    got = ask(server, "http://news.example/feed", proxy=server.url(), allow="")
    assert got.body == FEED
    assert "Host: news.example\r\n" in server.requests[-1]


def test_a_password_is_for_the_proxy_alone(server):
    server.put("http://news.example/feed", response(FEED))
    server.put("news.example:443", response(b"", status="403 Forbidden"))
    proxy = server.url().replace("http://", "http://news:p%40ss@")
    ask(server, "http://news.example/feed", proxy=proxy, allow="")
    told = "proxy-authorization: basic bmv3czpwqhnz"
    assert told in server.requests[-1].lower()
    refused(server, "https://news.example/feed", proxy=proxy, allow="")
    assert told in server.requests[-1].lower()


def test_a_proxy_we_cannot_speak_to_is_an_error(server):
    error = refused(server, "http://news.example/", proxy="socks5://127.0.0.1:1")
    assert (error.code, error.params) == ("proxy", {"scheme": "socks5"})


def test_a_proxy_is_asked_for_a_tunnel(server):
    server.put("news.example:443", response(b"", status="403 Forbidden"))
    error = refused(server, "https://news.example/feed", proxy=server.url(), allow="")
    assert error.code == "unreachable"
    assert server.requests[-1].startswith("CONNECT news.example:443 ")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "localhost", "db"])
def test_a_proxy_is_not_asked_for_private_places(server, host):
    error = refused(server, f"http://{host}/", proxy=server.url(), allow="")
    assert error.code == "private-address"


def test_a_proxy_that_drips_is_left_too(server):
    server.drip("news.example:443", b"HTTP/1.1 200 OK\r\n", b"X: 1\r\n")
    url = "https://news.example/feed"
    error = refused(server, url, proxy=server.url(), allow="", limits=QUICK)
    assert error.code in ("deadline", "headers-too-large", "unreachable")
