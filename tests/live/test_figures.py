"""Which figures of two flashes are one, and which contradict."""

from articles.live.figures import compare, is_tick
from articles.live.reading import Flash, read


def compared(a, b):
    return compare(read(Flash(a)), read(Flash(b)))


def words(figures):
    return [f.wording for f in figures]


def test_equal_and_rounded_figures_are_shared():
    got = compared("净利润2.16亿元，增长31%", "净利润2.16亿元，增长31.2%，派息3元")

    assert [(f.wording, g.wording) for f, g in got.shared] == [
        ("2.16亿元", "2.16亿元"),
        ("31%", "31.2%"),
    ]
    assert words(got.only_a) == []
    assert words(got.only_b) == ["3元"]
    assert got.clashes == ()


def test_the_nearest_figure_is_the_counterpart():
    got = compared("上涨3.1%", "上涨3%，上涨3.1%")

    assert [(f.wording, g.wording) for f, g in got.shared] == [("3.1%", "3.1%")]
    assert words(got.only_b) == ["3%"]


def test_a_figure_of_another_value_after_like_words_clashes():
    got = compared("同比下降3.3%", "同比下降0.1%")

    assert [(f.wording, g.wording) for f, g in got.clashes] == [("3.3%", "0.1%")]


def test_other_units_and_other_words_do_not_clash():
    assert compared("同比下降3.3%", "回购3万股").clashes == ()
    assert compared("投资36%", "占比3%").clashes == ()


def test_ranks_clash_whatever_stands_before_them():
    assert compared("台风四级响应", "防汛三级响应").clashes


def test_figures_without_words_before_them_clash():
    assert compared("3%", "5%").clashes


def test_a_figure_told_in_passing_is_no_contradiction():
    got = compared("cpi上涨2.2%", "cpi上涨2.4%,前值2.2%")

    assert words(got.only_a) == []
    assert got.clashes == ()


def test_that_a_figure_was_forecast_excuses_nothing():
    assert compared("cpi上涨2.4%", "cpi上涨2.2%(市场预期为2.4%)").clashes


def test_two_prices_a_moment_apart_are_one_figure():
    got = compared("白银报76.47美元/盎司", "白银报76.48美元/盎司")

    assert len(got.shared) == 1
    [(f, g)] = got.shared
    assert is_tick(f, g)


def test_prices_further_apart_and_counts_are_no_ticks():
    [f] = read(Flash("报76.47美元/盎司")).main
    [g] = read(Flash("报77.47美元/盎司")).main
    [h] = read(Flash("共7647人")).main
    [i] = read(Flash("共7648人")).main
    [j] = read(Flash("现报7647点")).main
    [k] = read(Flash("现报7648点")).main

    assert not is_tick(f, g)
    assert not is_tick(h, i)
    assert is_tick(j, k)
    assert not is_tick(f, j)


def test_only_words_right_before_a_figure_count():
    far = compared("回购总计约有3%", "回购比例已为5%")
    near = compared("已经回购3%", "计划回购5%")

    assert far.clashes == ()
    assert near.clashes


def test_a_price_with_its_measure_may_tick_wherever_it_stands():
    [f] = read(Flash("均价76.47美元/盎司")).main
    [g] = read(Flash("均价76.48美元/盎司")).main

    assert f.role != "level"
    assert is_tick(f, g)
