"""Which articles may be deleted: those nothing was ever kept of."""

from django.db.models import PROTECT
from django.utils.translation import gettext as _

from articles.models import Article


class KeepsWhatWasSent:
    """For the article's ModelAdmin: no deleting is offered that would be refused."""

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and not (obj and _is_kept(obj))

    def get_deleted_objects(self, objs, request):
        """Of many that were chosen the kept ones stand in the way, each with a sentence.

        That nobody may delete what is kept of them is no right to ask for.
        """
        found, counts, lacking, protected = super().get_deleted_objects(objs, request)
        told = [
            _("%(row)s：已有定稿、数据或审稿记录，不能删除。") % {"row": row}
            for row in objs
            if _is_kept(row)
        ]
        if told:
            return found, counts, set(), told
        return found, counts, lacking, protected


def _is_kept(article: Article) -> bool:
    """Whether there is a row the database would not let go with *article*."""
    return any(
        getattr(article, related.get_accessor_name()).exists()
        for related in Article._meta.related_objects
        if related.on_delete is PROTECT
    )
