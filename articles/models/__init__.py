"""The one door to the schema: import models from here, never from the files inside."""

from articles.models.accounts import DeskSession
from articles.models.content import Article
from articles.models.industry import (
    Alliance,
    Cluster,
    Event,
    Industry,
    Organisation,
    Region,
)
from articles.models.judging import Comparison, RarePair
from articles.models.live import Feed, FeedItem, LiveClock, LiveStory
from articles.models.outlets import Author, Intake, Source
from articles.models.reading import HotEntry, HotList, ReaderDay
from articles.models.review import ReviewEvent
from articles.models.revision import Revision

__all__ = [
    "Alliance",
    "Article",
    "Author",
    "Cluster",
    "Comparison",
    "DeskSession",
    "Event",
    "Feed",
    "FeedItem",
    "HotEntry",
    "HotList",
    "Industry",
    "Intake",
    "LiveClock",
    "LiveStory",
    "Organisation",
    "RarePair",
    "ReaderDay",
    "Region",
    "ReviewEvent",
    "Revision",
    "Source",
]
