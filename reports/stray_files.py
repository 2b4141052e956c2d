"""What lies in the folder of served pictures and is none: nginx gives out all that is there."""

import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import get_rendition_storage

from .findings import FAILURE, NOTICE, Finding

FOLDER = "images"  # AbstractRendition.get_upload_to
PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
CHUNK = 500  # files looked up together
SHOWN = 10
BEING_MADE = 24 * 3600  # seconds; a size is on the disk before its row is in the database


def stray_files() -> Iterator[Finding]:
    """At most two findings, whatever lies there."""
    try:
        folder = get_rendition_storage().path(FOLDER)
    except NotImplementedError:  # not on this server's disk
        return
    strange, unknown = _Names(), _Names()
    files = _walk(folder, FOLDER)
    while chunk := list(islice(files, CHUNK)):
        pictures = {name: entry for name, entry in chunk if _is_picture(entry)}
        strange.add(sorted(name for name, _entry in chunk if name not in pictures))
        known = get_image_model().get_rendition_model().objects.filter(file__in=pictures)
        without_row = pictures.keys() - set(known.values_list("file", flat=True))
        unknown.add(sorted(name for name in without_row if not _is_new(pictures[name])))
    for severity, code, names in (
        (FAILURE, "stray_file", strange),
        (NOTICE, "unknown_picture", unknown),
    ):
        if names.count:
            yield Finding(severity, code, title=_("Pictures"), detail=str(names))


class _Names:
    """The first few, and how many there are."""

    def __init__(self) -> None:
        self.first: list[str] = []
        self.count = 0

    def add(self, names: list[str]) -> None:
        self.count += len(names)
        self.first += names[: SHOWN - len(self.first)]

    def __str__(self) -> str:
        return "; ".join(self.first) + (f"; … ({self.count})" if self.count > SHOWN else "")


def _walk(folder: str, name: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Every file below, one after the other; a link is not followed."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{name}/{entry.name}")
            else:
                yield f"{name}/{entry.name}", entry


def _is_picture(entry: "os.DirEntry[str]") -> bool:
    hidden = entry.name.startswith(".")
    return entry.is_file(follow_symlinks=False) and not hidden and _suffix(entry) in PICTURES


def _suffix(entry: "os.DirEntry[str]") -> str:
    return PurePath(entry.name).suffix


def _is_new(entry: "os.DirEntry[str]") -> bool:
    try:
        age = time.time() - entry.stat(follow_symlinks=False).st_mtime
    except FileNotFoundError:
        return True
    return 0 <= age < BEING_MADE
