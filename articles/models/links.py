"""Addresses outside this site that articles link to, and whether they lead anywhere."""

import hashlib
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# Longer than asking an address may take, so that a turn is never taken twice.
LEASE = timedelta(minutes=3)
# How long we stay away from a host that we have just asked; longer than asking takes.
HOST_REST = timedelta(seconds=10)
# What may be a bad hour is asked again after these, then only when somebody wants it.
PATIENCE = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
)


class LinkQuerySet(models.QuerySet):
    def due(self, now):
        """Links to check at *now*, longest waiting first; none whose host has its rest."""
        resting = Link.objects.filter(asked_at__gt=now - HOST_REST).values("host")
        return (
            self.filter(next_check_at__lte=now)
            .exclude(host__in=resting)
            .order_by("next_check_at", "pk")
        )


class Link(models.Model):
    """One address, however many articles link to it; `articles.links` checks it."""

    class State(models.TextChoices):
        NEW = "new", _("还没检查")
        ALIVE = "alive", _("能打开")
        GONE = "gone", _("失效")
        UNSURE = "unsure", _("不确定")

    digest = models.CharField(_("指纹"), max_length=64, unique=True)
    url = models.TextField(_("网址"))
    host = models.CharField(_("主机"), max_length=253, db_index=True)
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.NEW)
    # A code and its parameters; articles.links.wording makes a sentence of them.
    said = models.JSONField(_("答复"), default=dict, blank=True)
    failures = models.PositiveSmallIntegerField(_("连续不确定"), default=0)
    checked_at = models.DateTimeField(_("检查时间"), null=True, blank=True)
    asked_at = models.DateTimeField(_("询问时间"), null=True, blank=True, db_index=True)
    # Empty while nobody wants to know.
    next_check_at = models.DateTimeField(
        _("下次检查"), null=True, blank=True, db_index=True
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("链接")

    def __str__(self):
        return self.url

    @staticmethod
    def digest_of(url: str) -> str:
        """SHA-256 of *url* in hex; addresses have no length a database would index."""
        return hashlib.sha256(url.encode()).hexdigest()

    def claim(self, now) -> bool:
        """Take the turn of this link; False when somebody else was first.

        The filter is the lock. Who dies before the answer leaves it due after LEASE.
        """
        turn = Link.objects.filter(pk=self.pk, next_check_at=self.next_check_at)
        if not turn.update(next_check_at=now + LEASE, asked_at=now):
            return False
        self.next_check_at, self.asked_at = now + LEASE, now
        return True

    def give_back(self, now) -> None:
        """Leave a claimed turn undone, for the next who comes."""
        self._mine().update(next_check_at=now)

    def record(self, state, said, now, wait=timedelta(0)) -> None:
        """Keep what came of the turn claimed; nothing if the lease has been lost.

        Each doubtful answer in a row makes the wait longer; a host that asks for more,
        by *wait*, gets it, up to a day.
        """
        self.failures = self.failures + 1 if state == self.State.UNSURE else 0
        self.next_check_at = None
        if 0 < self.failures <= len(PATIENCE):
            patience = max(PATIENCE[self.failures - 1], min(wait, PATIENCE[-1]))
            self.next_check_at = now + patience
        self._mine().update(
            state=state,
            said=said,
            failures=self.failures,
            checked_at=now,
            next_check_at=self.next_check_at,
        )

    def _mine(self):
        return Link.objects.filter(pk=self.pk, asked_at=self.asked_at)
