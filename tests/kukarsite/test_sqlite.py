"""The embedded database is safe under a few writers."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import close_old_connections, connection, transaction

pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite only")

WRITERS, ROUNDS = 4, 10


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 20_000), ("synchronous", 1)],
)
def test_connection__pragmas_in_force(name: str, value: object) -> None:
    assert pragma(name) == value


@pytest.mark.django_db(transaction=True)
def test_transaction__takes_the_write_lock_at_its_start() -> None:
    """A lock taken half way, after reading, fails at once instead of waiting its turn."""
    connection.ensure_connection()
    statements: list[str] = []
    connection.connection.set_trace_callback(statements.append)
    try:
        with transaction.atomic():
            pass
    finally:
        connection.connection.set_trace_callback(None)
    assert statements[0].upper() == "BEGIN IMMEDIATE"


@pytest.mark.django_db(transaction=True)
def test_writers_at_once__lose_nothing() -> None:
    """Each reads, then writes what it read plus one: lost updates would show in the sum."""
    counter = Group.objects.create(name="0")
    start = threading.Barrier(WRITERS)
    failures: list[Exception] = []

    def write() -> None:
        start.wait()
        try:
            for _ in range(ROUNDS):
                with transaction.atomic():
                    seen = Group.objects.get(pk=counter.pk)
                    seen.name = str(int(seen.name) + 1)
                    seen.save()
        except Exception as error:
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counter.refresh_from_db()
    assert failures == []
    assert counter.name == str(WRITERS * ROUNDS)
