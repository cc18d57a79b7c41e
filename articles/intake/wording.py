"""Sentences for what the readers report by code: the only place that words them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.intake.page import IntakeError, Note

SENTENCES = {
    "unread": gettext_lazy("第 %(line)s 行没有读懂：%(text)s"),
    "more-of-the-same": gettext_lazy(
        "同类说明还有 %(count)s 处，从第 %(line)s 行起，不再逐一列出。"
    ),
    "boilerplate": gettext_lazy(
        "第 %(line)s 行起略去%(sort)s，共 %(count)s 处：%(text)s"
    ),
    "lede-repeats": gettext_lazy(
        "导语与第 %(paragraph)s 段开头相同，页面上只显示一次。"
    ),
    "lede-abridged": gettext_lazy("导语是第 %(paragraph)s 段开头的缩写。"),
    "bad-date": gettext_lazy("第 %(line)s 行的日期「%(printed)s」不存在：%(text)s"),
    "future-date": gettext_lazy("第 %(line)s 行的时间「%(printed)s」晚于采集时间。"),
    "truncated": gettext_lazy("第 %(line)s 行像是没有采全，未存入：%(text)s"),
    "live-time-alone": gettext_lazy("第 %(line)s 行只有时间没有资讯：%(text)s"),
    "live-no-time": gettext_lazy("第 %(line)s 行的资讯没有时间：%(text)s"),
    "live-by-shape": gettext_lazy(
        "没有见到资讯标题，从第 %(line)s 行起的 %(count)s 行按时间当作资讯。"
    ),
    "live-oldest-first": gettext_lazy(
        "从第 %(line)s 行起的 %(count)s 行资讯由旧到新排列，日期从末行往前推。"
    ),
    "hot-rank-alone": gettext_lazy("第 %(line)s 行的名次 %(rank)s 没有对应的标题。"),
    "hot-rank-missing": gettext_lazy(
        "第 %(line)s 行没有名次，按次序记为 %(rank)s：%(text)s"
    ),
    "hot-rank-gap": gettext_lazy(
        "第 %(line)s 行的名次应为 %(expected)s，原文是 %(found)s。"
    ),
    "hot-ranks-by-order": gettext_lazy("热榜没有名次，%(count)s 条按次序排名。"),
    "hot-restarts": gettext_lazy("第 %(line)s 行起名次重新从 1 数：%(text)s"),
    "bad-characters": gettext_lazy(
        "第 %(line)s 行起有 %(count)s 个字符不合 %(encoding)s 编码，以 � 代替：%(text)s"
    ),
    "image-left-out": gettext_lazy("第 %(line)s 行的图片没有采入：%(text)s"),
    "no-title": gettext_lazy("没有找到标题。"),
    "title-cut": gettext_lazy("标题过长，只存前 %(limit)s 个字。"),
    "no-date": gettext_lazy("没有找到文章的时间。"),
    "no-body": gettext_lazy("没有找到正文。"),
    "no-live": gettext_lazy("没有找到实时资讯。"),
    "no-hot": gettext_lazy("没有找到热门文章。"),
    "title-from-metadata": gettext_lazy("标题取自页面的元数据：%(text)s"),
    "date-from-metadata": gettext_lazy("时间取自页面的元数据：%(text)s"),
    "source-from-metadata": gettext_lazy("来源取自页面的元数据：%(text)s"),
    "author-from-metadata": gettext_lazy("作者取自页面的元数据：%(text)s"),
}
SORTS = {
    "editor": gettext_lazy("责任编辑"),
    "share": gettext_lazy("分享栏"),
    "copyright": gettext_lazy("版权说明"),
    "advert": gettext_lazy("广告"),
    "navigation": gettext_lazy("导航"),
    "related": gettext_lazy("相关阅读"),
    "comments": gettext_lazy("评论"),
    "hidden": gettext_lazy("隐藏的文字"),
    "outside": gettext_lazy("文章以外的文字"),
}
REFUSALS = {
    "too-large": gettext_lazy("页面有 %(size)s 字节，最多 %(limit)s 字节。"),
    "too-many-lines": gettext_lazy("页面有 %(lines)s 行，最多 %(limit)s 行。"),
    "too-many-tags": gettext_lazy("页面的 HTML 标签超过 %(limit)s 个。"),
    "too-many-items": gettext_lazy(
        "页面有 %(items)s 条资讯，一次最多存入 %(limit)s 条。"
    ),
    "too-many-hot": gettext_lazy("热榜有 %(entries)s 条，一次最多存入 %(limit)s 条。"),
    "empty": gettext_lazy("页面没有任何文字（%(size)s 字节）。"),
    "binary": gettext_lazy("这不是网页或文本，像是 %(kind)s 文件（%(size)s 字节）。"),
    "feed": gettext_lazy("这是 RSS 或 Atom 信源，不是页面：%(text)s"),
    "not-a-page": gettext_lazy("%(lines)s 行里没有读出文章、资讯或热榜。"),
}


def sentence(note: Note) -> str:
    """What *note* says to a clerk, with its line."""
    values = {"line": note.line, **note.params}
    if "sort" in values:
        values["sort"] = SORTS[values["sort"]]
    return str(SENTENCES[note.code]) % values


def refusal(error: IntakeError) -> str:
    """Why nothing could be read, and the limit if there is one."""
    values = dict(error.params)
    if "kind" in values:
        values["kind"] = values["kind"] or _("二进制")
    return str(REFUSALS[error.code]) % values
