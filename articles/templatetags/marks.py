"""What is marked and linked in a text; every piece of it is escaped."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import linking, tokens

register = template.Library()


@register.filter
def marked(text: str, query: tokens.Query) -> SafeString:
    """*text* as HTML with what *query* asked for in <mark>."""
    return _woven(str(text), tokens.spans(str(text), query), [])


@register.filter
def linked(text: str, names=None) -> SafeString:
    """*text* as HTML with the *names* in it and securities as links.

    *names* are linking.known_names(); without them securities alone are linked.
    """
    return _woven(str(text), [], (names or linking.NOBODY).links(str(text)))


@register.simple_tag
def found(text: str, query: tokens.Query, names=None) -> SafeString:
    """*text* as HTML with the words asked for marked, and names and securities linked."""
    text = str(text)
    links = (names or linking.NOBODY).links(text)
    return _woven(text, tokens.spans(text, query), links)


def _woven(text, marks, links) -> SafeString:
    """Escape *text* around links, and marks within and without them."""
    pieces, end = [], 0
    for link in links:
        pieces.append((_with_marks(text, end, link.start, marks),))
        inside = _with_marks(text, link.start, link.end, marks)
        pieces.append((format_html('<a href="{}">{}</a>', link.url, inside),))
        end = link.end
    pieces.append((_with_marks(text, end, len(text), marks),))
    return format_html_join("", "{}", pieces)


def _with_marks(text, start, end, marks) -> SafeString:
    pieces = []
    for at, to in marks:
        at, to = max(at, start), min(to, end)
        if at < to:
            pieces.append((text[start:at], format_html("<mark>{}</mark>", text[at:to])))
            start = to
    pieces.append((text[start:end], ""))
    return format_html_join("", "{}{}", pieces)
