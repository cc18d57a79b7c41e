"""Twenty editors saving the same few articles while feeds arrive: is anything lost?

    python bench/editors.py [--seconds 60] [--saves N] [--editors 20] [--articles 10]
                            [--postgres postgres://user@host/database]

It ends after so many seconds, or before that with the N-th save that was accepted.

Starts the site as `make serve` does (gunicorn, two processes) on a database of its own:
SQLite in a temporary directory, or the PostgreSQL database given, which must be empty.
Each editor opens an article, adds a mark of their own at the end of its body, and saves;
told that somebody else was first, they take the other's text and save again. Meanwhile
items arrive on a feed. At the end every mark whose save was accepted must be there.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
# What a refused editor must be told: who, and when to the second.
TOLD = re.compile(r"editor\d+ 于 \d\d:\d\d:\d\d 保存了这篇文章")
FEED_EVERY = 0.5  # seconds
ITEMS = 5


@dataclass
class Tally:
    """What happened, counted by all the editors together."""

    counts: Counter = field(default_factory=Counter)
    accepted: dict = field(default_factory=dict)  # mark -> article
    waits: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> None:
    asked = arguments()
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        prepare_environment(data, asked.postgres)
        people, articles = fill(asked.editors, asked.articles)
        server = start(port)
        try:
            wait_for(port)
            started = time.monotonic()
            tally, fed = work(port, people, articles, asked)
            spent = time.monotonic() - started
        finally:
            server.terminate()
            server.wait()
        report(asked, tally, fed, spent, lost(tally))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--saves", type=int, default=10**9)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--postgres", default="")
    return parser.parse_args()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare_environment(data: str, postgres: str) -> None:
    """Production settings, so that what is measured is what would be served."""
    for name in ("DEBUG", "DATABASE_URL", "CACHE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATA_DIR": data,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "0",
    }
    if postgres:
        os.environ["DATABASE_URL"] = postgres
    for command in (("migrate",), ("groups",), ("collectstatic", "--noinput")):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def fill(editors: int, articles: int):
    """({editor's name: session cookie}, keys of the articles), all newly made."""
    import logging

    import django

    django.setup()
    logging.disable(logging.INFO)  # signing everybody in is no news
    from django.contrib.auth.models import Group, User
    from django.test import Client

    from articles.models import Article, Source

    source = Source.objects.create(name="示例财经")
    people = {}
    for number in range(editors):
        user = User.objects.create(username=f"editor{number}", is_staff=True)
        user.groups.add(Group.objects.get(name="编辑"))
        client = Client()
        client.force_login(user)
        people[user.username] = client.cookies["sessionid"].value
    rows = [
        Article.objects.create(title=f"第{n}篇", body="开头。", source=source)
        for n in range(articles)
    ]
    return people, [row.pk for row in rows]


def start(port: int) -> subprocess.Popen:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "newsroom.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"),
            *("--timeout", "90", "--log-level", "error"),
        ],
        cwd=ROOT,
    )


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not start")


def work(port, people, articles, asked):
    """Let everybody work as long as asked; return the tally and how many items came."""
    tally, end, fed = Tally(), time.monotonic() + asked.seconds, []

    def over() -> bool:
        return time.monotonic() > end or tally.counts[302] >= asked.saves

    threads = [
        threading.Thread(target=edit, args=(port, *who, articles, over, tally))
        for who in people.items()
    ]
    threads.append(threading.Thread(target=arrive, args=(over, fed, tally)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally, sum(fed)


def edit(port, name, session, articles, over, tally) -> None:
    import urllib3

    http = urllib3.PoolManager(retries=False)
    chance, number = random.Random(name), 0
    while not over():
        number += 1
        mark, article = f"【{name}-{number}】", chance.choice(articles)
        address = f"http://127.0.0.1:{port}/admin/articles/article/{article}/change/"
        try:
            while not save(http, address, session, mark, tally):
                pass
        except Exception as error:  # whatever it is, it is what we look for
            with tally.lock:
                tally.failures.append(f"{name}: {error!r}"[:300])
            continue
        with tally.lock:
            tally.accepted[mark] = article


def save(http, address, session, mark, tally) -> bool:
    """Open the form, add *mark* and save; False when somebody else was first."""
    cookie = f"sessionid={session}"
    page = http.request("GET", address, headers={"Cookie": cookie}, redirect=False)
    if page.status != 200:
        raise RuntimeError(f"GET {page.status}")
    fields, csrf = form_of(page.data), page.headers["Set-Cookie"].partition(";")[0]
    fields["body"] = f"{fields['body']}\n\n{mark}"
    started = time.monotonic()
    answer = http.request(
        "POST",
        address,
        fields=fields,
        encode_multipart=False,
        headers={"Cookie": f"{cookie}; {csrf}", "Referer": address},
        redirect=False,
    )
    with tally.lock:
        tally.waits.append(time.monotonic() - started)
        tally.counts[answer.status] += 1
    if answer.status == 302:
        return True
    html = answer.data.decode()
    if answer.status != 200 or not TOLD.search(html):
        raise RuntimeError(f"POST {answer.status} without who was first")
    if mark not in form_of(answer.data)["body"] or "对方保存的文字" not in html:
        raise RuntimeError("a refused editor's text, or the other's, was not kept")
    return False


def form_of(html: bytes) -> dict[str, str]:
    """The fields of the article's form as a browser would send them."""
    from selectolax.lexbor import LexborHTMLParser

    form = LexborHTMLParser(html).css_first("#article_form")
    fields = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in form.css("input[name]")
        if node.attributes.get("type") != "submit"
    }
    for area in form.css("textarea"):
        fields[area.attributes["name"]] = area.text().removeprefix("\n")
    for select in form.css("select:not([multiple])"):
        chosen = select.css_first("option[selected]")
        fields[select.attributes["name"]] = chosen.attributes["value"] if chosen else ""
    return fields


def arrive(over, fed, tally) -> None:
    """Items on a feed, a few every half second, by the road all feeds take."""
    from django.utils import timezone

    from articles.live import grouping
    from articles.live.incoming import Incoming
    from articles.models import Feed, Source

    source = Source.objects.create(name="示例快讯")
    feed = Feed.objects.create(source=source, kind=Feed.Kind.PAGE, title="示例")
    turn = 0
    while not over():
        turn, now = turn + 1, timezone.now()
        items = [
            Incoming(
                guid=f"{turn}-{n}",
                text=f"第{turn}批第{n}号样品通过检验",
                told_at=now,
                received_at=now,
            )
            for n in range(ITEMS)
        ]
        try:
            fed.append(grouping.place(feed, items))
        except Exception as error:  # as above
            tally.failures.append(f"feed: {error!r}"[:300])
        time.sleep(FEED_EVERY)


def lost(tally: Tally) -> list[str]:
    """Marks whose save was accepted and that stand in no body."""
    from articles.models import Article

    bodies = dict(Article.objects.values_list("pk", "body"))
    return [mark for mark, pk in tally.accepted.items() if mark not in bodies[pk]]


def report(asked, tally, fed, spent, missing) -> None:
    from django.db import connection

    waits = sorted(tally.waits) or [0]
    at = {
        share: waits[int((len(waits) - 1) * share)] * 1000 for share in (0.5, 0.95, 1)
    }
    print(
        f"{connection.vendor}, {asked.editors} editors, {asked.articles} articles, "
        f"{spent:.0f} s\n"
        f"  saves accepted        {tally.counts[302]}\n"
        f"  lost updates          {len(missing)}\n"
        f"  conflicts             {tally.counts[200]}, each told by whom and when, "
        "both texts kept\n"
        f"  failures              {len(tally.failures)}\n"
        f"  items that arrived    {fed}\n"
        f"  a save, ms            {at[0.5]:.0f} median, {at[0.95]:.0f} in 95 %, "
        f"{at[1]:.0f} the slowest"
    )
    for told in tally.failures[:5]:
        print("   ", told)
    sys.exit(bool(missing or tally.failures))


if __name__ == "__main__":
    main()
