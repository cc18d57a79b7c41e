"""The home page and the story page."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import body, cards, hot
from articles.intake.article import halves
from articles.models import Article
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
    """One story as its published revision has it."""
    article = get_object_or_404(Article.objects.public().for_story(), slug=slug)
    revision = article.published_revision
    response = render(
        request,
        "articles/content/story.html",
        {
            "article": article,
            "revision": revision,
            "halves": halves(revision.title),
            "figures": cards.of(revision),
            "lede_in_body": body.contains(revision.body, revision.lede),
            "read_token": hot.page_token(article),
            **side_column(request),
        },
    )
    hot.give_cookie(request, response)
    return response
