"""Official documents as PDF: A4, tagged (PDF/UA-1) and fit for the archive (PDF/A-2a).

Typst sets them from the templates in ``reports/typst``, with the fonts in there and no others.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import glyphs
from .columns import Column, Kind, cells, headings, in_words, official

TEMPLATES = Path(__file__).resolve().parent.parent / "typst"
FONTS = TEMPLATES / "fonts"
TYPESET = Path(__file__).with_name("typeset.py")
GIVES_UP_AFTER = 100  # seconds; a web worker is given 120


class DocumentError(RuntimeError):
    """Typst could not make the document; the message is what it said."""


def render_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The document that ``template`` (a file in ``reports/typst``) makes of ``data``.

    ``data`` is JSON: strings in the reader's words, numbers, lists, dicts. It reaches the template
    as a value, so nothing in it can be Typst code. A template begins like ``table.typ`` does.
    It is made in a process of its own, so the memory it takes is not the web worker's.
    """
    with official():
        words = {
            "page": _("Page {page} of {pages}"),
            "phone": _("Phone"),
            "nip": _("NIP"),
        }
    shown = _showable({"words": words} | dict(data))
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(TYPESET), str(TEMPLATES), template],
        input=json.dumps(shown, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=GIVES_UP_AFTER,
        check=False,
    )
    if done.returncode:
        raise DocumentError(done.stderr.decode(errors="replace"))
    return done.stdout


def table_data(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    subtitle: str = "",
    notes: Iterable[tuple[str, str]] = (),
    letterhead: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Data of ``table.typ``: one table, landscape, with letterhead and signature block."""
    numeric = {Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.DURATION}
    with official():
        return {
            "title": title,
            "subtitle": subtitle,
            "columns": [
                {
                    "heading": heading,
                    "numeric": column.kind in numeric,
                    "width": column.characters,
                }
                for heading, column in zip(headings(columns), columns, strict=True)
            ],
            "rows": [
                [
                    in_words(column.kind, cell)
                    for column, cell in zip(
                        columns, cells(columns, row, on_paper=True), strict=True
                    )
                ]
                for row in rows
            ],
            "notes": [list(pair) for pair in notes],
            "letterhead": letterhead or letterhead_data(),
        }


def letterhead_data(on: date | None = None) -> dict[str, Any]:
    """What the site's settings say about letterhead and signature; ``on``: date of the document."""
    from ..models import Letterhead  # which needs the apps to be loaded

    head = Letterhead.of_default_site()
    with official():
        day = date_format(on or timezone.localdate())
    return {
        "government": head.government,
        "office": head.office,
        "address": head.address,
        "phone": head.phone,
        "contact": head.contact,
        "place_and_date": f"{head.place}, {day}" if head.place else day,
        "signatory_title": head.signatory_title,
        "signatory_name": head.signatory_name,
        "signatory_rank": head.signatory_rank,
        "signatory_nip": head.signatory_nip,
    }


@cache
def _covered() -> frozenset[int]:
    return frozenset.intersection(*(glyphs.coverage(font) for font in sorted(FONTS.glob("*.ttf"))))


def _showable(value: Any) -> Any:
    if isinstance(value, str):
        return glyphs.showable(value, _covered())
    if isinstance(value, Mapping):
        return {key: _showable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_showable(inner) for inner in value]
    return value
