"""Find a Chromium for the browser tests."""

import os
import shutil
import subprocess

from playwright._impl._driver import compute_driver_executable

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The program in ``CHROMIUM``, else the first that is installed."""
    if configured := os.environ.get("CHROMIUM"):
        return shutil.which(configured)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def driver_starts() -> bool:
    """Playwright's driver is a program of its own; a bare Debian lacks its libatomic1."""
    program = compute_driver_executable()[0]
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0
