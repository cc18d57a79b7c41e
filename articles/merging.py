"""Merge two rows that are one cluster, organisation or the like; and take it back.

Everything that points at the row that goes points at the row that stays afterwards:
foreign keys, rows of lists, facts, the stories' subjects. Its names become other names.
What was moved is written down row by row, so that undoing moves back exactly that and
leaves alone what was added since.
"""

from django.core import serializers
from django.db import transaction
from django.db.models import ForeignKey, ManyToOneRel
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing
from articles.models import (
    Alliance,
    Cluster,
    Fact,
    LearntName,
    Merge,
    Organisation,
    Programme,
)

MODELS = {
    model._meta.model_name: model
    for model in (Cluster, Organisation, Alliance, Programme)
}
# Of the row that stays these are its own; blank columns else are filled from the other.
OWN = {"id", "name", "slug", "aliases", "made_by_reading"}
BLANK = (None, "", [])


class MergeError(Exception):
    """A merge that cannot be done or undone; its text is for the editor who tried."""


def merge(gone, kept, by) -> Merge:
    """Make *gone* part of *kept* and delete its row; return the record that undoes it.

    Raises MergeError for a row with itself, rows of two kinds, or a row that another
    editor merged first.
    """
    model = type(kept)
    if type(gone) is not model or model._meta.model_name not in MODELS:
        raise MergeError(_("只能合并同类的记录。"))
    if gone.pk == kept.pk:
        raise MergeError(_("这是同一条记录。"))
    with transaction.atomic():
        gone, kept = _locked(model, gone.pk, kept.pk)
        was_known = model.objects.for_readers().filter(pk=gone.pk).exists()
        public = _public_names(kept)
        moved = {
            "row": serializers.serialize("json", [gone]),
            "was_known": was_known,
            "learnt": list(gone.learnt_names.values("name", "read_from_id")),
            "links": [_move(relation, gone, kept) for relation in relations(model)],
            "filled": _fill(gone, kept),
            "aliases": _teach(gone, kept),
            "listed": kept.made_by_reading and not gone.made_by_reading,
        }
        if moved["listed"]:  # what the directory has by one name it has by the other
            kept.made_by_reading = False
        kept.save()
        kept.learnt_names.filter(name__in=public).delete()
        if not was_known:  # its name is a draft's word as well
            _let_wait(kept, moved["aliases"])
        record = Merge.objects.create(
            kind=model._meta.model_name,
            kept_id=kept.pk,
            kept_name=kept.name,
            gone_id=gone.pk,
            gone_name=gone.name,
            gone_slug=gone.slug,
            moved=moved,
            by=by,
        )
        auditing.record("merge.do", by, kept, f"{record}（#{gone.pk} → #{kept.pk}）")
        gone.delete()
        _rekey(model, kept.pk)
    return record


def undo(record: Merge, by) -> None:
    """Bring the merged row back with all that was its own.

    Raises MergeError when that was done before, when its name or address was given to
    another row since, or when the row it went into was merged away itself.
    """
    model = MODELS[record.kind]
    with transaction.atomic():
        # The filter is the lock: of two editors pressing at once, one undoes it.
        won = Merge.objects.filter(pk=record.pk, undone_at=None).update(
            undone_by=by, undone_at=timezone.now()
        )
        if not won:
            raise MergeError(_("这次合并已经撤销过。"))
        kept = model.objects.select_for_update().filter(pk=record.kept_id).first()
        if kept is None:
            raise MergeError(
                _("「%(kept)s」后来又并入了别的记录，请先撤销那一次。")
                % {"kept": record.kept_name}
            )
        [saved] = serializers.deserialize("json", record.moved["row"])
        row = saved.object
        if model.objects.filter(name=row.name).exists():
            raise MergeError(
                _("名称「%(name)s」已有别的记录在用。") % {"name": row.name}
            )
        if model.objects.filter(slug=row.slug).exists():
            raise MergeError(
                _("网址名「%(slug)s」已有别的记录在用。") % {"slug": row.slug}
            )
        row.save_base(raw=True, force_insert=True)
        _forget(kept, record.moved)
        known = {_label(relation): relation for relation in relations(model)}
        for link in record.moved["links"]:
            _move_back(known[link["relation"]], link, row.pk, kept.pk)
        for learnt in record.moved.get("learnt", ()):
            row.learnt_names.get_or_create(**learnt)
        LearntName.objects.forget(kept)
        _rekey(model, kept.pk, row.pk)
        auditing.record("merge.undo", by, row, f"{record}（#{row.pk} → #{kept.pk}）")


def successor(model, slug: str):
    """The row that stands for a merged row's old address, or None.

    None as well where readers may not know of the one, or never knew the other's address.
    """
    seen = set()
    while slug not in seen:
        record = Merge.objects.filter(
            kind=model._meta.model_name, gone_slug=slug, undone_at=None
        ).first()
        if record is None or not (seen or record.moved.get("was_known", True)):
            return None
        seen.add(slug)
        if model.objects.filter(pk=record.kept_id).exists():
            return model.objects.for_readers().filter(pk=record.kept_id).first()
        later = Merge.objects.filter(
            kind=record.kind, gone_id=record.kept_id, undone_at=None
        ).first()
        if later is None:
            return None
        slug = later.gone_slug
    return None


def _locked(model, *keys) -> list:
    """The rows of *keys* in that order, locked so that no other merge has them too."""
    found = {
        row.pk: row
        for row in model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    if len(found) < len(keys):
        raise MergeError(_("其中一条刚被他人合并或删除，请刷新后再试。"))
    return [found[key] for key in keys]


def relations(model) -> list[ManyToOneRel]:
    """Everything that points at a row of *model*: columns, and rows of its lists."""
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, ManyToOneRel)
    ]


def _label(relation: ManyToOneRel) -> str:
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def _move(relation: ManyToOneRel, gone, kept) -> dict:
    """Point at *kept* what pointed at *gone*; return what was moved and what dropped.

    A list that had both rows keeps one entry; the other is written down whole.
    """
    model, name = relation.related_model, relation.field.attname
    rows = model._base_manager.filter(**{name: gone.pk})
    dropped = []
    if model._meta.auto_created:
        [other] = _other_ends(model, relation.field)
        held = model._base_manager.filter(**{name: kept.pk}).values(other)
        double = rows.filter(**{f"{other}__in": held})
        dropped = list(double.values())
        model._base_manager.filter(pk__in=[row["id"] for row in dropped]).delete()
    pks = list(rows.values_list("pk", flat=True))
    model._base_manager.filter(pk__in=pks).update(**{name: kept.pk})
    return {"relation": _label(relation), "moved": pks, "dropped": dropped}


def _move_back(relation: ManyToOneRel, link: dict, gone_pk, kept_pk) -> None:
    model, name = relation.related_model, relation.field.attname
    rows = model._base_manager
    rows.filter(pk__in=link["moved"], **{name: kept_pk}).update(**{name: gone_pk})
    for values in link["dropped"]:
        [other] = _other_ends(model, relation.field)
        target = model._meta.get_field(other.removesuffix("_id")).related_model
        if target._base_manager.filter(pk=values[other]).exists():
            rows.create(**values)


def _other_ends(through, field) -> list[str]:
    return [
        one.attname
        for one in through._meta.get_fields()
        if isinstance(one, ForeignKey) and one.name != field.name
    ]


def _fill(gone, kept) -> dict:
    """Give *kept* what it lacks and *gone* has; return the columns and what they got."""
    filled = {}
    for field in kept._meta.concrete_fields:
        name = field.attname
        if name in OWN or getattr(kept, name) not in BLANK:
            continue
        if getattr(gone, name) not in BLANK:
            setattr(kept, name, getattr(gone, name))
            filled[name] = field.value_to_string(gone)
    return filled


def _teach(gone, kept) -> list[str]:
    new = [
        name
        for name in dict.fromkeys([gone.name, *gone.aliases])
        if name not in (kept.name, *kept.aliases)
    ]
    kept.aliases = [*kept.aliases, *new]
    return new


def _public_names(row) -> list[str]:
    """The other names of *row* that were not learnt while a text was read."""
    learnt = set(row.learnt_names.values_list("name", flat=True))
    return [name for name in row.aliases if name not in learnt]


def _let_wait(row, names) -> None:
    for name in names:
        if not row.learnt_names.filter(name=name).exists():
            row.learnt_names.create(name=name)


def _forget(kept, moved: dict) -> None:
    """Take back what *kept* got, unless somebody has changed it since."""
    kept.aliases = [name for name in kept.aliases if name not in moved["aliases"]]
    kept.made_by_reading |= moved.get("listed", False)
    for field in kept._meta.concrete_fields:
        name = field.attname
        if (
            name in moved["filled"]
            and field.value_to_string(kept) == moved["filled"][name]
        ):
            setattr(kept, name, None if field.null else field.get_default())
    kept.save()


def _rekey(model, *keys) -> None:
    """Facts carry whom they are about as one word, which follows them."""
    kind = model._meta.model_name
    if kind not in {field.name for field in Fact._meta.concrete_fields}:
        return
    changed = []
    for fact in Fact.objects.filter(**{f"{kind}__in": keys}).iterator():
        fact.about_key = fact.key_of_about()
        changed.append(fact)
    Fact.objects.bulk_update(changed, ["about_key"], batch_size=500)
