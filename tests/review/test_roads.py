"""Hidden texts by the side roads: maps, feeds, completion, caches an editor warmed, HEAD."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from articles import review
from articles.models import Fact
from tests import make
from tests.review.addresses import READERS
from tests.review.test_addresses import GROUPS, rows
from tests.review.test_readers import SECRET, in_every_hidden_state, told

pytestmark = pytest.mark.django_db
# Answers that caches may keep or compare: what an editor had must not come to a reader.
KEPT = [
    *("/", "/live/", "/hot/", "/clusters/", "/clusters.json", "/clusters.csv"),
    *("/articles.atom", "/live.atom", "/live.json", "/api/live?since=0"),
    *("/sitemap.xml", "/sitemap-stories.xml", "/sitemap-lists.xml", "/robots.txt"),
    *("/search/?q=标题", "/live/latest/", "/live/outlets/"),
]


@pytest.fixture
def hidden():
    """One article of each kind readers must not see; the withdrawn one's reason is theirs."""
    make.flash("甲厂投产")
    found = in_every_hidden_state()
    withdrawn = make.published(f"撤下{SECRET}", body=SECRET, slug="hidden-withdrawn")
    review.withdraw(withdrawn, make.editor(), "数据来源有误。")
    return {**found, "withdrawn": withdrawn}


def body(answer):
    """All of an answer as a reader would read it: Chinese in JSON as itself."""
    text = (b"".join(answer) if answer.streaming else answer.content).decode()
    if "json" in answer.headers.get("Content-Type", ""):
        return json.dumps(json.loads(text), ensure_ascii=False) if text else text
    return text


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_maps_name_no_hidden_story(client, hidden, address):
    shown = make.published(slug="shown")
    pages = [address, *(f"/sitemap-{name}.xml" for name in ("stories", "lists"))]
    text = "".join(body(client.get(page)) for page in pages)
    assert shown.get_absolute_url() in text
    assert "hidden-" not in text
    assert SECRET not in text


def test_tombstones_tell_of_the_withdrawn_one_alone_and_nothing_of_its_text(
    client, hidden
):
    feed = body(client.get("/articles.atom"))
    assert feed.count("<at:deleted-entry") == 1
    assert f"story/{hidden['withdrawn'].pk}" in feed
    assert "数据来源有误。" in feed
    assert SECRET not in feed
    for name, article in hidden.items():
        if name != "withdrawn":
            assert f"story/{article.pk}<" not in feed
            assert f'story/{article.pk}"' not in feed
            assert article.slug not in feed


def test_a_hidden_story_has_no_form_for_programs(client, hidden):
    for article in hidden.values():
        for form in (".json", ".csv", ".atom", ".xml"):
            address = article.get_absolute_url().rstrip("/") + form
            assert client.get(address).status_code == 404


def test_what_an_editor_looked_at_comes_to_no_reader_by_any_cache(hidden):
    editor, reader, other = Client(), Client(), Client()
    editor.force_login(make.staff("管理员"))
    for address in KEPT:
        theirs = editor.get(address)
        etag = theirs.headers.get("ETag")
        assert SECRET not in body(theirs), address
        assert SECRET not in body(reader.get(address)), address
        if not etag:
            continue
        # The tag an editor was given is the reader's own: the same answer, no other.
        assert reader.get(address).headers["ETag"] == etag, address
        asked = {"If-None-Match": etag}
        again = other.get(address, headers=asked)
        assert (again.status_code, again.content) == (304, b""), address
        assert SECRET not in str(again.headers), address


def test_an_answer_that_is_kept_for_all_depends_on_nobodys_cookie(hidden):
    editor = Client()
    editor.force_login(make.staff("管理员"))
    for address in KEPT:
        answer = editor.get(address)
        if "public" in answer.headers.get("Cache-Control", ""):
            assert not answer.cookies, address
            assert body(answer) == body(Client().get(address)), address


@pytest.mark.parametrize(
    "asked", [{}, {"If-None-Match": '"x"'}, {"If-None-Match": "*"}]
)
def test_head_and_conditional_requests_tell_a_hidden_story_from_none_by_nothing(
    hidden, asked
):
    asked = {**asked, "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT"}
    missing = reverse("story", args=["no-such-story"])
    for method in ("get", "head", "options"):
        expected = told(getattr(Client(), method)(missing, headers=asked))
        for name, article in hidden.items():
            if name == "withdrawn":
                continue
            address = article.get_absolute_url()
            found = told(getattr(Client(), method)(address, headers=asked))
            assert found == expected, (method, name)


def test_a_withdrawn_story_is_gone_to_who_holds_its_old_answer(hidden):
    address = hidden["withdrawn"].get_absolute_url()
    for asked in ({"If-None-Match": "*"}, {"Range": "bytes=0-10"}):
        for method in ("get", "head"):
            answer = getattr(Client(), method)(address, headers=asked)
            assert answer.status_code == 410
            assert SECRET not in body(answer)


def test_no_header_of_any_page_tells_of_a_hidden_story(client, hidden):
    known = rows()
    for _pattern, _get, _post, address in READERS:
        answer = client.head(address.format(**known))
        assert SECRET not in str(answer.headers), address
        assert "hidden-" not in str(answer.headers), address


# --- Completion -----------------------------------------------------------------------

FIELDS = [("quote", "article"), ("article", "source"), ("article", "clusters")]


def completed(client, model, field, term):
    asked = {"app_label": "articles", "model_name": model, "field_name": field}
    return client.get(reverse("admin:autocomplete"), {**asked, "term": term})


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_completion_is_for_staff_alone(client, hidden, model, field):
    answer = completed(client, model, field, "标题")
    assert answer.status_code in (302, 403)
    assert SECRET not in body(answer)


@pytest.mark.parametrize("group", GROUPS.values())
def test_completion_shows_each_group_only_what_it_may_open(client, hidden, group):
    """Staff may look at drafts; completion asks for the same right as the list does."""
    person = make.staff(group)
    client.force_login(person)
    answer = completed(client, "quote", "article", "标题")
    may = person.has_perm("articles.view_article")
    assert answer.status_code == (200 if may else 403)
    assert (SECRET in body(answer)) == may


def test_completion_gives_nothing_to_who_may_see_no_articles(client, hidden):
    person = make.staff("录入员")
    person.groups.clear()
    client.force_login(person)
    answer = completed(client, "quote", "article", "标题")
    assert answer.status_code == 403
    assert SECRET not in body(answer)


def test_completion_names_people_only_to_who_may_look_at_people(client):
    for group in GROUPS.values():
        person = make.staff(group)
        client.force_login(person)
        for model, field in (("auditentry", "by"), ("article", "created_by")):
            answer = completed(client, model, field, "a")
            may = person.has_perm("auth.view_user")
            assert answer.status_code == (200 if may else 403), (group, model)


# --- Exports --------------------------------------------------------------------------


@pytest.mark.parametrize("group", [None, "录入员", "作者", "编辑"])
def test_the_log_is_exported_to_nobody_else(client, hidden, group):
    if group:
        client.force_login(make.staff(group))
    for form in ("csv", "jsonl", "xlsx"):
        address = reverse("admin:articles_auditentry_export", args=[form])
        for method in (client.get, client.head):
            answer = method(address, {"q": SECRET})
            assert answer.status_code == (403 if group else 302)
            assert SECRET not in body(answer)


def test_figures_of_hidden_texts_are_in_no_file_of_their_subject(client):
    cluster, editor = make.cluster(slug="c"), make.editor()
    draft = make.article(f"草稿{SECRET}", body=f"{SECRET}有企业987个。")
    fact = make.fact(draft, f"{SECRET}有企业987个", "987个", by=editor, cluster=cluster)
    assert fact.status == Fact.Status.VERIFIED
    for form in ("/", ".json", ".csv"):
        text = body(client.get(f"/cluster/c{form}"))
        assert "987" not in text
        assert SECRET not in text
    make.publish(draft)
    told_now = json.loads(body(client.get("/cluster/c.json")))
    assert [row["figure"] for row in told_now["facts"]] == ["987个"]
