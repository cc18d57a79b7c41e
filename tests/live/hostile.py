"""Servers and documents that misbehave, and good ones to stand beside them."""

import gzip
from contextlib import contextmanager

from tests.live.feed_server import redirect, response

OK = b"HTTP/1.1 200 OK\r\n"


def rss(inside, head=""):
    return (
        f'{head}<rss version="2.0"><channel><title>快讯</title>{inside}</channel></rss>'
    )


def item(number, more=""):
    return f"<item><guid>{number}</guid><title>第{number}条公告</title>{more}</item>"


def sent(text, *headers):
    body = text.encode() if isinstance(text, str) else text
    return response(gzip.compress(body, 1, mtime=0), "Content-Encoding: gzip", *headers)


GOOD = [
    response(rss("".join(item(n) for n in range(20))).encode("utf-8")),
    response(
        rss(item(1), '<?xml version="1.0" encoding="gb2312"?>').encode("gb18030"),
        "Content-Type: text/xml; charset=gb2312",
    ),
    sent(
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"title":"涨"}]}'
    ),
]
ERRORS = {
    "endless": ("deadline", None),
    "huge": ("too-large", lambda: response(b"x", length=16 * 1024 * 1024)),
    "gzip bomb": ("too-large", lambda: sent(b"\0" * 40_000_000)),
    "loop": ("too-many-redirects", lambda: redirect("/loop")),
    "inward": ("port", lambda: redirect("http://127.0.0.1:1/")),
    "metadata": ("private-address", lambda: redirect("http://169.254.169.254/")),
    "entity bomb": (
        "entities",
        lambda: sent(rss(item(1, "&b;"), '<!DOCTYPE r [<!ENTITY b "aa">]>')),
    ),
    "attributes": (
        "too-many-attributes",
        lambda: sent(rss("<item " + 'a="1" ' * 50_000 + "/>")),
    ),
    "nesting": ("too-deep", lambda: sent(rss("<a>" * 100_000))),
    "open tags": ("too-broken", lambda: sent("<rss>" + "<" * 3_000_000)),
    "flood": ("headers-too-large", lambda: response(b"", *["X: 1"] * 5000)),
    "cut off": ("truncated", lambda: sent(rss(item(1)))[:-12]),
    "half a gzip": (
        "truncated",
        lambda: response(
            gzip.compress(rss("").encode(), mtime=0)[:-9], "Content-Encoding: gzip"
        ),
    ),
    "gone": ("gone", lambda: response(b"", status="410 Gone")),
    "busy": (
        "busy",
        lambda: response(b"", "Retry-After: 60", status="429 Too Many Requests"),
    ),
    "web page": ("web-page", lambda: sent("<!doctype html><html></html>")),
    "silent": ("unreachable", lambda: b""),
}
PUT_UP_WITH = {
    "200,000 items": (2000, lambda: sent(rss("".join(map(item, range(200_000)))))),
    "one bad byte": (2, lambda: response(rss(item("#") + item(2)).encode().replace(b"#", b"\xfe"))),
    "wrong charset": (
        1,
        lambda: response(
            rss(item(1), '<?xml version="1.0" encoding="big5"?>').encode("gb18030"),
            "Content-Type: text/xml; charset=utf-8",
        ),
    ),
    "nulls": (2, lambda: sent(rss(item("\0&#0;1") + "\0" * 100_000 + item(2)))),
    "surrogates": (1, lambda: sent(rss(item("&#xD800;&#xDFFF;1")))),
    "deep HTML": (1, lambda: sent(rss(item(1, f"<description><![CDATA[{'<div>' * 50_000}")))),
}  # fmt: skip


class Crowd:
    """Fifty good feeds on *server* beside one of every bad kind and some that drip.

    `bad` is what each bad address should cost: a code of an error, or None where what
    it sends is merely odd. `ended_before` counts, for each request of a good feed, the
    drips that had ended by then.
    """

    def __init__(self, server, drips=8, good=50):
        self.server, self.ended, self.ended_before = server, 0, []
        self.bad, self.items = {}, {}
        for number in range(drips):
            self._drip(f"/drip/{number}", OK + b"\r\n" if number % 2 else OK)
        self.bad[server.hold("/silent", b"")] = "deadline"
        self._flood("/flood")
        for name, (code, answer) in ERRORS.items():
            if answer:
                self.put(name, code, answer())
        for name, (_, answer) in PUT_UP_WITH.items():
            self.put(name, None, answer())
        for number in range(good):
            body = rss(
                "".join(
                    f"<item><guid>{n}</guid><title>{number}号港第{n}航次抵达"
                    "</title></item>"
                    for n in range(20)
                )
            )
            url = server.put(f"/good/{number}", self._noted(response(body.encode())))
            self.items[url] = 20

    def put(self, name, code, answer):
        path = "/" + name.replace(" ", "-")
        self.bad[self.server.put(path, answer)] = code

    def feeds(self):
        """(address, source) each: what drips first, the good beside it, the rest after."""
        drips = [url for url in self.bad if "/drip/" in url]
        urls = dict.fromkeys([*drips, *self.items, *self.bad])
        return [(url, f"第{number}社") for number, url in enumerate(urls)]

    def _drip(self, path, head):
        def answer(sock, _):
            with self._counted():
                sock.sendall(head)
                while not self.server.stopping.wait(0.2):
                    sock.sendall(b"x")

        self.bad[self.server.put(path, answer)] = "deadline"

    def _flood(self, path):
        def answer(sock, _):
            sock.sendall(OK + b"\r\n")
            while not self.server.stopping.is_set():
                sock.sendall(b"<rss>" * 20_000)

        self.bad[self.server.put(path, answer)] = "too-large"

    @contextmanager
    def _counted(self):
        try:
            yield
        finally:
            self.ended += 1

    def _noted(self, data):
        def answer(sock, _):
            self.ended_before.append(self.ended)
            sock.sendall(data)

        return answer
