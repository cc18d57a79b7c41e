"""Sessions that know whose they are and end when nobody works in them.

The engine that settings.SESSION_ENGINE names; rows are articles.models.DeskSession.
A session ends with the working day (settings.SESSION_COOKIE_AGE), and earlier when its
person does nothing at the desk for settings.SESSION_IDLE.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

# A write a minute at most tells well enough when somebody was last at work.
NOTED_EVERY = timedelta(minutes=1)
# What a page asks by itself, while nobody touches it, says so by this header: it does
# not keep the session open. Lists that readers have poll other addresses, and keep
# none open either.
BACKGROUND = "X-Background"
# Why the last session of this browser ended, for the sign-in page to say.
ENDED = "desk-ended"
IDLE, OVER = "idle", "over"


class SessionStore(DatabaseStore):
    seen_at = None  # when its person last worked in it, once it is loaded
    was_idle = False

    @classmethod
    def get_model_class(cls):
        from articles.models import DeskSession

        return DeskSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.seen_at = timezone.now()
        return row

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        if row and row.is_idle():
            self._session_key, self.was_idle = None, True
            return None
        self.seen_at = row and row.seen_at
        return row

    def note_work(self) -> None:
        """Keep that somebody worked in this session just now."""
        now = timezone.now()
        if self.seen_at and now - self.seen_at >= NOTED_EVERY:
            rows = self.model.objects.filter(session_key=self.session_key)
            rows.update(seen_at=now)


class WorkMiddleware:
    """Work at the desk keeps its session open; of one that ended, the sign-in says why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        ended = _ended_just_now(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            if ENDED in request.COOKIES:
                response.delete_cookie(ENDED)
            if BACKGROUND not in request.headers:
                request.session.note_work()
        elif ended:
            if request.method == "POST" and response.status_code == 302:
                response = redirect_to_login(_page(request), reverse("admin:login"))
            _keep(response, ended)
        return response


def why_ended(request) -> str:
    """Why who comes to sign in has to: IDLE, OVER, or "" where no session ended."""
    return _ended_just_now(request) or request.COOKIES.get(ENDED, "")


def _ended_just_now(request) -> str:
    if not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return ""
    if request.user.is_authenticated:
        return ""
    return IDLE if request.session.was_idle else OVER


def _keep(response, why: str) -> None:
    """Beside the session's own cookie, which goes with this answer, whoever asked for it.

    A page that saved by itself may be the first to hear that the session has ended.
    """
    response.set_cookie(
        *(ENDED, why),
        max_age=settings.SESSION_COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _page(request) -> str:
    """The page a form was sent from: what to come back to, where its own address is none."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return request.get_full_path()
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl()
