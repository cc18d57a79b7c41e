"""Adding a feed: the same checks from the admin and from the shell."""

from dataclasses import fields

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence
from articles.live.parse import Mapping
from articles.live.targets import target
from articles.models import Feed, Source

MAPPING_KEYS = {field.name for field in fields(Mapping)}


def check_address(url: str) -> None:
    """Raise ValidationError, in words, for an address that we would not ask."""
    try:
        target(url, settings.FETCH_ALLOW)
    except FeedError as error:
        raise ValidationError(sentence(error)) from error


def check_mapping(mapping) -> None:
    """Raise ValidationError unless *mapping* is None or names known keys and paths."""
    if mapping is None:
        return
    if not isinstance(mapping, dict) or not mapping:
        raise ValidationError(_("映射须是一个 JSON 对象。"))
    unknown = sorted(set(mapping) - MAPPING_KEYS)
    if unknown:
        raise ValidationError(
            _("映射里没有「%(unknown)s」这样的键；可用的有：%(known)s。")
            % {"unknown": "、".join(unknown), "known": "、".join(sorted(MAPPING_KEYS))}
        )
    for key, value in mapping.items():
        wanted = list if key == "important_values" else str
        if not isinstance(value, wanted):
            raise ValidationError(_("映射的「%(key)s」写得不对。") % {"key": key})


@transaction.atomic
def add(url: str, source: str, title: str = "", mapping: dict | None = None) -> Feed:
    """Add a feed that is due at once. Raises ValidationError for what cannot be one."""
    check_address(url)
    check_mapping(mapping)
    outlet = Source(name=source)
    outlet.clean_fields()
    outlet, _created = Source.objects.get_or_create(name=source)
    feed = Feed(
        source=outlet,
        kind=Feed.Kind.ADDRESS,
        title=title or source,
        url=url,
        mapping=mapping,
        next_check_at=timezone.now(),
    )
    feed.full_clean()
    feed.save()
    auditing.record("taking-in.feed", None, feed, url)
    return feed
