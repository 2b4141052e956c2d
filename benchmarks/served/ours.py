"""Our site with as many articles, in a database and a media folder of its own."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from .serving import Site

ROOT = Path(__file__).resolve().parent.parent.parent
LOAD = "from benchmarks.public_pages import grow_to; grow_to({articles})"


def make(folder: Path, articles: int) -> Site:
    folder.mkdir(parents=True)
    environment = {
        "DJANGO_SETTINGS_MODULE": "kukarsite.settings.dev",
        "DEBUG": "false",
        "VAR_DIR": str(folder),
        # The connection is kept, as in settings.production.
        "DATABASE_URL": f"sqlite:///{folder / 'newsroom.sqlite3'}?conn_max_age=60",
        "CACHE_URL": "locmemcache://",
        "SURROUNDINGS_CACHE_URL": "locmemcache://surroundings",
    }
    for command in (
        ("migrate", "--verbosity", "0"),
        ("setup_newsroom", "--verbosity", "0"),
        ("shell", "-c", LOAD.format(articles=articles)),
    ):
        subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={**os.environ, **environment},
            check=True,
            capture_output=True,
        )
    return Site(ROOT, "kukarsite.wsgi", f"/berita/berita-{articles // 2}/", environment)


def save_answers(address: str, paths: tuple[str, ...], folder: Path) -> Path:
    """The same bytes as files."""
    folder.mkdir(parents=True)
    for number, path in enumerate(paths):
        with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310
            (folder / f"{number}.html").write_bytes(answer.read())
    return folder
