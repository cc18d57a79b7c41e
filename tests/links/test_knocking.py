"""Asking whether an address leads anywhere: what it finds, and what it refuses."""

import socket
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.live.knocking import ALIVE, GONE, LIMITS, UNSURE, knock
from tests.live.feed_server import redirect, response, running

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
# For servers that would otherwise never end; how soon after is not ours to measure.
QUICK = replace(LIMITS, seconds=0.5)
AT_LAST = 5


@pytest.fixture(scope="module")
def server():
    with running() as server:
        yield server


def ask(server, url, **options):
    return knock(url, now=NOW, allow=server.allow, **options)


def methods(server, path):
    found = (request.split(" ", 2) for request in server.requests)
    return [method for method, asked, _ in found if asked == path]


def answering(head, get):
    def answer(sock, request):
        sock.sendall(head if request.startswith("HEAD") else get)

    return answer


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("200 OK", ALIVE),
        ("206 Partial Content", ALIVE),
        ("304 Not Modified", ALIVE),
        ("404 Not Found", GONE),
        ("410 Gone", GONE),
        ("401 Unauthorized", UNSURE),
        ("403 Forbidden", UNSURE),
        ("429 Too Many Requests", UNSURE),
        ("451 Unavailable For Legal Reasons", UNSURE),
        ("500 Internal Server Error", UNSURE),
        ("503 Service Unavailable", UNSURE),
    ],
)
def test_the_status_says_whether_it_is_there(server, status, state):
    verdict = ask(server, server.put("/page", response(b"", status=status)))
    assert verdict.state == state
    assert verdict.said == {"code": "status", "status": int(status[:3])}


def test_a_page_that_answers_head_is_asked_no_more(server):
    ask(server, server.put("/polite", response(b"")))
    assert methods(server, "/polite") == ["HEAD"]


@pytest.mark.parametrize("refusal", ["405 Method Not Allowed", "404 Not Found"])
def test_where_head_is_refused_a_few_bytes_are_asked_for(server, refusal):
    answer = answering(response(b"", status=refusal), response(b"there"))
    assert ask(server, server.put("/no-head", answer)).state == ALIVE
    assert methods(server, "/no-head")[-2:] == ["HEAD", "GET"]
    assert "range: bytes=0-1023" in server.requests[-1].lower()


def test_a_server_that_hangs_up_on_head_is_asked_again(server):
    url = server.put("/hangs-up", answering(b"", response(b"there")))
    assert ask(server, url).state == ALIVE


def test_who_asks_for_patience_is_not_asked_twice_and_is_heard(server):
    busy = response(b"", "Retry-After: 120", status="429 Too Many Requests")
    verdict = ask(server, server.put("/busy", busy))
    assert (verdict.state, verdict.wait) == (UNSURE, 120)
    assert methods(server, "/busy") == ["HEAD"]


def test_a_moved_page_is_where_it_moved_to(server):
    server.put("/new", response(b"", status="404 Not Found"))
    assert ask(server, server.put("/old", redirect("/new"))).state == GONE
    server.put("/new", response(b""))
    assert ask(server, server.put("/old", redirect("/new"))).state == ALIVE


def test_going_round_in_circles_ends(server):
    verdict = ask(server, server.put("/round", redirect("/round")))
    assert verdict.state == UNSURE
    assert verdict.said["code"] == "too-many-redirects"
    assert len(methods(server, "/round")) == LIMITS.redirects + 1


@pytest.mark.parametrize(
    ("url", "state", "code"),
    [
        ("http://127.0.0.1/", GONE, "private-address"),
        ("http://10.1.2.3/", GONE, "private-address"),
        ("http://[::1]/", GONE, "private-address"),
        ("http://169.254.169.254/latest/meta-data/", GONE, "private-address"),
        ("http://localhost/", GONE, "private-address"),
        ("http://localhost:8000/", GONE, "private-address"),
        ("http://[::1]:8000/", GONE, "private-address"),
        ("http://intranet/", GONE, "private-address"),
        ("http://0x7f.1/", GONE, "numeric-host"),
        ("http://news .example/", GONE, "bad-url"),
        ("http://news.example:8080/", UNSURE, "port"),
        ("http://who:secret@news.example/", UNSURE, "credentials"),
    ],
)
def test_what_must_not_be_asked_is_not(server, url, state, code):
    def resolve(host, port):
        raise AssertionError(f"{host} was looked up")

    before = len(server.requests)
    verdict = ask(server, url, resolve=resolve)
    assert (verdict.state, verdict.said["code"]) == (state, code)
    assert len(server.requests) == before


@pytest.mark.parametrize(
    "there",
    [
        "http://127.0.0.1/admin/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "//localhost/",
    ],
)
def test_a_redirect_to_where_we_must_not_go_is_not_followed(server, there):
    verdict = ask(server, server.put("/trap", redirect(there)))
    assert verdict.state == UNSURE
    assert verdict.said["code"] in ("private-address", "scheme")


def test_a_name_that_leads_to_a_private_address_is_not_dialled(server):
    verdict = ask(
        server, "http://news.example/", resolve=lambda host, port: ["10.0.0.7"]
    )
    assert (verdict.state, verdict.said["code"]) == (UNSURE, "private-address")


@pytest.mark.parametrize(
    ("errno", "state"),
    [(socket.EAI_NONAME, GONE), (socket.EAI_AGAIN, UNSURE), (socket.EAI_FAIL, UNSURE)],
)
def test_a_host_nobody_knows_is_gone_but_not_when_nobody_could_say(
    server, errno, state
):
    def resolve(host, port):
        raise socket.gaierror(errno, "as the name server put it")

    verdict = ask(server, "http://news.example/", resolve=resolve)
    assert (verdict.state, verdict.said["code"]) == (state, "unknown-host")


def test_nobody_answering_is_no_reason_to_call_it_gone():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    verdict = knock(f"http://127.0.0.1:{port}/", now=NOW, allow=f"127.0.0.1:{port}")
    assert (verdict.state, verdict.said["code"]) == (UNSURE, "unreachable")


def test_a_body_without_end_is_not_read(server):
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    url = server.drip("/endless", head, b"x" * 65536, every=0)
    assert ask(server, url, limits=QUICK).state == ALIVE


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200"])
def test_a_server_that_drips_is_left_after_a_moment(server, head):
    began = time.monotonic()
    verdict = ask(server, server.drip("/drip", head, b"x-y: z\r\n"), limits=QUICK)
    assert verdict.state == UNSURE
    assert time.monotonic() - began < AT_LAST


def test_a_server_that_says_nothing_is_left_after_a_moment(server):
    began = time.monotonic()
    verdict = ask(server, server.hold("/silent", b""), limits=QUICK)
    assert (verdict.state, verdict.said["code"]) == (UNSURE, "deadline")
    assert time.monotonic() - began < AT_LAST


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n",
        redirect("http://["),
    ],
)
def test_nonsense_is_no_verdict_on_the_page(server, answer):
    assert ask(server, server.put("/nonsense", answer)).state == UNSURE
