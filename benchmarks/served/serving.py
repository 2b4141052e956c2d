"""Servers on a free port of this machine, ended when they are no longer needed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WORKERS = 2


@dataclass(frozen=True)
class Site:
    """A Django project with its data: where it lies, and one article to read."""

    folder: Path
    wsgi: str
    article: str
    environment: dict[str, str] = field(default_factory=dict)


@contextmanager
def gunicorn(site: Site, **more: str) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", site.wsgi, "--workers", str(WORKERS)]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket"]
    with _running(command, site.folder, {**site.environment, **more}, port) as address:
        yield address


@contextmanager
def nginx(files: Path) -> Iterator[str]:
    port = _free_port()
    configuration = files / "nginx.conf"
    # Started by root, its workers would be somebody who may not read the folder.
    user = "user root; " if os.geteuid() == 0 else ""
    configuration.write_text(
        f"""{user}daemon off; worker_processes 2;
pid {files}/nginx.pid; error_log {files}/error.log;
events {{}}
http {{
  access_log off; types {{ text/html html; }}
  client_body_temp_path {files}/a; proxy_temp_path {files}/b; fastcgi_temp_path {files}/c;
  uwsgi_temp_path {files}/d; scgi_temp_path {files}/e;
  server {{ listen 127.0.0.1:{port}; root {files}; }}
}}
""",
        encoding="utf-8",
    )
    command = ["nginx", "-p", str(files), "-e", str(files / "error.log"), "-c", str(configuration)]
    with _running(command, files, {}, port) as address:
        yield address


@contextmanager
def _running(
    command: list[str], folder: Path, environment: dict[str, str], port: int
) -> Iterator[str]:
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment})  # noqa: S603
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError(f"nothing answers on port {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
