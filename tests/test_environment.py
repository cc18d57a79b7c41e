"""Settings are read loudly: nonsense in the environment stops start-up and is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

ROOT = Path(__file__).parents[1]
PRODUCTION = {
    "SECRET_KEY": "a-secret-of-more-than-fifty-characters-for-the-tests-only",
    "ALLOWED_HOSTS": "news.example",
    "PATH": os.environ["PATH"],
}


def check(tmp_path, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=ROOT,
        env={"DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "yes"),
        ("HTTPS", "true"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", ""),
        ("ALLOWED_HOSTS", ""),
        ("DATABASE_URL", "mysql://x/y"),
        ("CACHE_URL", "localhost:6379"),
        ("LIVE_POLL_SECONDS", "0"),
        ("LIVE_POLL_SECONDS", "soon"),
        ("LIVE_KEEP_DAYS", "2"),
        ("LIVE_KEEP_DAYS", "forever"),
        ("CSRF_TRUSTED_ORIGINS", "news.example"),
    ],
)
def test_a_wrong_setting_stops_start_up_and_is_named(tmp_path, name, value):
    told = check(tmp_path, **{**PRODUCTION, name: value})
    assert told.returncode != 0
    assert name in told.stderr.splitlines()[-1]


def test_production_settings_pass_the_deployment_check(tmp_path):
    told = check(tmp_path, "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert told.returncode == 0, told.stderr


def test_development_needs_nothing_from_the_environment(tmp_path):
    told = check(tmp_path, DEBUG="1", PATH=os.environ["PATH"])
    assert told.returncode == 0, told.stderr


def test_serving_refuses_the_settings_of_development(tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "newsroom.launch", "serve", "8123"],
        cwd=ROOT,
        env={"DATA_DIR": str(tmp_path), **PRODUCTION, "DEBUG": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode != 0
    assert "DEBUG" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_sample_data_does_not_load_in_production(tmp_path):
    environment = {"DATA_DIR": str(tmp_path), **PRODUCTION}
    told = subprocess.run(
        [sys.executable, "manage.py", "sample"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert told.returncode != 0
    assert "DEBUG=1" in told.stderr


@pytest.mark.parametrize(
    ("told", "hosts", "whose"),
    [
        ("news.example", ["other.example"], "news.example"),
        ("", ["*", ".News.example"], "news.example"),
        ("", ["[::1]", "*"], "newsroom.invalid"),
    ],
)
def test_ids_of_feeds_are_of_the_named_domain_or_the_first_host(
    monkeypatch, told, hosts, whose
):
    monkeypatch.setenv("TAG_AUTHORITY", told)
    assert environment.authority("TAG_AUTHORITY", hosts) == whose


def test_a_domain_that_is_none_stops_start_up(monkeypatch):
    monkeypatch.setenv("TAG_AUTHORITY", "https://news.example")
    with pytest.raises(ImproperlyConfigured, match="TAG_AUTHORITY"):
        environment.authority("TAG_AUTHORITY", [])
