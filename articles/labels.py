"""What pages call the things of each kind: one of them, and many of them.

A model's own name is part of its schema, one word for one thing and for many, and other
words in it are a migration. What a page calls the thing is no business of the schema, so
it is put on the models when the site starts: English wants both numbers, two sorts of
records want to be told apart, and other people's models want a Chinese name at all.
"""

from django.apps import apps
from django.utils.translation import pgettext_lazy

LABELS = {
    "articles.Article": (pgettext_lazy("一个", "文章"), pgettext_lazy("多个", "文章")),
    "articles.Revision": (pgettext_lazy("一个", "版本"), pgettext_lazy("多个", "版本")),
    "articles.Picture": (pgettext_lazy("一个", "图片"), pgettext_lazy("多个", "图片")),
    "articles.Source": (pgettext_lazy("一个", "来源"), pgettext_lazy("多个", "来源")),
    "articles.Author": (pgettext_lazy("一个", "作者"), pgettext_lazy("多个", "作者")),
    "articles.Intake": (pgettext_lazy("一个", "采集"), pgettext_lazy("多个", "采集")),
    "articles.LiveStory": (
        pgettext_lazy("一个", "快讯"),
        pgettext_lazy("多个", "快讯"),
    ),
    "articles.FeedItem": (pgettext_lazy("一个", "条目"), pgettext_lazy("多个", "条目")),
    "articles.Feed": (pgettext_lazy("一个", "信源"), pgettext_lazy("多个", "信源")),
    "articles.HotList": (pgettext_lazy("一个", "热榜"), pgettext_lazy("多个", "热榜")),
    "articles.Comparison": (
        pgettext_lazy("一个", "成对比较"),
        pgettext_lazy("多个", "成对比较"),
    ),
    "articles.Receipt": (
        pgettext_lazy("一个", "快讯操作记录"),
        pgettext_lazy("多个", "快讯操作记录"),
    ),
    "articles.Fact": (pgettext_lazy("一个", "数据"), pgettext_lazy("多个", "数据")),
    "articles.FactCorrection": (
        pgettext_lazy("一个", "数据更正"),
        pgettext_lazy("多个", "数据更正"),
    ),
    "articles.Indicator": (
        pgettext_lazy("一个", "指标"),
        pgettext_lazy("多个", "指标"),
    ),
    "articles.Quote": (pgettext_lazy("一个", "引文"), pgettext_lazy("多个", "引文")),
    "articles.KnownUnknown": (
        pgettext_lazy("一个", "已知的未知"),
        pgettext_lazy("多个", "已知的未知"),
    ),
    "articles.Overrule": (
        pgettext_lazy("一个", "对疑点的裁定"),
        pgettext_lazy("多个", "对疑点的裁定"),
    ),
    "articles.Decision": (
        pgettext_lazy("一个", "对建议的决定"),
        pgettext_lazy("多个", "对建议的决定"),
    ),
    "articles.Cluster": (
        pgettext_lazy("一个", "产业集群"),
        pgettext_lazy("多个", "产业集群"),
    ),
    "articles.Alliance": (pgettext_lazy("一个", "联盟"), pgettext_lazy("多个", "联盟")),
    "articles.Region": (pgettext_lazy("一个", "地区"), pgettext_lazy("多个", "地区")),
    "articles.Industry": (pgettext_lazy("一个", "产业"), pgettext_lazy("多个", "产业")),
    "articles.Organisation": (
        pgettext_lazy("一个", "机构"),
        pgettext_lazy("多个", "机构"),
    ),
    "articles.Event": (pgettext_lazy("一个", "活动"), pgettext_lazy("多个", "活动")),
    "articles.Programme": (
        pgettext_lazy("一个", "举措"),
        pgettext_lazy("多个", "举措"),
    ),
    "articles.Agreement": (
        pgettext_lazy("一个", "协议"),
        pgettext_lazy("多个", "协议"),
    ),
    "articles.Merge": (
        pgettext_lazy("一个", "合并记录"),
        pgettext_lazy("多个", "合并记录"),
    ),
    "articles.ReviewEvent": (
        pgettext_lazy("一个", "审稿记录"),
        pgettext_lazy("多个", "审稿记录"),
    ),
    "otp_totp.TOTPDevice": (
        pgettext_lazy("一个", "验证器"),
        pgettext_lazy("多个", "验证器"),
    ),
    "otp_static.StaticDevice": (
        pgettext_lazy("一个", "备用码"),
        pgettext_lazy("多个", "备用码"),
    ),
}


def put_on_models():
    for label, (one, many) in LABELS.items():
        named = apps.get_model(label)._meta
        named.verbose_name, named.verbose_name_plural = one, many
