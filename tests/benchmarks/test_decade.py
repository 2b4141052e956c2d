"""The benchmark's ten years follow the real rules: the same rows come out of the ledger."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from benchmarks.decade import Decade
from reports import ledger_check
from reports.models import StepTiming, WorkEvent
from reports.timings import rebuild
from tests.driver import Newsroom


def rows() -> set[tuple[Any, ...]]:
    names = [field.name for field in StepTiming._meta.concrete_fields if field.name != "id"]
    return set(StepTiming.objects.values_list(*names))


@pytest.fixture
def size(office: Newsroom) -> tuple[int, int]:
    now = timezone.now()
    return Decade(60, now - timedelta(days=200), now, unfinished=8, notes=2).write()


def test_lines__are_a_valid_chain(size: tuple[int, int]) -> None:
    assert ledger_check.first_fault() is None
    assert WorkEvent.objects.filter(kind="material_linked").count() > 100
    call_command("verify_ledger", verbosity=0)


def test_rows__are_those_that_the_ledger_gives(size: tuple[int, int]) -> None:
    written = rows()
    assert len(written) == size[1] > 400
    assert StepTiming.objects.filter(outcome="running").exists()
    assert StepTiming.objects.filter(round=2).exists()
    rebuild()
    assert rows() == written


def test_newsroom__works_on_from_there(size: tuple[int, int], office: Newsroom) -> None:
    office.published()
    assert ledger_check.first_fault() is None
