"""Find or start a PostgreSQL for the tests.

In this order: ``TEST_DATABASE_URL``; a server on this machine that lets us make databases; the
installed server programs, started on a throw-away cluster that is deleted afterwards.
"""

import contextlib
import getpass
import os
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
# One name per checkout, so that two on one machine do not share a test database.
DATABASE = f"kukarsite_{zlib.crc32(str(ROOT).encode()):08x}"


@contextlib.contextmanager
def postgres_for_tests() -> Iterator[str | None]:
    """Give the URL of a database that Django may create, or None when there is no PostgreSQL."""
    if configured := os.environ.get("TEST_DATABASE_URL"):
        yield configured
        return
    for server in _running_servers():
        if _may_create_databases(server):
            yield urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))
            return
    with _throw_away_cluster() as url:
        yield url


def _running_servers() -> list[str]:
    me = getpass.getuser()
    return [
        "postgres:///postgres",
        f"postgres://{me}@127.0.0.1/postgres",
        "postgres://postgres@127.0.0.1/postgres",
        "postgres://postgres:postgres@127.0.0.1/postgres",
    ]


def _may_create_databases(url: str) -> bool:
    try:
        with psycopg.connect(url.replace("postgres:", "postgresql:", 1), connect_timeout=3) as link:
            row = link.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def _server_programs() -> Path | None:
    """Debian keeps them out of PATH, one folder for each version."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    return versions[-1].parent if versions else None


@contextlib.contextmanager
def _throw_away_cluster() -> Iterator[str | None]:
    programs = _server_programs()
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if programs is None or os.name == "nt":
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="kukarsite-pg-") as folder:
        data, log = Path(folder) / "data", Path(folder) / "log"
        if as_root:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
        user = "postgres" if as_root else None
        _run([str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "tests", "-N"], user)
        options = f"-k {folder} -h '' -c fsync=off -c synchronous_commit=off -c max_connections=100"
        server = [str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-o", options]
        _run([*server, "-w", "start"], user)
        try:
            yield f"postgres://tests@/{folder}/{DATABASE}"
        finally:
            _run([*server, "-m", "immediate", "stop"], user)
            time.sleep(0.2)


def _run(command: list[str], user: str | None) -> None:
    subprocess.run(  # noqa: S603 fixed programs
        command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/"
    )
