"""OPML: what others export comes in, what we export comes back whole."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.live import feeding, opml, subscriptions
from articles.live.errors import ParseError
from articles.live.feed_wording import sentence
from articles.models import Feed, Source
from tests import make

FILE = """<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0"><head><title>订阅</title></head><body>
<outline text="财经"><outline text="宏观">
  <outline type="rss" text="江南电讯 A&B" xmlUrl="https://jn.example/rss" htmlUrl="https://jn.example/"/>
</outline>
  <outline type="rss" title="江北快讯" text="别名" XMLURL="https://jb.example/atom"/></outline>
<outline text="空的分类"/>
<outline type="rss" text="没有网址"/>
<outline type="rss" text="内网" xmlUrl="http://127.0.0.1/rss"/>
<outline text="江北快讯" xmlUrl="https://jb.example/second" category="/科技/芯片,/别的"/>
</body></opml>"""
MAPPING = {"items": "data.list", "text": "content", "important_values": ["A", "<b>"]}


def read(text):
    return opml.parse(text.encode())


def test_nested_outlines_are_categories_and_titles_name_the_source():
    rows = read(FILE).rows
    assert [(row.title, row.category) for row in rows] == [
        ("江南电讯 A&B", "财经/宏观"),
        ("江北快讯", "财经"),
        ("没有网址", ""),
        ("内网", ""),
        ("江北快讯", "科技/芯片"),
    ]
    assert rows[1].url == "https://jb.example/atom"
    assert rows[0].homepage == "https://jn.example/"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_reads_the_encodings_files_come_in(encoding):
    declared = FILE.replace("utf-8", "gb18030" if encoding == "gb18030" else "utf-8")
    if encoding == "utf-16":
        declared = declared.replace("utf-8", "utf-16")
    assert opml.parse(declared.encode(encoding)).rows[1].title == "江北快讯"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("订阅列表", "nothing-of-opml"),
        ("<html><body>x</body></html>", "nothing-of-opml"),
        ("<rss version='2.0'><channel/></rss>", "not-opml"),
        ("<opml><body><outline></body></opml>", "not-xml"),
        ("<!DOCTYPE opml><opml><body/></opml>", "doctype"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "doctype"),
        ("<opml><!ENTITY a 'b'><body/></opml>", "entities"),
        ("<outline>" * 300, "too-deep"),
        ("<opml><outline " + "a='1' " * 300 + "/></opml>", "too-many-attributes"),
        ("x" * (opml.MAX_BYTES + 1), "too-large"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_opml_is_refused(text, code):
    with pytest.raises(ParseError) as refused:
        read(text)
    assert refused.value.code == code


def test_a_wrong_file_is_said_to_be_no_opml_with_its_size_in_bytes():
    with pytest.raises(ParseError) as refused:
        opml.parse("不是 OPML".encode())
    told = sentence(refused.value)
    assert "不是 OPML（11 字节）" in told
    assert "RSS" not in told


def test_where_the_xml_is_broken_is_said():
    with pytest.raises(ParseError) as refused:
        read("<?xml version='1.0'?>\n\n<opml>\n<body></opml>")
    assert refused.value.params["line"] == 4


def test_a_file_of_too_many_feeds_is_cut_and_says_so():
    row = '<outline type="rss" xmlUrl="https://a.example/{}"/>'
    rows = "".join(map(row.format, range(opml.MAX_OUTLINES + 3)))
    found = read(f"<opml><body>{rows}</body></opml>")
    assert (len(found.rows), found.left_out) == (opml.MAX_OUTLINES, 3)


def test_what_is_written_is_read_back_the_same():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    rows = (
        opml.Outline(1, "江南 <快讯> & \"B\"", "https://a.example/?a=1&b=2", "财经/宏观", "江南"),
        opml.Outline(2, "江北", "https://b.example/", "", "江北", "30", "never", '{"a": "<"}', "0"),
    )  # fmt: skip
    assert opml.parse(opml.write(rows, "信源\x00", now)).rows == rows


@pytest.mark.django_db
class TestImport:
    def test_each_row_says_what_it_comes_to_and_good_ones_come_in(self):
        feeding.add("https://JB.example/atom", "江北快讯")
        planned = subscriptions.plan(read(FILE))
        assert [row.state for row in planned] == [
            "new",
            "here",
            "wrong",
            "wrong",
            "new",
        ]
        assert "已经是信源" in planned[1].why
        assert "没有网址" in planned[2].why
        assert "内部地址" in planned[3].why
        assert Feed.objects.count() == 1  # nothing is stored by looking
        assert subscriptions.carry_out(planned) == 2
        first = Feed.objects.get(url="https://jn.example/rss")
        assert (first.title, first.category) == ("江南电讯 A&B", "财经/宏观")
        assert first.source.homepage == "https://jn.example/"
        assert Feed.objects.due(first.next_check_at).filter(pk=first.pk).exists()
        # The outlet has a feed of that name; this one is told apart.
        second = Feed.objects.get(url="https://jb.example/second")
        assert (second.source.name, second.title) == ("江北快讯", "江北快讯（2）")

    def test_the_same_file_again_adds_nothing(self):
        subscriptions.carry_out(subscriptions.plan(read(FILE)))
        before = Feed.objects.count()
        again = subscriptions.plan(read(FILE))
        assert "new" not in {row.state for row in again}
        assert subscriptions.carry_out(again) == 0
        assert Feed.objects.count() == before

    def test_one_address_twice_in_a_file_is_one_feed(self):
        row = '<outline type="rss" text="甲" xmlUrl="https://a.example/"/>'
        planned = subscriptions.plan(read(f"<opml><body>{row * 2}</body></opml>"))
        assert [p.state for p in planned] == ["new", "here"]
        assert "与第 1 个相同" in planned[1].why

    def test_one_that_somebody_added_meanwhile_costs_only_itself(self):
        planned = subscriptions.plan(read(FILE))
        feeding.add("https://jn.example/rss", "别人")
        assert subscriptions.carry_out(planned) == 2
        assert "已经是信源" in planned[0].why

    @pytest.mark.parametrize(
        ("attribute", "why"),
        [
            ("nr:minutes='soon'", "间隔"),
            ("nr:minutes='0'", "间隔"),
            ("nr:judging='maybe'", "判重"),
            ("nr:mapping='{'", "JSON 映射"),
            ("nr:mapping='{&quot;x&quot;: 1}'", "没有「x」"),
            ("nr:mapping='[[[1]]]'", "JSON 对象"),
        ],
    )
    def test_a_setting_that_is_none_is_said_and_not_guessed(self, attribute, why):
        row = f"<outline text='甲' xmlUrl='https://a.example/' {attribute}/>"
        text = f"<opml xmlns:nr='{opml.NAMESPACE}'><body>{row}</body></opml>"
        [planned] = subscriptions.plan(read(text))
        assert planned.state == "wrong"
        assert why in planned.why

    def test_export_and_import_keep_every_setting(self):
        feeding.add("https://a.example/flash", "甲社", "甲社快讯", MAPPING)
        Feed.objects.update(
            minutes=30, judging="never", is_active=False, category="财经/宏观"
        )
        feeding.add("https://b.example/rss", "乙社")
        make.feed("页面信源")  # has no address, and so no place in OPML
        fields = (
            *("title", "url", "category", "mapping", "minutes"),
            *("judging", "is_active", "source__name"),
        )
        polled = Feed.objects.filter(kind="address").order_by("url")
        before = list(polled.values(*fields))
        exported = subscriptions.export()
        Feed.objects.all().delete()
        Source.objects.all().delete()
        subscriptions.carry_out(subscriptions.plan(opml.parse(exported)))
        assert list(polled.values(*fields)) == before

    @pytest.mark.parametrize("rows", [3, 500])
    def test_a_plan_costs_the_same_for_three_rows_and_five_hundred(
        self, rows, django_assert_num_queries
    ):
        row = '<outline type="rss" text="甲" xmlUrl="https://a.example/{}"/>'
        text = "".join(map(row.format, range(rows)))
        outlines = read(f"<opml><body>{text}</body></opml>")
        with django_assert_num_queries(3):
            subscriptions.plan(outlines)


@pytest.mark.django_db
class TestFromTheShell:
    def test_import_says_each_row_and_export_gives_it_back(self, tmp_path):
        path = tmp_path / "feeds.opml"
        path.write_text(FILE, encoding="utf-8")
        out = StringIO()
        call_command("feeds", "import", str(path), dry_run=True, stdout=out)
        assert "new\t1\t江南电讯 A&B\thttps://jn.example/rss" in out.getvalue()
        assert not Feed.objects.exists()
        call_command("feeds", "import", str(path), stdout=StringIO())
        assert Feed.objects.count() == 3
        out = StringIO()
        call_command("feeds", "export", stdout=out)
        assert len(opml.parse(out.getvalue().encode()).rows) == 3

    @pytest.mark.parametrize("text", ["<!DOCTYPE opml><opml/>", "<rss/>"])
    def test_a_bad_file_is_a_sentence(self, tmp_path, text):
        path = tmp_path / "feeds.opml"
        path.write_text(text)
        with pytest.raises(CommandError, match=r"DOCTYPE|不是 OPML"):
            call_command("feeds", "import", str(path))

    def test_a_file_that_is_not_there_is_a_sentence(self, tmp_path):
        with pytest.raises(CommandError, match=r"none\.opml"):
            call_command("feeds", "import", str(tmp_path / "none.opml"))


class TestInTheAdmin:
    address = staticmethod(lambda: reverse("admin:articles_feed_import"))

    def upload(self, client, text):
        file = SimpleUploadedFile("feeds.opml", text.encode())
        return client.post(self.address(), {"file": file}).content.decode()

    def test_a_file_is_shown_row_by_row_before_anything_is_stored(self, as_editor):
        html = self.upload(as_editor, FILE)
        assert "江南电讯 A&amp;B" in html
        assert "没有网址" in html
        assert "加入 3 个信源" in html
        assert not Feed.objects.exists()

    def test_what_was_shown_is_what_comes_in(self, as_editor):
        self.upload(as_editor, FILE)
        declared = FILE.replace(
            "utf-8", "gb2312"
        )  # the page posts UTF-8 whatever it says
        answer = as_editor.post(
            self.address(), {"keep": "1", "text": declared}, follow=True
        )
        assert "已加入 3 个信源" in answer.content.decode()
        assert Feed.objects.filter(title="江南电讯 A&B").exists()

    @pytest.mark.parametrize("text", ["<!DOCTYPE x><opml/>", "<rss/>", "不是文件"])
    def test_a_bad_file_is_a_sentence_at_its_field(self, as_editor, text):
        html = self.upload(as_editor, text)
        assert "errorlist" in html

    def test_no_file_is_a_sentence_too(self, as_editor):
        assert "errorlist" in as_editor.post(self.address(), {}).content.decode()

    def test_a_file_without_feeds_says_so(self, as_editor):
        assert "没有信源" in self.upload(as_editor, "<opml><body/></opml>")

    def test_the_download_is_a_file(self, as_editor):
        feeding.add("https://a.example/", "甲社")
        answer = as_editor.get(reverse("admin:articles_feed_export"))
        assert answer["Content-Type"].startswith("text/x-opml")
        assert "attachment" in answer["Content-Disposition"]
        assert len(opml.parse(answer.content).rows) == 1

    def test_a_clerk_may_take_the_list_and_not_add_to_it(self, as_clerk):
        assert as_clerk.get(self.address()).status_code == 403
        assert as_clerk.get(reverse("admin:articles_feed_export")).status_code == 200

    def test_who_may_not_see_feeds_gets_no_list(self, client, django_user_model):
        person = django_user_model.objects.create_user("x", is_staff=True)
        client.force_login(person)
        assert client.get(reverse("admin:articles_feed_export")).status_code == 403
