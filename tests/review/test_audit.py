"""The log of all: every act of everybody is in it, and nobody can change what it says."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import accepting, auditing, correcting, groups, merging, proposing, review
from articles.intake.store import plan, store
from articles.live import editing, feeding, marking
from articles.models import AppendOnly, AuditEntry, Fact, Picture
from tests import make
from tests.accounts.test_signing_in import sign_in
from tests.content.test_pictures import photo
from tests.intake.pages import as_text

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:articles_auditentry_changelist")


def acts(**asked):
    """(who, act, title) of what is in the log, oldest first."""
    rows = AuditEntry.objects.filter(**asked).order_by("pk")
    return list(rows.values_list("who", "act", "title"))


def last(**asked):
    return AuditEntry.objects.filter(**asked).order_by("pk").last()


@pytest.fixture
def chief():
    return make.person("主编", "chief")


@pytest.fixture
def as_chief(client, chief):
    client.force_login(chief)
    return client


def page(client, **asked):
    return client.get(PAGE, asked).content.decode()


def entries(client, **asked):
    """The pks of a page of the log."""
    return [row["entry"].pk for row in client.get(PAGE, asked).context["entries"]]


def exported(client, form="jsonl", **asked):
    address = reverse("admin:articles_auditentry_export", args=[form])
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


# --- Every act ------------------------------------------------------------------


def test_an_article_on_its_way_to_readers_and_back_leaves_each_step():
    writer, editor = make.person("作者", "wang"), make.person("编辑", "li")
    article = make.article("甲市产值")
    review.submit(article, writer)
    review.return_to_author(article, editor, "缺来源")
    review.submit(article, writer)
    review.approve(article, editor)
    review.publish(article, editor)
    review.withdraw(article, editor, "数字有误")
    assert acts(thing="article") == [
        ("wang", "review.submit", "甲市产值"),
        ("li", "review.return", "甲市产值"),
        ("wang", "review.submit", "甲市产值"),
        ("li", "review.approve", "甲市产值"),
        ("li", "review.publish", "甲市产值"),
        ("li", "review.withdraw", "甲市产值"),
    ]
    assert last().note == "数字有误"
    assert last().told == "第 2 版"


def test_an_act_that_fails_is_not_in_it(monkeypatch):
    editor, article = make.editor(), make.approved()
    before = AuditEntry.objects.count()

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr("articles.review.log.ReviewEvent.objects.create", broken)
    with pytest.raises(OSError, match="disk full"):
        review.publish(article, editor)
    assert AuditEntry.objects.count() == before


def test_what_is_typed_in_the_admin_is_told_with_its_fields(client):
    client.force_login(make.person("编辑", "li"))
    data = {"name": "甲社", "homepage": ""}
    client.post(reverse("admin:articles_source_add"), data)
    source = last(act="row.add")
    assert (source.who, source.thing, source.title) == ("li", "source", "甲社")
    assert (source.via, source.whence) == ("page", "/admin/articles/source/add/")

    address = reverse("admin:articles_source_change", args=[source.key])
    client.post(address, {"name": "甲通讯社", "homepage": "https://jia.example/"})
    changed = last(act="row.change")
    assert changed.title == "甲通讯社"
    assert "名称" in changed.told
    assert "主页" in changed.told


def test_what_is_deleted_is_told_by_the_name_it_had(client):
    client.force_login(make.person("主编", "zhao"))
    one, other = make.article("甲稿"), make.article("乙稿")
    client.post(
        reverse("admin:articles_article_delete", args=[one.pk]), {"post": "yes"}
    )
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
    )
    assert acts(act="row.delete") == [
        ("zhao", "row.delete", "甲稿"),
        ("zhao", "row.delete", "乙稿"),
    ]


def test_a_row_that_could_not_be_deleted_is_not_told_as_deleted(client, monkeypatch):
    client.force_login(make.person("主编", "zhao"))
    article = make.article("甲稿")

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr("articles.admin.content.ArticleAdmin.delete_queryset", broken)
    with pytest.raises(OSError, match="disk full"):
        client.post(
            reverse("admin:articles_article_changelist"),
            {
                "action": "delete_selected",
                "_selected_action": [article.pk],
                "post": "yes",
            },
        )
    assert not acts(act="row.delete")


def test_every_admin_of_the_site_tells_the_log():
    from django.contrib import admin

    from articles.desk_log import Logged

    quiet = [m for m, a in admin.site._registry.items() if not isinstance(a, Logged)]
    assert quiet == []


def test_acts_on_the_live_list_are_told_in_a_sentence():
    editor = make.person("编辑", "li")
    one, other = make.flash("甲厂投产").story, make.flash("乙港恢复通航").story
    marking.hide(one, editor, "误发")
    assert (last().act, last().title, last().note) == ("live.hide", "甲厂投产", "误发")
    marking.show(one, editor)
    receipt = editing.merge(other, one, editor)
    assert last().told == "把「乙港恢复通航」并入「甲厂投产」"
    assert last().by == editor
    assert receipt is None or receipt.pk


def test_answers_to_proposals_are_told_and_stay_when_they_are_taken_back():
    clerk, editor = make.person("录入员", "chen"), make.person("编辑", "li")
    article = make.article("长三角", body="长三角有国家级集群26个。")
    reading = proposing.read(article)
    [entry] = [one for one in reading.open if one.what == "fact"]
    accepting.reject(reading, entry, clerk)
    reading = proposing.read(article)
    accepting.reopen(reading, reading.by_key[entry.key], editor)
    told = acts(act__startswith="fact.")
    assert told == [
        ("chen", "fact.reject", "长三角"),
        ("li", "fact.reopen", "长三角"),
    ]
    assert "26" in last(act="fact.reject").told


def test_who_checked_a_figure_stays_told_when_another_checks_it_again():
    one, other = make.person("编辑", "li"), make.person("编辑", "sun")
    article = make.article(body="江南有集群7个。")
    fact = make.fact(article, "江南有集群7个", "7个", by=one)
    accepting.dispute(fact, "与年报不符", other)
    fact.refresh_from_db()
    accepting.verify(Fact.objects.filter(pk=fact.pk), other, {fact.doubt})
    assert [(who, act) for who, act, _title in acts(thing="fact")] == [
        ("li", "fact.verify"),
        ("sun", "fact.dispute"),
        ("sun", "fact.verify"),
    ]
    assert last(act="fact.dispute").note == "与年报不符"


def test_a_corrected_figure_is_told_with_both_values_and_so_is_taking_it_back():
    editor = make.person("编辑", "li")
    article = make.published(body="江南有集群7个。\n\n江南有集群9个。")
    old = make.fact(article, "江南有集群7个", "7个", by=editor)
    new = make.fact(article, "江南有集群9个", "9个", by=editor)
    correction = correcting.correct(old, new, editor, "年报更正")
    assert (last().act, last().note) == ("fact.correct", "年报更正")
    assert "7个 → 9个" in last().told
    correcting.take_back(correction, editor, "看错了")
    assert (last().act, last().note) == ("fact.take-back", "看错了")


def test_merging_and_its_undoing_are_two_entries():
    editor = make.person("编辑", "li")
    kept, gone = make.cluster("甲市集群"), make.cluster("甲市产业集群")
    merging.undo(merging.merge(gone, kept, editor), editor)
    assert acts(act__startswith="merge.") == [
        ("li", "merge.do", "甲市集群"),
        ("li", "merge.undo", "甲市产业集群"),
    ]


def test_a_sheet_tells_each_row_it_changed_and_its_name(client):
    client.force_login(make.person("编辑", "li"))
    sheet = "name,slug,kind\n甲省,jia,province\n乙省,yi,province\n"
    address = reverse("admin:articles_region_import")
    file = SimpleUploadedFile("regions.csv", sheet.encode(), "text/csv")
    preview = client.post(address, {"import_file": file, "format": "0"})
    confirm = preview.context["confirm_form"].initial
    client.post(reverse("admin:articles_region_process_import"), confirm)
    assert acts(via="sheet") == [("li", "row.add", "甲省"), ("li", "row.add", "乙省")]
    assert last().whence == "regions.csv"


def test_pages_pictures_and_feeds_that_are_taken_in_are_told(client):
    clerk = make.person("录入员", "chen")
    store(plan(as_text(), make.MONDAY), by=clerk)
    assert last().act == "taking-in.page"

    client.force_login(clerk)
    client.post(
        reverse("admin:articles_picture_upload"),
        {"alt": "车间", "file": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")},
    )
    assert Picture.objects.count() == 1
    assert (last().who, last().act, last().title) == (
        *("chen", "taking-in.picture"),
        "车间",
    )
    feeding.add("https://news.example/rss", "某社")
    assert (last().who, last().act) == ("", "taking-in.feed")
    assert last().via == "command"


def test_signing_in_and_out_and_a_new_password_are_told(client):
    person = make.person("录入员", "chen")
    sign_in(client, person)
    new = "a-much-longer-one"
    client.post(
        reverse("admin:password_change"),
        {"old_password": "pass-word-1", "new_password1": new, "new_password2": new},
    )
    client.post(reverse("admin:logout"))
    assert [act for _who, act, _title in acts(by=person)] == [
        "account.in",
        "account.password",
        "account.out",
    ]
    assert new not in str(list(AuditEntry.objects.values_list()))


def test_a_locked_sign_in_is_told_once_and_only_of_a_name_we_have():
    make.person("录入员", "chen")
    for name in ("chen", "nobody"):
        for _try in range(8):
            sign_in(Client(), name, "wrong")
    assert acts(act="account.locked") == [("", "account.locked", "chen")]


def test_who_was_given_which_rights_is_told_by_name(client):
    client.force_login(make.person("管理员", "admin"))
    person = make.person("录入员", "chen")
    editors = Group.objects.get(name="编辑")
    form = client.get(reverse("admin:auth_user_change", args=[person.pk]))
    data = {
        "username": "chen",
        "password": person.password,
        "is_active": "on",
        "is_staff": "on",
        "groups": [editors.pk],
        "date_joined_0": "2025-01-01",
        "date_joined_1": "00:00:00",
    }
    assert form.status_code == 200
    client.post(reverse("admin:auth_user_change", args=[person.pk]), data)
    assert "+编辑，−录入员" in last(act="row.change").told


# --- Nobody edits it ------------------------------------------------------------


def test_the_code_neither_changes_nor_removes_an_entry():
    entry = auditing.record("row.add", make.editor(), make.region())
    entry.note = "改写历史"
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(note=""),
        lambda: AuditEntry.objects.bulk_update([entry], ["note"]),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, act="row.add"),
    ):
        with pytest.raises(AppendOnly):
            attempt()


STATEMENTS = [
    "UPDATE {table} SET note = 'x'",
    "UPDATE {table} SET by_id = NULL",
    "DELETE FROM {table}",
]


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("table", ["articles_auditentry", "articles_reviewevent"])
def test_the_database_itself_refuses(table, statement):
    make.published()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        [before] = cursor.fetchone()
        with (
            pytest.raises(IntegrityError, match="only ever added to"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(table=table))
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (before,)
    assert before


@pytest.mark.parametrize("table", ["articles_auditentry", "articles_reviewevent"])
def test_the_database_lets_nothing_be_written_over_or_emptied(table):
    make.published()
    statement = {
        "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1",
        "postgresql": "TRUNCATE {0}",
    }[connection.vendor]
    connection.check_constraints()  # what waits for the transaction's end stands in the way
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="only ever added to"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("group", ["编辑", "主编", "管理员"])
def test_no_group_may_add_change_or_delete_an_entry(group):
    person = make.staff(group)
    for act in ("add", "change", "delete"):
        assert not person.has_perm(f"articles.{act}_auditentry")


def test_even_a_superuser_finds_no_way_in_the_admin(client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    entry = auditing.record("row.add", make.editor(), make.region())
    for name, args in (("add", []), ("delete", [entry.pk]), ("change", [entry.pk])):
        address = reverse(f"admin:articles_auditentry_{name}", args=args)
        assert client.post(address, {"post": "yes", "note": "x"}).status_code == 403
    entry.refresh_from_db()
    assert entry.note == ""


# --- Who has acted stays ----------------------------------------------------------


def test_who_has_acted_is_not_deleted_and_can_be_shut_out(client):
    client.force_login(make.person("管理员", "admin"))
    person = make.person("编辑", "li")
    review.submit(make.article(), person)
    address = reverse("admin:auth_user_delete", args=[person.pk])
    answer = client.post(address, {"post": "yes"})
    html = answer.content.decode()
    assert "li 在操作总账里有记录，不能删除" in html
    assert reverse("admin:auth_user_change", args=[person.pk]) in html
    assert User.objects.filter(pk=person.pk).exists()

    signed_in = Client()
    signed_in.force_login(person)
    client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "shut_out", "_selected_action": [person.pk]},
    )
    person.refresh_from_db()
    assert not person.is_active
    assert signed_in.get("/admin/").status_code == 302
    assert "停用账号" in last().told


def test_a_list_of_people_offers_no_deleting_of_many(client):
    client.force_login(make.person("管理员", "admin"))
    typo = make.person("录入员", "chne")
    listing = reverse("admin:auth_user_changelist")
    html = client.get(listing).content.decode()
    assert "delete_selected" not in html
    assert "shut_out" in html
    asked = {"action": "delete_selected", "_selected_action": [typo.pk], "post": "yes"}
    client.post(listing, asked)
    assert User.objects.filter(pk=typo.pk).exists()


def test_who_never_did_anything_can_be_deleted(client):
    client.force_login(make.person("管理员", "admin"))
    typo = make.person("录入员", "chne")
    client.post(reverse("admin:auth_user_delete", args=[typo.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=typo.pk).exists()
    assert last().title == "chne"


def test_nobody_shuts_themselves_out(client):
    admin = make.person("管理员", "admin")
    client.force_login(admin)
    html = client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "shut_out", "_selected_action": [admin.pk]},
        follow=True,
    ).content.decode()
    assert "不能停用自己" in html
    assert User.objects.get(pk=admin.pk).is_active


# --- The page -----------------------------------------------------------------------


def test_the_page_tells_when_who_what_to_what_why_and_from_where(as_chief, monkeypatch):
    at = datetime(2025, 6, 9, 11, 40, 7, tzinfo=make.BEIJING)
    article = make.published("甲市产值")
    review.withdraw(article, make.person("编辑", "li"), "数字有误")
    html = page(as_chief)
    for told in ("li", "撤下", "甲市产值", "数字有误", "第 1 版", "命令"):
        assert told in html
    assert reverse("admin:articles_article_change", args=[article.pk]) in html
    entry = auditing.entry("row.add", None, make.region("甲省"))
    entry.at = at
    entry.save()
    html = page(as_chief)
    assert "2025-06-09 11:40:07" in html
    assert "机器" in html


def test_what_is_gone_keeps_its_name_and_has_no_link(as_chief, chief):
    article = make.article("已删的稿")
    auditing.record("row.delete", chief, article)
    address = reverse("admin:articles_article_change", args=[article.pk])
    article.delete()
    html = page(as_chief)
    assert "已删的稿" in html
    assert address not in html


def test_what_one_may_not_open_is_named_and_not_linked(as_chief, chief):
    auditing.record("row.change", chief, chief)
    assert reverse("admin:auth_user_change", args=[chief.pk]) not in page(as_chief)


def test_markup_in_names_and_reasons_is_text(as_chief, chief):
    auditing.record("row.add", chief, make.region("<b>甲</b>"), "<i>", "<script>x")
    html = page(as_chief)
    for markup in ("<b>甲", "<i>", "<script>x"):
        assert markup not in html


@pytest.fixture
def five(chief):
    """Five entries, each different from the others in everything that is filtered by."""
    li = make.person("编辑", "li")
    days = ["2025-06-09 00:00:00", "2025-06-09 23:59:59", "2025-06-10 00:00:00"]
    days += ["2025-06-11 08:00:00", "2025-06-12 08:00:00"]
    region, source = make.region("甲省"), make.source("乙社")
    made = [
        auditing.entry("row.add", li, region, note="甲"),
        auditing.entry("row.change", li, source, "已修改名称"),
        auditing.entry("live.hide", chief, region, note="误发"),
        auditing.entry("live.merge", None, source),
        auditing.entry("account.in", chief, chief, "192.0.2.7"),
    ]
    for entry, day in zip(made, days, strict=True):
        entry.at = datetime.fromisoformat(day).replace(tzinfo=make.BEIJING)
        entry.save()
    return [entry.pk for entry in made]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"who": "li"}, [2, 1]),
        ({"who": "machine"}, [4]),
        ({"act": "row."}, [2, 1]),
        ({"act": "live.hide"}, [3]),
        ({"thing": "region"}, [3, 1]),
        ({"since": "2025-06-10"}, [5, 4, 3]),
        ({"until": "2025-06-09"}, [2, 1]),
        ({"since": "2025-06-10", "until": "2025-06-10"}, [3]),
        ({"q": "误发"}, [3]),
        ({"q": "乙社 名称"}, [2]),
        ({"q": "192.0.2.7"}, [5]),
        ({"who": "li", "act": "row.add", "thing": "region", "q": "甲"}, [1]),
        ({"who": "li", "act": "live.hide"}, []),
    ],
)
def test_filters_choose_and_the_export_is_exactly_what_they_chose(
    as_chief, five, asked, found
):
    if asked.get("who") == "li":
        asked = {**asked, "who": User.objects.get(username="li").pk}
    expected = [five[n - 1] for n in found]
    assert entries(as_chief, **asked) == expected
    lines = exported(as_chief, **asked).splitlines()
    assert [json.loads(line)["id"] for line in lines] == expected
    table = list(csv.DictReader(io.StringIO(exported(as_chief, "csv", **asked)[1:])))
    assert [int(row["id"]) for row in table] == expected


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "昨天"}, "请写成 2025-06-09 这样的日期。"),
        ({"since": "2025-06-10", "until": "2025-06-09"}, "「从」晚于「到」"),
        ({"who": "999999"}, "请先改正上面的条件"),
        ({"act": "no.such"}, "请先改正上面的条件"),
        ({"q": "长" * 101}, "请先改正上面的条件"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_no_rows(as_chief, five, asked, sentence):
    answer = as_chief.get(PAGE, asked)
    assert sentence in answer.content.decode()
    assert answer.context["entries"] == []
    address = reverse("admin:articles_auditentry_export", args=["csv"])
    refused = as_chief.get(address, asked)
    assert refused.status_code == 400
    assert sentence in refused.content.decode()


def test_a_sheet_program_is_given_no_formula_and_finds_its_encoding(as_chief, chief):
    source = make.source("=HYPERLINK('x')")
    auditing.record("row.add", chief, source, "@SUM(1)", "+cmd")
    text = exported(as_chief, "csv", thing="source")
    assert text.startswith("\ufeff")
    [row] = csv.DictReader(io.StringIO(text[1:]))
    assert row["title"] == "'=HYPERLINK('x')"
    assert row["told"] == "'@SUM(1)"
    assert row["note"] == "'+cmd"


def many(number, by):
    thing = make.region("某省")
    at = timezone.now() - timedelta(days=1)
    rows = [auditing.entry("row.change", by, thing, str(n)) for n in range(number)]
    for n, row in enumerate(rows):
        row.at = at + timedelta(seconds=n // 3)  # three to a moment
    AuditEntry.objects.bulk_create(rows, batch_size=500)


def test_pages_go_on_below_the_last_row_and_none_is_missed_or_told_twice(
    as_chief, chief
):
    many(250, chief)
    seen, address = [], PAGE
    while True:
        context = as_chief.get(address).context
        seen += [row["entry"].pk for row in context["entries"]]
        if not context["following"]:
            break
        address = f"{PAGE}?before={context['following']}"
    assert seen == list(AuditEntry.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen)) == 250


def test_a_new_entry_does_not_move_an_older_page(as_chief, chief):
    many(150, chief)
    following = as_chief.get(PAGE).context["following"]
    before = entries(as_chief, before=following)
    auditing.record("row.add", chief, make.region("新省"))
    assert entries(as_chief, before=following) == before


@pytest.mark.parametrize(
    "before", ["x", "1.5-2", "9" * 40, "-1", "99999999999.000000-1"]
)
def test_a_place_that_is_none_gives_a_page(as_chief, chief, before):
    many(3, chief)
    assert as_chief.get(PAGE, {"before": before}).status_code == 200


@pytest.mark.parametrize("number", [5, 600])
def test_the_page_costs_the_same_however_long_the_log_is(
    as_chief, chief, number, django_assert_num_queries
):
    for kind in (make.region, make.cluster, make.alliance, make.article):
        auditing.record("row.add", chief, kind())
    many(number, chief)
    with django_assert_num_queries(8):
        as_chief.get(PAGE)
    with django_assert_num_queries(8):
        as_chief.get(PAGE, {"q": "省", "act": "row.", "since": "2020-01-01"})


def test_a_page_of_a_long_log_is_found_by_its_index(chief):
    many(20, chief)
    rows = AuditEntry.objects.before(timezone.now(), 10)[:100]
    if connection.vendor == "sqlite":
        plan_told = rows.explain()
        assert "audit_newest" in plan_told
        assert "TEMP B-TREE" not in plan_told


# --- Who sees it ----------------------------------------------------------------------


@pytest.mark.parametrize("group", ["录入员", "作者", "编辑"])
def test_for_who_may_not_see_it_there_is_no_page_no_export_and_no_link(client, group):
    person = make.staff(group)
    auditing.record("row.add", person, make.region("绝密省"))
    client.force_login(person)
    entry = AuditEntry.objects.get()
    addresses = [
        PAGE,
        reverse("admin:articles_auditentry_change", args=[entry.pk]),
        *(
            reverse("admin:articles_auditentry_export", args=[f])
            for f in ("csv", "jsonl")
        ),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 403
        assert "绝密省" not in answer.content.decode()
    assert "操作总账" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("group", ["主编", groups.ADMINISTRATORS])
def test_chief_and_administrator_reach_it_from_the_first_page(client, group):
    client.force_login(make.staff(group))
    html = client.get("/admin/").content.decode()
    assert f'href="{PAGE}"' in html
    assert client.get(PAGE).status_code == 200


# --- Frozen texts ---------------------------------------------------------------------


@pytest.mark.parametrize("column", ["title", "lede", "body", "number"])
def test_the_database_lets_nobody_change_a_frozen_text(column):
    revision = make.published().published_revision
    value = 7 if column == "number" else "改过的。"
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="frozen text is never changed"),
    ):
        type(revision).objects.filter(pk=revision.pk).update(**{column: value})
    revision.shown_until = timezone.now()  # what review writes beside it
    revision.save()
