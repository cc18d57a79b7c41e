"""Clusters, alliances, programmes, agreements and events named in a text."""

import pytest

from articles.facts.proposals import Gap, NameKind, Paragraph
from articles.facts.read import propose


def named(text, kind=None):
    found = propose([Paragraph("p1", text)]).named
    return [n for n in found if kind is None or n.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (
            "会上为环杭州湾集成电路产业联盟授牌。",
            NameKind.ALLIANCE,
            "环杭州湾集成电路产业联盟",
        ),
        (
            "加快建设苏州市高端医疗器械产业集群。",
            NameKind.CLUSTER,
            "苏州市高端医疗器械产业集群",
        ),
        (
            "6月1日，第九届中国制造峰会在宁波召开。",
            NameKind.EVENT,
            "第九届中国制造峰会",
        ),
        ("该市推出“一链一校”机制。", NameKind.PROGRAMME, "一链一校"),
        ("当地实施「百园焕新」行动。", NameKind.PROGRAMME, "百园焕新"),
        (
            "双方签署《港产城协同发展合作协议》。",
            NameKind.AGREEMENT,
            "港产城协同发展合作协议",
        ),
    ],
)
def test_a_name_is_proposed_with_its_kind_and_words(text, kind, name):
    [found] = named(text, kind)
    assert found.name == name
    assert found.quote.text[slice(*found.mark)] == name
    assert text[found.quote.start : found.quote.end] == found.quote.text


@pytest.mark.parametrize(
    "text",
    [
        "已组建12个跨区域产业联盟。",
        "推动产业集群和创新联盟发展。",
        "新成立的集群联盟更进一步。",
        "公司召开股东大会。",
        "获评“小巨人”企业。",
        "被称为“东方之珠”的城市。",
    ],
)
def test_counted_sets_bare_kinds_and_epithets_are_no_names(text):
    kinds = {NameKind.REGION, NameKind.REGION_GROUP}
    assert [n for n in named(text) if n.kind not in kinds] == []


def test_an_event_keeps_its_series_and_edition():
    [event] = named("第十二届长江流域产业论坛开幕。", NameKind.EVENT)
    assert (event.series, event.edition) == ("长江流域产业论坛", 12)


def test_the_parties_of_an_agreement_are_as_printed():
    text = "会上，浙江省工业和信息化厅、江苏省科技厅与中国商飞签署《大飞机配套合作备忘录》。"
    [agreement] = named(text, NameKind.AGREEMENT)
    assert agreement.parties == ("浙江省工业和信息化厅", "江苏省科技厅", "中国商飞")
    assert not (agreement.open_list or agreement.unnamed_parties)


def test_parties_described_and_lists_left_open_are_known_unknowns():
    found = propose([Paragraph("p1", "多地海关部门签署“跨关区协同框架协议”。")])
    [agreement] = [n for n in found.named if n.kind is NameKind.AGREEMENT]
    assert agreement.unnamed_parties
    assert Gap.UNNAMED_PARTIES in {unknown.gap for unknown in found.unknowns}
    text = "上海市经信委、浙江省经信厅等单位签署“氢走廊共建协议”。"
    [agreement] = named(text, NameKind.AGREEMENT)
    assert agreement.open_list


def test_a_list_of_activities_names_each_of_them():
    text = "江苏全年举办银企直通、揭榜挂帅、以赛促训等专题活动90场。"
    found = named(text, NameKind.PROGRAMME)
    assert [n.name for n in found] == ["银企直通", "揭榜挂帅", "以赛促训"]
    assert {(n.region, n.open_list) for n in found} == {("江苏", True)}


def test_a_programme_is_of_the_region_named_before_it():
    [programme] = named("浙江今年开展“千企结对”系列活动。", NameKind.PROGRAMME)
    assert programme.region == "浙江"


def test_a_counted_set_without_names_is_a_known_unknown():
    found = propose([Paragraph("p1", "两省已组建12个跨区域产业联盟。")])
    [unlisted] = [u for u in found.unknowns if u.gap is Gap.UNLISTED]
    assert (unlisted.count, unlisted.subject) == (12, "跨区域产业联盟")


def test_each_name_is_proposed_once():
    text = "环杭州湾光电产业联盟成立。环杭州湾光电产业联盟设秘书处。"
    assert len(named(text, NameKind.ALLIANCE)) == 1
