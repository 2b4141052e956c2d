"""Set up the demo newsroom, serve it on 127.0.0.1 and say who can log in (``make demo``).

Run it as often as you like: what is there stays. Articles with a go-live time, reminders and mail
need someone to look at the clock; in an office timers run ``publish_scheduled`` and ``run_due``,
here a thread does, each minute.
Ctrl-C stops everything.
"""

import argparse
import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
ROLES = {
    "kontributor": "hands in material",
    "pengelola": "classifies it and writes the pages",
    "webadmin": "reviews them as editor, keeps the procedure and the calendar",
    "kabid": "gives the final approval and reads the reports",
    "admin": "administers the system",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--prepare-only", action="store_true", help="set up, but do not serve")
    options = parser.parse_args()
    if not options.prepare_only and _is_taken(options.port):
        print(f"Port {options.port} is in use. Choose another one: make demo PORT=8080")
        return 1
    os.environ["DJANGO_SETTINGS_MODULE"] = "kukarsite.settings.dev"
    # The sign-in pages and mails of the demo should name the address it is served at.
    os.environ.setdefault("BASE_URL", f"http://{HOST}:{options.port}")
    # Readers of the demo get what readers of an office get.
    os.environ.setdefault("PAGE_CACHE_URL", "locmemcache://pages")
    os.chdir(ROOT)
    from django.core.management import CommandError

    try:
        prepare()
    except CommandError as error:
        print(error)
        return 1
    return 0 if options.prepare_only else serve(options.port)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # a port just left behind is free for us, as it is for the server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def prepare() -> None:
    """Bring the database up to date, and play the demo's three months once."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    print("Setting up the database …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("setup_newsroom", verbosity=0)
    loaded = get_user_model()._default_manager.filter(username__in=ROLES).exists()
    if loaded:
        print("The demo newsroom is already there; only its passwords are set anew.", flush=True)
    call_command("load_demo", verbosity=0 if loaded else 1)


def serve(port: int) -> int:
    os.environ.setdefault("RENDITIONS_ON_PUBLISH", "true")
    server = _manage("runserver", "--noreload", f"{HOST}:{port}")
    # The sizes of the three months' pictures; whoever looks before that waits for a page's own.
    pictures = _manage("make_renditions", "--gently", away_from_the_keyboard=True)
    signal.signal(signal.SIGTERM, _interrupt)
    stop = threading.Event()
    clock = threading.Thread(target=_look_at_the_clock, args=(stop,), daemon=True)
    clock.start()
    try:
        if _answers(port, server):
            print(_welcome(port), flush=True)
        return server.wait()
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        stop.set()
        for process in (pictures, server):
            process.terminate()
            process.wait()
        clock.join(timeout=30)


def _manage(*arguments: str, away_from_the_keyboard: bool = False) -> "subprocess.Popen[bytes]":
    """With Ctrl-C for this process alone, where the other one would end with a traceback."""
    return subprocess.Popen(  # noqa: S603 our own manage.py
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        start_new_session=away_from_the_keyboard,
    )


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes requests, or has ended."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return True
        time.sleep(0.2)
    return False


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _look_at_the_clock(stop: threading.Event) -> None:
    from django.core.management import call_command
    from django.db import close_old_connections

    while not stop.wait(60):
        for command in ("publish_scheduled", "run_due"):
            try:
                call_command(command, verbosity=0, stdout=io.StringIO())
            except Exception as error:
                print(f"{command} failed and is tried again in a minute: {error}", flush=True)
            finally:
                close_old_connections()


def _welcome(port: int) -> str:
    from kukarsite.checks import DEMO_PASSWORD

    people = "\n".join(f"    {name:<12} {role}" for name, role in ROLES.items())
    return f"""
  The public site      http://{HOST}:{port}/
  The newsroom         http://{HOST}:{port}/admin/

  Who can log in, all with the password {DEMO_PASSWORD}:
{people}

  Ctrl-C stops it; the data stays in var/.
"""


if __name__ == "__main__":
    sys.exit(main())
