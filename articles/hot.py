"""The hot list: how many different readers an article had, day by day.

A read is told by a small POST the page sends after five seconds of visible reading.
It counts when the page's own token is old enough and the reader's cookie is one we
signed; robots and staff never count, a second read on one day is no second row, and
one network cannot count more than NETWORK_CAP readers of an article on a day.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.core import signing
from django.db.models import Count
from django.utils import timezone

from articles.models import Article, ReaderDay
from articles.network import client_address

COOKIE = "reader"
COOKIE_AGE = timedelta(days=180)
READING = timedelta(seconds=5)
PAGE_AGE = timedelta(hours=12)
# An office or a school behind one address counts, a machine that makes up readers
# stops mattering soon.
NETWORK_CAP = 25
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python", re.I
)

pages = signing.TimestampSigner(salt="articles.hot.page")
readers = signing.Signer(salt="articles.hot.reader")


def page_token(article: Article) -> str:
    """What a story page shows us later to prove that it was opened, and when."""
    return pages.sign(str(article.pk))


def give_cookie(request, response) -> None:
    """Give a reader without one the cookie that tells one reader from another."""
    if _reader(request) is None:
        response.set_cookie(
            COOKIE,
            readers.sign(secrets.token_urlsafe(16)),
            max_age=COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def count_read(request, token: str) -> bool:
    """Count the read that *token* tells of; return whether it was a new reader-day."""
    reader = _reader(request)
    pk = _opened_long_enough_ago(token)
    agent = request.headers.get("User-Agent", "")
    if pk is None or reader is None or not agent or ROBOT.search(agent):
        return False
    if request.user.is_staff:
        return False
    day = timezone.localdate()
    network = _fingerprint(f"{day} {_network(request)}")
    known = ReaderDay.objects.filter(article_id=pk, day=day)
    if known.filter(network=network).count() >= NETWORK_CAP:
        return False
    if not Article.objects.public().filter(pk=pk).exists():
        return False
    _row, created = known.get_or_create(
        article_id=pk,
        day=day,
        reader=_fingerprint(f"{day} {reader}"),
        defaults={"network": network},
    )
    return created


def most_read(days: int, limit: int = 10):
    """Public articles read in the last *days* days, today included, most readers first."""
    first_day = timezone.localdate() - timedelta(days=days - 1)
    return (
        Article.objects.public()
        .for_cards()
        # Filtered before it is counted: articles nobody read are never looked at.
        .filter(reader_days__day__gte=first_day)
        .annotate(readers=Count("reader_days"))
        .order_by("-readers", "-publish_at", "-pk")[:limit]
    )


def _opened_long_enough_ago(token: str) -> int | None:
    """The article whose page *token* was opened READING to PAGE_AGE ago, or None."""
    try:
        pk = pages.unsign(token, max_age=PAGE_AGE)
    except signing.BadSignature:
        return None
    try:
        pages.unsign(token, max_age=READING)
    except signing.SignatureExpired:
        return int(pk)
    return None


def _reader(request) -> str | None:
    try:
        return readers.unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return None


def _network(request) -> str:
    """The /24 or /64 that *request* came from: one household or office, roughly."""
    address = client_address(request)
    if not address:
        return "unknown"
    ip = ip_address(address)
    return str(int(ip) >> (8 if ip.version == 4 else 64))


def _fingerprint(text: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
