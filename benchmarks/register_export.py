"""The publication register as a file: seconds and peak memory, each in a process of its own."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

CHILDREN = resource.RUSAGE_CHILDREN
CASES = (
    ("xlsx", 20_000),
    ("csv", 20_000),
    ("xlsx", 100_000),
    ("csv", 100_000),
    ("pdf", 500),
    ("pdf", 2_000),
)


def report() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        for file_format, rows in CASES:
            database = Path(folder, f"{rows}.sqlite3")
            url = os.environ.get("BENCHMARK_DATABASE_URL") or f"sqlite:///{database}"
            command = [sys.executable, "-m", "benchmarks.register_export", file_format, str(rows)]
            environment = os.environ | {
                "DATABASE_URL": url,
                "VAR_DIR": folder,
                "DJANGO_SETTINGS_MODULE": "kukarsite.settings.dev",
            }
            for purpose in ("fill", "measure"):
                done = subprocess.run(  # noqa: S603
                    [*command, purpose],
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=True,
                )
            yield done.stdout.strip()


def main() -> None:
    import django

    django.setup()
    file_format, rows, purpose = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    (fill if purpose == "fill" else measure)(file_format, rows)


def fill(_file_format: str, rows: int) -> None:
    from django.core.management import call_command

    from reports.models import PublicationRecord

    from .register_rows import records

    call_command("migrate", verbosity=0)
    if PublicationRecord.objects.count() != rows:
        PublicationRecord.objects.all().delete()
        PublicationRecord.objects.bulk_create(records(rows), batch_size=1000)


def measure(file_format: str, rows: int) -> None:
    from django.db import transaction

    from reports.models import PublicationRecord
    from reports.register_export import RegisterExport
    from reports.register_files import FORMATS

    before = memory()
    started, cpu = time.perf_counter(), time.process_time()
    with transaction.atomic():
        response = FORMATS[file_format](RegisterExport(PublicationRecord.objects.all()), None)
        pieces = iter(response)
        size = len(next(pieces))
        first = time.perf_counter() - started
        size += sum(len(piece) for piece in pieces)
        transaction.set_rollback(True)
    print(
        f"{file_format:<5}{rows:8,} rows {time.perf_counter() - started:6.1f} s "
        f"(CPU {time.process_time() - cpu:5.1f}, first byte {first:5.2f}) {size / 1e6:5.1f} MB; "
        f"memory {memory()} MB at its most, {before} before, Typst {memory(CHILDREN)}"
    )


def memory(whose: int = resource.RUSAGE_SELF) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


if __name__ == "__main__":
    main()
