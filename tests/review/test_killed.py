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
from articles.models import Article, AuditEntry, Revision, RevisionText
public = set(Article.objects.public().values_list("pk", flat=True))

def state(a):
    newest = a.revisions.order_by("number").last()
    shown = a.revisions.filter(shown_from__isnull=False, shown_until=None)
    log = AuditEntry.objects.filter(thing="article", key=str(a.pk)).order_by("pk")
    acts = [e.act for e in a.review_events.order_by("pk")]
    told = [e.act for e in log.filter(act__startswith="review.")]
    return {
        "correction": newest.number > 1,
        "public": a.pk in public,
        "status": a.status,
        "dated": a.publish_at is not None,
        "shown": [r.number for r in shown],
        "newest": newest.number,
        "searched": RevisionText.objects.filter(revision=newest).exists(),
        "last": acts[-1],
        "logs agree": told == [f"review.{act}" for act in acts],
    }

print(json.dumps([state(a) for a in Article.objects.all()]))
"""


def whole(correction):
    newest = 2 if correction else 1
    return {
        "correction": correction,
        "public": True,
        "status": "published",
        "dated": True,
        "last": "publish",
        "shown": [newest],
        "newest": newest,
        "searched": True,
        "logs agree": True,
    }


def nothing(correction):
    return whole(correction) | {
        "public": correction,
        "status": "approved",
        "dated": correction,
        "shown": [1] if correction else [],
        "searched": False,
        "last": "approve",
    }


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
            timeout=900,
        ).stdout

    told = run("-m", "tests.review.publisher", str(ROUNDS)).splitlines()
    killed = [line for line in told if line.startswith("killed")]
    assert len(killed) >= 20, told

    states = json.loads(run("-c", READ))
    known = [which(kind) for which in (whole, nothing) for kind in (False, True)]
    assert [state for state in states if state not in known] == []
    for state in known:  # some were published before the signal came, and some were not
        assert state in states
