"""``migrate`` leaves every guard in place, also where SQLite rebuilds a guarded table."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

ASK = """
from django.db import connection
from workflow_steps import live_guard
print("missing:", live_guard.missing(connection))
print("guards:", len(live_guard.page_triggers(connection.vendor)) > 10)
"""
# As a migration does it that changes columns of guarded tables: SQLite makes a new table, copies
# every row into it, and takes the old one away.
REBUILD = """
from copy import copy
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from wagtail.models import Page
from news.models import NewsPage, HomePage
from workflow_steps.models import Approval

emit_pre_migrate_signal(0, False, "default", plan=[(Migration("0099", "news"), False)])
for model, name in ((NewsPage, "source"), (HomePage, "intro"), (Page, "slug"), (Approval, "note")):
    old = model._meta.get_field(name)
    new = copy(old)
    new.null = True
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new, strict=True)
    with connection.schema_editor() as editor:
        editor.alter_field(model, new, old, strict=True)
print("live:", Page.objects.filter(live=True, depth__gt=1).count())
emit_post_migrate_signal(0, False, "default")
"""
LIVE = """
from django.db import connection, transaction
try:
    with transaction.atomic():
        connection.cursor().execute("UPDATE wagtailcore_page SET title = 'Slot' WHERE depth = 2")
    print("changed")
except Exception as error:
    print("refused", error)
"""
Manage = Callable[..., str]


@pytest.fixture
def manage(tmp_path: Path) -> Manage:
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


def test_migrate__guards_survive_the_rebuilding_of_tables(manage: Manage) -> None:
    def ask(code: str) -> str:
        return manage("shell", "--no-imports", "-c", code)

    manage("migrate", "--verbosity", "0")
    assert "missing: []\nguards: True" in ask(ASK)
    # Backwards past the gate's own tables, and forwards again.
    manage("migrate", "--verbosity", "0", "news", "0001")
    manage("migrate", "--verbosity", "0")
    assert "missing: []\nguards: True" in ask(ASK)
    manage("setup_newsroom", "--verbosity", "0")
    assert "live: 2" in ask(REBUILD)
    assert "missing: []" in ask(ASK)
    assert "publication gate" in ask(LIVE)
