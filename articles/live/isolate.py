"""Work that may hang or swell runs in a process of its own, which can be stopped.

A thread cannot be interrupted inside a regular expression, and memory it took is not
given back; a process can be killed, and everything it held is gone.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO

from .errors import Overrun

# Address space. What is read here is at most 15 MB; a feed of good markup of that size
# takes 120 MB, and this beside the worker and its small readers stays under 500 MB.
MEMORY = 300 * 1024 * 1024
PIECE = 1024 * 1024
# A worker that has done this much is replaced: what leaks, leaks only so far.
JOBS = 500
# To load Python and its libraries; the work's own deadline starts after that.
START_SECONDS = 30.0
# The worker's own alarm rings this much later than ours: it matters only if we died.
GRACE = 2.0

_spawn = multiprocessing.get_context("spawn")


class Isolated:
    """One worker process, started when first needed and replaced when it overruns.

    Not for use by several threads at once. As a context manager it is stopped at the
    end; a worker whose owner died stops by itself.
    """

    def __init__(self, memory: int = MEMORY, jobs: int = JOBS):
        self.memory = memory
        self.jobs = jobs
        self._done = 0
        self._process = None
        self._pipe = None

    def __enter__(self) -> Isolated:
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def run(
        self,
        function: Callable,
        *args,
        timeout: float,
        body: BinaryIO | None = None,
        **kwargs,
    ) -> Any:
        """Return what *function* returns within *timeout* seconds, or raise as it does.

        The function, what it is given and what it returns must pickle. What is left
        to read in *body* goes over in pieces and is the first argument, as bytes.
        Raises Overrun: "deadline" (seconds), "memory" (limit), "crashed" (status).
        """
        self._start()
        try:
            self._pipe.send((function, args, kwargs, timeout, body is not None))
            if body is not None:
                for piece in iter(partial(body.read, PIECE), b""):
                    self._pipe.send_bytes(piece)
                self._pipe.send_bytes(b"")
            if not self._pipe.poll(timeout):
                self._kill()
                raise Overrun("deadline", seconds=round(timeout))
            kind, result = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise self._crash() from None
        self._done += 1
        if kind == "memory":
            self.stop()
            raise Overrun("memory", limit=self.memory)
        if self._done >= self.jobs:
            self.stop()
        if kind == "raised":
            raise result
        return result

    def stop(self) -> None:
        """End the worker; `run` starts another."""
        self._kill()

    def interrupt(self) -> None:
        """Kill the worker from another thread: its `run` raises Overrun at once."""
        process = self._process
        with suppress(AttributeError, ValueError):  # none, or just being put away
            process.kill()

    def _start(self) -> None:
        if self._process and self._process.is_alive():
            return
        self._kill()
        self._pipe, theirs = _spawn.Pipe()
        self._process = _spawn.Process(
            target=_work, args=(theirs, self.memory), daemon=True
        )
        self._process.start()
        theirs.close()
        if not self._pipe.poll(START_SECONDS):
            self._kill()
            raise Overrun("deadline", seconds=round(START_SECONDS))
        try:
            self._pipe.recv()
        except EOFError:
            raise self._crash() from None

    def _crash(self) -> Overrun:
        self._process.join(5)
        status = self._process.exitcode
        self._kill()
        # Its own alarm, or the kernel's memory killer, may have been first.
        if status == -signal.SIGALRM:
            return Overrun("deadline", seconds=0)
        return Overrun("crashed", status=status if status is not None else 0)

    def _kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe:
            self._pipe.close()
        self._process, self._pipe, self._done = None, None, 0


def _work(pipe, memory: int) -> None:
    """The worker: one job after the other, until its owner is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the owner's to answer
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with suppress(ValueError, OSError):  # a system that cannot limit it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            function, args, kwargs, timeout, has_body = pipe.recv()
            signal.setitimer(signal.ITIMER_REAL, timeout + GRACE)
            body = _body(pipe) if has_body else ()
            _send(pipe, _answer(function, (*body, *args), kwargs))
            signal.setitimer(signal.ITIMER_REAL, 0)
            del function, args, kwargs, body


def _body(pipe) -> tuple[bytes]:
    return (b"".join(iter(pipe.recv_bytes, b"")),)


def _answer(function, args, kwargs) -> tuple[str, Any]:
    try:
        return "returned", function(*args, **kwargs)
    except MemoryError:
        return "memory", None
    except Exception as error:
        error.__traceback__ = error.__context__ = error.__cause__ = None
        return "raised", error


def _send(pipe, answer) -> None:
    try:
        pipe.send(answer)
    except MemoryError:
        pipe.send(("memory", None))
    except OSError:
        raise
    except Exception as error:  # a result that does not pickle
        pipe.send(("raised", TypeError(f"{type(error).__name__}: {error}"[:300])))
