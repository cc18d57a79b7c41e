"""What the writing page asks of the server while somebody types."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import pasting


@require_POST
@admin.site.admin_view
def paste(request):
    """What was pasted, as Markdown: {"markdown": …}, or {"error": …} and 400."""
    may = ("articles.add_article", "articles.change_article")
    if not any(request.user.has_perm(permission) for permission in may):
        raise PermissionDenied
    try:
        markdown = pasting.as_markdown(request.POST.get("html", ""))
    except pasting.TooLong as error:
        told = _("剪贴板里有 %(size)d 个字符，最多 %(limit)d 个。")
        size, limit = error.args
        told %= {"size": size, "limit": limit}
        return JsonResponse({"error": told}, status=400)
    return JsonResponse({"markdown": markdown})
