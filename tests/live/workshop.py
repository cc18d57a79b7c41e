"""A site of its own, in processes of its own: what dies there dies for real.

`Workshop` is what a test or a bench holds; `workshop_site` is the process at its other
end, which answers one line of JSON with one line of JSON.
"""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from tests.live.feed_server import response

ROOT = Path(__file__).parents[2]
DATABASE_URL = os.environ.get("DATABASE_URL", "")
BEIJING = ZoneInfo("Asia/Shanghai")
PLACES = "甲乙丙丁戊己庚辛壬癸"


class Workshop:
    """A throw-away site in *directory*, whose feeds are those of *server*."""

    def __init__(self, directory: Path, server, **environment: str):
        self.database = ""
        kept = {k: v for k, v in os.environ.items() if k != "CACHE_URL"}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DEBUG": "1",
            "DATA_DIR": str(directory),
            "FETCH_ALLOW": server.allow,
            **environment,
        }
        if DATABASE_URL:
            self._make_database(f"workshop_{os.getpid()}")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.workshop_site"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        if self.database:
            self._sql(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def do(self, name: str, **arguments):
        """What the function *name* of `workshop_site` gives."""
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        if not told:
            raise RuntimeError(f"the workshop died of {name}")
        return json.loads(told)

    def worker(self) -> subprocess.Popen:
        """`manage.py worker --once`, begun."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--once"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _make_database(self, name: str) -> None:
        self.database = name
        self._sql(f'CREATE DATABASE "{name}"')
        parts = urlsplit(DATABASE_URL)._replace(path=f"/{name}")
        self.environment["DATABASE_URL"] = urlunsplit(parts)

    @staticmethod
    def _sql(statement: str) -> None:
        import psycopg

        with psycopg.connect(DATABASE_URL, autocommit=True) as connection:
            connection.execute(statement)


def family(pid: int) -> list[int]:
    """*pid* and every process that came of it, as far as it is known now."""
    found = [pid]
    for parent in found:
        path = Path(f"/proc/{parent}/task")
        for task in path.glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def is_alive(pid: int) -> bool:
    """Whether *pid* still runs; a zombie that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def memory(pids: list[int]) -> int:
    """Bytes that *pids* hold between them; what they share counts once (PSS)."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        lines = (line.split() for line in rollup.splitlines())
        total += sum(int(line[1]) * 1024 for line in lines if line[0] == "Pss:")
    return total


def flash_feed(number):
    """Ten news of its own, three that all feeds have, and one that all reword."""
    own = [
        f"{place}市{number}号产业园开工，总投资{number}{n}亿元"
        for n, place in enumerate(PLACES)
    ]
    shared = [f"央行开展{n}亿元7天期逆回购操作" for n in (100, 230, 570)]
    reworded = [f"国家统计局：5月份全国城镇调查失业率为5.{0}%" + "。！；"[number % 3]]
    told = datetime.now(BEIJING) - timedelta(hours=1)
    items = "".join(
        f"<item><guid>{n}</guid><title>{text}</title>"
        f"<pubDate>{told + timedelta(minutes=n):%a, %d %b %Y %H:%M:%S} +0800</pubDate></item>"
        for n, text in enumerate(own + shared + reworded)
    )
    body = f'<rss version="2.0"><channel><title>f</title>{items}</channel></rss>'
    return response(body.encode(), f'ETag: "v{number}"')


def put_feeds(server, count=4):
    return [
        (server.put(f"/{number}", flash_feed(number)), f"第{number}社")
        for number in range(count)
    ]
