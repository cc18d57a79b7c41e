"""Names proposed by a text: linked to their article, made into rows, taught as aliases."""

import hashlib
import re

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import auditing, names
from articles.accepting import FactError, _answer, _record, quote_for
from articles.models import (
    Agreement,
    Alliance,
    Cluster,
    Decision,
    Industry,
    LearntName,
    Programme,
    Region,
)
from articles.models.told import ReadFrom
from articles.proposing import MODELS, Entry, Reading
from articles.review import subjects

RELATIONS = {
    Region: "regions",
    Industry: "industries",
    Cluster: "clusters",
    Alliance: "alliances",
    Programme: "programmes",
    Agreement: "agreements",
}
# How the log tells of a row that an answer made; its taking back looks for it.
MADE_OF = "采纳建议「%s」"
AGREEMENT_KINDS = (
    ("框架", Agreement.Kind.FRAMEWORK),
    ("备忘录", Agreement.Kind.MEMORANDUM),
    ("合同", Agreement.Kind.CONTRACT),
    ("合作", Agreement.Kind.COOPERATION),
)


def accept_name(reading: Reading, entry: Entry, filled: dict, by):
    """Link what *entry* names to its article and return the row.

    *filled* has "name", "known_as" (the official name of a row it is another name of,
    or "") and "fields" (columns and relations of a new row). A wording accepted once
    as another name is known in every later text. Who gives a name that the text does not
    say is a writer of what readers get. Raises FactError where *by* may not, where two
    rows would share a name, or where somebody answered first.
    """
    model = MODELS[entry.proposal.kind]
    with transaction.atomic():
        _answer(reading.article, entry, Decision.Answer.ACCEPTED, by)
        if filled["known_as"]:
            row = _known(model, filled["known_as"])
            in_the_text = _names(reading.article, row)
            new = teach(row, [filled["name"], entry.proposal.name], by)
            _wait_for_words(row, new, reading.article, entry)
        else:
            row = _new(model, filled["name"], filled["fields"], by)
            in_the_text = _says_no_more(entry.proposal, filled)
            _keep_words(row, reading.article, entry)
            auditing.record("row.add", by, row, MADE_OF % entry.words)
        if relation := RELATIONS.get(model):
            subjects.link(reading.article, relation, row, by, in_the_text)
        with auditing.in_the_sites_language():  # it is looked for by these words
            became = f"{model._meta.verbose_name}：{row}"
        Decision.objects.filter(article=reading.article, key=entry.key).update(
            became=became[:200]
        )
        _record("accept", reading, entry, by, became)
    return row


def _names(article, row) -> bool:
    """Whether the words of *article* have a name that *row* is known by already."""
    text = "\n".join((article.title, article.lede, article.body))
    return bool(names.find(text, [(row.pk, row.name, row.aliases)]))


def teach(row, wordings, by) -> list[str]:
    """Add *wordings* to the other names of *row*, each once and none that another row has.

    Returns those it did not have.
    """
    new = [
        name for name in dict.fromkeys(wordings) if name not in (row.name, *row.aliases)
    ]
    if not new:
        return []
    model = type(row)
    if not by.has_perm(f"articles.change_{model._meta.model_name}"):
        raise FactError(
            _("你没有修改%(kind)s的权限。") % {"kind": model._meta.verbose_name}
        )
    for name in new:
        other = holder(model, name)
        if other and other.pk != row.pk:
            raise FactError(
                _("「%(name)s」已经是「%(other)s」的名称。")
                % {"name": name, "other": other}
            )
    row.aliases = [*row.aliases, *new]
    row.save(update_fields=["aliases"])
    auditing.record("row.change", by, row, f"别名加上：{'、'.join(new)}")
    return new


def holder(model, name: str):
    """The row of *model* with that name or alias, or None."""
    known = model.objects.filter(name=name).first()
    if known:
        return known
    pairs = model.objects.values_list("pk", "aliases")
    pk = next((pk for pk, aliases in pairs.iterator() if name in aliases), None)
    return model.objects.get(pk=pk) if pk else None


def free_slug(model, name: str) -> str:
    """An address nobody has yet: the name's Latin letters, or a digest of it."""
    stem = slugify(name)[:40].strip("-")
    if not re.search("[a-z]", stem):
        stem = (
            f"{model._meta.model_name}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        )
    slug, number = stem, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _says_no_more(proposal, filled: dict) -> bool:
    """Whether a new row is told as the text tells it, in all that readers will read."""
    parties = list(proposal.parties)
    told = list(filled["fields"].get("parties_printed", parties))
    return filled["name"] == proposal.name and told == parties


def agreement_kind(name: str) -> str:
    """The kind an agreement's name tells of."""
    told = (kind for word, kind in AGREEMENT_KINDS if word in name)
    return next(told, Agreement.Kind.OTHER)


def _known(model, name: str):
    row = holder(model, name)
    if row is None:
        raise FactError(
            _("没有名为「%(name)s」的%(kind)s。")
            % {"name": name, "kind": model._meta.verbose_name}
        )
    return row


def _new(model, name: str, fields: dict, by):
    if not by.has_perm(f"articles.add_{model._meta.model_name}"):
        raise FactError(
            _("你没有新建%(kind)s的权限。") % {"kind": model._meta.verbose_name}
        )
    other = holder(model, name)
    if other:
        raise FactError(
            _("「%(name)s」已经是「%(other)s」的名称。")
            % {"name": name, "other": other}
        )
    columns = {key: value for key, value in fields.items() if key not in M2M}
    row = model(name=name, slug=free_slug(model, name), made_by_reading=True, **columns)
    row.full_clean()
    row.save()
    for relation in M2M & fields.keys():
        getattr(row, relation).set(fields[relation])
    return row


def _wait_for_words(row, new: list[str], article, entry: Entry) -> None:
    """Readers are told of *new*, other names of *row*, once they have the words."""
    quote = quote_for(article, entry.proposal.quote) if new else None
    LearntName.objects.of([row]).filter(name__in=new).delete()  # of an earlier time
    for name in new:
        LearntName.objects.create(
            name=name, read_from=quote, **{row._meta.model_name: row}
        )


def _keep_words(row, article, entry: Entry) -> None:
    """Of what no story is said to be about, its words tell whether readers have it."""
    if isinstance(row, ReadFrom):
        row.read_from = quote_for(article, entry.proposal.quote)
        row.save(update_fields=["read_from"])


M2M = {"members", "regions", "industries"}
