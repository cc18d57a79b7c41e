"""Pages of a list: whatever number is asked for, some page answers."""

from django.core.paginator import Paginator


def page_of(rows, request, size, count=None, called="page"):
    """Return the page of *rows* that ?page= names; a wrong number gives a near page.

    With *count*, how many rows there are is not asked again. *called* is the number's
    name in the address, where that is another.
    """
    pages = Paginator(rows, size)
    if count is not None:
        pages.count = count
    return pages.get_page(request.GET.get(called))
