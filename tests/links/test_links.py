"""The links of a story: which there are, what is known of each, and who asks when."""

from datetime import timedelta
from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import links, merging, pictures
from articles.links import checking as link_checking
from articles.models import Article, Link
from tests import make
from tests.content.test_pictures import photo
from tests.live.feed_server import response, running

pytestmark = pytest.mark.django_db

GONE = response(b"", status="404 Not Found")
DOWN = response(b"", status="502 Bad Gateway")


@pytest.fixture
def web(settings):
    """The web outside: a proxy that answers for every host what a test puts there."""
    with running() as server:
        settings.FETCH_PROXY = f"http://{server.allow}"
        yield server


def asked(web, url=None):
    found = [request.split(" ", 2)[1] for request in web.requests]
    return found if url is None else found.count(url)


def story(*urls, **fields):
    body = "\n\n".join(f"见[报道]({url})。" for url in urls)
    return make.article("有链接的一篇", body=body, **fields)


def states(text):
    return [standing.state for standing in links.state_of(text)]


def work(now=None):
    """One turn of a worker, and what came of it."""
    with links.Checking() as checking:
        links.check_due(now or timezone.now(), checking)
        checking.settle()


HOUR = timedelta(hours=1)
_numbers = count(1)


def known(url, state="alive", checked=timedelta(0), **fields):
    """A row as a check *checked* ago left it."""
    return Link.objects.create(
        digest=Link.digest_of(url),
        url=url,
        host=f"host-{next(_numbers)}.example",
        state=state,
        said={"code": "status", "status": 200 if state == "alive" else 404},
        checked_at=timezone.now() - checked,
        asked_at=timezone.now() - checked,
        **fields,
    )


def test_the_links_of_a_body_in_order_each_once(settings):
    settings.ALLOWED_HOSTS = ["news.example", ".paper.example"]
    row = make.article(
        "一篇",
        slug="yi",
        body=(
            "先看[甲](https://a.example/1)，再看[乙](https://b.example/2?x=1&y=2#part)。\n\n"
            "- [甲又](https://a.example/1#again)\n- <https://c.example/>\n\n"
            "> [信](mailto:a@b.example)、[下面](#p3)、[站内](/clusters/)\n\n"
            "[自己](https://news.example/story/yi/)、[分站](https://en.paper.example/x)、"
            "[旁边](../er/)、[忘了写 https](www.d.example)、[同协议](//e.example/f)、"
            "`[不是](https://code.example/)`"
        ),
    )
    assert links.of(row) == (
        ("https://a.example/1", ""),
        ("https://b.example/2?x=1&y=2", ""),
        ("https://c.example/", ""),
        ("/clusters/", "/clusters/"),
        ("/story/yi/", "/story/yi/"),
        ("/x", "/x"),
        ("/story/er/", "/story/er/"),
        ("/story/yi/www.d.example", "/story/yi/www.d.example"),
        ("https://e.example/f", ""),
    )


def test_a_site_that_answers_to_any_name_does_not_take_every_host_for_itself(settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert links.of(story("https://a.example/")) == (("https://a.example/", ""),)


def test_what_nobody_asked_yet_is_said_to_be_so():
    [standing] = links.state_of(story("https://a.example/"))
    address, state, sentence, checked_at = standing
    assert (address, state, checked_at) == ("https://a.example/", links.NEW, None)
    assert sentence == "还没有检查。"
    assert standing.label == "还没检查"


def test_links_asked_for_are_checked_by_the_worker(web):
    web.put("http://a.example/", response(b""))
    web.put("http://b.example/", GONE)
    web.put("http://c.example/", DOWN)
    row = story("http://a.example/", "http://b.example/", "http://c.example/")
    assert links.ask_for(row) == 3
    assert asked(web) == []  # asking for is not asking
    call_command("worker", once=True, stdout=StringIO())
    assert [(state, sentence) for _, state, sentence, _ in links.state_of(row)] == [
        (links.ALIVE, "打得开（200）。"),
        (links.GONE, "对方说没有这一页（404）。"),
        (links.UNSURE, "对方答复 502。"),
    ]


def test_an_address_in_two_stories_is_asked_once(web):
    web.put("http://a.example/", response(b""))
    one, other = story("http://a.example/"), story("http://a.example/#2")
    assert links.ask_for(one) == 1
    assert links.ask_for(other) == 0
    work()
    assert asked(web) == ["http://a.example/"]
    assert states(one) == states(other) == [links.ALIVE]


@pytest.mark.parametrize(
    ("state", "days", "again"),
    [
        ("alive", 6, False),
        ("alive", 8, True),
        ("gone", 0, False),
        ("gone", 2, True),
        ("unsure", 0, False),
        ("unsure", 2, True),
    ],
)
def test_what_was_found_is_believed_for_a_while(state, days, again):
    known("https://a.example/", state, timedelta(days=days))
    row = story("https://a.example/")
    assert links.ask_for(row) == again
    assert Link.objects.due(timezone.now()).exists() == again
    assert states(row) == [state]  # what was known is said until it is known better


def test_what_must_not_be_asked_is_refused_at_once_and_never_stored():
    row = story(
        "http://127.0.0.1:9000/", "http://169.254.169.254/", "http://a.example:22/"
    )
    assert links.ask_for(row) == 0
    assert not Link.objects.exists()
    assert states(row) == [links.GONE, links.GONE, links.UNSURE]
    sentences = [standing.sentence for standing in links.state_of(row)]
    assert "内部地址" in sentences[1]
    assert "端口 22" in sentences[2]


def test_a_doubtful_answer_is_asked_again_ever_more_seldom_and_then_let_be(web):
    web.put("http://a.example/", DOWN)
    row = story("http://a.example/")
    now = timezone.now()
    links.ask_for(row, now)
    waits = []
    for _ in range(10):
        work(now)
        link = Link.objects.get()
        if link.next_check_at is None:
            break
        waits.append(link.next_check_at - now)
        now = link.next_check_at
    assert len(waits) >= 3
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(minutes=10)
    assert states(row) == [links.UNSURE]


def test_who_asks_for_patience_gets_it_and_no_more_than_a_day(web):
    row = story("http://a.example/", "http://b.example/")
    for host, seconds in (("a", 7200), ("b", 9_999_999)):
        answer = response(
            b"", f"Retry-After: {seconds}", status="429 Too Many Requests"
        )
        web.put(f"http://{host}.example/", answer)
    now = timezone.now()
    links.ask_for(row, now)
    work(now)
    waits = [link.next_check_at - link.checked_at for link in Link.objects.all()]
    assert waits == [timedelta(hours=2), timedelta(days=1)]


def test_a_page_that_is_back_is_alive_again(web):
    web.put("http://a.example/", DOWN)
    row = story("http://a.example/")
    links.ask_for(row)
    work()
    web.put("http://a.example/", response(b""))
    work(timezone.now() + HOUR)
    assert states(row) == [links.ALIVE]
    assert Link.objects.get().next_check_at is None


def test_one_host_is_asked_one_address_at_a_time(web):
    urls = [f"http://a.example/{n}" for n in range(3)] + ["http://b.example/"]
    for url in urls:
        web.put(url, response(b""))
    row, now = story(*urls), timezone.now()
    links.ask_for(row, now)
    work(now)
    assert sorted(asked(web)) == ["http://a.example/0", "http://b.example/"]
    work(now + timedelta(seconds=1))
    assert len(asked(web)) == 2
    work(now + timedelta(seconds=11))
    assert asked(web)[2:] == ["http://a.example/1"]


def test_a_host_with_very_many_links_keeps_no_other_waiting(web):
    web.put("http://b.example/", response(b""))
    now = timezone.now()
    links.ask_for(story(*(f"http://a.example/{n}" for n in range(150))), now)
    links.ask_for(story("http://b.example/"), now)
    work(now)
    work(now + timedelta(seconds=1))
    assert asked(web, "http://b.example/") == 1


def test_a_turn_waits_for_nobody(web):
    web.hold("/", b"")
    web.answers["http://a.example/"] = web.answers["/"]
    links.ask_for(story("http://a.example/"))
    with links.Checking() as checking:
        assert links.check_due(timezone.now(), checking) == 0
        assert (
            links.check_due(timezone.now(), checking) == 0
        )  # and the feeds' turn came
    assert Link.objects.due(timezone.now() + HOUR).count() == 1


def test_two_workers_never_take_the_same_turn():
    links.ask_for(story("https://a.example/"))
    now = timezone.now()
    mine, theirs = Link.objects.get(), Link.objects.get()
    assert mine.claim(now)
    assert not theirs.claim(now)
    assert not Link.objects.due(now).exists()
    # Who never comes back leaves it due again.
    assert Link.objects.due(now + timedelta(minutes=4)).exists()


def test_an_answer_that_comes_after_the_lease_changes_nothing():
    links.ask_for(story("https://a.example/"))
    now = timezone.now()
    late, later = Link.objects.get(), Link.objects.get()
    late.claim(now)
    later.refresh_from_db()
    later.claim(now + timedelta(minutes=4))
    later.record("alive", {"code": "status", "status": 200}, now)
    late.record("gone", {"code": "status", "status": 404}, now)
    assert Link.objects.get().state == "alive"


def test_a_fault_of_ours_is_said_and_keeps_no_worker_from_the_next(web, monkeypatch):
    def broken(url, **options):
        raise RuntimeError("a slip")

    monkeypatch.setattr(link_checking, "knock", broken)
    row = story("http://a.example/", "http://b.example/")
    links.ask_for(row)
    work()
    assert states(row) == [links.UNSURE] * 2
    assert "记入日志" in links.state_of(row)[0].sentence


def test_a_person_may_ask_now(web):
    web.put("http://a.example/", response(b""))
    web.put("http://b.example/", GONE)
    row = story("http://a.example/", "http://b.example/", "/clusters/")
    checked = links.check_now(row)
    assert checked == (2, 0)
    assert "2 个链接" in checked.sentence()
    assert states(row) == [links.ALIVE, links.GONE, links.ALIVE]


def test_pressed_twice_nobody_is_asked_twice(web):
    web.put("http://a.example/", GONE)
    row = story("http://a.example/")
    links.check_now(row)
    before = len(asked(web))
    assert links.check_now(row) == (0, 1)
    assert len(asked(web)) == before


def test_a_person_is_answered_of_what_they_mended(web):
    """A link known to be gone is asked again when a person wants to know."""
    web.put("http://a.example/", response(b""))
    known("http://a.example/", "gone", timedelta(minutes=5))
    row = story("http://a.example/")
    assert links.check_now(row) == (1, 0)
    assert states(row) == [links.ALIVE]


def test_what_is_doubtful_comes_first_and_no_more_than_twenty_at_once(web):
    urls = [f"http://h{n}.example/" for n in range(30)]
    for url in urls:
        web.put(url, response(b""))
    for url in urls[:15]:
        known(url, checked=timedelta(minutes=5))
    row = story(*urls)
    checked = links.check_now(row)
    assert checked == (20, 10)
    assert "10 个" in checked.sentence()
    assert set(urls[15:]) <= set(asked(web))
    assert states(row) == [links.ALIVE] * 30


def test_a_person_is_not_kept_waiting_by_a_server_that_says_nothing(web, monkeypatch):
    monkeypatch.setattr(link_checking, "SECONDS_NOW", 0.5)
    web.hold("/", b"")
    web.answers["http://slow.example/"] = web.answers["/"]
    web.put("http://a.example/", response(b""))
    row = story("http://slow.example/", "http://a.example/")
    checked = links.check_now(row)
    assert checked.asked + checked.left == 2
    assert states(row)[1] == links.ALIVE
    assert states(row)[0] in (links.NEW, links.UNSURE)


def test_a_story_without_links_has_nothing_to_check():
    checked = links.check_now(make.article())
    assert checked == (0, 0)
    assert checked.sentence() == "正文里没有要到外面检查的链接。"


def test_links_within_the_site_lead_where_readers_may_go():
    public = make.published("已发的", slug="yi-fa")
    make.article("草稿", slug="cao-gao")
    gone = make.published("撤下的", slug="che-xia")
    gone.withdrawn_at = timezone.now()
    gone.save(update_fields=["withdrawn_at"])
    gone.revisions.update(shown_until=timezone.now())
    person = make.person("编辑", "li")
    kept, merged = make.cluster("甲", slug="jia"), make.cluster("乙", slug="yi")
    merging.merge(merged, kept, person)
    flash = make.flash("甲厂投产")
    picture = pictures.take_in(photo(), "图", person)
    outcomes = {
        public.get_absolute_url(): "",
        "/story/yi-fa": "",
        "/story/cao-gao/": "还没有发布",
        "/story/che-xia/": "已经撤下",
        "/story/none/": "没有这个网址",
        "/cluster/jia/": "",
        "/cluster/jia.json": "",
        "/cluster/yi/": "",
        "/cluster/bing/": "没有这个网址",
        "/region/jia/": "没有这个网址",
        f"/live/{flash.story_id}/": "",
        "/live/99999999999999999999999/": "没有这个网址",
        f"/picture/{picture.name}.webp": "",
        "/clusters/?region=x": "",
        "/no-such-page": "没有这个网址",
        "/admin/articles/article/": "编辑部",
        "/admin/articles/desk/": "编辑部",
    }
    for standing, (path, why) in zip(
        links.state_of(story(*outcomes)), outcomes.items(), strict=True
    ):
        assert standing.address == path
        assert standing.state == (links.GONE if why else links.ALIVE), path
        assert why in standing.sentence, path
    assert not Link.objects.exists()


def test_a_revision_is_judged_by_its_own_text_and_its_articles_address():
    row = make.submitted("送审的", body="见[旧稿](../none/)。", slug="xin")
    revision = row.submitted_revision
    row.body = "没有链接了。"
    row.save()
    assert [at.path for at in links.of(revision)] == ["/story/none/"]
    assert states(revision) == [links.GONE]
    assert states(row) == []


@pytest.mark.parametrize("number", [2, 30])
def test_the_states_of_many_links_cost_two_queries(number, django_assert_num_queries):
    make.cluster("甲", slug="jia")
    urls = [f"https://h{n}.example/" for n in range(number)]
    paths = [f"/story/s-{n}/" for n in range(number)] + ["/cluster/jia/", "/live/1/"]
    row = story(*urls, *paths)
    with django_assert_num_queries(2):
        assert len(links.state_of(row)) == 2 * number + 2
    with django_assert_num_queries(2):
        assert links.ask_for(row) == number
    with django_assert_num_queries(0):
        assert links.state_of(Article(title="没有链接", body="一段。")) == []


def test_an_idle_worker_asks_the_database_once(django_assert_num_queries):
    known("https://a.example/")
    with links.Checking() as checking, django_assert_num_queries(1):
        links.check_due(timezone.now(), checking)
