"""The one door to the schema: import models from here, never from the files inside."""

from articles.models.accounts import DeskSession
from articles.models.content import Article, Author, Intake, Revision, Source
from articles.models.decisions import Decision, KnownUnknown, Overrule
from articles.models.facts import Fact, Indicator
from articles.models.industry import (
    Alliance,
    Cluster,
    Event,
    Industry,
    Organisation,
    Region,
)
from articles.models.initiatives import Agreement, Programme
from articles.models.judging import Comparison, RarePair
from articles.models.live import Feed, FeedItem, LiveClock, LiveStory
from articles.models.merges import Merge
from articles.models.quotes import Place, Quote
from articles.models.reading import HotEntry, HotList, ReaderDay

__all__ = [
    "Agreement",
    "Alliance",
    "Article",
    "Author",
    "Cluster",
    "Comparison",
    "Decision",
    "DeskSession",
    "Event",
    "Fact",
    "Feed",
    "FeedItem",
    "HotEntry",
    "HotList",
    "Indicator",
    "Industry",
    "Intake",
    "KnownUnknown",
    "LiveClock",
    "LiveStory",
    "Merge",
    "Organisation",
    "Overrule",
    "Place",
    "Programme",
    "Quote",
    "RarePair",
    "ReaderDay",
    "Region",
    "Revision",
    "Source",
]
