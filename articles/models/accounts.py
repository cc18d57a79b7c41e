"""Sessions of staff, each with the person it belongs to."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeskSessionQuerySet(models.QuerySet):
    def open_of(self, user):
        """Sessions of *user* that have not ended, the one that ends last first."""
        return self.filter(self._open(), user=user).order_by("-expire_date")

    def ended(self):
        """Sessions whose day is over, or that lay idle too long."""
        return self.exclude(self._open())

    @staticmethod
    def _open():
        now = timezone.now()
        return Q(expire_date__gt=now, seen_at__gt=now - settings.SESSION_IDLE)


class DeskSession(AbstractBaseSession):
    """One browser that is signed in; deleting the row signs it out."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("人员"),
        null=True,
        related_name="desk_sessions",
    )
    seen_at = models.DateTimeField(_("最近操作"), default=timezone.now)

    objects = BaseSessionManager.from_queryset(DeskSessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = verbose_name_plural = _("会话")

    def is_idle(self) -> bool:
        return self.seen_at <= timezone.now() - settings.SESSION_IDLE

    @classmethod
    def get_session_store_class(cls):
        from articles.sessions import SessionStore

        return SessionStore
