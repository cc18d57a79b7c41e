"""What is made of all the names on file: kept in the process, made anew when one changes."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from articles.models import NamesStamp

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The latest of what *make* makes of the names, and the stamp it was made at.

    *beside* tells what else it is made of, by a value that changes when that does.
    """

    def __init__(
        self, make: Callable[[], Made], beside: Callable[[], Hashable] = lambda: None
    ) -> None:
        self._make, self._beside = make, beside
        self._kept: tuple[Hashable, Made] | None = None
        self._building = Lock()

    def now(self) -> Made:
        """What the names of now make: one query, and those of *make* after a change."""
        names = NamesStamp.objects.now()
        stamp = (names, self._beside())
        kept = self._kept
        if kept is None or kept[0] != stamp:
            with self._building:
                kept = self._kept
                if kept is None or kept[0] != stamp:
                    # The stamp was read first: a name that came in between comes next
                    # time. Without one nobody knows of changes, so nothing is kept.
                    kept = (stamp, self._make())
                    self._kept = kept if names else None
        return kept[1]
