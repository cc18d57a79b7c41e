"""The addresses a text links to, in order, and which of them are this site's own."""

from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import body
from articles.live.targets import PORTS

# Stands for this site, whatever its name, in addresses that do not say where.
HERE = "this-site.invalid"


class Address(NamedTuple):
    """Where a link leads, without its #fragment.

    *path* is the path on this site, with its query; "" for a link that leads outside.
    """

    url: str
    path: str = ""


def of(text) -> tuple[Address, ...]:
    """The addresses in the body of *text*, an article or a revision; each once.

    What stays on the page (#p3) and what is no page (mailto:) is not among them.
    """
    page = _page_of(text)
    hrefs = (href for block in body.blocks(text.body) for href in _hrefs(block.html))
    found = (_address(href, page) for href in hrefs if not href.startswith("#"))
    return tuple(dict.fromkeys(address for address in found if address))


def _page_of(text) -> str:
    """The path readers have *text* at, which relative addresses start from."""
    article = getattr(text, "article", text)
    return reverse("story", args=[article.slug]) if article.slug else "/"


def _hrefs(html: str):
    if "<a " not in html:
        return
    for link in LexborHTMLParser(html).css("a[href]"):
        yield (link.attributes["href"] or "").strip()


def _address(href: str, page: str) -> Address | None:
    try:
        url = urldefrag(urljoin(f"https://{HERE}{page}", href)).url
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Address(href)  # the guard will say what is wrong with it
    if parts.scheme not in PORTS:
        return None
    if port in (None, *PORTS.values()) and _is_ours(parts.hostname or ""):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Address(path, path)
    return Address(url)


def _is_ours(host: str) -> bool:
    named = [pattern for pattern in settings.ALLOWED_HOSTS if pattern != "*"]
    return host == HERE or validate_host(host, named)
