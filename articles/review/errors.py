"""How an act of review refuses, and the one place where it asks whether it may."""

from articles import rights


class ReviewError(Exception):
    """An act that cannot be done now; its text is for the person who tried."""


def allow(by, act: str, article) -> None:
    """Raise ReviewError with the Refusal of `rights.may`, if there is one."""
    allowed = rights.may(by, act, article)
    if not allowed:
        raise ReviewError(str(allowed))
