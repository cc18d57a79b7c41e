"""The list of all there is in the admin: by the work it belongs to, daily work first."""

from django.utils.translation import gettext_lazy as _

# What each section is of; what nobody here has thought of follows as Django has it.
SECTIONS = [
    (
        "writing",
        _("写稿"),
        ["article", "picture", "source", "author"],
    ),
    (
        "live",
        _("快讯与采集"),
        ["livestory", "feeditem", "feed", "comparison", "intake", "hotlist", "receipt"],
    ),
    (
        "figures",
        _("数据"),
        ["fact", "factcorrection", "indicator", "knownunknown"],
    ),
    (
        "directory",
        _("名录"),
        [
            *("cluster", "alliance", "region", "industry", "organisation"),
            *("event", "programme", "agreement"),
        ],
    ),
    (
        "records",
        _("记录与裁定"),
        [
            *("reviewevent", "auditentry", "revision", "merge"),
            *("quote", "overrule", "decision"),
        ],
    ),
    (
        "people",
        _("人员与权限"),
        ["user", "group", "totpdevice", "staticdevice"],
    ),
]


def by_work(app_list: list[dict]) -> list[dict]:
    """Django's list of apps with their models, as sections of the same models.

    A section has no page of its own, and so no address: the one page of an app holds
    all of its sections.
    """
    left = {
        row["model"]._meta.model_name: row for app in app_list for row in app["models"]
    }
    sections = [
        {
            "name": name,
            # Goes into ids of the page, where the words of other parts are ids too.
            "app_label": f"menu-{key}",
            "app_url": "",
            "has_module_perms": True,
            "models": [left.pop(model) for model in models if model in left],
        }
        for key, name, models in SECTIONS
    ]
    others = [
        {**app, "models": [row for row in app["models"] if row in left.values()]}
        for app in app_list
    ]
    return [section for section in [*sections, *others] if section["models"]]
