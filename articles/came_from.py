"""From where the act under way was asked for: a page, a sheet, or a command.

Acts are called by pages, actions, imports and commands alike and need not know by
which; the log asks here.
"""

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from articles.models import AuditEntry

Via = AuditEntry.Via
_asked = ContextVar("asked", default=None)


def now() -> tuple[str, str]:
    """How the act under way came (one of Via), and the page, sheet or command it was."""
    return _asked.get() or (Via.COMMAND, _command())


@contextmanager
def coming(via: str, whence: str):
    """Let acts done inside be told as come *via* that, *whence*."""
    before = _asked.set((via, whence))
    try:
        yield
    finally:
        _asked.reset(before)


class PageMiddleware:
    """What a request does came from its page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with coming(Via.PAGE, request.path):
            return self.get_response(request)


def _command() -> str:
    """ "manage.py intake": the program and its first word, never what it was given."""
    program = Path(sys.argv[0]).name
    named = sys.argv[1:2] if program == "manage.py" else []
    return " ".join([program, *named])
