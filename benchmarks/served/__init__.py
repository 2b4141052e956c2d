"""Requests per second: our pages against a bare Wagtail site with the same articles, and nginx.

Each site is served by gunicorn with two workers from a database of its own, and asked by ``wrk``
on the same machine, one after the other. Needs ``wrk`` and ``nginx`` (Debian: apt install wrk
nginx-light); without them it says so. ``BENCH_SECONDS`` (5) is the length of one measurement.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import bare, ours
from .load import requests_per_second
from .serving import gunicorn, nginx

ARTICLES = 200
SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))


def report() -> Iterator[str]:
    absent = [name for name in ("wrk", "nginx") if shutil.which(name) is None]
    if absent:
        yield f"not measured: {', '.join(absent)} not found (apt install wrk nginx-light)"
        return
    with tempfile.TemporaryDirectory(prefix="kukarsite-bench-") as folder:
        yield from _rows(Path(folder))


def _rows(folder: Path) -> Iterator[str]:
    plain = bare.make(folder / "bare", ARTICLES)
    with gunicorn(plain) as address:
        bare_article = requests_per_second(address + plain.article, SECONDS)
        bare_home = requests_per_second(address + "/", SECONDS)
    yield f"bare Wagtail, article            {bare_article:>10.0f}/s"
    yield f"bare Wagtail, home               {bare_home:>10.0f}/s"
    keeping = f"bare.settings.{bare.KEEPING}"
    with gunicorn(plain, DJANGO_SETTINGS_MODULE=keeping) as address:
        article = requests_per_second(address + plain.article, SECONDS)
        home = requests_per_second(address + "/", SECONDS)
    yield f"…with kept connections, article  {article:>10.0f}/s  {article / bare_article:>8.2f} x"
    yield f"…with kept connections, home     {home:>10.0f}/s  {home / bare_home:>8.2f} x"

    newsroom = ours.make(folder / "ours", ARTICLES)
    with gunicorn(newsroom, PAGE_CACHE_URL="dummycache://") as address:
        article = requests_per_second(address + newsroom.article, SECONDS)
        home = requests_per_second(address + "/", SECONDS)
    yield f"ours, article, no page kept      {article:>10.0f}/s  {article / bare_article:>8.2f} x"
    yield f"ours, home, no page kept         {home:>10.0f}/s  {home / bare_home:>8.2f} x"

    with gunicorn(newsroom, PAGE_CACHE_URL="locmemcache://pages") as address:
        kept = requests_per_second(address + newsroom.article, SECONDS)
        files = ours.save_answers(address, (newsroom.article, "/"), folder / "files")
    yield f"ours, article, from memory       {kept:>10.0f}/s  {kept / bare_article:>8.2f} x"
    with nginx(files) as address:
        static = requests_per_second(address + "/0.html", SECONDS)
    yield f"nginx, the same bytes as a file  {static:>10.0f}/s  {static / bare_article:>8.2f} x"
