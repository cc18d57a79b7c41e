"""The log of review: to be read, never written here."""

from django.contrib import admin

from articles.admin.readonly import ReadOnly
from articles.models import ReviewEvent


@admin.register(ReviewEvent)
class ReviewEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "by", "act", "article", "revision", "note"]
    list_display_links = ["at"]
    list_filter = ["act", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["by", "article", "revision"]
    search_fields = ["article__title", "note"]
    date_hierarchy = "at"

    def get_queryset(self, request):
        hidden = ("article__body", "article__lede", "revision__body", "revision__lede")
        return super().get_queryset(request).defer(*hidden)


def last_return(log) -> ReviewEvent | None:
    """The return in *log*, newest first, that no later submission has answered."""
    act = ReviewEvent.Act
    turns = (act.RETURN, act.SUBMIT, act.CORRECT)
    last = next((event for event in log if event.act in turns), None)
    return last if last and last.act == act.RETURN else None
