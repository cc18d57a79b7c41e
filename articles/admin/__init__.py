"""Data entry and review desks, one file a subject."""

from articles.admin import (
    account,
    content,
    corrections,
    facts,
    feeds,
    industry,
    initiatives,
    intake,
    live,
    merging,
    pictures,
    reading,
    review,
)

__all__ = [
    "account",
    "content",
    "corrections",
    "facts",
    "feeds",
    "industry",
    "initiatives",
    "intake",
    "live",
    "merging",
    "pictures",
    "reading",
    "review",
]
