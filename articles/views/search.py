"""Search: articles and live news from one box."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import finding, search, subject_pages, tokens
from articles.loosening import looser
from articles.models import LiveStory
from articles.views.paging import page_of
from articles.views.side import side_column, with_names

RESULTS_A_PAGE = 20
# Above the newest live news so many articles; the others have a tab of their own.
ARTICLES_FIRST = 5


@require_safe
@vary_on_headers("HX-Request")
def results(request):
    """What ?q= finds: of ?kind= article or live, both without; by ?sort= new or best."""
    query = tokens.parse(request.GET.get("q", ""))
    context = {"query": query, "sentence": sentence(query)}
    if not query.problem:
        context |= _found(request, query)
    if request.htmx:
        response = render(request, "articles/search/_results.html", context)
    else:
        context |= side_column(request)
        response = render(request, "articles/search/page.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _found(request, query):
    kind, sort = request.GET.get("kind"), request.GET.get("sort")
    # Counted without the weights, which would be worked out for every row.
    article_count = finding.articles(query).count()
    live_count = finding.live(query).count()
    context = {
        "kind": kind if kind in ("article", "live") else "",
        "sort": "best" if sort == "best" else "new",
        "article_count": article_count,
        "live_count": live_count,
        "looser": ""
        if article_count or live_count
        else looser(query, subject_pages.names_in(query).parts),
    }
    if not context["kind"]:
        context["subjects"] = subject_pages.asked_for(query)
    if sort == "best":
        reports = finding.articles_by_relevance(query)
        stories = finding.live_by_relevance(query)
    else:
        reports = finding.articles(query)
        stories = finding.live(query)
    if kind != "live" and article_count:
        size = RESULTS_A_PAGE if kind else ARTICLES_FIRST
        page = page_of(reports.for_excerpts(), request, size, article_count)
        context |= {"pages": page, "articles": [_excerpted(a, query) for a in page]}
    if kind != "article" and live_count:
        pks = stories.values_list("pk", flat=True)
        page = page_of(pks, request, RESULTS_A_PAGE, live_count)
        context |= {"pages": page, "rows": rows_of(_stories(page), query)}
    return context


def _stories(pks) -> list[LiveStory]:
    """The stories of a page of *pks*, in its order."""
    pks = list(pks)
    found = LiveStory.objects.for_rows().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def _excerpted(article, query):
    """*article* with the piece of its text that best shows why it was found."""
    revision = article.published_revision
    text = search.plain(revision.body)
    if revision.lede and (tokens.spans(revision.lede, query) or not text):
        text = revision.lede
    article.excerpt = tokens.excerpt(text, query)
    return article


def rows_of(page, query) -> list:
    """The stories of *page*, each with the *wording* that has the words asked for."""
    stories = list(page)
    wordings = finding.wordings(stories, query)
    for story in stories:
        story.wording = wordings.get(story.pk, story.lead)
    return with_names(stories)


def sentence(query) -> str:
    """Why *query* cannot be asked, for the reader who typed it; "" when it can."""
    return {
        "long": _("最多搜索 %(n)d 个字，请删短一些。"),
        "many": _("最多搜索 %(words)d 个词，请减少一些。"),
        "marks": _("请输入文字、字母或数字；标点和表情无从搜索。"),
        "only-unwanted": _("只写了要排除的词，请再写一个要找的词。"),
    }.get(query.problem, "") % {
        "n": tokens.LONGEST_QUERY,
        "words": tokens.MOST_WORDS,
    }
