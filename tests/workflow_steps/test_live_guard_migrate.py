"""``migrate`` leaves every guard in place, also where SQLite rebuilds a guarded table."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ASK = """
from django.db import connection
from workflow_steps import live_guard
print("missing:", live_guard.missing(connection))
print("guards:", len(live_guard.page_triggers(connection.vendor)))
"""


@pytest.fixture
def manage(tmp_path: Path) -> "object":
    """manage.py on a database of its own, in a process of its own."""
    environment = os.environ | {
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "kukarsite.settings.dev",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    return run


def test_migrate__guards_survive_the_rebuilding_of_tables(manage) -> None:
    """Backwards and forwards over columns of guarded tables, which SQLite copies to alter."""
    for target in ([], ["news", "0001"], ["news"], []):
        manage("migrate", "--verbosity", "0", *target)
        said = manage("shell", "--no-imports", "-c", ASK)
        if target != ["news", "0001"]:  # some guarded columns do not exist then
            assert "missing: []" in said, target
        assert "guards: 0" not in said
