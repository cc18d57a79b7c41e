"""Data entry and review desks, one file a subject."""

from articles.admin import (
    account,
    audit,
    content,
    corrections,
    facts,
    feeds,
    industry,
    initiatives,
    intake,
    live,
    merging,
    people,
    pictures,
    reading,
    review,
)

__all__ = [
    "account",
    "audit",
    "content",
    "corrections",
    "facts",
    "feeds",
    "industry",
    "initiatives",
    "intake",
    "live",
    "merging",
    "people",
    "pictures",
    "reading",
    "review",
]
