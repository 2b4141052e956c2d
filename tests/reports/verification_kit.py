"""Plays the attacker with SQL and a shell, and reads what ``verify_published`` says about it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from reports.verification import Result, verify
from tests.driver import Newsroom

# While a test plays the attacker, the guards are off, and that is found too.
EXPECTED = {"guard_missing"}


def sql(statement: str, *params: Any) -> None:
    """Behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def insert(table: str, key: str, **row: Any) -> Any:
    """Add a row past every guard that lets rows be added; its key."""
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    statement = f'INSERT INTO {table} ({names}) VALUES ({places}) RETURNING "{key}"'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, list(row.values()))
        return cursor.fetchone()[0]


def insert_act(page: Any, kind: str, **row: Any) -> int:
    """An act that nobody decided."""
    act: int = insert(
        "workflow_steps_publicationact",
        "id",
        **{
            "kind": kind,
            "at": timezone.now(),
            "page_id": page.pk,
            "page_title": page.title,
            "page_type": page._meta.label_lower,
            "digest": "0" * 64,
            "content": "{}",
            "file_labels": "{}",
            "actor_name": "",
            "actor_office": "",
            "seal": "0" * 64,
        }
        | row,
    )
    return act


def with_authority(statement: str, *params: Any) -> None:
    """Past the guards that ask for authority, which leaves no trace."""
    sql("INSERT INTO workflow_steps_transactionauthority (page_id) VALUES (NULL)")
    sql(statement, *params)
    sql("DELETE FROM workflow_steps_transactionauthority")


def overwrite(file: Any, content: bytes = b"lain") -> None:
    Path(file.path).write_bytes(content)


def codes(result: Result | None = None) -> set[str]:
    return {f.code for f in (result or verify(store=False)).findings} - EXPECTED


def failures(result: Result | None = None) -> set[str]:
    findings = (result or verify(store=False)).findings
    return {f.code for f in findings if f.is_failure} - EXPECTED


def only(code: str) -> Any:
    """The one finding with this code."""
    (finding,) = [f for f in verify(store=False).findings if f.code == code]
    return finding


def command(*args: str) -> tuple[str, CommandError | None]:
    out, error = StringIO(), None
    try:
        call_command("verify_published", *args, stdout=out, no_color=True)
    except CommandError as raised:
        error = raised
    return out.getvalue(), error


def as_json(*args: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(command("--json", *args)[0])
    return data


def written(office: Newsroom, page: Any = None, **fields: Any) -> Any:
    """A page with these fields, through the whole procedure until it is live."""
    page = page or office.draft(office.classified())
    page = office.fresh(page).get_latest_revision_as_object()
    if page.live:  # a change after publication is a correction, and says what it corrects
        fields = {"correction": "Ringkasan diperbaiki."} | fields
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    return office.fresh(page)
