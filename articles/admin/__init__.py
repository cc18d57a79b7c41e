"""Data entry and review desks, one file a subject."""

from articles.admin import (
    account,
    content,
    feeds,
    industry,
    intake,
    live,
    pictures,
    reading,
)

__all__ = [
    "account",
    "content",
    "feeds",
    "industry",
    "intake",
    "live",
    "pictures",
    "reading",
]
