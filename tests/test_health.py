"""What the machines that watch us are told."""

import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor


def test_the_process_answers_without_the_database(client):
    assert client.get("/healthz").content == b"ok"


@pytest.mark.django_db
def test_ready_means_the_database_answers_with_every_migration(client, monkeypatch):
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one to go"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations")


def test_not_ready_names_the_reason(client, monkeypatch):
    def away(*_):
        raise DatabaseError

    monkeypatch.setattr("articles.views.health.MigrationExecutor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database")
