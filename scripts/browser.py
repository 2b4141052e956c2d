"""Find a Chromium for the browser tests."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The program in ``CHROMIUM``, else the first that is installed."""
    if configured := os.environ.get("CHROMIUM"):
        return shutil.which(configured)
    return next((found for name in NAMES if (found := shutil.which(name))), None)
