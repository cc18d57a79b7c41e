"""Contradictions no likeness outvotes, each with the sentence an editor reads."""

import pytest

from articles.live import figures
from articles.live.reading import Flash, read
from articles.live.rules import contradictions


def against(a, b):
    one, other = read(Flash(a)), read(Flash(b))
    return contradictions(one, other, figures.compare(one, other))


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("5月PPI同比下降3.3%", "5月PPI同比下降0.1%", "3.3% ≠ 0.1%"),
        ("5月PPI同比下降3.3%", "5月CPI同比下降3.3%", "PPI ≠ CPI"),
        ("5月PPI同比下降3.3%", "6月PPI同比下降3.3%", "5月 ≠ 6月"),
        ("5月PPI同比下降3.3%", "5月PPI环比下降3.3%", "口径：同比 ≠ 环比"),
        ("10年期国债收益率上行", "30年期国债收益率上行", "期限 10年 ≠ 30年"),
        ("现货黄金日内涨2%", "现货白银日内涨2%", "现货黄金 ≠ 现货白银"),
        ("创业板指涨2%领涨两市", "创业板指跌2%领跌两市", "方向：涨 ≠ 跌"),
        ("德国6月CPI上涨2%", "法国6月CPI上涨2%", "德国 ≠ 法国"),
        ("英国央行宣布降息", "加拿大央行宣布降息", "加拿大央行 ≠ 英国央行"),
        ("挪威外交部：愿意对话", "冰岛外交部：愿意对话", "挪威外交部 ≠ 冰岛外交部"),
        (
            "挪威央行行长：冲突加剧通胀的担忧",
            "挪威财长：冲突加剧了通胀",
            "挪威央行行长 ≠ 挪威财长",
        ),
        ("外交部：愿意就此对话", "冰岛外交部：愿意就此对话", "外交部 ≠ 冰岛外交部"),
        ("A股午评：沪指走强", "A股收评：沪指走强", "A股午盘 ≠ A股收盘"),
        ("青禾股份：拟回购股份", "白鹭电子：拟回购股份", "青禾股份 ≠ 白鹭电子"),
        (
            "青禾股份(600123.SH)：注意投资风险",
            "白鹭电子(600456.SH)：注意投资风险",
            "青禾股份 ≠ 白鹭电子",
        ),
        (
            "英国3月抵押贷款许可 6.35万件，前值6.2万件",
            "英国3月消费信贷总额 16.2亿英镑，前值15.1亿英镑",
            "抵押贷款许可 ≠ 消费信贷总额",
        ),
        ("青禾：获3亿欧元海外订单", "青禾：获3亿美元海外订单", "3亿欧元 ≠ 3亿美元"),
        (
            "青禾拟收购白鹭六成股权",
            "青禾终止收购白鹭六成股权",
            "一条讲终止或撤回，另一条没有",
        ),
        (
            "高盛将青禾重工目标价调至25元",
            "高盛将白鹭电子目标价调至25元",
            "青禾重工 ≠ 白鹭电子",
        ),
        (
            "青禾股份美股盘前涨近5%，此前发布新品",
            "青禾股份发布新品",
            "一条讲股价异动，另一条讲事件本身",
        ),
        (
            "公告精选：青禾股份拟回购；白鹭电子被立案调查",
            "白鹭电子被立案调查",
            "汇总稿并非以此条领头",
        ),
    ],
)
def test_what_excludes_two_flashes_is_said(a, b, reason):
    found = against(a, b)
    swapped = {" ≠ ".join(reversed(reason.rpartition("：")[2].split(" ≠ ")))}
    assert reason in found or swapped & set(found), found
    assert against(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # tolerances of the guideline
        ("德国CPI 2.1%，预期2.0%", "德国CPI 2.1%，预期2.2%"),
        ("白银日内涨4%，报76.47美元/盎司", "白银日内涨4%，报76.48美元/盎司"),
        ("青禾：首次回购11.6250万股", "青禾：首次回购11.63万股"),
        # reviews of one session may pick out different figures and boards
        ("A股午评：沪指涨0.8%", "A股午评：创业板指跌1.1%"),
        # a name beside an office is one speaker; so is a short name
        ("挪威首相：愿意对话", "挪威首相斯特勒：愿意对话"),
        ("澳大利亚联储主席：愿意对话", "澳大利亚央行行长：愿意对话"),
        ("挪威首相：愿意对话", "挪威首相兼财长：愿意对话"),
        ("专家：科技成长主线稳固", "评论员：科技成长主线稳固"),
        # a round-up tells what it leads with
        ("公告精选：白鹭电子被立案调查；青禾股份拟回购", "白鹭电子被立案调查"),
        # twin listings of one company
        ("青禾股份(600123.SH)：拟回购", "青禾股份(03311.HK)：拟回购"),
        # both move, so neither is only the event
        ("A股异动丨青禾股份涨停", "青禾股份涨超9%，封住涨停"),
        ("两市成交额突破1万亿元", "两市成交额突破10000亿元"),
        # different directions in texts that are not about one move
        ("挪威上调预算", "青禾股份下调明年全球出货预测目标"),
        ("一段没有数字的话", "另一段没有数字的话"),
        ("", ""),
    ],
)
def test_what_does_not_exclude_is_left_to_likeness(a, b):
    assert against(a, b) == ()
    assert against(b, a) == ()


def test_names_on_one_side_are_listed_in_order():
    assert "沪铜、碳酸锂 ≠ 现货黄金" in against("碳酸锂与沪铜涨3%", "现货黄金涨3%")


@pytest.mark.parametrize(
    ("later", "ruled"),
    [
        ("白鹭电子被立案调查", True),
        ("白鹭电子发布新品并召开股东会议与说明会", False),
    ],
)
def test_a_round_up_must_tell_the_item_later_on_to_be_ruled_out(later, ruled):
    digest = f"公告精选：青禾股份拟回购；{later}"
    assert bool(against(digest, "白鹭电子被立案调查")) is ruled


def test_every_reason_is_given_once():
    found = against("5月PPI同比下降3.3%", "6月CPI环比上涨0.1%")

    assert len(found) == len(set(found))
    assert {"5月 ≠ 6月", "口径：同比 ≠ 环比", "PPI ≠ CPI"} <= set(found)
