"""Run every check, go on after a failure, and end with a plain summary.

``python -m scripts.check`` runs everything (``make test``), ``--lint`` leaves the tests out
(``make lint``), and names run only those parts. A part whose program is not on this machine
(PostgreSQL, Chromium, gettext) is named at the end; with ``CI=true`` that is a failure.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.browser import driver_starts, find_chromium
from scripts.postgres import postgres_for_tests

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SOURCES = ["kukarsite", "reports", "news", "workflow_steps", "tests", "scripts", "benchmarks"]
OK, FAILED, MISSING = "ok", "FAILED", "missing"

# What Django itself demands of a deployment, with the smallest complete configuration.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "kukarsite.settings.production",
    "SECRET_KEY": "".join(chr(97 + (i * 7) % 26) + str(i) for i in range(40)),
    "DATABASE_URL": "postgres://kukarsite@127.0.0.1/kukarsite",
    "ALLOWED_HOSTS": "berita.example.go.id",
    "BASE_URL": "https://berita.example.go.id",
    "EMAIL_URL": "smtp+tls://redaksi:x@mail.example.go.id:587",
    "DEFAULT_FROM_EMAIL": "redaksi@example.go.id",
}


@dataclass(frozen=True)
class Part:
    """One thing to run; ``needs`` gives its extra environment, or None when it cannot run here."""

    name: str
    command: list[str]
    needs: Callable[[], contextlib.AbstractContextManager[dict[str, str] | None]] = field(
        default=lambda: contextlib.nullcontext({})
    )
    missing: str = ""


@dataclass(frozen=True)
class Result:
    name: str
    state: str
    seconds: float
    remark: str = ""


def manage(*arguments: str) -> list[str]:
    return [PYTHON, "manage.py", *arguments]


def tests(*arguments: str) -> list[str]:
    color = ["--color=yes"] if sys.stdout.isatty() else []
    return [PYTHON, "-m", "pytest", *color, *arguments]


@contextlib.contextmanager
def gettext() -> Iterator[dict[str, str] | None]:
    yield {} if shutil.which("xgettext") and shutil.which("msgfmt") else None


@contextlib.contextmanager
def postgres() -> Iterator[dict[str, str] | None]:
    with postgres_for_tests() as url:
        yield {"DATABASE_URL": url, "PGOPTIONS": FORGETFUL} if url else None


@contextlib.contextmanager
def chromium() -> Iterator[dict[str, str] | None]:
    found = find_chromium()
    yield {"CHROMIUM": found} if found and driver_starts() else None


@contextlib.contextmanager
def postgres_and_chromium() -> Iterator[dict[str, str] | None]:
    with postgres() as database, chromium() as browser:
        yield None if database is None or browser is None else {**database, **browser}


@contextlib.contextmanager
def production() -> Iterator[dict[str, str] | None]:
    with tempfile.TemporaryDirectory(prefix="kukarsite-check-") as folder:
        yield {**PRODUCTION, "VAR_DIR": folder}


# A database that is thrown away need not survive a power failure.
FORGETFUL = "-c synchronous_commit=off"
NO_GETTEXT = "gettext is not installed (Debian: apt install gettext)"
NO_POSTGRES = "no PostgreSQL found; set TEST_DATABASE_URL or apt install postgresql"
NO_CHROMIUM = "no Chromium that can be driven; set CHROMIUM or apt install chromium libatomic1"

LINT = [
    Part("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    Part("lint", [PYTHON, "-m", "ruff", "check", "."]),
    Part("types", [PYTHON, "-m", "mypy"]),
    Part("templates", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"]),
    Part("styles", [PYTHON, "-m", "scripts.styles", "--check"]),
    Part("layers", [str(Path(PYTHON).parent / "lint-imports"), "--no-cache"]),
    Part("migrations", manage("makemigrations", "--check", "--dry-run")),
    Part("catalogue", [PYTHON, "-m", "scripts.catalogue", "--check"], gettext, NO_GETTEXT),
    Part("wagtail catalogue", [PYTHON, "scripts/wagtail_catalogue.py", "--check"]),
    Part("deployment", manage("check", "--deploy", "--fail-level", "WARNING"), production),
]
TESTS = [
    Part("tests SQLite", tests("-n", "auto", "-m", "not browser and not postgres")),
    Part(
        "tests PostgreSQL",
        tests("-n", "auto", "-m", "not browser", "--with-database-only"),
        postgres,
        NO_POSTGRES,
    ),
    Part(
        "browser",
        tests("-n", "auto", "--dist", "worksteal", "-m", "browser"),
        chromium,
        NO_CHROMIUM,
    ),
    Part(
        "whole path PostgreSQL",
        tests("-m", "browser", "tests/browser/test_whole_path.py"),
        postgres_and_chromium,
        f"{NO_POSTGRES}; {NO_CHROMIUM}",
    ),
]


def run(part: Part, *, strict: bool) -> Result:
    print(f"\n=== {part.name}: {' '.join(map(_short, part.command))}", flush=True)
    started = time.monotonic()
    with part.needs() as environment:
        if environment is None:
            print(part.missing, flush=True)
            return Result(part.name, FAILED if strict else MISSING, 0, part.missing)
        # A part sees only the database it is about.
        base = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        code, last = _stream(part.command, {**base, **environment})
    seconds = time.monotonic() - started
    remark = last.strip("= ") if "pytest" in part.command else ""
    if code < 0:
        remark = f"ended by signal {-code}"
    return Result(part.name, OK if code == 0 else FAILED, seconds, remark)


def _short(argument: str) -> str:
    path = Path(argument)
    return path.name if path.is_absolute() else argument


def _stream(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Show a command's output as it comes; give its exit code and its last line."""
    last = ""
    with subprocess.Popen(  # noqa: S603 the commands above
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.rstrip() or last
    return process.returncode, last


def summary(results: list[Result]) -> str:
    width = max(len(result.name) for result in results)
    lines = [
        f"{result.name:<{width}}  {result.state:<7}  {result.seconds:6.1f} s  {result.remark}"
        for result in results
    ]
    bad = [result.name for result in results if result.state == FAILED]
    absent = [result.name for result in results if result.state == MISSING]
    lines.append("")
    if bad:
        lines.append(f"FAILED: {', '.join(bad)}.")
    elif absent:
        lines.append(f"All that could run here passed. Not run: {', '.join(absent)}.")
    else:
        lines.append("Everything passed.")
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    names = [part.name for part in LINT + TESTS]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(names))
    parser.add_argument("--lint", action="store_true", help="everything but the tests")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(names):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    chosen = LINT if options.lint else LINT + TESTS
    if options.parts:
        chosen = [part for part in LINT + TESTS if part.name in options.parts]
    strict = os.environ.get("CI", "").lower() in ("1", "true", "yes")
    results = [run(part, strict=strict) for part in chosen]
    print(f"\n=== summary\n{summary(results)}", flush=True)
    return 1 if any(result.state == FAILED for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
