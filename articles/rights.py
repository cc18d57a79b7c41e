"""Who may do what to which article: every page, button and act asks here.

may(user, act, article) answers True, or a Refusal: a sentence for the person, which is
false. The answer is of the article as loaded; the acts of `articles.review` ask again
by a filtered update, so an answer that has grown old does no harm.

Three things are asked, in this order: the permission of the person's groups, whether
the article stands where the act begins, and whether the person wrote the text.

**Nobody approves or publishes what they wrote.** A writer of an article is everybody
who saved its text, brought back an old text, or sent it to review since readers were
last given one: a clerk who mends a comma in another's story is a writer of it, and so is
who sends in what a machine took from a page. What readers have was seen by a second
person and counts no more, unless it is withdrawn. An approval alone ends nothing: it may
be taken back. A revision keeps its writers for good, and bringing it back makes them
writers again.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Fact, Revision

VERIFY = "articles.verify_fact"
DRAFT, IN_REVIEW, RETURNED, APPROVED, PUBLISHED, WITHDRAWN = Article.Status.values


class Refusal(str):
    """Why not, in a sentence; false, so that `if may(…)` reads as it should."""

    def __bool__(self):
        return False


@dataclass(frozen=True)
class Rule:
    """When an act may be done: by whom, from where, and whether by a writer."""

    permission: str
    begins: tuple[str, ...]
    elsewhere: str  # the sentence when the article stands somewhere else
    not_by_writers: bool = False


_still_draft = gettext_lazy("文章不是草稿，不用再送审。")
_not_in_review = gettext_lazy("文章不在待审状态。")
_not_approved = gettext_lazy("文章还没有通过审稿。")

RULES = {
    "edit": Rule("change", tuple(Article.Status.values), ""),
    "submit": Rule("submit", (DRAFT, RETURNED, WITHDRAWN), _still_draft),
    "correct": Rule("correct", (DRAFT, RETURNED, WITHDRAWN, PUBLISHED), _still_draft),
    "return": Rule("review", (IN_REVIEW, APPROVED), _not_in_review),
    "approve": Rule("review", (IN_REVIEW,), _not_in_review, not_by_writers=True),
    "publish": Rule("publish", (APPROVED,), _not_approved, not_by_writers=True),
    "schedule": Rule("publish", (APPROVED,), _not_approved, not_by_writers=True),
    "unschedule": Rule(
        "publish", (PUBLISHED,), gettext_lazy("文章没有定时，无从取消。")
    ),
    "withdraw": Rule("withdraw", tuple(Article.Status.values), ""),
    "restore": Rule("correct", tuple(Article.Status.values), ""),
    "remark": Rule("change", tuple(Article.Status.values), ""),
    "resolve": Rule("change", tuple(Article.Status.values), ""),
    "reopen": Rule("change", tuple(Article.Status.values), ""),
    "waive": Rule("review", tuple(Article.Status.values), "", not_by_writers=True),
}


def may(user, act: str, article: Article):
    """Return True if *user* may do *act* to *article* now, else the Refusal."""
    rule = RULES[act]
    if not has_permission(user, act):
        return Refusal(_("你没有做这件事的权限。"))
    if article.status not in rule.begins:
        return Refusal(rule.elsewhere)
    refused = _where_it_stands(act, article)
    if refused:
        return Refusal(refused)
    if rule.not_by_writers and not settings.ONE_PERSON_DESK and wrote(user, article):
        return Refusal(_("这一稿你写过或改过，须由另一人审阅、发布。"))
    return True


def has_permission(user, act: str) -> bool:
    """Whether *user*'s groups allow *act* to some article at all."""
    return is_at_work(user) and user.has_perm(
        f"articles.{RULES[act].permission}_article"
    )


def may_verify(user, article: Article):
    """As `may`: whether *user* may answer for figures read from *article*."""
    if not is_at_work(user) or not user.has_perm(VERIFY):
        return Refusal(_("你没有做这件事的权限。"))
    if not settings.ONE_PERSON_DESK and wrote(user, article):
        return Refusal(_("这一稿你写过或改过，数据须由另一人核对。"))
    return True


def may_rename(user, row):
    """As `may`: whether *user* may change the name of *row*, a source, author or subject.

    A text sent to review prints the names of today: to change one is to change what a
    second person saw, for as long as any text has it.
    """
    if has_permission(user, "approve") or not _is_printed(row):
        return True
    return Refusal(
        _(
            "「%(name)s」印在已送审、已发布的文字或已核对的数据里，改名须由能审稿的人来做。"
        )
        % {"name": row}
    )


def _is_printed(row) -> bool:
    return any(
        texts.filter(**{field.name: row}).exists()
        for texts in (Revision.objects, Fact.objects.answered_for())
        for field in (*texts.model._meta.fields, *texts.model._meta.many_to_many)
        if field.related_model is type(row)
    )


def wrote(user, article: Article) -> bool:
    """Whether *user* is a writer of what is under review, or of the working copy."""
    return user.pk in writers_of(article)


def writers_of(article: Article) -> set[int]:
    """The ids of the writers of what is under review, or of the working copy."""
    text = article.submitted_revision or article
    return {person.pk for person in text.writers.all()}


def is_at_work(user) -> bool:
    return user is not None and user.is_active and user.is_staff


def _where_it_stands(act: str, article: Article) -> str:
    """What of the article's past or times forbids *act*; "" if nothing does."""
    if act == "submit" and article.was_public:
        return _("读者见过这篇文章：请用「送审更正」，并写明改了什么。")
    if act == "correct" and article.status == PUBLISHED:
        # Of what is out nothing is to be sent in but names accepted since.
        is_same = article.is_as_published
        return RULES[act].elsewhere if is_same or article.goes_out_at else ""
    if act == "correct" and not article.was_public:
        return _("文章还没有发布过，送审即可，不是更正。")
    if act == "unschedule" and not article.goes_out_at:
        return RULES[act].elsewhere
    if act == "withdraw" and article.published_revision is None:
        return _("文章没有发布，无从撤下。")
    if act == "restore" and not _other_texts(article):
        return _("没有别的版本可以恢复。")
    return ""


def _other_texts(article: Article) -> bool:
    return article.revisions.exclude(of_version=article.version).exists()
