"""Who wrote, told apart from the outlet and from who only edited, inside one line."""

from __future__ import annotations

import re

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁"
    "蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石贾韦夏付傅方邹熊白孟秦邱侯江尹"
    "薛闫阎雷段郝龙史陶贺顾毛龚邵万覃武钱戴严莫孔向汤温康施牛樊葛洪庞邢颜庄鲁岳翟申耿"
    "齐倪殷安兰章童柳关季祝路俞辛鲍单裴甘丛欧司诸慕尚凌左霍柯柴"
)
# 周刊 begins as a name might; a written name ends where its letters end.
NAME = rf"(?!周[刊报末])[{SURNAMES}][\u4e00-\u9fff]{{1,3}}(?![\u4e00-\u9fff])"
APART = r"(?:^|(?<=[\s|｜•·/／,，、;；(（)）\[【\]】]))"
EDITING = "责任编辑|责编|编辑|校对|审核|编审|监制|审校|排版|制图|值班主任"
# 「编辑 李静」 and 「编辑李静」; one given name after 编辑 may be any, more need be known.
EDITED = re.compile(
    rf"{APART}(?:(?:{EDITING})(?:\s+(?!\S{{0,12}}[:：])[^\s|｜/／,，、;；。！？:：]{{2,4}}"
    rf"(?=$|[\s|｜/／,，、;；)）\]】])|(?={NAME}){NAME})(?:[\s、]+{NAME})*[)）\]】]?\s*)+"
)
WRITING = "记者|通讯员|撰稿人|撰稿|撰文|评论员|作者"
SIGNS = re.compile(
    rf"{APART}(?:(?P<staff>\w{{0,12}}?)(?P<role>{WRITING})(?:\s+(?=\S)|(?={NAME}))"
    r"|文\s*[|｜/／]\s*)"
)
STAFF = re.compile(
    r"(?:本[报刊网台社]|特约|特派|见习|实习|首席|资深|全媒体|融媒体|驻.{2,4}|通讯员|[、/])*$"
)
JOURNALS = ("中国记者", "青年记者", "新闻记者")


def without_editors(text: str) -> str:
    """*text* without who edited, proofread or checked it: they are no authors."""
    return EDITED.sub(" ", text)


def parted(text: str) -> tuple[str, str]:
    """The outlet and the signers of 「某某财经 记者 王晓明」; all is outlet if none signs."""
    found = SIGNS.search(text)
    if not found:
        return text, ""
    before = text[: found.start()].rstrip(" \t\u3000\u00a0|｜•·/／,，、;；(（[【")
    staff, role = found["staff"] or "", found["role"] or ""
    if not before:
        is_journal = staff + role in JOURNALS
        before = staff + role if is_journal else STAFF.sub("", staff)
    return before, signers(text[found.end() :])


def signers(text: str) -> str:
    """The names alone: a 通讯员 between them is what the next one is."""
    names = SIGNS.sub(" ", text)
    return " ".join(names.strip(" \t\u3000\u00a0|｜•·/／,，、;；()（）[]【】").split())
