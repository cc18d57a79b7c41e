"""The live news and the stories for other programs: Atom, JSON Feed, and our own JSON.

Everything here speaks the language of the site, whoever asks: the answers are kept by
caches that many share. Times carry the offset of Beijing.
"""

import re

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import FeedItem, LiveStory

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
JSON_FEED = "https://jsonfeed.org/version/1.1"
# What XML 1.0 cannot say. Such characters come with pasted pages and are stored as they
# were; one of them would make a feed unreadable as a whole.
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE = 120


def tag(kind: str, pk: int) -> str:
    """The id of a row in every feed of ours; after a change all readers get all anew.

    It names neither the address nor the text, so it outlives both.
    """
    return f"tag:{settings.TAG_AUTHORITY},2026:{kind}/{pk}"


def sayable(text: str) -> str:
    return UNSAYABLE.sub("", text)


def moment(at) -> str:
    """A time as RFC 3339, in Beijing."""
    return rfc3339_date(timezone.localtime(at))


def with_wordings(stories: list[LiveStory]) -> list[LiveStory]:
    """Load the items of *stories*, those of one told first to last: one query for all."""
    wordings = Prefetch("items", FeedItem.objects.for_wordings())
    prefetch_related_objects(stories, wordings)
    return stories


def sources(story: LiveStory) -> list:
    """The outlets that told *story*, each once, the lead's first, then as they came."""
    named = {item.source.pk: item.source for item in story.items.all()}
    return list(({story.lead.source_id: story.lead.source} | named).values())


def changed_at(story: LiveStory):
    """When the newest item of *story* came in."""
    return max(item.received_at for item in story.items.all())


def is_sample(story: LiveStory) -> bool:
    return all(source.is_sample for source in sources(story))


def byline(story: LiveStory) -> str:
    """来源：甲社、乙社（示例）"""
    told = (
        _("%(source)s（示例）") % {"source": source}
        if source.is_sample
        else source.name
        for source in sources(story)
    )
    return _("来源：%(sources)s") % {"sources": "、".join(told)}


def live_atom(stories: list[LiveStory], absolute, address: str) -> str:
    """An Atom feed of *stories*; *absolute* makes a full address of a path."""
    feed = NewsFeed(
        title=_("新闻台 · 快讯"),
        link=absolute("/live/"),
        description=_("每条消息只列一次，注明来源。"),
        feed_url=address,
        feed_guid=f"tag:{settings.TAG_AUTHORITY},2026:live",
        author_name=_("新闻台"),
        language="zh-Hans",
    )
    for story in with_wordings(stories):
        text = sayable(story.lead.text)
        feed.add_item(
            title=text if len(text) <= TITLE else text[: TITLE - 1] + "…",
            link=absolute(story.get_absolute_url()),
            description=f"<p>{escape(text)}</p><p>{escape(sayable(byline(story)))}</p>",
            unique_id=tag("live", story.pk),
            author_name=sayable(story.lead.source.name),
            author_link=story.lead.source.homepage or None,
            pubdate=timezone.localtime(story.told_at),
            updateddate=timezone.localtime(changed_at(story)),
            labels=_labels(story),
            via=story.lead.url,
        )
    return feed.writeString("utf-8")


def _labels(story: LiveStory) -> dict[str, str]:
    marks = {"important": story.is_important, "sample": is_sample(story)}
    words = {"important": _("重要"), "sample": _("示例")}
    return {term: words[term] for term, holds in marks.items() if holds}


def articles_atom(articles, withdrawn, absolute, address: str) -> str:
    """An Atom feed of *articles*, each as its published revision has it.

    Of the *withdrawn* it tells that they are gone, since when and why, and nothing else
    (RFC 6721), so that feed readers which hold their text drop it.
    """
    feed = NewsFeed(
        title=_("新闻台 · 要闻"),
        link=absolute("/"),
        description=_("最新发布的文章。"),
        feed_url=address,
        feed_guid=f"tag:{settings.TAG_AUTHORITY},2026:story",
        author_name=_("新闻台"),
        language="zh-Hans",
        gone=[
            (
                tag("story", a.pk),
                timezone.localtime(a.withdrawn_at),
                a.withdrawn_because,
            )
            for a in withdrawn
        ],
    )
    for article in articles:
        revision = article.published_revision
        by = revision.author or revision.source
        sample = revision.source and revision.source.is_sample
        feed.add_item(
            title=sayable(revision.title),
            link=absolute(article.get_absolute_url()),
            description=escape(sayable(revision.lede)) or None,
            unique_id=tag("story", article.pk),
            author_name=sayable(str(by)) if by else None,
            pubdate=timezone.localtime(article.publish_at),
            # Later than any tombstone, where a withdrawn text came back.
            updateddate=timezone.localtime(revision.shown_from),
            labels={"sample": _("示例")} if sample else {},
            via="",
        )
    return feed.writeString("utf-8")


class NewsFeed(Atom1Feed):
    """Atom whose categories have a word beside the term, and items their original.

    `gone` are (id, since when, why) of entries that were withdrawn.
    """

    @property
    def gone(self) -> list:
        return self.feed.get("gone", [])

    def root_attributes(self):
        marked = {"xmlns:at": TOMBSTONES} if self.gone else {}
        return {**super().root_attributes(), **marked}

    def latest_post_date(self):
        """When the feed last changed; to lose an entry is a change."""
        changes = [at for _id, at, _why in self.gone]
        if self.items or not changes:
            changes.append(super().latest_post_date())
        return max(changes)

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for entry, at, why in self.gone:
            when = {"ref": entry, "when": rfc3339_date(at)}
            handler.startElement("at:deleted-entry", when)
            if why:
                handler.addQuickElement("at:comment", sayable(why))
            handler.endElement("at:deleted-entry")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for term, label in item["labels"].items():
            handler.addQuickElement("category", "", {"term": term, "label": label})
        if item["via"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["via"]})


def json_feed(stories: list[LiveStory], version: int, absolute, address: str) -> dict:
    """JSON Feed 1.1 of *stories*. `_newsroom.version` is where /api/live goes on from."""
    return {
        "version": JSON_FEED,
        "title": _("新闻台 · 快讯"),
        "home_page_url": absolute("/live/"),
        "feed_url": address,
        "description": _("每条消息只列一次，注明来源。"),
        "language": "zh-Hans",
        "authors": [{"name": _("新闻台"), "url": absolute("/")}],
        "_newsroom": {"version": version},
        "items": [_json_item(story, absolute) for story in with_wordings(stories)],
    }


def _json_item(story: LiveStory, absolute) -> dict:
    lead, told = story.lead, row(story, absolute)
    item = {
        "id": tag("live", story.pk),
        "url": told["url"],
        "content_text": lead.text,
        "date_published": moment(story.told_at),
        "date_modified": moment(changed_at(story)),
        "authors": [_json_author(source) for source in sources(story)],
        "_newsroom": {
            name: told[name] for name in ("id", "time", "important", "sources", "items")
        },
    }
    if lead.url:
        item["external_url"] = lead.url
    if labels := _labels(story):
        item["tags"] = list(labels.values())
    return item


def _json_author(source) -> dict:
    author = {"name": source.name}
    return author | {"url": source.homepage} if source.homepage else author


def row(story: LiveStory, absolute) -> dict:
    """A shown story as /api/live tells it; its wordings must be loaded."""
    first = min(story.items.all(), key=lambda item: (item.told_at, item.pk))
    return {
        "id": story.pk,
        "version": story.version,
        "born": story.born,
        "url": absolute(story.get_absolute_url()),
        "text": story.lead.text,
        "time": {
            "at": moment(story.told_at),
            "precision": first.precision or None,
            "assumed": first.date_assumed,
        },
        "important": story.is_important,
        "sources": [
            {"name": source.name, "sample": source.is_sample}
            for source in sources(story)
        ],
        "items": story.items_count,
        "merged_into": None,
        "hidden": False,
    }


def tombstone(story: LiveStory) -> dict:
    """A story that is shown no more: nothing of it but where it went."""
    return {
        "id": story.pk,
        "version": story.version,
        "merged_into": story.merged_into_id,
        "hidden": bool(story.hidden_because),
    }


def changes(stories: list[LiveStory], absolute) -> list[dict]:
    """*stories* in their order: rows of the shown, tombstones of the others."""
    with_wordings([story for story in stories if story.is_shown])
    return [
        row(story, absolute) if story.is_shown else tombstone(story)
        for story in stories
    ]
