"""What a feed said beside the words is stored, and shown where it cannot do harm."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.live import feeding
from articles.live.refresh import Askers, refresh_due
from articles.models import FeedItem
from tests import make
from tests.live.feed_server import response, running

pytestmark = pytest.mark.django_db

ITEM = """<item><guid>{guid}</guid><title>{title}</title>
<description><![CDATA[{body}]]></description>
<pubDate>{at}</pubDate><enclosure url="{image}" type="image/png"/></item>"""
HOSTILE = (
    "<p hx-get='/admin/' onclick='x()' style='position:fixed'>公告<b>全文</b>"
    "<script>alert(1)</script><img src='https://spy.example/pixel.gif'>"
    "<iframe src='https://spy.example/'></iframe>"
    "<a href='javascript:alert(1)'>甲</a><a href='/notice' target=x>乙</a></p>"
)


@pytest.fixture
def brought(settings):
    """Bring in one item of a feed and return it as stored."""
    with running() as loopback:
        settings.FETCH_ALLOW = loopback.allow

        def bring(title="样本港恢复通航", body="", image="", at="2025-06-09 11:40"):
            told = ITEM.format(guid="1", title=title, body=body, image=image, at=at)
            rss = f"<rss version='2.0'><channel>{told}</channel></rss>"
            url = loopback.put("/feed", response(rss.encode()))
            feeding.add(url, "江南电讯")
            with Askers(at_once=1) as askers:
                refresh_due(timezone.now(), askers)
            return FeedItem.objects.get()

        yield bring


def page(client, item):
    return client.get(item.story.get_absolute_url()).content.decode()


def test_a_summary_is_stored_safe_and_printed_safe(brought, client):
    item = brought(body=HOSTILE)
    assert "<b>全文</b>" in item.summary
    FeedItem.objects.update(
        summary=item.summary + HOSTILE
    )  # as an older rule let it in
    html = page(client, item)
    assert "<b>全文</b>" in html
    assert 'rel="noopener noreferrer nofollow ugc">乙</a>' in html
    for bad in ("spy.example", "alert(1)", "onclick", "hx-get='/admin", "fixed"):
        assert bad not in html


def test_a_summary_that_says_no_more_than_the_title_is_not_shown(brought, client):
    item = brought(body="<p>样本港恢复通航</p>")
    assert item.summary == ""
    assert "item-summary" not in page(client, item)


def test_a_long_summary_is_folded_and_says_how_long(brought, client):
    item = brought(body="<p>" + "详情" * 200 + "</p>")
    assert "摘要（400 字）" in page(client, item)


def test_an_image_is_a_link_and_never_loaded(brought, client):
    item = brought(image="https://pictures.example/1.png")
    assert item.image == "https://pictures.example/1.png"
    html = page(client, item)
    assert 'href="https://pictures.example/1.png"' in html
    assert "<img" not in html


@pytest.mark.parametrize("image", ["javascript:alert(1)", "data:image/png;base64,AA=="])
def test_an_image_elsewhere_than_on_the_web_is_none(brought, image):
    assert brought(image=image).image == ""


def test_a_title_with_markup_is_text(brought, client):
    item = brought(title="营收&lt;b&gt;大增&lt;/b&gt; 3 &amp;lt; 5")
    assert "<b>" not in item.text
    assert "<b>大增" not in page(client, item)


def test_a_time_ahead_is_clamped_and_told_to_staff_alone(brought, client):
    item = brought(at="2999-01-01 08:00")
    assert item.is_future_clamped
    assert item.told_at <= timezone.now()
    assert "时间在未来" not in page(client, item)
    client.force_login(make.editor())
    html = page(client, item)
    assert "时间在未来" in html
    assert "2999-01-01 08:00" in html
    listed = client.get(
        reverse("admin:articles_feeditem_changelist"), {"is_future_clamped": "1"}
    )
    assert "样本港恢复通航" in listed.content.decode()


def test_a_time_that_was_given_is_not_flagged(brought):
    assert not brought().is_future_clamped
