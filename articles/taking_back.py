"""Taking a name's answer back: its article is unlinked, and of its row is told.

A row which that answer made, and which nobody changed or uses since, goes with it;
every other row stays, for other texts may be known by it.
"""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from articles import auditing, naming
from articles.accepting import FactError
from articles.models import Article, AuditEntry, Decision
from articles.proposing import MODELS, Reading
from articles.review import subjects


def lost_names(reading: Reading) -> list[Decision]:
    """Names accepted from words that are read otherwise now: they can be taken back too."""
    accepted = reading.article.decisions.filter(
        answer=Decision.Answer.ACCEPTED, fact=None
    ).exclude(key__in=reading.by_key)
    return [answer for answer in accepted.select_related("by") if _model(answer)]


def _model(answer: Decision):
    """The kind of row *answer* accepted a name for; None where it was of no name."""
    kind = answer.became.partition("：")[0]
    for language, _name in settings.LANGUAGES:  # answers were once told in the reader's
        with translation.override(language):
            for model in MODELS.values():
                if kind == str(model._meta.verbose_name):
                    return model
    return None


def take_back_name(article: Article, answer: Decision, by) -> str:
    """Unlink what *answer* linked, and say what became of its row."""
    with transaction.atomic():
        words, became = answer.words, answer.became
        name = became.partition("：")[2]
        model = _model(answer)
        row = model and naming.holder(model, name)
        moved = Decision.objects.filter(
            pk=answer.pk, answer=Decision.Answer.ACCEPTED
        ).update(answer=Decision.Answer.REOPENED, by=by, became="")
        if not moved:
            raise FactError(_("这条建议还没有答复，无从收回。"))
        auditing.record("fact.reopen", by, article, f"{words} → {became}")
        if row is None:
            return _("「%(row)s」已改名或已不在；关联要在文章的页面上去掉。") % {
                "row": name
            }
        same = Decision.objects.filter(answer=Decision.Answer.ACCEPTED, became=became)
        if not same.filter(article=article).exists():
            _unlink(article, row, by)
        told = {"kind": row._meta.verbose_name, "row": str(row), "words": words}
        if _is_only_his(row, words) and not same.exists():
            auditing.record("row.delete", by, row)
            row.delete()
            return _("因它新建的%(kind)s「%(row)s」没有别处用到，已一并删除。") % told
        if words in row.aliases:
            return _("%(kind)s「%(row)s」保留，「%(words)s」仍记作它的别名。") % told
        return _("%(kind)s「%(row)s」这条记录保留。") % told


def _unlink(article: Article, row, by) -> None:
    relation = naming.RELATIONS.get(type(row))
    if relation is None:
        return
    subjects.unlink(article, relation, row, by)


def _is_only_his(row, words: str) -> bool:
    """Whether an answer to *words* made *row*, and nobody changed or uses it since."""
    log = AuditEntry.objects.filter(thing=row._meta.model_name, key=str(row.pk))
    if not log.filter(act="row.add", told=naming.MADE_OF % words).exists():
        return False
    if log.exclude(act="row.add").exists():
        return False
    return not any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: row}
        ).exists()
        for relation in row._meta.related_objects
    )
