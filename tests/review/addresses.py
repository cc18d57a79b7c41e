"""Every address of the site and what it answers to whom: the one table.

Whoever adds an address adds a row. A row is: the pattern as the URLconf has it, the
answers to GET, the answers to POST, and an address to try (fields in braces come from
`rows()` in test_addresses.py). Answers are for

    anonymous  clerk  author  editor  chief  administrator

in that order, or one word for all six: a status, or "login" for the way to the sign-in.
A POST in this walk sends nothing; what acts make of what they are sent is told in the
tests of each.
"""

PEOPLE = ("anonymous", "clerk", "author", "editor", "chief", "administrator")

SUBJECTS = ("region", "cluster", "alliance", "programme", "agreement", "indicator")

READERS = [
    ("", "200", "405", "/"),
    ("story/<slug:slug>/", "200", "405", "/story/{article.slug}/"),
    ("live/", "200", "405", "/live/"),
    ("live/news/", "200", "405", "/live/news/"),
    ("live/latest/", "200", "405", "/live/latest/"),
    ("live/outlets/", "200", "405", "/live/outlets/"),
    ("live/<int:pk>/", "200", "405", "/live/{livestory.pk}/"),
    ("live/at/", "302", "405", "/live/at/?minute=2025-06-09T11:40"),
    ("live/at/<str:minute>/", "200", "405", "/live/at/2025-06-09T11:41/"),
    ("search/", "200", "405", "/search/?q=甲"),
    ("live.atom", "200", "405", "/live.atom"),
    ("live.json", "200", "405", "/live.json"),
    ("api/live", "200", "405", "/api/live?since=0"),
    ("articles.atom", "200", "405", "/articles.atom"),
    (
        r"^picture/(?P<digest>[0-9a-f]{16})-(?P<width>\d{1,5})x(?P<height>\d{1,5})\.webp$",
        *("200", "405"),
        "/picture/{picture.name}.webp",
    ),
    ("favicon.ico", "302", "405", "/favicon.ico"),
    ("hot/", "200", "405", "/hot/"),
    ("read/", "405", "204", "/read/"),
    *(
        row
        for name in SUBJECTS
        for row in (
            (f"{name}/<slug:slug>/", "200", "405", f"/{name}/{{{name}.slug}}/"),
            (
                f"{name}/<slug:slug>.<data:form>",
                *("200", "405"),
                f"/{name}/{{{name}.slug}}.json",
            ),
        )
    ),
    ("clusters/", "200", "405", "/clusters/"),
    ("clusters.<data:form>", "200", "405", "/clusters.csv"),
    ("compare/", "200", "405", "/compare/"),
    ("compare.<data:form>", "200", "405", "/compare.json?region={region.slug}"),
    ("language/setlang/", "302", "302", "/language/setlang/"),
    ("robots.txt", "200", "405", "/robots.txt"),
    ("sitemap.xml", "200", "405", "/sitemap.xml"),
    ("sitemap-<slug:section>.xml", "200", "405", "/sitemap-stories.xml"),
    ("healthz", "200", "405", "/healthz"),
    ("readyz", "200", "405", "/readyz"),
]

STAFF = "login 200 200 200 200 200"
READ_ONLY = "login 405 405 405 405 405"

DESK = [
    ("admin/articles/desk/", STAFF, "405", "/admin/articles/desk/"),
    (
        "admin/articles/article/<int:pk>/preview/",
        *(STAFF, READ_ONLY),
        "/admin/articles/article/{draft.pk}/preview/",
    ),
    (
        "admin/articles/article/<int:pk>/facts/",
        *(STAFF, STAFF),
        "/admin/articles/article/{draft.pk}/facts/",
    ),
    (
        "admin/articles/article/<int:pk>/compare/",
        *(STAFF, READ_ONLY),
        "/admin/articles/article/{article.pk}/compare/?from={revision.pk}&to=working",
    ),
    (  # nothing sent: nothing pasted
        "admin/articles/article/paste/",
        *("405", "login 200 200 200 200 200"),
        "/admin/articles/article/paste/",
    ),
    (  # nothing sent: no form whose text it could be
        "admin/articles/article/keep/",
        *("405", "login 400 400 400 400 400"),
        "/admin/articles/article/keep/",
    ),
    (
        "admin/articles/article/unsaved/",
        *(STAFF, READ_ONLY),
        "/admin/articles/article/unsaved/",
    ),
    (  # who answers for the desk may read others' unsaved text; only its writer ends it
        "admin/articles/article/unsaved/<slug:token>/",
        *("login 403 403 200 200 200", "login 403 403 403 403 403"),
        "/admin/articles/article/unsaved/{writing.token}/",
    ),
    (
        "admin/articles/article/unsaved/<slug:token>/preview/",
        *("login 403 403 403 403 403", READ_ONLY),
        "/admin/articles/article/unsaved/{writing.token}/preview/",
    ),
    (  # without an act there is nothing to do
        "admin/articles/article/<int:pk>/review/",
        *(STAFF, "login 404 404 404 404 404"),
        "/admin/articles/article/{draft.pk}/review/",
    ),
    (  # nothing sent: nothing corrected
        "admin/articles/fact/<int:pk>/correct/",
        *("login 403 403 200 200 200", "login 403 403 200 200 200"),
        "/admin/articles/fact/{fact.pk}/correct/",
    ),
    (  # without a reason nothing is taken back
        "admin/articles/factcorrection/<int:pk>/take-back/",
        *(READ_ONLY, "login 403 403 302 302 302"),
        "/admin/articles/factcorrection/{factcorrection.pk}/take-back/",
    ),
    (  # nothing written: said on the page, which comes back
        "admin/articles/article/<int:pk>/review/remarks/",
        *(READ_ONLY, STAFF),
        "/admin/articles/article/{draft.pk}/review/remarks/",
    ),
    (
        "admin/articles/article/<int:pk>/review/remark/",
        *(READ_ONLY, "login 302 302 302 302 302"),
        "/admin/articles/article/{draft.pk}/review/remark/",
    ),
    (
        "admin/articles/article/<int:pk>/review/links/",
        *(READ_ONLY, "login 302 302 302 302 302"),
        "/admin/articles/article/{draft.pk}/review/links/",
    ),
    (
        "admin/articles/article/<int:pk>/review/here/",
        *(READ_ONLY, STAFF),
        "/admin/articles/article/{draft.pk}/review/here/",
    ),
    (
        "admin/articles/article/<int:pk>/review/pass/",
        *(READ_ONLY, "login 403 403 200 200 200"),
        "/admin/articles/article/{draft.pk}/review/pass/",
    ),
    (
        "admin/articles/feed/try/",
        *("login 403 403 200 200 200", "login 403 403 200 200 200"),
        "/admin/articles/feed/try/",
    ),
    (
        "admin/articles/feed/health/",
        *(STAFF, READ_ONLY),
        "/admin/articles/feed/health/",
    ),
    (
        "admin/articles/feed/<int:pk>/check/",
        *(READ_ONLY, "login 403 403 302 302 302"),
        "/admin/articles/feed/{polled.pk}/check/",
    ),
    (
        "admin/articles/feed/import/",
        *("login 403 403 200 200 200", "login 403 403 200 200 200"),
        "/admin/articles/feed/import/",
    ),
    ("admin/articles/feed/export/", STAFF, READ_ONLY, "/admin/articles/feed/export/"),
    (
        "admin/articles/livestory/<int:pk>/act/",
        *(READ_ONLY, "login 403 403 302 302 302"),
        "/admin/articles/livestory/{livestory.pk}/act/",
    ),
    (
        "admin/articles/comparison/queue/",
        *(STAFF, "login 403 403 302 302 302"),
        "/admin/articles/comparison/queue/",
    ),
    (  # nothing sent: what is missing, as a sentence in JSON
        "admin/articles/picture/upload/",
        *(READ_ONLY, "login 400 400 400 400 400"),
        "/admin/articles/picture/upload/",
    ),
    (
        "admin/articles/auditentry/export.<str:form>",
        *("login 403 403 403 200 200", READ_ONLY),
        "/admin/articles/auditentry/export.csv",
    ),
    (
        "admin/articles/intake/paste/",
        *(STAFF, STAFF),
        "/admin/articles/intake/paste/",
    ),
]

SITE = [
    ("admin/", STAFF, STAFF, "/admin/"),
    ("admin/login/", "200 302 302 302 302 302", "200", "/admin/login/"),
    (
        "admin/logout/",
        *("302 405 405 405 405 405", "302 200 200 200 200 200"),
        "/admin/logout/",
    ),
    ("admin/password_change/", STAFF, STAFF, "/admin/password_change/"),
    (
        "admin/password_change/done/",
        *(STAFF, READ_ONLY),
        "/admin/password_change/done/",
    ),
    (  # asks for the rights of the field it completes
        "admin/autocomplete/",
        *(STAFF, READ_ONLY),
        "/admin/autocomplete/?app_label=articles&model_name=article&field_name=source",
    ),
    ("admin/jsi18n/", STAFF, READ_ONLY, "/admin/jsi18n/"),
    (
        "admin/r/<path:content_type_id>/<path:object_id>/",
        *("login 302 302 302 302 302", "login 302 302 302 302 302"),
        "/admin/r/{article_type.pk}/{article.pk}/",
    ),
    (
        "admin/auth/user/<id>/password/",
        *("login 403 403 403 403 200", "login 403 403 403 403 200"),
        "/admin/auth/user/{user.pk}/password/",
    ),
    ("admin/<app_label>/", STAFF, STAFF, "/admin/articles/"),
    (
        "admin/(?P<url>.*)$",
        *("login 404 404 404 404 404", "login 404 404 404 404 404"),
        "/admin/no-such-page",
    ),
]

SENT = "login 302 302 302 302 302"  # refused in words on the page it leads back to
ACCOUNT = [
    ("admin/account/", STAFF, READ_ONLY, "/admin/account/"),
    ("admin/account/second-step/", SENT, SENT, "/admin/account/second-step/"),
    *(
        (f"admin/account/{name}/", READ_ONLY, SENT, f"/admin/account/{name}/")
        for name in (
            "sessions/end",
            "sessions/end-others",
            "second-step/begin",
            "second-step/codes",
            "second-step/off",
        )
    ),
    *(  # another's second step is nobody's to look at
        (
            f"admin/otp_totp/totpdevice/<int:pk>/{name}/",
            *("login 403 403 403 403 403", "login 403 403 403 403 403"),
            f"/admin/otp_totp/totpdevice/{{totpdevice.pk}}/{name}/",
        )
        for name in ("config", "qrcode")
    ),
]

# What each may do with the rows of a model, of view, add, change, delete:
#                clerk  author  editor  chief  administrator
MODELS = {
    "auth/group": ". . . . vacd",
    "auth/user": ". . . . vacd",
    "otp_totp/totpdevice": ". . . . .",
    "otp_static/staticdevice": ". . . . .",
    "articles/source": "vac vac vac vac vacd",
    "articles/author": "vac vac vac vac vacd",
    "articles/article": "vac vac vac vacd vacd",
    "articles/revision": "v v v v v",
    "articles/reviewevent": "v v v v v",
    "articles/auditentry": ". . . v v",
    "articles/feed": "v v vac vac vac",
    "articles/region": "vac vac vacd vacd vacd",
    "articles/industry": "vac vac vacd vacd vacd",
    "articles/organisation": "vac vac vacd vacd vacd",
    "articles/event": "vac vac vacd vacd vacd",
    "articles/cluster": "vac vac vacd vacd vacd",
    "articles/alliance": "vac vac vacd vacd vacd",
    "articles/programme": "vac vac vacd vacd vacd",
    "articles/agreement": "vac vac vacd vacd vacd",
    "articles/indicator": "vac vac vacd vacd vacd",
    "articles/fact": "vac vac vacd vacd vacd",
    "articles/quote": "v v v v v",
    "articles/decision": "v v v v v",
    "articles/knownunknown": "v v v v v",
    "articles/overrule": "v v v v v",
    "articles/merge": "v v v v v",
    "articles/factcorrection": "v v v v v",
    "articles/intake": "v v v v v",
    "articles/livestory": "v v vc vc vc",
    "articles/feeditem": "v v v v v",
    "articles/comparison": "v v v v v",
    "articles/receipt": "v v v v v",
    "articles/picture": "vac vac vac vac vacd",
    "articles/hotlist": "v v v v v",
}
WITH_SHEETS = (
    *("region", "industry", "event", "cluster", "alliance"),
    *("organisation", "programme", "agreement", "indicator", "fact"),
)


def rows_of_a_model(model):
    """The rows Django's admin makes for one model, by what each person may do."""
    rights = MODELS[model].split()
    name = model.partition("/")[2]

    def who(needed, status="200"):
        """*status* for those who have all of *needed*, 403 for the others."""
        answers = [status if set(needed) <= set(have) else "403" for have in rights]
        return " ".join(["login", *answers])

    base, one = f"admin/{model}/", f"/admin/{model}/{{{name}.pk}}/"
    yield (base, who("v"), who("v"), f"/{base}")
    # Nothing sent: the form comes back with sentences.
    yield (f"{base}add/", who("a"), who("a"), f"/{base}add/")
    path = f"{base}<path:object_id>/"
    redirect = "login 302 302 302 302 302"
    yield (path, redirect, redirect, one)
    yield (f"{path}change/", who("v"), who("c"), f"{one}change/")
    yield (f"{path}history/", who("v"), who("v"), f"{one}history/")
    # Of an article that was sent in nothing is deleted.
    gone = "/admin/articles/article/{draft.pk}/" if name == "article" else one
    yield (f"{path}delete/", who("d"), who("d"), f"{gone}delete/")
    if name in WITH_SHEETS:
        yield (f"{base}import/", who("ac"), who("ac"), f"/{base}import/")
        yield (f"{base}export/", who("v"), who("v"), f"/{base}export/")
        confirm = f"{base}process_import/"
        yield (confirm, "login 405 405 405 405 405", who("ac"), f"/{confirm}")


def table():
    """{pattern: (answers to GET, answers to POST, address)} of everything stated."""
    stated = [*READERS, *DESK, *SITE, *ACCOUNT]
    for model in MODELS:
        stated += rows_of_a_model(model)
    return {
        pattern: (_six(get), _six(post), address)
        for pattern, get, post, address in stated
    }


def _six(answers):
    words = answers.split()
    return words * 6 if len(words) == 1 else words
