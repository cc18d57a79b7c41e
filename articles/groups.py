"""The five groups of staff and what each may do; `manage.py groups` lays them down.

What the groups allow is asked of every article by `articles.rights`, which adds who may
do it to this one: nobody approves or publishes what they wrote, whatever their group.
"""

from django.contrib.auth.models import Group, Permission

INDUSTRY = (
    "region",
    "industry",
    "organisation",
    "event",
    "cluster",
    "alliance",
    "programme",
    "agreement",
    "indicator",
    "fact",
)
FACTS = (
    *("quote", "decision", "knownunknown"),
    *("overrule", "merge", "factcorrection"),
)
LIVE = ("feed", "feeditem", "livestory", "comparison", "receipt")

# Enters what came from elsewhere, and sends it to review.
CLERK = {
    "view": (
        "source",
        "author",
        "article",
        "revision",
        "reviewevent",
        "intake",
        "hotlist",
        "picture",
        *INDUSTRY,
        *LIVE,
        *FACTS,
    ),
    "add": ("source", "author", "article", "intake", "picture", *INDUSTRY),
    "change": ("source", "author", "article", "picture", *INDUSTRY),
    "submit": ("article",),
}
# Writes; proposes corrections of what readers know, and brings old texts back.
AUTHOR = {**CLERK, "correct": ("article",)}
# Reads what others wrote: returns it, approves it, publishes it, withdraws it.
EDITOR = {
    **AUTHOR,
    "add": (*CLERK["add"], "feed", "merge"),
    "change": (*CLERK["change"], "feed", "livestory", "merge"),
    "delete": INDUSTRY,
    "review": ("article",),
    "publish": ("article",),
    "withdraw": ("article",),
    "verify": ("fact",),
}
# Answers for the desk: takes away what was never sent in, reads the log of all.
CHIEF = {
    **EDITOR,
    "view": (*EDITOR["view"], "auditentry"),
    "delete": ("article", *INDUSTRY),
}
ADMINISTRATOR_APPS = ("articles", "auth")
# Nobody's to write or take away: frozen texts, and the logs.
KEPT = ("revision", "reviewevent", "factcorrection", "auditentry")

GROUPS = {"录入员": CLERK, "作者": AUTHOR, "编辑": EDITOR, "主编": CHIEF}
ADMINISTRATORS = "管理员"


def lay_down() -> None:
    """Create the groups, or bring their permissions up to date with this file."""
    for name, rights in GROUPS.items():
        codenames = [
            f"{act}_{model}" for act, models in rights.items() for model in models
        ]
        permissions = Permission.objects.filter(
            content_type__app_label="articles", codename__in=codenames
        )
        _group(name).permissions.set(permissions)
    everything = Permission.objects.filter(
        content_type__app_label__in=ADMINISTRATOR_APPS
    ).exclude(
        codename__in=[
            f"{act}_{model}" for act in ("add", "change", "delete") for model in KEPT
        ]
    )
    _group(ADMINISTRATORS).permissions.set(everything)


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]
