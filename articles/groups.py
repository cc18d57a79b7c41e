"""The three groups of staff and what each may do; `manage.py groups` lays them down."""

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
FACTS = ("quote", "decision", "knownunknown", "overrule", "merge")
LIVE = ("feed", "feeditem", "livestory", "comparison")

CLERK = {
    "view": (
        "source",
        "author",
        "article",
        "revision",
        "intake",
        "hotlist",
        *INDUSTRY,
        *LIVE,
        *FACTS,
    ),
    "add": ("source", "author", "article", "intake", *INDUSTRY),
    "change": ("source", "author", "article", *INDUSTRY),
}
EDITOR = {
    "view": CLERK["view"],
    "add": (*CLERK["add"], "feed", "merge"),
    "change": (*CLERK["change"], "feed", "livestory", "merge"),
    "delete": ("article", *INDUSTRY),
    "publish": ("article",),
    "verify": ("fact",),
}
ADMINISTRATOR_APPS = ("articles", "auth")

GROUPS = {"录入员": CLERK, "编辑": EDITOR}
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
    ).exclude(codename__startswith="delete_revision")
    _group(ADMINISTRATORS).permissions.set(everything)


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]
