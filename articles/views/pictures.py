"""A picture of a story, named by its content and kept for ever, and the site's own sign."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles.picture_names import widths
from articles.pictures import file_name


@require_safe
def picture(request, digest, width, height):
    """The picture in the width asked for by ?w=, or the next wider one there is."""
    asked = request.GET.get("w", "")
    kept = widths(int(width))
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    best = next((w for w in kept if w >= wanted), kept[-1]) if wanted else kept[-1]
    try:
        file = default_storage.open(file_name(digest, best))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def favicon(request):
    """Where browsers look for the sign of pages that name none, such as the feeds."""
    response = redirect(static("icons/newsroom.svg"))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
