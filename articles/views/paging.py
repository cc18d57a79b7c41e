"""Pages of a list: whatever number is asked for, some page answers."""

from django.core.paginator import Paginator


def page_of(rows, request, size):
    """Return the page of *rows* that ?page= names; a wrong number gives a near page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
