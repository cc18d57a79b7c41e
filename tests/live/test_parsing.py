"""What is read out of the bytes of a feed, good or bad."""

import gzip
import json
import pickle
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.live import screen
from articles.live.items import arrivals
from articles.live.parse import Mapping, ParsedFeed, ParseError, parse

URL = "https://news.example/feeds/live.xml"
TITLE = "央行：下调存款准备金率0.5个百分点"


def rss(inside, declared="utf-8", name="快讯"):
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n<rss version="2.0"><channel>'
        f"<title>{name}</title>{inside}</channel></rss>"
    )


def item(title=TITLE, more=""):
    return f"<item><title>{title}</title>{more}</item>"


def read(body, content_type="", mapping=None):
    body = body.encode() if isinstance(body, str) else body
    return parse(body, content_type, URL, mapping)


def only(body, content_type="", mapping=None):
    [found] = read(body, content_type, mapping).items
    return found


def codes(feed):
    return [note.code for note in feed.notes]


# What the formats say


def test_rss_2():
    found = only(
        rss(
            item(
                more="<link>/a?id=1&amp;p=2</link><guid isPermaLink='false'>n1</guid>"
                "<description>&lt;p&gt;正文&lt;/p&gt;</description>"
                "<pubDate>2026年11月23日 08:30</pubDate>"
                '<enclosure url="/a.jpg" type="image/jpeg" length="1"/>'
            )
        )
    )
    assert found.title == TITLE
    assert (found.guid, found.url) == ("n1", "https://news.example/a?id=1&p=2")
    assert found.html == "<p>正文</p>"
    assert found.published == "2026年11月23日 08:30"
    assert found.image.endswith("/a.jpg")


def test_rss_091_with_its_old_doctype():
    body = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD '
        'RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
        f'<rss version="0.91"><channel><title>快讯</title>{item()}</channel></rss>'
    )
    assert only(body).title == TITLE


def test_rss_1():
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="/"><title>快讯</title></channel>'
        f'<item rdf:about="https://news.example/1"><title>{TITLE}</title>'
        "<link>https://news.example/1</link><dc:date>2026-11-23T08:30+08:00</dc:date>"
        "</item></rdf:RDF>"
    )
    found = only(body)
    assert (found.guid, found.url) == ("https://news.example/1",) * 2
    assert found.published or found.updated == "2026-11-23T08:30+08:00"


@pytest.mark.parametrize(
    "namespace, published, updated",
    [
        ("http://www.w3.org/2005/Atom", "published", "updated"),
        ("http://purl.org/atom/ns#", "issued", "modified"),
    ],
)
def test_atom(namespace, published, updated):
    body = (
        f'<feed xmlns="{namespace}"><title>快讯</title><entry><id>tag:1</id>'
        f'<title>{TITLE}</title><link rel="alternate" type="text/html" href="../1"/>'
        f"<{published}>2026-11-23T08:30:00Z</{published}>"
        f"<{updated}>2026-11-23T08:40:00Z</{updated}>"
        "<summary>营收 &lt; 10亿元</summary></entry></feed>"
    )
    found = only(body)
    assert (found.guid, found.url) == ("tag:1", "https://news.example/1")
    assert found.published == "2026-11-23T08:30:00Z"
    assert found.updated == "2026-11-23T08:40:00Z"
    assert found.html == "营收 &lt; 10亿元"


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feed(version):
    body = json.dumps(
        {
            "version": f"https://jsonfeed.org/version/{version}",
            "title": "快讯",
            "items": [
                {"id": 7, "title": TITLE, "url": "/7", "content_text": "营收 < 10亿元"},
                {"id": "8", "content_html": "<p>正文</p>", "summary": "摘要"},
                "not an item",
            ],
        }
    )
    feed = read(body, "application/feed+json")
    assert feed.title == "快讯"
    first, second = feed.items
    assert (first.guid, first.url) == ("7", "https://news.example/7")
    assert first.html == "营收 &lt; 10亿元"
    assert (second.html, second.content) == ("摘要", "<p>正文</p>")
    assert codes(feed) == ["items-unreadable"]


FLASH = {
    "code": 0,
    "data": {
        "list": [
            {
                "id": 90017,
                "content": f"【{TITLE}】央行今日公告。",
                "ctime": 1795393815,
                "level": "A",
                "pics": [{"src": "/1.png"}],
            },
            {"id": 90018, "content": "沪指涨1%。", "ctime": 1795393800, "level": "C"},
        ]
    },
}
MAPPING = Mapping(
    items="data.list",
    title="title",
    text="content",
    time="ctime",
    url="/detail/{id}",
    guid="id",
    image="pics.0.src",
    importance="level",
    important_values=("A", "B"),
)


@pytest.mark.parametrize(
    "wrap", ["{}", "callback({});", "var news = {};", "/**/ x.y({})"]
)
def test_flash_news_by_its_mapping(wrap):
    body = wrap.replace("{}", json.dumps(FLASH))
    first, second = read(body, "text/javascript", MAPPING).items
    assert (first.guid, first.published) == ("90017", "1795393815")
    assert first.url == "https://news.example/detail/90017"
    assert first.image == "https://news.example/1.png"
    assert first.html == f"【{TITLE}】央行今日公告。"
    assert (first.is_important, second.is_important) == (True, False)


def test_a_mapping_that_finds_no_list_says_what_there_is():
    with pytest.raises(ParseError) as error:
        read(json.dumps(FLASH), mapping=Mapping(items="data.rows"))
    assert error.value.code == "no-list"
    assert error.value.params == {"path": "data.rows", "keys": "code, data"}


def test_json_of_no_known_shape_asks_for_a_mapping():
    with pytest.raises(ParseError) as error:
        read(json.dumps(FLASH))
    assert error.value.code == "needs-mapping"


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "big5"])
def test_reads_the_encodings_chinese_feeds_declare(encoding):
    words = "央行下调存款" if encoding != "big5" else "央行下調存款"
    assert only(rss(item(words), encoding, words).encode(encoding)).title == words


@pytest.mark.parametrize(
    "declared, actual, content_type",
    [
        ("gb2312", "utf-8", "text/xml; charset=gbk"),
        ("utf-8", "gbk", "text/xml; charset=utf-8"),
        ("utf-8", "gbk", "text/xml; charset=gb2312"),
        ("gb2312", "gbk", "text/xml; charset=ISO-8859-1"),
        ("iso-8859-1", "gbk", "text/xml"),
        ("us-ascii", "utf-8", "text/xml; charset=us-ascii"),
        ("utf-8", "utf-8-sig", "text/xml; charset=gbk"),
        ("utf-8", "utf-16", "text/xml; charset=utf-8"),
        ("utf-16", "utf-16-le", ""),
        ("utf-16", "utf-16-be", ""),
        ("rot13", "gbk", "text/xml; charset=unicode_escape"),
        ("utf-7", "utf-8", "text/xml; charset=nonsense"),
    ],
)
def test_reads_what_it_is_and_not_what_it_is_called(declared, actual, content_type):
    found = only(rss(item(), declared).encode(actual), content_type)
    assert found.title == TITLE


def test_latin_letters_stay_latin():
    body = rss(item("Société Générale relève sa prévision"), "iso-8859-1", "x")
    assert only(body.encode("latin-1")).title.startswith("Société Générale")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_costs_itself_and_not_its_neighbours(encoding):
    body = rss(item(TITLE + "#") + item("沪指涨1%")).encode(encoding)
    feed = read(body.replace(b"#", b"\xff"))
    first, second = feed.items
    assert first.title.startswith(TITLE)
    assert second.title == "沪指涨1%"
    assert codes(feed) == ["bad-characters"]


# What is refused


@pytest.mark.parametrize(
    "code, body",
    [
        ("empty", b""),
        ("empty", b" \r\n "),
        ("binary", b"%PDF-1.7"),
        ("binary", gzip.compress(b"x", mtime=0)),
        ("binary", b"\x89PNG\r\n"),
        ("web-page", "<!doctype html><html><head><title>快讯</title></head></html>"),
        ("web-page", "\n<HTML><body>404</body></HTML>"),
        ("not-a-feed", "nothing to see"),
        ("not-a-feed", "<error>busy</error>"),
        ("entities", '<!DOCTYPE r [<!ENTITY a "b">]>' + rss(item("&a;"))),
        ("entities", '<!DOCTYPE r SYSTEM "x" [ <!ENTITY a SYSTEM "file:///x">]><rss/>'),
        ("entities", "<!DOCTYPE r [" + " " * 5000 + "]><rss/>"),
        ("entities", '<!DOCTYPE r PUBLIC "a>b" "c" [<!ENTITY a "b">]><rss/>'),
        ("entities", "<!ENTITY a 'b'><rss></rss>"),
        ("entities", rss('<!DOCTYPE r [<!ENTITY a "b">]>' + item())),
        ("entities", "<!DOCTYPE r"  "<rss></rss>"),
        ("too-many-attributes", rss("<item " + 'a="1" ' * 50_000 + "/>")),
        ("too-many-attributes", rss("<item " + "a = 1 " * 50_000 + "/>")),
        ("too-deep", rss("<a>" * 100_000)),
        ("too-deep", rss("<a>" * 300 + "</a>" * 300)),
        ("too-broken", "<rss>" + "<" * 500_000),
        ("not-json", "{"),
        ("not-json", "[1, 2"),
        ("not-json", "[" + "9" * 5000 + "]"),
        ("too-deep", "[" * 100_000),
        ("too-many-values", "[" + "{}," * 1_000_001 + "{}]"),
        ("needs-mapping", "[]"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_one_error(code, body):
    with pytest.raises(ParseError) as error:
        read(body)
    assert error.value.code == code
    again = pickle.loads(pickle.dumps(error.value))
    assert (again.code, again.params) == (error.value.code, error.value.params)


def test_a_billion_laughs_in_utf16_are_no_funnier():
    with pytest.raises(ParseError) as error:
        read('<!DOCTYPE r [<!ENTITY a "b">]><rss/>'.encode("utf-16"))
    assert error.value.code == "entities"


# What is put up with


def test_stray_output_before_the_feed_is_passed_over():
    notice = "\n<!-- cached --> Warning: slow in line 3 <br />\n"
    assert only("\n\n" + rss(item())).title == TITLE
    assert only("<!-- <!DOCTYPE x [ -->" + rss(item())).title == TITLE
    assert only("Notice: slow\n" + rss(item())).title == TITLE
    assert only(notice.replace("<br />", "") + rss(item())).title == TITLE


@pytest.mark.parametrize(
    "odd",
    [
        *("&#xD800;", "&#xdfff;", "&#0;", "&#x0;", "&#x110000;", "&#99999999999;"),
        *("&#x;", "&#;", "\x00", "\x01", "\x0b", "\x1f", "\ufffe", "&#1;", "&#65535;"),
        "&#" + "9" * 5000 + ";",
    ],
)
def test_a_character_that_is_none_is_left_out(odd):
    assert only(rss(item(f"央行{odd}公告"))).title == "央行公告"
    assert only(rss(item(f"<![CDATA[央行{odd}公告]]>"))).title == "央行公告"


def test_lone_surrogates_in_json_are_left_out():
    body = '{"version":"https://jsonfeed.org/version/1","items":[{"title":"央\\ud800行\\u0000"}]}'
    assert only(body).title == "央行"


def test_a_bare_ampersand_and_an_open_tag_do_not_lose_the_feed():
    body = rss(item("A&B", "<link>http://a.example/?x=1&y=2</link><b>")) + "<oops"
    found = only(body)
    assert found.title == "A&B"
    assert found.url == "http://a.example/?x=1&y=2"


def test_entities_only_html_knows_are_read():
    found = only(rss(item("A&nbsp;B &ldquo;C&rdquo; &c; AT&T")))
    assert found.title == "A\xa0B “C” &c; AT&T"
    assert only(rss(item("A&B") + "<![CDATA[A&B &nbsp;]]>")).title == "A&B"


def test_an_id_stays_the_same_when_its_feed_moves():
    body = rss(item(more="<guid>900</guid><link>1.html</link>")).encode()
    for url in ("http://a.example/x", "https://b.example/"):
        [found] = parse(body, "", url).items
        assert found.guid == "900"
    assert found.url == "https://b.example/1.html"


def test_a_feed_that_breaks_off_keeps_what_came():
    body = rss(item("第一条") + item("第二条"))
    feed = read(body[: body.index("第二条") + 2])
    assert feed.items[0].title == "第一条"


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_the_first_two_thousand_items_are_kept_and_the_rest_is_told(form):
    count = 20_000
    if form == "json":
        rows = [{"id": str(n)} for n in range(count)]
        version = "https://jsonfeed.org/version/1.1"
        body = json.dumps({"version": version, "items": rows})
    elif form == "rss":
        body = rss("".join(f"<item><guid>{n}</guid></item>" for n in range(count)))
    else:
        entries = "".join(f"<entry><id>{n}</id></entry>" for n in range(count))
        body = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
    feed = read(body)
    assert [found.guid for found in feed.items] == [str(n) for n in range(2000)]
    [note] = feed.notes
    assert note.code == "items-left-out"
    assert note.params == {"kept": 2000, "left_out": count - 2000}


def test_a_text_without_end_is_cut_and_said_to_be():
    feed = read(rss(item("快" * 100_000)))
    assert len(feed.items[0].title) == 5000
    assert codes(feed) == ["texts-cut"]


def test_attributes_up_to_a_sane_number_are_fine():
    ordinary = " ".join(f'a{n}="1"' for n in range(screen.MAX_ATTRIBUTES))
    assert only(rss(f"<item {ordinary}><title>央行</title></item>")).title == "央行"


def test_a_feed_without_items_is_a_feed():
    assert read(rss("")).items == ()
    assert read("<rss></rss>").items == ()


def test_nothing_in_a_feed_is_fetched(monkeypatch):
    def forbidden(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    read(
        rss(
            item(
                more='<link>http://a.example/</link><x:i xmlns:x="http://b.example/"/>'
            )
        )
    )
    read(b"http://news.example/feed".ljust(40) + b"<rss/>")


# Anything at all

PIECES = st.sampled_from(
    [
        *(
            "<rss>",
            "<channel>",
            "<item>",
            "<title>",
            "</title>",
            "</item>",
            "<![CDATA[",
        ),
        *(
            "]]>",
            "<!--",
            "-->",
            "<!DOCTYPE rss",
            "[",
            "]>",
            "<!ENTITY a 'b'>",
            "&a;",
            "&",
        ),
        *("<?xml version='1.0' encoding='gbk'?>", "&#xD800;", "&#", ";", "<", ">", '"'),
        *('<entry xml:base="http://[">', "<link href='//['/>", "<guid>", "<pubDate>"),
        *("央行", "\x00", "\udcff", "<feed xmlns='http://www.w3.org/2005/Atom'>", "</"),
        *(
            "<content type='xhtml'>",
            "<content mode='base64'>",
            "<div>",
            "<svg>",
            "<a b=c",
        ),
        *("<media:content url=x />", "<georss:point>1 x", "<itunes:image/>", "\n", " "),
        *("{", "}", '"version":', '"https://jsonfeed.org/version/1"', ",", '"items":['),
    ]
)


@settings(deadline=None)  # a shared machine may pause
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_mixture_of_feed_is_a_feed_or_an_error(text):
    try:
        found = read(text.encode("utf-8", "surrogateescape"))
    except ParseError:
        return
    assert isinstance(found, ParsedFeed)
    pickle.dumps(found)
    repr(found).encode("utf-8")


@settings(deadline=None)  # a shared machine may pause
@given(
    st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-16", "x/json"])
)
def test_any_bytes_are_a_feed_or_an_error(body, content_type):
    for start in (
        b"",
        b"<rss>",
        b"\xff\xfe",
        b'<?xml version="1.0" encoding="hz"?><a>',
    ):
        with suppress(ParseError):
            assert isinstance(read(start + body, content_type), ParsedFeed)


@pytest.mark.parametrize(
    "title",
    [
        "10&lt;sup&gt;8&lt;/sup&gt;吨，100m&lt;sup&gt;2&lt;/sup&gt;",
        "<![CDATA[10<sup>8</sup>吨，100m<sup>2</sup>]]>",
        "10<sup>8</sup>吨，100m<sup>2</sup>",
        "10&#8312;吨，100m&sup2;",
        "10&#x2078;吨，100m&amp;sup2;",
    ],
)
def test_a_power_stays_one_however_a_feed_writes_it(title):
    body = (
        f'<rss version="2.0"><channel><title>{title}</title><item>'
        f"<title>{title}</title><guid>1</guid></item></channel></rss>"
    ).encode()
    feed = parse(body, "text/xml", "https://news.example/")
    [incoming] = arrivals(feed.items, datetime(2026, 11, 23, 16, 40, tzinfo=UTC))
    assert incoming.text == "10⁸吨，100m²"
    assert feed.title == "10⁸吨，100m²"
