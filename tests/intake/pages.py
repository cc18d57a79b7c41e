"""One invented page in every shape the readers must know it in."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
CAPTURED = datetime(2024, 3, 12, 10, 30, tzinfo=SHANGHAI)

TITLE = "西部陶瓷产业带挂牌运行 五市携手打造循环窑炉"
SOURCE, AUTHOR, PUBLISHED = "陶都晚报", "林小窑", "2024-03-10 09:15:42"
LEDE = "到目前为止，五市已在釉料、窑炉、包装等环节建起12个跨市协作组，共用窑炉31座。"
PARAGRAPHS = (
    "3月10日，西部陶瓷产业带在景河举行挂牌仪式，五市工信部门负责人共同按下点火键。",
    LEDE + "新的产业带将把重点放在余热回收上，力争三年内把单位能耗降低18%。",
    "18家企业在现场签约，其中釉料企业7家、装备企业5家，合同金额共26.4亿元。",
    "11:38，第一座循环窑炉在众人注视下点火，比原计划提前了22分钟，现场掌声雷动。",
    "产业带管委会表示，快讯平台和热门文章栏目也会同步上线，方便中小企业了解行情。",
    "从市场看，日用瓷占全国1/4，艺术瓷占全国1/3，建筑瓷出口额突破90亿元，同比增长6.5%。",
)
LIVE = (
    ("10:21", "海关：前两月陶瓷制品出口41.2亿元，同比增长3.3%"),
    ("10:08", "景河市发布窑炉改造补贴细则 最高补助200万元"),
    ("09:57", "统计局：2月工业品出厂价格同比下降2.7%"),
    ("09:56", "统计局：2月居民消费价格同比上涨0.7%"),
    ("00:12", "国际油价短线走高，布伦特原油涨1.1%"),
    ("23:48", "瓷都港夜间作业量创新高，单日吞吐3.6万标箱"),
)
TABS = ("日排行", "周排行")
HOT = (
    ("釉料涨价背后：谁在囤积氧化锆", "陶都晚报", "03-11"),
    ("百年窑口重燃，一座小城的二次创业", "新晨社", "03-09"),
    ("深夜直播卖瓷器，3小时成交1.2万单", "陶都晚报", "03-10"),
    ("3月8日龙窑开窑记", "窑火网", "03-08"),
)


def as_text() -> str:
    """The page as a clerk copies it, with its live list printed twice."""
    body = "\n\n".join((LEDE, *PARAGRAPHS))
    live = "\n".join(f"{when}\n{what}" for when, what in LIVE * 2)
    hot = "\n".join(f"{t}\n{s} {d}\n{n}" for n, (t, s, d) in enumerate(HOT, 1))
    return (
        f"{TITLE}\n\n{SOURCE} {AUTHOR} {PUBLISHED}\n\n{body}\n\n"
        f"实时资讯\n更多\n{live}\n热门文章\n{' '.join(TABS)}\n{hot}\n"
    )


def _document(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def _each(form: str, rows) -> str:
    return "\n".join(form.format(*map(escape, map(str, row))) for row in rows)


def _ranked():
    return [(number, *row) for number, row in enumerate(HOT, 1)]


def div_soup() -> str:
    live = _each("<div><div>{}</div><div>{}</div></div>", LIVE * 2)
    hot = _each(
        "<div><div>{1}</div><div><span>{2}</span> <span>{3}</span></div>"
        "<div>{0}</div></div>",
        _ranked(),
    )
    body = _each("<div class=para><div>{}</div></div>", [(p,) for p in PARAGRAPHS])
    return _document(
        f"<div><div class=t1>{TITLE}</div><div class=by><span>{SOURCE}</span>"
        f"<span>{AUTHOR}</span><span>{PUBLISHED}</span></div><div>{LEDE}</div>"
        f"<div>{body}</div></div><div><div>实时资讯</div><div>更多</div>{live}</div>"
        f"<div><div>热门文章</div><div><span>日排行</span> <span>周排行</span></div>"
        f"{hot}</div>",
        head=f"<title>{TITLE}_{SOURCE}</title>",
    )


def tables() -> str:
    live = _each("<tr><td width=50>{}<td><font>{}</font>", LIVE * 2)
    hot = _each("<tr><td>{}<td><a href=/a>{}</a><td>{}<td>{}", _ranked())
    body = "<br><br>\n".join(f"　　{p}" for p in (LEDE, *PARAGRAPHS))
    return _document(
        f"<table><tr><td colspan=2><h1>{TITLE}</h1><tr><td>来源：{SOURCE}&nbsp;&nbsp;"
        f"作者：{AUTHOR}&nbsp;&nbsp;时间：{PUBLISHED}<tr><td valign=top>{body}"
        f"<td><table><tr><td colspan=2><b>实时资讯</b>{live}</table>"
        f"<table><tr><td colspan=4><b>热门文章</b><tr><td>日排行<td>周排行{hot}</table>"
        "</table>"
    )


def lists_with_spans() -> str:
    live = _each(
        '<li><span class="time">{}</span><a href="/live/1.html">{}</a></li>', LIVE * 2
    )
    hot = _each(
        "<li><em>{}</em><a href='/hot/1.html'>{}</a><span>{}</span><i>{}</i></li>",
        _ranked(),
    )
    body = _each("<p>{}</p>", [(p,) for p in PARAGRAPHS])
    return _document(
        f"<div class=wrap><div class=left><h1>{TITLE}</h1><p class=info>"
        f"<a href=/>{SOURCE}</a> <span>{AUTHOR}</span> <time>{PUBLISHED}</time></p>"
        f"<div class=summary>{LEDE}</div><div id=content>{body}</div></div>"
        f"<div class=right><h3>7×24快讯 <a href=/live>更多</a></h3><ul>{live}</ul>"
        f"<h3>热门文章</h3><ul><li>日排行</li><li>周排行</li></ul><ol>{hot}</ol>"
        "</div></div>"
    )


def semantic() -> str:
    live = _each("<li><time>{}</time> {}</li>", LIVE * 2)
    hot = _each("<li><h4>{1}</h4><small>{2} {3}</small><b>{0}</b></li>", _ranked())
    body = _each("<p>{}</p>", [(p,) for p in PARAGRAPHS])
    return _document(
        f"<header><nav><a href=/>首页</a><a href=/live>快讯</a></nav></header>"
        f"<main><aside><section><h2>快讯</h2><ul>{live}</ul></section></aside>"
        f"<article><header><h1>{TITLE}</h1><p><span>{SOURCE}</span> "
        f"<span>{AUTHOR}</span> <time datetime=2024-03-10>{PUBLISHED}</time></p>"
        f"</header><p>{LEDE}</p>{body}</article><aside><section><h2>热榜</h2>"
        f"<p><a>日排行</a> <a>周排行</a></p><ul>{hot}</ul></section></aside></main>"
        "<footer>版权所有 陶都晚报</footer>"
    )


def cluttered() -> str:
    live = _each("<dl><dt>{}</dt><dd><a href='/k/2'>{}</a></dd></dl>", LIVE * 2)
    hot = _each(
        "<li><i>{}</i><div><a href='/h'>{}</a></div><div>{} {}</div></li>", _ranked()
    )
    body = _each("<p>　　{}</p>", [(p,) for p in PARAGRAPHS])
    related = _each(
        "<li><a href=/r>{}</a></li>",
        [("窑炉改造的三条路径",), ("釉料出口再遇新规",), ("小城开窑季",)],
    )
    return _document(
        "<div class='nav'><ul><li><a href=/>首页</a></li><li><a href=/x>快讯</a></li>"
        "<li><a href=/y>滚动</a></li><li><a href=/z>排行</a></li></ul></div>"
        "<div class=breadcrumb><a href=/>首页</a> &gt; <a href=/c>产经</a> &gt; 正文"
        "</div>"
        f"<div class=main><h1>{TITLE}</h1><div class=meta><span>{PUBLISHED}</span>"
        f"<span>来源：{SOURCE}</span><span>作者：{AUTHOR}</span></div>"
        "<div class='share-bar'><a>分享到</a><a>微信</a><a>微博</a></div>"
        f"<div class=article-body><p>　　{LEDE}</p>{body}"
        "<img src=/i.png alt='窑炉点火现场'><p>（责任编辑：赵火）</p>"
        "<div class=ad>全场瓷器五折，点击进店选购，先到先得，送完为止。</div>"
        f"<div class=box9><h4>相关阅读</h4><ul>{related}</ul></div></div>"
        "<div class=comments><h4>网友评论</h4><p>甲：终于点火了，盼了三年，希望真的能"
        "把能耗降下来，也希望补贴早点到位。</p><p>乙：支持，支持，再支持！</p></div></div>"
        f"<div class=side><h3>实时资讯</h3>{live}<h3>热门文章</h3>"
        f"<p><span>日排行</span> | <span>周排行</span></p><ul>{hot}</ul></div>"
        "<div class=footer><p>版权所有 陶都晚报社 未经授权不得转载</p>"
        "<p>景ICP备2024000001号</p></div>",
        head=f"<title>{TITLE} - {SOURCE}</title><style>p{{}}</style>",
    )


def marked_up() -> str:
    """Inline tags in every sentence, entities, upper-case and unclosed tags."""

    def inked(text: str) -> str:
        return (
            escape(text).replace("产业带", "<B>产业<I>带</I></B>").replace("1", "&#49;")
        )

    live = "".join(f"<LI><SPAN>{w}</SPAN> {inked(t)}" for w, t in LIVE * 2)
    hot = "".join(
        f"<LI><A HREF='https://kiln.example/{n}'>{inked(t)}</A> {s} {d} "
        f"<SPAN>{n}</SPAN>"
        for n, (t, s, d) in enumerate(HOT, 1)
    )
    body = "".join(f"<P>{inked(p)}" for p in PARAGRAPHS)
    return (
        f"<HTML><BODY><H1>{inked(TITLE)}</H1><DIV>{SOURCE} {AUTHOR}　{PUBLISHED}</DIV>"
        f"<BLOCKQUOTE>{inked(LEDE)}</BLOCKQUOTE><DIV>{body}</DIV><H2>滚动快讯</H2>"
        f"<UL>{live}</UL><H2>热门文章</H2><P>日排行 周排行<UL>{hot}</UL>"
    )


SHAPES = (div_soup, tables, lists_with_spans, semantic, cluttered, marked_up)
