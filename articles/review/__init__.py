"""How an article reaches readers: acts on one frozen revision, each kept in the log.

The one door: pages, commands and tests call `review.submit(article, by)` and so on.

    edit → submit (or correct) → approve → publish (or schedule, unschedule) → withdraw
                    ↘ return                                   restore at any time

Each act asks `rights.may`, moves the article by one filtered update, and writes one
ReviewEvent in the same transaction; each refuses by a ReviewError whose text is for the
person who tried. What goes out is always the revision that was approved, never the
working copy. What else must hold of a text is on one list (see `checklist`): some points
of it are asked when a text is sent in, all of them before it goes out.
"""

from articles.review.acts import (
    approve,
    correct,
    edit,
    publish,
    restore,
    return_to_author,
    schedule,
    submit,
    unschedule,
    withdraw,
)
from articles.review.checking import missing
from articles.review.errors import ReviewError
from articles.review.freezing import freeze

__all__ = [
    "ReviewError",
    "approve",
    "correct",
    "edit",
    "freeze",
    "missing",
    "publish",
    "restore",
    "return_to_author",
    "schedule",
    "submit",
    "unschedule",
    "withdraw",
]
