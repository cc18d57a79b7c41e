"""Every code the readers can report has its sentence."""

import re
from pathlib import Path

import pytest

from articles.intake.page import IntakeError, Note
from articles.intake.wording import REFUSALS, SENTENCES, SORTS, refusal, sentence

READERS = Path(__file__).parents[2] / "articles" / "intake"
REPORTED = re.compile(r'(?:note|remark|about|Note|IntakeError)\(\s*"([a-z-]+)"')


def test_no_code_of_the_readers_is_without_a_sentence():
    reported = {
        code
        for path in READERS.glob("*.py")
        for code in REPORTED.findall(path.read_text())
    }
    assert len(reported) > 15
    assert reported <= {*SENTENCES, *REFUSALS}


@pytest.mark.parametrize("sort", SORTS)
def test_what_was_left_out_is_named(sort):
    note = Note("boilerplate", 3, {"text": "分享到", "sort": sort, "count": 2})
    assert str(SORTS[sort]) in sentence(note)
    assert "第 3 行" in sentence(note)


def test_a_refusal_names_the_size_and_the_limit():
    told = refusal(IntakeError("too-large", size=30_000_000, limit=20_971_520))
    assert "30000000" in told
    assert "20971520" in told


def test_a_file_of_no_known_kind_is_called_binary():
    assert "二进制" in refusal(IntakeError("binary", kind="", size=9))
