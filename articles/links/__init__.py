"""Whether the links in a story still lead somewhere.

    of → the addresses in a text          ask_for → have the unknown ones checked
    state_of → what is known of each      check_due → a worker's turn; never waits
                                          check_now → what a person asks for; waits

Links within this site are judged by the URLconf and by whether readers may see what is
there, links outside by asking them as guardedly as feeds are asked. An answer is kept
with the address, so that ten stories that link to it ask once.
"""

from articles.links.addresses import Address, of
from articles.links.checking import Checked, Checking, check_due, check_now
from articles.links.standing import (
    ALIVE,
    GONE,
    NEW,
    UNSURE,
    Standing,
    ask_for,
    state_of,
)

__all__ = [
    "ALIVE",
    "GONE",
    "NEW",
    "UNSURE",
    "Address",
    "Checked",
    "Checking",
    "Standing",
    "ask_for",
    "check_due",
    "check_now",
    "of",
    "state_of",
]
