"""Emphasis in Chinese text, where words stand without spaces between them. Pure.

CommonMark lets ** open or close beside punctuation only where a space or more punctuation
stands on the other side, so that **“引语。”**随后 shows its asterisks. Beside a Chinese
character no space is wanted here. Source: issue 650 of the CommonMark specification.
"""

import re

from markdown_it.common.utils import isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline

# Ideographs, and the punctuation and full-width forms that stand among them.
CHINESE = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003fffd]"
)
# 5*3*2 is a product: as emphasis it would be printed as another number.
MULTIPLIES = re.compile(r"[\d)）%％]\*+[\d(（]")


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        found = super().scanDelims(start, canSplitWord)
        end = start + found.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        if MULTIPLIES.fullmatch(before + self.src[start:end] + after):
            return Scanned(False, False, found.length)
        if not canSplitWord or not CHINESE.search(before + after):
            return found
        opens, closes = (not isWhiteSpace(ord(side)) for side in (after, before))
        return Scanned(opens, closes, found.length)


class Inline(ParserInline):
    """The library's parser of what stands in a line, with our reading of emphasis."""

    def parse(self, src, md, env, tokens):
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
