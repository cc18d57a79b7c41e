"""Sentences for what the readers report by code: the only place that words them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.intake.page import IntakeError, Note

SENTENCES = {
    "unread": gettext_lazy("第 %(line)s 行没有读懂：%(text)s"),
}
REFUSALS = {
    "too-large": gettext_lazy("页面有 %(size)s 字节，最多 %(limit)s 字节。"),
}


def sentence(note: Note) -> str:
    """What *note* says to a clerk, with its line."""
    known = SENTENCES.get(note.code)
    values = {"line": note.line, **note.params}
    if known is None:
        told = "，".join(f"{key} {value}" for key, value in note.params.items())
        return _("%(code)s：%(told)s") % {"code": note.code, "told": told}
    return str(known) % values


def refusal(error: IntakeError) -> str:
    """Why nothing could be read, and the limit if there is one."""
    known = REFUSALS.get(error.code)
    return str(known) % error.params if known else str(error)
