"""What an open page is told of the live list: every change once, and nothing for nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.live import editing, grouping
from articles.models import FeedItem, LiveClock, LiveStory
from articles.views import news as view
from tests import make

pytestmark = pytest.mark.django_db


def ask(client, since):
    return client.get(reverse("live-news"), {"since": since})


def changes(answer):
    """Where the page stands now, the rows it gets, and the pks that are gone."""
    tree = LexborHTMLParser(answer.content)
    root = tree.css_first(".changes")
    rows = [node.text().strip() for node in tree.css(".row-text")]
    assert root.attributes["data-rows"] == str(len(rows))
    gone = [int(node.attributes["data-pk"]) for node in tree.css(".gone")]
    return root.attributes, rows, gone


def test_a_poll_that_finds_nothing_new_answers_204(client):
    make.flash("甲厂投产")
    answer = ask(client, LiveClock.objects.now())
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_idle_poll_asks_one_question_of_the_database(
    client, django_assert_num_queries
):
    make.flash("甲厂投产")
    now = LiveClock.objects.now()
    with django_assert_num_queries(1):
        ask(client, now)


def test_an_idle_poll_at_an_empty_site_is_204_too(client):
    assert ask(client, 0).status_code == 204


@pytest.mark.parametrize("number", [1, 90])
def test_a_poll_with_news_costs_four_questions_however_much_is_new(
    client, number, django_assert_num_queries
):
    make.flash("甲厂投产")
    now = LiveClock.objects.now()
    make.flashes(number)
    ask(client, 0)  # names that changed are read once, by whoever comes first
    with django_assert_num_queries(4):
        assert len(changes(ask(client, now))[1]) == number


def test_new_rows_come_with_the_version_they_lead_to(client):
    make.flash("甲厂投产")
    shown = LiveClock.objects.now()
    make.flash("乙厂投产")
    make.flash("丙厂投产")
    data, rows, gone = changes(ask(client, shown))
    assert (sorted(rows), gone) == (["丙厂投产", "乙厂投产"], [])
    assert data["data-reached"] == str(LiveClock.objects.now())
    assert ask(client, data["data-reached"]).status_code == 204


def test_a_repeat_of_shown_news_changes_its_row_and_is_no_new_one(client):
    story = make.flash("甲厂投产").story
    shown = LiveClock.objects.now()
    make.flash("甲厂投产！", outlet="江北快讯")
    answer = ask(client, shown)
    assert changes(answer)[1] == ["甲厂投产"]
    assert f'data-pk="{story.pk}"' in answer.content.decode()
    assert "2家" in answer.content.decode()


def test_a_hidden_story_is_told_of_as_gone_and_its_words_are_not(client, as_editor):
    story = make.flash("误发消息").story
    shown = LiveClock.objects.now()
    as_editor.post(
        reverse("admin:articles_livestory_act", args=[story.pk]),
        {"hide": "1", "reason": "误发"},
    )
    answer = ask(client, shown)
    assert changes(answer)[1:] == ([], [story.pk])
    assert "误发" not in answer.content.decode()


def test_a_merged_story_is_told_of_as_gone_and_its_successor_as_changed(client):
    kept, gone = make.flash("甲厂投产").story, make.flash("乙港恢复通航").story
    shown = LiveClock.objects.now()
    editing.merge(gone, kept, by=make.editor())
    answer = ask(client, shown)
    assert changes(answer)[1:] == (["甲厂投产"], [gone.pk])
    assert "data-merged" in answer.content.decode()


def test_many_changes_of_one_version_come_in_pages_that_lose_and_repeat_nothing(
    client, monkeypatch
):
    monkeypatch.setattr(view, "CHANGES", 7)
    make.flash("甲厂投产", make.MONDAY - timedelta(days=1))
    since, told = str(LiveClock.objects.now()), []
    make.flashes(20)
    make.flash("乙厂投产")
    for _ in range(4):
        data, rows, _gone = changes(ask(client, since))
        told += rows
        since = data["data-reached"]
        if "data-unfinished" not in data:
            break
    assert since == str(LiveClock.objects.now())
    assert len(told) == len(set(told)) == 21


def test_a_story_changed_between_two_pages_is_told_again_not_lost(client, monkeypatch):
    monkeypatch.setattr(view, "CHANGES", 3)
    make.flashes(5)
    first, rows, _ = changes(ask(client, 0))
    again = LiveStory.objects.get(lead__text=rows[0])
    make.flash(rows[0], again.told_at, outlet="江北快讯")
    _, rest, _ = changes(ask(client, first["data-reached"]))
    assert rows[0] in rest
    assert len({*rows, *rest}) == 5


def test_a_page_that_slept_for_ages_gets_the_newest_rows_and_is_told_so(
    client, monkeypatch
):
    monkeypatch.setattr(view, "CHANGES", 7)
    monkeypatch.setattr(view, "FAR_BEHIND", 45)
    make.flashes(60)
    data, rows, _ = changes(ask(client, 0))
    assert "data-far-behind" in data
    assert "data-more" in data
    assert len(rows) == 40
    assert data["data-reached"] == str(LiveClock.objects.now())


def test_a_version_from_before_a_restored_copy_starts_over(client):
    make.flash("甲厂投产")
    data, rows, _ = changes(ask(client, 10**9))
    assert ("data-far-behind" in data, rows) == (True, ["甲厂投产"])


@pytest.mark.parametrize(
    "nonsense", ["", "x", "-1", "1" * 40, "１２", "1.5.6", "0.", "\x00"]
)
def test_a_nonsense_version_is_answered_with_the_list(client, nonsense):
    make.flash("甲厂投产")
    assert changes(ask(client, nonsense))[1] == ["甲厂投产"]


def test_earlier_rows_continue_where_the_list_ends(client):
    make.flashes(100)
    found, before = [], None
    for _ in range(3):
        query = {"before": before} if before else {}
        tree = LexborHTMLParser(client.get(reverse("live-latest"), query).content)
        page = tree.css(".row")
        found += [row.attributes["data-pk"] for row in page]
        more = "data-more" in tree.css_first(".some-rows").attributes
        assert more == (len(found) < 100)
        before = f"{page[-1].attributes['data-at']}-{page[-1].attributes['data-pk']}"
    shown = LiveStory.objects.shown().values_list("pk", flat=True)
    assert found == [str(pk) for pk in shown]


def test_rows_of_one_moment_are_told_apart_by_their_number(client):
    grouping.place(
        make.feed(), [make.incoming(f"第{n}号样品批次通过检验") for n in range(50)]
    )
    first = rows_of(client.get(reverse("live-latest")))
    assert (len(first), LiveStory.objects.shown().count()) == (40, 50)
    last = first[-1].attributes
    answer = client.get(
        reverse("live-latest"), {"before": f"{last['data-at']}-{last['data-pk']}"}
    )
    assert len(rows_of(answer)) == 10


def rows_of(answer):
    return LexborHTMLParser(answer.content).css(".row")


@pytest.mark.parametrize("before", ["x", "1-1", "99999999999.000000-1", "1.5-5"])
def test_a_nonsense_place_is_answered_with_rows(client, before):
    make.flash("甲厂投产")
    answer = client.get(reverse("live-latest"), {"before": before})
    assert len(rows_of(answer)) == 1


def test_a_row_names_all_outlets_that_told_it_for_the_readers_filters(client):
    one = make.flash("甲厂投产", outlet="江南快讯")
    other = make.flash("甲厂投产！", outlet="江北快讯")
    [row] = rows_of(client.get(reverse("live-latest")))
    sources = {str(one.source_id), str(other.source_id)}
    assert set(row.attributes["data-sources"].split()) == sources
    channels = {str(one.feed_id), str(other.feed_id)}
    assert set(row.attributes["data-channels"].split()) == channels


def test_a_row_says_what_an_editor_placed_and_what_is_longer_or_shorter(client):
    kept, gone = make.flash("甲厂投产").story, make.flash("乙港恢复通航").story
    editing.merge(gone, kept, by=make.editor())
    FeedItem.objects.filter(text="乙港恢复通航").update(is_linked=True)
    [row] = rows_of(client.get(reverse("live-latest")))
    assert "编辑归并" in row.text()
    assert "含长短稿" in row.text()


def test_the_wordings_of_a_row_are_a_fragment_of_its_page(client):
    story = make.flash("甲厂投产").story
    make.flash("甲厂投产！", make.MONDAY + timedelta(minutes=3), outlet="江北快讯")
    answer = client.get(story.get_absolute_url(), headers={"HX-Request": "true"})
    html = answer.content.decode()
    for told in ("甲厂投产！", "江北快讯", "2025-06-09 11:43", "归并依据"):
        assert told in html
    assert "<html" not in html
    assert "HX-Request" in answer.headers["Vary"]


def test_the_wordings_in_a_row_are_the_first_few_and_it_says_how_many_there_are(client):
    story = make.flash("甲厂投产").story
    for n in range(24):
        make.flash("甲厂投产", outlet=f"第{n}家")
    html = client.get(story.get_absolute_url(), headers={"HX-Request": "true"})
    assert html.content.decode().count("<li>") == 20
    assert "共 25 个条目" in html.content.decode()


def test_sources_with_several_channels_list_them_and_idle_ones_are_left_out(client):
    make.source("从不发稿")
    make.flash("甲厂投产", outlet="江南快讯")
    feed = make.feed("江南快讯")
    second = type(feed).objects.create(
        source=feed.source, kind="page", title="江南快讯·港股"
    )
    grouping.place(second, [make.incoming("乙港恢复通航")])
    html = client.get(reverse("live-outlets")).content.decode()
    assert "江南快讯·港股" in html
    assert "从不发稿" not in html
    assert "来源与频道" in html


def test_sources_of_one_channel_each_are_headed_sources_alone(client):
    make.flash("甲厂投产", outlet="江南快讯")
    make.flash("乙港恢复通航", outlet="江北快讯")
    html = client.get(reverse("live-outlets")).content.decode()
    assert ">来源<" in html
    assert "频道" not in html


def test_a_time_known_to_the_day_is_not_shown_as_midnight(client):
    item = make.flash("甲厂投产", make.MONDAY.replace(hour=0, minute=0))
    FeedItem.objects.filter(pk=item.pk).update(precision="day")
    [row] = rows_of(client.get(reverse("live-latest")))
    assert "当日" in row.text()
    assert "00:00" not in row.text()


def test_markup_in_a_source_or_text_is_shown_as_text(client):
    make.flash("<img src=x onerror=alert(1)>甲厂", outlet="<b>快讯</b>")
    for address in (reverse("live-latest"), reverse("live-outlets")):
        html = client.get(address).content.decode()
        assert "<img src=x" not in html
        assert "<b>" not in html
