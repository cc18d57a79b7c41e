"""Sessions of staff, each with the person it belongs to."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeskSessionQuerySet(models.QuerySet):
    def open_of(self, user):
        """Sessions of *user* that have not ended, the one that ends last first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by(
            "-expire_date"
        )


class DeskSession(AbstractBaseSession):
    """One browser that is signed in; deleting the row signs it out."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("人员"),
        null=True,
        related_name="desk_sessions",
    )

    objects = BaseSessionManager.from_queryset(DeskSessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = verbose_name_plural = _("会话")

    @classmethod
    def get_session_store_class(cls):
        from articles.sessions import SessionStore

        return SessionStore
