"""Find securities named by their code in a text. Pure.

Six digits alone are no code: a market, a bracket after a name, or the word 代码 makes
them one. In brackets after a name the digits must be such as an exchange gives out,
and the name must not be a place, whose postal code would stand there.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Security:
    """A code as one searches for it, and where it stands as written: `600519.SH`."""

    code: str
    start: int
    end: int


_A_SHARE = (
    "60[0-5][0-9]{3}|68[89][0-9]{3}|00[0-3][0-9]{3}|30[0-2][0-9]{3}"
    "|(?:43|8[378]|92)[0-9]{4}"
)
_FUND, _BOND = "(?:5[0-9]|1[568])[0-9]{4}", "1[12][0-9]{4}"
# A name may end before a bracket; a place may not, nor a figure.
_NAME = r"(?<=[^\W\d_]|\*)(?<![省市区县镇乡村路街道号楼室院厦编码局话机线])"
_OPEN, _CLOSE = r" ?[(（] ?", r"(?:[,，] ?(?:股吧|诊股|SH|SZ|BJ))? ?[)）]"
# Nothing of a longer word, number or address on either side.
_ALONE, _END = r"(?<![0-9A-Za-z.$])", r"(?![0-9A-Za-z]|\.[0-9A-Za-z])"

# Each with the wording in <all> and what one searches for in <code>.
_CODES = [
    re.compile(pattern)
    for pattern in (
        rf"{_ALONE}(?P<all>(?P<code>[0-9]{{6}})\.(?:SH|SZ|BJ|SS|XSHG|XSHE|OF)){_END}",
        rf"{_ALONE}(?P<all>(?:SH|SZ|BJ)[.:：]?(?P<code>[0-9]{{6}})){_END}",
        rf"{_ALONE}(?P<all>(?P<code>[0-9]{{4,5}})\.HK){_END}",
        rf"{_ALONE}(?P<all>HK[.:：]?(?P<code>0[0-9]{{4}})){_END}",
        rf"{_ALONE}(?P<all>\$(?P<code>[A-Z]{{1,5}})){_END}",  # $TSLA; not US$
        r"(?<=[(（])(?P<all>(?P<code>[A-Z]{1,5})\.(?:US|N|O|OQ))(?=[)）])",  # (F.N)
        rf"{_ALONE}(?P<all>(?P<code>[A-Z]{{2,5}})\.(?:US|N|O|OQ)){_END}",  # not U.N
        rf"(?:NASDAQ|NYSE|AMEX|纳斯达克|纽交所) ?[:：] ?(?P<all>(?P<code>[A-Z]{{1,5}})){_END}",
        rf"代[码碼](?:为|是)? ?[:：]? ?(?P<all>(?P<code>[0-9]{{6}}|0[0-9]{{4}})){_END}",
        rf"{_NAME}{_OPEN}(?P<all>(?P<code>{_A_SHARE}|0[0-9]{{4}})){_CLOSE}",
        rf"(?:ETF|LOF|REIT|QDII|基金)[^\W\d_]{{0,6}}{_OPEN}(?P<all>(?P<code>{_FUND})){_CLOSE}",
        rf"债[^\W\d_]{{0,2}}{_OPEN}(?P<all>(?P<code>{_BOND})){_CLOSE}",
    )
]
_MAY_HAVE_ONE = re.compile(r"[0-9]{4}|\$[A-Z]|[A-Z]\.[A-Z]|[:：] ?[A-Z]")


def find(text: str) -> list[Security]:
    """Return every code in *text*, in order and apart."""
    if not _MAY_HAVE_ONE.search(text):
        return []
    found: list[Security] = []
    matches = (match for code in _CODES for match in code.finditer(text))
    for match in sorted(matches, key=lambda m: (m.start("all"), -m.end("all"))):
        start, end = match.span("all")
        if not found or start >= found[-1].end:
            found.append(Security(match["code"], start, end))
    return found
