"""What a site prints around an article on every page."""

from __future__ import annotations

import re

from .credits import NAME

LONGEST = 80
SORTS = {
    "editor": r"[(（\[【]?(?:责任编辑|责编|编辑|校对|审核|编审|监制|值班主任)"
    rf"(?:\s*[:：].{{0,40}}|\s+{NAME}(?:[\s、]+{NAME}){{0,5}}[)）\]】]?)",
    "share": r"(?:分享(?:到|至)?|扫码分享|一键分享|收藏|打印|点赞|微信|微博|QQ空间"
    r"|朋友圈|字号|字体|大|中|小|赞|举报|复制链接|A\+|A-|评论"
    r"|[|｜/\s:：·(（)）\d+])+",
    "copyright": r"(?:版权所有|版权声明|Copyright|©|\(c\)|未经.{0,12}授权"
    r"|.{0,12}ICP[备证]|.{0,8}公网安备|本网站|免责声明|风险提示|本文不构成).{0,80}",
    "advert": r"(?:广告|推广|赞助|AD|Advertisement)",
    "navigation": r"(?:首页|登录|注册|返回(?:首页|顶部|列表)|客户端|下载APP|无障碍"
    r"|上一[篇页]|下一[篇页]|扫一扫|联系我们|关于我们|网站地图|您?当前的?位置"
    r"|您的位置)(?:[\s:：|｜>›»＞].{0,60})?",
}
SORT = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in SORTS.items()), re.IGNORECASE
)
CLOSING = {
    "related": re.compile(
        r"(?:相关|推荐|延伸|更多|往期|猜你喜欢)(?:阅读|新闻|文章|资讯|推荐|链接|报道)?"
    ),
    "comments": re.compile(
        r"(?:网友|最新|热门|全部|精彩|用户)?(?:评论|跟帖|留言)(?:区|列表)?"
        r"[\s(（]*\d*[\s条)）]*|(?:发表|我要|参与|我来)(?:评论|说两句|留言)"
    ),
}
MARKS = " \t\u3000【】[]「」>›»＞:：|｜·•■"


def ignored(text: str) -> str:
    """The sort of boilerplate a line is, "" when it is none."""
    if len(text) > LONGEST:
        return ""
    found = SORT.fullmatch(text)
    return found.lastgroup if found and not text.isdigit() else ""


def closing_block(text: str) -> str:
    """The sort of block a heading opens that runs on to the end, or ""."""
    if len(text) > 24:
        return ""
    core = text.strip(MARKS)
    for sort, words in CLOSING.items():
        if words.fullmatch(core) and core not in ("更多", "推荐", "相关"):
            return sort
    return ""
