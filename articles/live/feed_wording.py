"""Sentences for what can go wrong with a feed: the only place that words them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.live.errors import FeedError

SENTENCES = {
    "bad-url": gettext_lazy("网址写得不对：%(url)s"),
    "scheme": gettext_lazy("网址须以 http:// 或 https:// 开头，不能是 %(scheme)s。"),
    "credentials": gettext_lazy("网址里不能带用户名和密码。"),
    "port": gettext_lazy("不能访问端口 %(port)s，只能是 80 和 443。"),
    "numeric-host": gettext_lazy("主机名「%(host)s」是数字的变形写法，不予访问。"),
    "unknown-host": gettext_lazy("查不到主机 %(host)s。"),
    "proxy": gettext_lazy("代理须以 http:// 开头，不能是 %(scheme)s。"),
    "private-address": gettext_lazy("%(host)s 指向内部地址 %(address)s，不予访问。"),
    "unreachable": gettext_lazy("连不上 %(host)s：%(reason)s"),
    "tls": gettext_lazy("%(host)s 的证书有问题：%(reason)s"),
    "not-http": gettext_lazy("%(host)s 答的不是 HTTP：%(reason)s"),
    "too-many-redirects": gettext_lazy("跳转超过 %(limit)s 次。"),
    "bad-redirect": gettext_lazy("跳转（%(status)s）没有给出去处。"),
    "downgrade": gettext_lazy("从 https 跳到 http，不予跟随：%(url)s"),
    "too-large": gettext_lazy("内容有 %(size)s 字节，最多 %(limit)s 字节。"),
    "headers-too-large": gettext_lazy("响应头超过 %(limit)s 字节。"),
    "encoding": gettext_lazy("内容用了读不了的压缩方式 %(name)s。"),
    "damaged": gettext_lazy("压缩的内容已经损坏。"),
    "truncated": gettext_lazy("内容没有传完就断了。"),
    "gone": gettext_lazy("信源已经没有了（%(status)s）。"),
    "busy": gettext_lazy("对方太忙（%(status)s），稍后再试。"),
    "status": gettext_lazy("对方答复 %(status)s。"),
    "empty": gettext_lazy("内容是空的。"),
    "binary": gettext_lazy("内容不是文本（%(size)s 字节）。"),
    "web-page": gettext_lazy("这是网页，不是信源；请找页面上的 RSS 链接。"),
    "not-a-feed": gettext_lazy(
        "内容不是 RSS、Atom、RDF 或 JSON Feed（%(size)s 字节）。"
    ),
    "entities": gettext_lazy("内容自带实体定义，可能有害，没有读。"),
    "too-many-attributes": gettext_lazy(
        "一个标签有 %(count)s 个属性，最多 %(limit)s 个。"
    ),
    "too-deep": gettext_lazy("标签嵌套超过 %(limit)s 层。"),
    "too-many-tags": gettext_lazy("标签超过 %(limit)s 个。"),
    "too-broken": gettext_lazy("内容有 %(count)s 处错误，最多容许 %(limit)s 处。"),
    "unreadable": gettext_lazy("内容读不懂（%(kind)s）。"),
    "not-json": gettext_lazy("JSON 在第 %(line)s 行第 %(column)s 列出错。"),
    "doctype": gettext_lazy("文件带有 DOCTYPE，可能有害，没有读。"),
    "not-xml": gettext_lazy("XML 在第 %(line)s 行第 %(column)s 列出错。"),
    "nothing-of-opml": gettext_lazy(
        "这个文件不是 OPML（%(size)s 字节）；请选从阅读器导出的 .opml 文件。"
    ),
    "not-opml": gettext_lazy("这不是 OPML（最外层是 %(name)s）。"),
    "too-many-values": gettext_lazy("JSON 有 %(count)s 个值，最多 %(limit)s 个。"),
    "needs-mapping": gettext_lazy("这个 JSON 要写映射才能读；它的键有：%(keys)s"),
    "no-list": gettext_lazy("映射的「%(path)s」处没有列表；那里有：%(keys)s"),
    "deadline": gettext_lazy("%(seconds)s 秒内没有完成。"),
    "memory": gettext_lazy("内容占用的内存超过 %(limit)s 字节。"),
    "crashed": gettext_lazy("读取进程意外结束（%(status)s）。"),
}
NOTES = {
    "bad-characters": gettext_lazy("有 %(count)s 个字符不合 %(encoding)s 编码。"),
    "items-left-out": gettext_lazy("只取前 %(kept)s 条，另有 %(left_out)s 条未取。"),
    "texts-cut": gettext_lazy("%(count)s 条文字过长，已截短。"),
    "items-unreadable": gettext_lazy("%(count)s 条没有读懂。"),
}


def sentence(error: Exception) -> str:
    """What *error* says to an editor; a fault of ours says only that it is one."""
    if isinstance(error, FeedError):
        return str(SENTENCES[error.code]) % error.params
    if isinstance(error, OSError):
        return str(error)
    return _("程序出错，已经记入日志。")


def note(told) -> str:
    return str(NOTES[told.code]) % told.params
