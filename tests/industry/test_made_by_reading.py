"""Names accepted from a text that readers do not have reach them by no road."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import accepting, merging, naming, proposing, review, words_of
from articles.admin.fact_forms import FactForm, filled_in
from articles.facts.proposals import NamedProposal, NameKind
from articles.models import (
    Agreement,
    Alliance,
    Article,
    Cluster,
    Event,
    Fact,
    Indicator,
    Industry,
    Organisation,
    Programme,
    Region,
)
from articles.proposing import Entry
from articles.sitemaps import MAPS
from tests import make
from tests.review.test_readers import told

pytestmark = pytest.mark.django_db
NAMES = {
    NameKind.REGION: "绝密市",
    NameKind.REGION_GROUP: "绝密经济圈",
    NameKind.INDUSTRY: "绝密产业",
    NameKind.CLUSTER: "太湖绝密集群",
    NameKind.ALLIANCE: "绝密联盟",
    NameKind.PROGRAMME: "绝密行动",
    NameKind.AGREEMENT: "绝密协议",
    NameKind.EVENT: "绝密大会",
    NameKind.ORGANISATION: "绝密研究院",
}
MEASURED = "绝密规模"
BODY = "，".join(NAMES.values()) + "。\n\n江南共有企业987家。"
WITH_A_PAGE = (Region, Cluster, Alliance, Programme, Agreement, Indicator)


def accepted(article, kind, by, fields=None):
    """The row made of the name of *kind* that the text of *article* has."""
    name = NAMES[kind]
    block = article.body.split("\n\n")[0]
    quote, first, last = words_of.locate(article, block, name)
    entry = Entry(
        f"key-{name}", "name", NamedProposal(kind, name, quote, (first, last))
    )
    filled = {"name": name, "known_as": "", "fields": fields or {}}
    reading = proposing.Reading(article, (entry,), ())
    return naming.accept_name(reading, entry, filled, by)


@pytest.fixture
def site():
    """A site as readers have it, and a draft of which they know nothing."""
    cache.clear()
    zhejiang = make.region("浙江", slug="zhejiang", code="330000")
    make.region("太湖", slug="taihu", kind="city", parent=zhejiang)
    event = Event.objects.create(name="首届大会", slug="first", held_on="2025-06-06")
    cluster = make.cluster("甲集群", slug="jia")
    cluster.regions.add(zhejiang)
    make.alliance("甲联盟", slug="jia", founded_at=event)
    make.alliance("乙联盟", slug="yi")
    make.published("浙江的报道", regions=[zhejiang])
    make.flash("浙江：太湖绝密集群与绝密联盟、绝密研究院在绝密市签约")
    return make.article("未发的稿", BODY, slug="unseen")


def read(article, by=None):
    """All of NAMES and an indicator made of *article*, tied to what readers have."""
    by = by or make.clerk()
    zhejiang = Region.objects.get(slug="zhejiang")
    cluster = Cluster.objects.get(slug="jia")
    event = Event.objects.get(slug="first")
    fields = {
        NameKind.REGION: {"kind": "city", "parent": zhejiang},
        NameKind.REGION_GROUP: {"kind": "group", "members": [zhejiang]},
        NameKind.CLUSTER: {
            "level": "national",
            "regions": [zhejiang],
            "lead_city": zhejiang,
        },
        NameKind.ALLIANCE: {"regions": [zhejiang]},
        NameKind.PROGRAMME: {"region": zhejiang},
        NameKind.AGREEMENT: {
            "regions": [zhejiang],
            "cluster": cluster,
            "signed_at": event,
        },
    }
    rows = {kind: accepted(article, kind, by, fields.get(kind)) for kind in NAMES}
    cluster.lead_city = rows[NameKind.REGION]
    cluster.save()
    cluster.regions.add(rows[NameKind.REGION])
    cluster.industries.add(rows[NameKind.INDUSTRY])
    Alliance.objects.get(slug="jia").members.add(rows[NameKind.ORGANISATION])
    Alliance.objects.filter(slug="yi").update(founded_at=rows[NameKind.EVENT])
    reading = proposing.read(article)
    [entry] = [one for one in reading.entries if one.what == "fact"]
    form = filled_in(FactForm, entry.proposal, indicator=MEASURED, about="绝密市")
    assert form.is_valid(), form.errors
    fact = accepting.accept_fact(reading, entry, form.filled, by)
    accepting.verify(Fact.objects.filter(pk=fact.pk), make.editor())
    article.refresh_from_db()
    return [*rows.values(), fact.indicator]


def addresses_of(rows, slug=None):
    """Every address of the pages of *rows*, or of a row of their kinds called *slug*."""
    return [
        f"/{row._meta.model_name}/{slug or row.slug}{form}"
        for row in rows
        if isinstance(row, WITH_A_PAGE)
        for form in ("/", ".json", ".csv")
    ]


def roads():
    """Every address that readers have and that could name one of NAMES."""
    named = [*NAMES.values(), MEASURED]
    city = naming.free_slug(Region, NAMES[NameKind.REGION])
    industry = naming.free_slug(Industry, NAMES[NameKind.INDUSTRY])
    forms = [
        f"{page}{form}"
        for page in (
            "/region/zhejiang",
            "/cluster/jia",
            "/alliance/jia",
            "/alliance/yi",
        )
        for form in ("/", ".json", ".csv")
    ]
    directory = [
        f"/clusters{form}{query}"
        for form in ("/", ".json", ".csv")
        for query in (
            *("", "?region=zhejiang", "?q=绝密", "?level=national"),
            *(f"?region={city}", f"?industry={industry}"),
        )
    ]
    compared = [
        f"/compare{form}?kind={kind}&id={asked}"
        for form in ("/", ".json", ".csv")
        for kind, asked in (("region", f"zhejiang&id={city}"), ("cluster", "jia"))
    ]
    asked = [
        *(f"/search/?q={name}{rest}" for name in named for rest in ("", "方案全文")),
        *(f"/live/?q={name}方案全文" for name in named[-2:]),
    ]
    maps = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in MAPS)]
    lists = ["/", "/live/?day=2025-06-09", "/live/latest/", "/hot/", "/live.json"]
    return [*forms, *directory, *compared, *asked, *maps, *lists]


def as_read():
    """What each of the roads tells a reader; what is new each time left out."""
    found = {}
    for address in roads():
        answer = Client().get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text.decode())
        found[address] = (answer.status_code, text)
    return found


@pytest.fixture
def known_slugs(monkeypatch):
    """Addresses asked for before and after a row is made are the same ones."""
    made = {}
    free = naming.free_slug

    def once(model, name):
        return made.setdefault((model, name), free(model, name))

    monkeypatch.setattr(naming, "free_slug", once)


def test_the_site_is_the_same_before_and_after_a_draft_was_read(site, known_slugs):
    before = as_read()
    read(site)
    assert as_read() == before


def test_what_was_made_answers_exactly_as_what_is_missing_to_staff_as_well(site):
    rows = read(site)
    editor = Client()
    editor.force_login(make.editor())
    pairs = zip(addresses_of(rows), addresses_of(rows, "no-such-row"), strict=True)
    for address, missing in pairs:
        for client in (Client(), editor):
            for method in ("get", "head"):
                asked = getattr(client, method)
                assert asked(missing).status_code == 404, missing
                assert told(asked(address)) == told(asked(missing)), address


def links_of_the_flash(client):
    tree = LexborHTMLParser(client.get(reverse("home")).content)
    return [a.text() for a in tree.css(".row .row-text a")]


def offered(client, name):
    tree = LexborHTMLParser(client.get(reverse("search"), {"q": name}).content)
    return [a.text() for a in tree.css("#results .subjects a")]


def test_they_come_with_the_story_and_go_with_it(client, site, known_slugs):
    before = as_read()
    rows = read(site)
    short = ["浙江", "太湖"]
    assert links_of_the_flash(client) == short
    assert offered(client, "太湖绝密集群") == ["太湖"]

    make.publish(site)
    for address in addresses_of(rows):
        assert client.get(address).status_code == 200, address
    maps = "".join(client.get(f"/sitemap-{name}.xml").content.decode() for name in MAPS)
    for row in rows:
        if isinstance(row, WITH_A_PAGE):
            assert f"{row.get_absolute_url()}</loc>" in maps
            assert offered(client, row.name)[0] == row.name
    told_of_it = {
        "/region/zhejiang/": ("绝密经济圈", "绝密联盟", "太湖绝密集群", "绝密行动"),
        "/region/zhejiang.json": ("绝密经济圈", "绝密联盟", "绝密行动", "绝密协议"),
        "/cluster/jia/": ("绝密市", "绝密产业", "绝密协议"),
        "/cluster/jia.json": ("绝密市", "绝密产业"),
        "/alliance/jia/": ("绝密研究院", "绝密协议"),
        "/alliance/yi.json": ("绝密大会",),
        "/clusters/": ("太湖绝密集群", "绝密产业", "共 2 个集群"),
        "/clusters.csv": ("太湖绝密集群", "绝密市"),
    }
    for address, names in told_of_it.items():
        answer = client.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        text = text.decode("unicode_escape" if b"\\u" in text else "utf-8")
        for name in names:
            assert name in text, (address, name)
    city = naming.free_slug(Region, "绝密市")
    compared = client.get(f"/compare.json?kind=region&id=zhejiang&id={city}").json()
    assert [row["name"] for row in compared["subjects"]] == ["浙江", "绝密市"]
    of_the_flash = ["浙江", "太湖绝密集群", "绝密联盟", "绝密研究院", "绝密市"]
    assert links_of_the_flash(client) == of_the_flash

    review.withdraw(Article.objects.get(pk=site.pk), make.editor(), "有误。")
    assert as_read() == before
    assert links_of_the_flash(client) == short
    for address in addresses_of(rows):
        assert client.get(address).status_code == 404, address


def test_a_name_of_words_only_a_newer_draft_has_waits_for_that_text(client, site):
    story = make.published("旧文", "浙江的旧文。", slug="old")
    story.body = BODY
    review.edit(story, make.person("作者", "a-writer"))
    accepted(story, NameKind.ORGANISATION, make.clerk())
    assert "绝密研究院" not in links_of_the_flash(client)
    make.publish(Article.objects.get(pk=story.pk))
    assert "绝密研究院" in links_of_the_flash(client)


@pytest.mark.parametrize("rows", [2, 30])
def test_names_in_live_rows_cost_the_same_however_many_were_made_by_reading(
    client, rows, django_assert_num_queries
):
    for n in range(rows):
        make.alliance(f"第{n}绝密联盟", made_by_reading=True)
        make.cluster(f"第{n}绝密集群", made_by_reading=True)
        told_of = make.cluster(f"第{n}已见集群", made_by_reading=True)
        make.published(f"第{n}篇", clusters=[told_of])
        make.flash(f"第{n}绝密联盟与第{n}绝密集群签约")
    client.get("/live/latest/")
    with django_assert_num_queries(6):  # one for each kind beside the four
        client.get("/live/latest/")
    client.get("/clusters/")
    with django_assert_num_queries(16):
        client.get("/clusters/")


# --- The directory --------------------------------------------------------------------


def test_what_a_person_enters_by_hand_is_public_at_once(client):
    by_hand = make.staff("录入员")
    client.force_login(by_hand)
    sent = {"name": "手录联盟", "slug": "by-hand", "aliases": "", "note": ""}
    page = client.post(reverse("admin:articles_alliance_add"), sent)
    assert page.status_code == 302
    assert not Alliance.objects.get().made_by_reading
    assert Client().get("/alliance/by-hand/").status_code == 200


def clear(person, row):
    client = Client()
    client.force_login(person)
    name = row._meta.model_name
    address = reverse(f"admin:articles_{name}_change", args=[row.pk])
    tree = LexborHTMLParser(client.get(address).content)
    sent = {"name": row.name, "slug": row.slug, "aliases": "", "note": ""}
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    return tree.css_first("input[name=made_by_reading]"), tree.css_first(
        "#content-main"
    ).text()


@pytest.mark.parametrize("group", ["录入员", "作者"])
def test_who_may_not_review_sees_the_box_and_cannot_clear_it(client, group):
    row = make.alliance("绝密联盟", slug="a", made_by_reading=True)
    box, form = clear(make.staff(group), row)
    assert box is None
    assert "由读稿建立" in form
    assert row.made_by_reading
    assert client.get("/alliance/a/").status_code == 404


@pytest.mark.parametrize("group", ["编辑", "主编", "管理员"])
def test_who_may_review_clears_it_and_readers_have_the_row(client, group):
    row = make.alliance("绝密联盟", slug="a", made_by_reading=True)
    box, form = clear(make.staff(group), row)
    assert box is not None
    assert "才看得到它" in form
    assert not row.made_by_reading
    assert client.get("/alliance/a/").status_code == 200


# --- Merging --------------------------------------------------------------------------


def test_an_address_readers_never_had_leads_nowhere_after_a_merge(client):
    made = make.cluster("绝密集群", slug="made", made_by_reading=True)
    listed, other = (
        make.cluster("甲集群", slug="jia"),
        make.cluster("乙集群", slug="yi"),
    )
    merging.merge(other, listed, make.editor())
    assert client.get("/cluster/yi/").headers["Location"] == "/cluster/jia/"
    merging.merge(made, listed, make.editor())
    assert told(client.get("/cluster/made/")) == told(client.get("/cluster/none/"))


def test_what_the_directory_has_by_one_name_it_has_by_the_other_until_undone(client):
    made = make.cluster("绝密集群", slug="made", made_by_reading=True)
    listed = make.cluster("甲集群", slug="jia")
    record = merging.merge(listed, made, make.editor())
    assert client.get("/cluster/jia/").headers["Location"] == "/cluster/made/"
    assert client.get("/cluster/made/").status_code == 200
    merging.undo(record, make.editor())
    assert client.get("/cluster/made/").status_code == 404
    assert client.get("/cluster/jia/").status_code == 200


def test_two_that_wait_wait_as_one(client):
    gone = make.cluster("绝密集群", slug="gone", made_by_reading=True)
    kept = make.cluster("绝密产业集群", slug="kept", made_by_reading=True)
    merging.merge(gone, kept, make.editor())
    missing = told(client.get("/cluster/none/"))
    assert told(client.get("/cluster/gone/")) == missing
    assert told(client.get("/cluster/kept/")) == missing


# --- Sites older than the column ------------------------------------------------------


def test_rows_of_before_are_told_apart_by_their_kind_and_by_the_log(site):
    from importlib import import_module

    from django.apps import apps

    rows = read(site)
    by_hand = Programme.objects.create(name="一群一策", slug="ce")
    for row in rows:
        type(row).objects.update(made_by_reading=False)
    migration = import_module("articles.migrations.0019_made_by_reading")
    migration.tell_what_was_made(apps, None)
    for row in rows:
        row.refresh_from_db()
        assert row.made_by_reading, row
    by_hand.refresh_from_db()
    assert by_hand.made_by_reading
    for row in (*Region.objects.filter(slug="zhejiang"), Organisation(name="甲")):
        assert not row.made_by_reading
    assert not Alliance.objects.get(slug="jia").made_by_reading
