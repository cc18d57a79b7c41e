"""A real browser for what only a browser shows; skipped, with the reason, without one."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as product
from django.test import Client
from django.utils import timezone

from articles.intake.store import plan, store
from tests import make

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
)  # Playwright runs a loop of its own

SAMPLE = Path(__file__).parents[2] / "articles/sample/page.txt"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EVERY_SCREEN = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]
# What a page lacks in a theme it lacks at every width, and what does not fit a width fits
# in no theme: most pages are looked at with both seen once.
SCREENS = [(390, "dark"), (1440, "light")]
WATCH = """
window.seen = {shift: 0, policy: []};
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
addEventListener("securitypolicyviolation", event => seen.policy.push(
  event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium():
    # The shell draws the same pages without a window round them: half the work.
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium")
        pytest.skip("no chromium on this machine (apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server, settings):
    """Open an address at a width and scheme; messages and errors land on page.heard."""
    settings.LIVE_POLL_SECONDS = 1
    contexts = []

    def open_it(address, width=1440, scheme="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 500 else 900},
            color_scheme=scheme,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.add_init_script(WATCH)
        page.goto(live_server.url + address)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(open_page, live_server):
    """Open the admin as somebody, past the form that asks who they are.

    page.base is where the site is, for addresses to go on to.
    """

    def sign_in(user, address="/admin/", **options):
        page = open_page("/admin/login/", locale="zh-CN", **options)
        client = Client()
        client.force_login(user)
        cookie = client.cookies[product.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        page.heard.clear()
        page.base = live_server.url
        page.goto(page.base + address)
        return page

    return sign_in


@pytest.fixture
def story():
    """The sample page as a published story, with what it is about."""
    region, cluster = make.region("浙江", slug="zhejiang"), make.cluster(slug="wuxi")
    make.alliance("长三角先进制造业集群联盟", slug="union")
    outcome = store(plan(SAMPLE.read_bytes(), make.MONDAY))
    outcome.article.regions.add(region)
    outcome.article.clusters.add(cluster)
    make.publish(outcome.article)
    return outcome.article


@pytest.fixture
def by_hand(open_page, settings):
    """The page asks for news when a test lets it, not in the middle of storing some."""
    settings.LIVE_POLL_SECONDS = 600


@pytest.fixture
def news():
    """Nine rows: six alike, two with names, and an important one of another outlet."""
    from tests.browser.live import arrive

    now = timezone.now()
    arrive(6, now - timedelta(minutes=30))
    make.flash("茅台股价上涨", now - timedelta(minutes=20))
    make.flash("宁德时代投产新工厂", now - timedelta(minutes=10))
    make.flash("央行下调准备金率", now, "江北快讯", is_important=True)
