"""Data entry and review desks, one file a subject."""

from articles.admin import (
    account,
    content,
    feeds,
    industry,
    intake,
    live,
    reading,
    review,
)

__all__ = [
    "account",
    "content",
    "feeds",
    "industry",
    "intake",
    "live",
    "reading",
    "review",
]
