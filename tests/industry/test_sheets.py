"""Sheets in and out: a dry run first, errors by row, nothing half stored."""

from io import BytesIO

import openpyxl
import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import Alliance, Cluster, Organisation, Region
from articles.sheet_formats import CSV, XLSX
from articles.sheets import AllianceSheet, ClusterSheet, RegionSheet
from tests import make

pytestmark = pytest.mark.django_db

REGIONS = """name,slug,kind,parent,code,aliases,members
浙江,zhejiang,province,,330000,浙江省,
宁波,ningbo,city,浙江,330200,,
长三角,delta,group,,,沪苏浙皖|三省一市,浙江
"""


def load(sheet, text):
    return sheet().import_data(
        tablib.Dataset().load(text, "csv"),
        use_transactions=True,
        rollback_on_validation_errors=True,
    )


def test_a_sheet_goes_in_and_comes_out_the_same():
    assert not load(RegionSheet, REGIONS).has_errors()
    delta = Region.objects.get(slug="delta")
    assert delta.aliases == ["沪苏浙皖", "三省一市"]
    assert [region.name for region in delta.members.all()] == ["浙江"]
    assert Region.objects.get(slug="ningbo").parent.name == "浙江"
    out = (
        RegionSheet().export(Region.objects.order_by("-code")).csv.replace("\r\n", "\n")
    )
    assert sorted(out.splitlines()) == sorted(REGIONS.splitlines())


def test_a_corrected_sheet_corrects_and_adds_nothing():
    load(RegionSheet, REGIONS)
    result = load(RegionSheet, REGIONS.replace("浙江省", "浙江全省"))
    assert Region.objects.count() == 3
    assert Region.objects.get(slug="zhejiang").aliases == ["浙江全省"]
    assert (result.totals["update"], result.totals["skip"]) == (1, 2)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("甲集群,jia,national,没有的城", "没有的城"),
        ("甲集群,jia,galactic,", "galactic"),
        (",jia,national,", "name"),
    ],
)
def test_a_wrong_row_is_named_and_the_sheet_stays_out(line, complaint):
    text = f"name,slug,level,lead_city\n好集群,hao,national,\n{line}\n"
    result = load(ClusterSheet, text)
    told = [
        str(error.error) for _row, errors in result.row_errors() for error in errors
    ]
    told += [str(row.error) for row in result.invalid_rows]
    assert complaint in "".join(told)
    assert not Cluster.objects.exists()


def upload(client, name, content):
    address = reverse("admin:articles_region_import")
    file = SimpleUploadedFile(name, content)
    kind = "1" if name.endswith("xlsx") else "0"
    return client.post(address, {"format": kind, "import_file": file, "resource": ""})


def test_the_admin_shows_a_dry_run_before_it_writes(as_clerk):
    answer = upload(as_clerk, "regions.csv", REGIONS.encode())
    html = answer.content.decode()
    assert "沪苏浙皖" in html
    assert "style=" not in html
    assert not Region.objects.exists()

    form = LexborHTMLParser(answer.content).css_first("form[action$='process_import/']")
    fields = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in form.css("input[name]")
    }
    as_clerk.post(reverse("admin:articles_region_process_import"), fields)
    assert Region.objects.count() == 3


def test_the_admin_reads_workbooks_too(as_clerk):
    book = openpyxl.Workbook()
    for line in REGIONS.splitlines():
        book.active.append(line.split(","))
    out = BytesIO()
    book.save(out)
    assert (
        "三省一市" in upload(as_clerk, "regions.xlsx", out.getvalue()).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.csv", b"\xff\xfe\x00broken"),
        ("r.csv", b""),
        ("r.xlsx", b"no workbook at all"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_the_form(as_clerk, name, content):
    answer = upload(as_clerk, name, content)
    assert answer.status_code == 200
    assert LexborHTMLParser(answer.content).css_first(".errorlist, .errornote")
    assert not Region.objects.exists()


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_what_is_exported_can_be_imported_again_unchanged(kind):
    make.cluster("=1+1集群", batch="-1")
    data = ClusterSheet().export()
    written = kind().export_data(data)
    assert b"'=1+1" in written or kind is XLSX
    result = ClusterSheet().import_data(kind().create_dataset(written), dry_run=True)
    assert not result.has_errors()
    assert not result.has_validation_errors()
    assert result.totals["skip"] == 1


def test_a_sheet_saved_by_chinese_excel_is_read():
    dataset = CSV().create_dataset(REGIONS.encode("gbk"))
    assert dataset["name"][0] == "浙江"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,slug,edition\n甲会,jia,abc\n", "「abc」不是整数"),
        ("name,slug,held_on\n甲会,jia,去年\n", "「去年」不是日期"),
        ("name\n甲会\n", "没有 slug"),
    ],
)
def test_a_cell_that_is_wrong_is_said_in_words_and_without_a_trace(
    as_clerk, text, sentence
):
    address = reverse("admin:articles_event_import")
    file = SimpleUploadedFile("events.csv", text.encode())
    answer = as_clerk.post(
        address, {"format": "0", "import_file": file, "resource": ""}
    )
    html = answer.content.decode()
    assert sentence in html
    assert "Traceback" not in html


def test_confirming_twice_is_a_sentence(as_clerk):
    form = LexborHTMLParser(upload(as_clerk, "regions.csv", REGIONS.encode()).content)
    fields = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in form.css("form[action$='process_import/'] input[name]")
    }
    address = reverse("admin:articles_region_process_import")
    as_clerk.post(address, fields)
    again = as_clerk.post(address, fields, follow=True)
    assert "已经导入过" in again.content.decode()
    assert Region.objects.count() == 3


def test_what_a_published_story_is_about_cannot_be_deleted(as_editor):
    alliance = make.alliance()
    make.published(alliances=[alliance])
    address = reverse("admin:articles_alliance_delete", args=[alliance.pk])
    assert "不能删除" in as_editor.get(address).content.decode()
    as_editor.post(address, {"post": "yes"})
    assert Alliance.objects.filter(pk=alliance.pk).exists()
    chosen = {
        "action": "delete_selected",
        "_selected_action": [alliance.pk],
        "post": "yes",
    }
    as_editor.post(reverse("admin:articles_alliance_changelist"), chosen)
    assert Alliance.objects.filter(pk=alliance.pk).exists()


def test_the_admin_exports_what_a_clerk_may_see(as_clerk):
    make.region("浙江")
    address = reverse("admin:articles_region_export")
    fields = {"format": "0", "resource": "0"}
    answer = as_clerk.post(address, fields)
    assert "浙江" in answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")


ALLIANCES = "name,slug,members,open_list,note\n江南联盟,jiangnan,{},{},\n"
NO_MEMBERS = "没有成员，就没有未尽的名单"


def test_a_list_that_goes_on_but_has_no_beginning_is_refused_on_a_sheet():
    Organisation.objects.create(name="甲研究院", slug="jia")
    [(_n, [error])] = load(AllianceSheet, ALLIANCES.format("", "1")).row_errors()
    assert NO_MEMBERS in str(error.error)
    assert not Alliance.objects.exists()
    assert not load(AllianceSheet, ALLIANCES.format("", "0")).has_errors()
    assert not load(AllianceSheet, ALLIANCES.format("甲研究院", "1")).has_errors()
    # A sheet without the members' column leaves them as they are.
    short = "name,slug,open_list\n江南联盟,jiangnan,1\n"
    assert not load(AllianceSheet, short).has_errors()


def test_and_in_the_form_which_says_that_readers_read_the_note(as_editor):
    address = reverse("admin:articles_alliance_add")
    assert "印在读者页上" in as_editor.get(address).content.decode()
    entered = {"name": "江南联盟", "slug": "jiangnan", "aliases": "", "note": ""}
    answer = as_editor.post(address, entered | {"open_list": "on"})
    assert NO_MEMBERS in answer.content.decode()
    assert not Alliance.objects.exists()
    member = Organisation.objects.create(name="甲研究院", slug="jia")
    as_editor.post(address, entered | {"open_list": "on", "members": [member.pk]})
    assert Alliance.objects.get().has_more_members
