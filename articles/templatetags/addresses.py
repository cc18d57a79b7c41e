"""The one address a page is known by, whatever it was asked for with."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()

# What makes another page of a page, by its name; all else is the same looked at otherwise.
PAGED = {"home": ("page",), "live": ("day", "page"), "clusters": ("page",)}
SUBJECTS = ("region", "cluster", "alliance", "programme", "agreement", "indicator")
PAGED |= dict.fromkeys(SUBJECTS, ("page", "facts"))


@register.simple_tag(takes_context=True)
def canonical(context):
    """The full address of the page under way, with its number; "" at the desk."""
    request = context["request"]
    if request.path.startswith(reverse("admin:index")):
        return ""
    match = request.resolver_match
    names = PAGED.get(match.url_name, ()) if match else ()
    asked = [(name, request.GET.get(name, "")) for name in names]
    kept = [(name, value) for name, value in asked if value not in ("", "1")]
    query = f"?{urlencode(kept)}" if kept else ""
    return request.build_absolute_uri(request.path + query)
