"""Work in a process of its own: stopped in time, kept small, replaced when it fails."""

import os
import re
import signal
import sys
import time
from datetime import UTC, datetime
from io import BytesIO

import pytest

from articles.live.errors import FetchError, Overrun
from articles.live.gather import ask
from articles.live.isolate import Isolated

MB = 1024 * 1024


def double(number):
    return number * 2


def refuse():
    raise FetchError("gone", status=410)


def sleep_for_ever():
    time.sleep(600)


def backtrack_for_ever():
    return re.match(r"(a+)+$", "a" * 60 + "b")


def swell():
    return len(b"x" * (2000 * MB))


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def modules():
    return set(sys.modules)


def count_and_first(body, more):
    return len(body), body[:1], more


def unpicklable():
    return lambda: None


@pytest.fixture(scope="module")
def worker():
    with Isolated() as worker:
        yield worker


def test_returns_what_the_work_returned_and_keeps_its_worker(worker):
    assert worker.run(double, 21, timeout=10) == 42
    first = worker.pid
    assert worker.run(double, number=4, timeout=10) == 8
    assert worker.pid == first


@pytest.mark.parametrize("size", [0, 1, MB, 3 * MB + 1])
def test_a_body_goes_over_whole_and_first(worker, size):
    body = BytesIO(b"#x" + b"y" * size)
    body.seek(1)
    told = worker.run(count_and_first, "more", body=body, timeout=10)
    assert told == (size + 1, b"x", "more")
    assert worker.run(double, 21, timeout=10) == 42


def test_raises_what_the_work_raised_with_its_code(worker):
    with pytest.raises(FetchError) as refused:
        worker.run(refuse, timeout=10)
    assert (refused.value.code, refused.value.params) == ("gone", {"status": 410})


@pytest.mark.parametrize("stuck", [sleep_for_ever, backtrack_for_ever])
def test_no_work_outlives_its_deadline(worker, stuck):
    worker.run(double, 1, timeout=10)
    pid, began = worker.pid, time.monotonic()
    with pytest.raises(Overrun) as overrun:
        worker.run(stuck, timeout=0.3)
    assert overrun.value.code == "deadline"
    assert time.monotonic() - began < 5
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert worker.run(double, 1, timeout=10) == 2


def test_work_that_wants_too_much_memory_is_refused(worker):
    with pytest.raises(Overrun) as overrun:
        worker.run(swell, timeout=10)
    assert overrun.value.code == "memory"
    assert worker.run(double, 1, timeout=10) == 2


def test_a_worker_that_dies_costs_one_error(worker):
    with pytest.raises(Overrun) as overrun:
        worker.run(die, timeout=10)
    assert overrun.value.code == "crashed"
    assert worker.run(double, 1, timeout=10) == 2


def test_a_result_that_cannot_travel_is_an_error_not_a_hang(worker):
    with pytest.raises(TypeError):
        worker.run(unpicklable, timeout=10)
    assert worker.run(double, 1, timeout=10) == 2


def test_reading_feeds_takes_no_django(worker):
    with pytest.raises(FetchError):
        worker.run(ask, "http://127.0.0.1/", datetime.now(UTC), timeout=10)
    loaded = worker.run(modules, timeout=10)
    assert "feedparser" in loaded
    assert not {"django", "articles.models"} & loaded


def test_a_worker_is_replaced_after_its_jobs():
    with Isolated(jobs=2) as worker:
        worker.run(double, 1, timeout=10)
        first = worker.pid
        worker.run(double, 1, timeout=10)
        assert worker.pid is None
        worker.run(double, 1, timeout=10)
        assert worker.pid != first


def test_a_worker_stops_itself_if_its_owner_cannot():
    with Isolated() as worker:
        worker.run(double, 1, timeout=10)
        worker._pipe.send((sleep_for_ever, (), {}, -1.8, False))  # its alarm: 0.2 s
        worker._process.join(5)
        assert worker._process.exitcode == -signal.SIGALRM
