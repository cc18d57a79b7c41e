"""Whom a fact is about: names written by people, resolved to rows."""

from collections import defaultdict

from django.utils.translation import gettext as _

from articles.models import Alliance, Cluster, Industry, Programme, Region
from articles.models.facts import ABOUT

MODELS = dict(zip(ABOUT, (Region, Industry, Cluster, Alliance, Programme), strict=True))


class Subjects:
    """Every name and other name a fact may be about, read once."""

    kinds = ABOUT

    def __init__(self):
        self.by_name: dict[str, dict[tuple[str, int], str]] = defaultdict(dict)
        official: dict[str, dict[tuple[str, int], str]] = defaultdict(dict)
        for kind, model in MODELS.items():
            for pk, name, aliases in model.objects.values_list("pk", "name", "aliases"):
                official[name][kind, pk] = name
                for wording in aliases:
                    self.by_name[wording][kind, pk] = name
        # An official name outranks the same word taught as another's.
        self.by_name |= official

    def resolve(self, names) -> dict[str, int]:
        """The rows *names* stand for: {"region": 3, "industry": 8}.

        Raises ValueError, in words for the person who wrote them, for an unknown name,
        for one that several rows have, and for two of one kind.
        """
        found: dict[str, int] = {}
        for name in names:
            kind, pk = self._one(name)
            if found.setdefault(kind, pk) != pk:
                raise ValueError(
                    _("一条数据只能关于一个%(kind)s，「%(name)s」是第二个。")
                    % {"kind": MODELS[kind]._meta.verbose_name, "name": name}
                )
        return found

    def _one(self, name: str) -> tuple[str, int]:
        matches = self.by_name.get(name, {})
        if not matches:
            raise ValueError(
                _("没有名为「%(name)s」的地区、产业、集群、联盟或举措。")
                % {"name": name}
            )
        if len(matches) > 1:
            told = "、".join(
                f"{MODELS[kind]._meta.verbose_name}「{official}」"
                for (kind, _pk), official in matches.items()
            )
            raise ValueError(
                _("「%(name)s」不止一个：%(told)s。请写全称。")
                % {"name": name, "told": told}
            )
        return next(iter(matches))
