"""Which live news is about what a story is about."""

from collections.abc import Iterable

from articles import names, reached, securities


class About:
    """The subjects of a story, and whether a text names one of them."""

    def __init__(
        self, subjects: Iterable[tuple[str, Iterable[str]]], codes: Iterable[str] = ()
    ) -> None:
        """*subjects* are pairs of a name and its wordings; *codes* are of securities."""
        self._finder = names.Finder(subjects)
        self._codes = set(codes)

    def named_in(self, text: str) -> list[str]:
        """The subjects and codes that *text* names, each once, in text order."""
        found = [(code.start, code.code) for code in securities.find(text)]
        found = [(start, code) for start, code in found if code in self._codes]
        found += [
            (start, name)
            for name, start, end in self._finder.all(text)
            if names.stands_for_itself(text, start, end)
        ]
        return list(dict.fromkeys(name for _start, name in sorted(found)))


def of(revision) -> About:
    """What *revision* is about: its subjects but for 全国 and 全球, and its securities."""
    far = ("nation", "world")
    rows = [row for row in revision.regions.all() if row.kind not in far]
    rows += [*revision.industries.all(), *revision.clusters.all()]
    rows += revision.alliances.all()
    aliases = reached.other_names(rows).values()
    subjects = [
        (row.name, [row.name, *others, getattr(row, "short_name", "")])
        for row, others in zip(rows, aliases, strict=True)
    ]
    text = "\n".join((revision.title, revision.lede, revision.body))
    return About(subjects, {code.code for code in securities.find(text)})


def mark(rows, about: About | None):
    """Give each of *rows*, live stories, `about_this`: the subjects its lead names."""
    for row in rows:
        row.about_this = about.named_in(row.lead.text) if about else []
    return rows
