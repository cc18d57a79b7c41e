"""Sentences about where a link leads; those of the guard are worded with the feeds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.live.errors import FetchError
from articles.live.feed_wording import SENTENCES, sentence

OWN = {
    "own": gettext_lazy("本站的网址，读者打得开。"),
    "own-nothing": gettext_lazy("本站没有这个网址。"),
    "own-draft": gettext_lazy("本站这篇文章还没有发布，读者打不开。"),
    "own-withdrawn": gettext_lazy("本站这篇文章已经撤下。"),
    "own-desk": gettext_lazy("这是编辑部里的网址，读者打不开。"),
}
STATUSES = {
    404: gettext_lazy("对方说没有这一页（404）。"),
    410: gettext_lazy("对方说这一页已经撤掉（410）。"),
    401: gettext_lazy("对方要登录才给看（401）。"),
    403: gettext_lazy("对方不许我们看（403），读者也许打得开。"),
    429: gettext_lazy("对方嫌我们问得太勤（429），稍后再问。"),
}


def told(said: dict) -> str:
    """The sentence of *said*, the facts that a check has kept."""
    if not said:
        return _("还没有检查。")
    code, params = said["code"], {k: v for k, v in said.items() if k != "code"}
    if code in OWN:
        return str(OWN[code])
    status = params.get("status", 0)
    if code == "status" and 200 <= status < 400:
        return _("打得开（%(status)s）。") % params
    if code == "status" and status in STATUSES:
        return str(STATUSES[status])
    if code not in SENTENCES:
        return _("程序出错，已经记入日志。")
    return sentence(FetchError(code, **params))
