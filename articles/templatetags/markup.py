"""Markup from outside, printed: whatever is stored, only the allow-list comes out."""

from django import template
from django.utils.safestring import mark_safe

from articles.live.markup import safe

register = template.Library()


@register.filter
def allowed_html(markup):
    """*markup* cut down to the allow-list again, now that it goes onto a page."""
    return mark_safe(safe(markup))  # noqa: S308


@register.filter
def wordcount_zh(text):
    """How long *text* is to a Chinese reader: its characters, without white space."""
    return len("".join(text.split()))
