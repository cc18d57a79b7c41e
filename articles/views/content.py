"""The home page and the story page."""

from django.db.models import Q, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import body, cards, hot
from articles.intake.article import halves
from articles.models import Article, Revision
from articles.views.paging import page_of
from articles.views.side import side_column

STORIES_A_PAGE = 20


@require_safe
def home(request):
    """The latest stories, page by page, with the live news and hot list beside them."""
    stories = page_of(Article.objects.public().for_cards(), request, STORIES_A_PAGE)
    return render(
        request,
        "articles/content/home.html",
        {"stories": stories, **side_column(request)},
    )


@require_safe
def story(request, slug):
    """One story as its published revision has it; 410 with the reason if withdrawn.

    An old address leads to the present one. What readers never saw, or may not see now,
    answers exactly as an address that never was.
    """
    article = Article.objects.public().for_story().filter(slug=slug).first()
    if article is None:
        return _moved(slug) or _withdrawn(request, slug)
    response = render(
        request,
        "articles/content/story.html",
        {
            **as_readers_see(article, article.published_revision),
            "corrections": list(article.told_corrections()),
            "read_token": hot.page_token(article),
            **side_column(request, article),
        },
    )
    hot.give_cookie(request, response)
    return response


def _moved(slug):
    article = Article.objects.public().filter(old_addresses__slug=slug).first()
    if article is None:
        return None
    response = redirect(article, permanent=True)
    # An article may get its old address back: a browser that kept this answer for ever
    # would then go round in circles.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _withdrawn(request, slug):
    here = Q(slug=slug) | Q(old_addresses__slug=slug)
    article = Article.objects.filter(here, withdrawn_at__isnull=False).first()
    if article is None:
        raise Http404
    context = {"article": article, **side_column(request)}
    return render(request, "articles/content/withdrawn.html", context, status=410)


def as_readers_see(article, text):
    """What _story.html prints of *text*: a revision of *article*, or the working copy."""
    # Once for the page: it prints them, and the live rows about them are marked.
    prefetch_related_objects([text], *text.ABOUT)
    return {
        "article": article,
        "revision": text,
        "halves": halves(text.title),
        "figures": cards.of(text)
        if isinstance(text, Revision)
        else cards.plain(text.body),
        "lede_in_body": body.contains(text.body, text.lede),
    }
