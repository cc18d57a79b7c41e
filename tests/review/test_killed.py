"""kill -9 while publishing: published whole or not at all, and the log agrees."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS = 48
READ = """
import json, django; django.setup()
from articles.models import Article, Revision
public = set(Article.objects.public().values_list("pk", flat=True))
print(json.dumps([
    [a.pk in public, a.status, a.publish_at is not None,
     a.revisions.get().shown_from is not None,
     [e.act for e in a.review_events.order_by("pk")]]
    for a in Article.objects.all()]))
"""


@pytest.mark.once  # its database is its own
def test_a_killed_publication_is_whole_or_was_not(tmp_path):
    environment = {
        **{k: v for k, v in os.environ.items() if not k.endswith("_URL")},
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATA_DIR": str(tmp_path),
        "DEBUG": "1",
    }

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=240,
        ).stdout

    told = run("-m", "tests.review.publisher", str(ROUNDS)).splitlines()
    killed = [line for line in told if line.startswith("killed")]
    assert len(killed) >= 20, told

    states = json.loads(run("-c", READ))
    whole = [True, "published", True, True, ["submit", "approve", "publish"]]
    nothing = [False, "approved", False, False, ["submit", "approve"]]
    assert [state for state in states if state not in (whole, nothing)] == []
    assert whole in states  # some were published before the signal came
    assert nothing in states
