"""The one door to the schema: import models from here, never from the files inside."""

from articles.models.accounts import DeskSession
from articles.models.append_only import AppendOnly
from articles.models.audit import AuditEntry
from articles.models.content import Article
from articles.models.corrections import FactCorrection
from articles.models.decisions import Decision, KnownUnknown, Overrule
from articles.models.facts import Fact
from articles.models.feeds import Feed
from articles.models.indicators import Indicator
from articles.models.industry import (
    Alliance,
    Cluster,
    Event,
    Industry,
    NamesStamp,
    Organisation,
    Region,
)
from articles.models.initiatives import Agreement, Programme
from articles.models.items import FeedItem
from articles.models.judging import Comparison, RarePair
from articles.models.learnt import LearntName
from articles.models.links import Link
from articles.models.live import LiveClock, LiveStory
from articles.models.merges import Merge
from articles.models.old_addresses import OldAddress
from articles.models.outlets import Author, Intake, Source
from articles.models.pictures import Picture
from articles.models.presence import Presence
from articles.models.quotes import Place, Quote
from articles.models.reading import HotEntry, HotList, ReaderDay
from articles.models.receipts import Change, Receipt
from articles.models.remarks import Remark
from articles.models.review import ReviewEvent
from articles.models.revision import Revision
from articles.models.search import ItemText, RevisionText
from articles.models.sketches import TextMark
from articles.models.upkeep import Chore, FeedDay
from articles.models.versions import ItemVersion
from articles.models.writing import Writing

__all__ = [
    "Agreement",
    "Alliance",
    "AppendOnly",
    "Article",
    "AuditEntry",
    "Author",
    "Change",
    "Chore",
    "Cluster",
    "Comparison",
    "Decision",
    "DeskSession",
    "Event",
    "Fact",
    "FactCorrection",
    "Feed",
    "FeedDay",
    "FeedItem",
    "HotEntry",
    "HotList",
    "Indicator",
    "Industry",
    "Intake",
    "ItemText",
    "ItemVersion",
    "KnownUnknown",
    "LearntName",
    "Link",
    "LiveClock",
    "LiveStory",
    "Merge",
    "NamesStamp",
    "OldAddress",
    "Organisation",
    "Overrule",
    "Picture",
    "Place",
    "Presence",
    "Programme",
    "Quote",
    "RarePair",
    "ReaderDay",
    "Receipt",
    "Region",
    "Remark",
    "ReviewEvent",
    "Revision",
    "RevisionText",
    "Source",
    "TextMark",
    "Writing",
]
