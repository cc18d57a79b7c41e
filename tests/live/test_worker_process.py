"""The worker as a process: told to stop, it ends at once and leaves nothing undone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.live.feed_server import response, running

ROOT = Path(__file__).parents[2]
RSS = b"<rss version='2.0'><channel><item><title>port reopens</title></item></channel></rss>"
# Far longer than ending takes, far shorter than what it would otherwise wait for.
PATIENCE = 20


class Site:
    """A database of its own with processes of manage.py on it."""

    def __init__(self, folder, server):
        self.path = folder / "newsroom.sqlite3"
        self.environment = {
            "DEBUG": "1",
            "DATA_DIR": str(folder),
            "FETCH_ALLOW": server.allow,
            "PATH": os.environ["PATH"],
        }

    def start(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments):
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    def rows(self, sql):
        with sqlite3.connect(self.path) as database:
            return database.execute(sql).fetchall()


@pytest.fixture
def server():
    with running() as loopback:
        yield loopback


@pytest.fixture(scope="module")
def laid_down(tmp_path_factory):
    """An empty database, made once."""
    folder = tmp_path_factory.mktemp("laid_down")
    with running() as loopback:
        Site(folder, loopback).run("migrate", "--verbosity", "0")
    return folder / "newsroom.sqlite3"


@pytest.fixture
def site(tmp_path, server, laid_down):
    shutil.copy(laid_down, tmp_path)
    return Site(tmp_path, server)


def ends(process, number=signal.SIGTERM):
    """Send the signal; return what it printed as errors, once it ended well."""
    process.send_signal(number)
    _out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_while_it_waits_it_ends(site, server, number):
    site.run("feeds", "add", server.put("/a", response(RSS)), "--source", "甲社")
    process = site.start("worker")
    wait_for(lambda: site.rows("SELECT 1 FROM articles_feed WHERE last_success_at > 0"))
    assert "Traceback" not in ends(process, number)
    assert site.rows("SELECT text FROM articles_feeditem") == [("port reopens",)]


def test_told_to_stop_while_a_server_keeps_it_waiting_it_gives_the_turn_back(
    site, server
):
    asked = threading.Event()

    def answer(sock, _request):
        asked.set()
        server.stopping.wait(60)

    site.run("feeds", "add", server.put("/slow", answer), "--source", "甲社")
    process = site.start("worker")
    assert asked.wait(PATIENCE)
    assert "Traceback" not in ends(process)
    [(failures, error, is_due)] = site.rows(
        "SELECT failures, last_error, next_check_at <= datetime('now', '+1 minute')"
        " FROM articles_feed"
    )
    assert (failures, error, is_due) == (0, "", 1)


def test_once_does_all_that_is_due_and_exits(site, server):
    """More feeds than are asked at once, one of which is broken."""
    for n in range(40):
        words = RSS.replace(b"port", f"port {n}".encode())
        url = server.put(f"/{n}", response(words if n else b"<html></html>"))
        (site.path.parent / "feeds.opml").open("a").write(
            f'<outline type="rss" text="F{n}" xmlUrl="{url}"/>'
        )
    listed = (site.path.parent / "feeds.opml").read_text()
    (site.path.parent / "feeds.opml").write_text(f"<opml><body>{listed}</body></opml>")
    site.run("feeds", "import", str(site.path.parent / "feeds.opml"))
    assert site.run("worker", "--once").strip() == "39"
    assert site.rows("SELECT count(*) FROM articles_feed WHERE failures > 0") == [(1,)]
    assert site.rows("SELECT sum(checks), sum(new) FROM articles_feedday") == [(40, 39)]
    assert site.rows(
        "SELECT count(*) FROM articles_chore WHERE due_at > datetime('now')"
    )


def wait_for(is_so):
    """Ask until *is_so*; the process under test decides when that is."""
    pause = threading.Event()
    for _ in range(PATIENCE * 20):
        if is_so():
            return
        pause.wait(0.05)
    raise AssertionError("it never came to that")
