"""Every page of the admin in a real browser: fit for everybody, on a phone as well."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from tests import make
from tests.browser.test_review import SCREENS, violations
from tests.review.addresses import ACCOUNT, DESK, MODELS, PEOPLE, SITE, rows_of_a_model
from tests.review.test_addresses import rows

# What a browser is sent there is no page.
FILES = {"admin/articles/feed/export/", "admin/autocomplete/", "admin/jsi18n/"}
PHONE = {"width": 390, "height": 844}


def pages():
    """(pattern, address) of every page of the admin that an administrator can open."""
    stated = [*DESK, *SITE, *ACCOUNT]
    for model in MODELS:
        stated += rows_of_a_model(model)
    for pattern, get, _post, address in stated:
        answers = get.split()
        answer = answers[PEOPLE.index("administrator")] if answers[1:] else get
        if answer == "200" and pattern not in FILES:
            yield pattern, address


def test_every_page_of_the_admin_is_fit_for_everybody(open_page, signed_in):
    known = rows()
    administrator = make.staff("管理员", "guan")
    log_about(known, administrator)
    page = signed_in(administrator)
    base, wrong = page.url.split("/admin/")[0], {}
    for number, (_pattern, address) in enumerate(pages()):
        width, scheme = SCREENS[number % len(SCREENS)]
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        told = faults(page, base + address.format(**known))
        if told:
            wrong[address, width, scheme] = told
    assert not wrong


def faults(page, address):
    """What is wrong with the page at *address*, for anybody, at the screen it has."""
    page.heard.clear()
    answer = page.goto(address)
    if not answer.ok:
        return [answer.status]
    told = [*page.evaluate("window.seen.policy"), *page.heard, *violations(page)]
    page.set_viewport_size(PHONE)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        told.append("wider than a phone")
    return told


def log_about(known, by):
    """A line in the history of each row that has one."""
    for row in known.values():
        if isinstance(row, Model):
            kind = ContentType.objects.get_for_model(row)
            for flag in (ADDITION, CHANGE):
                LogEntry.objects.create(
                    user=by,
                    content_type=kind,
                    object_id=row.pk,
                    object_repr=str(row)[:200],
                    action_flag=flag,
                    change_message="已修改。",
                )
