"""What a supervisor is told."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client


def test_healthz__answers_without_a_database(client: Client) -> None:
    # No django_db mark: touching the database would fail this test.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz__everything_answers__200(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz__database_down__names_the_part_and_no_secret(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("password 'secret' refused for host db.internal")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "failed", "cache": "ok"}


@pytest.mark.django_db
def test_readyz__cache_forgets__503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "get", lambda key: None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "ok", "cache": "failed"}


def test_health__writing_methods_refused(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
