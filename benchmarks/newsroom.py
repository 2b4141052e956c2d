"""A newsroom in a database that is thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.test.utils import (
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)


@contextmanager
def throw_away_newsroom() -> Iterator[None]:
    """On the database that ``DATABASE_URL`` names, SQLite in memory without it."""
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("setup_newsroom", verbosity=0)
        yield
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()
