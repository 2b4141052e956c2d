from typing import Any

import pytest
from django.db import connection

from reports import ledger_guard


@pytest.fixture
def ledger_guard_on(db: Any) -> None:
    ledger_guard.install(connection)


@pytest.fixture
def without_ledger_guard(db: Any) -> None:
    """Switch the database's own guard of the ledger off, as an attacker with SQL would."""
    ledger_guard.remove(connection)
