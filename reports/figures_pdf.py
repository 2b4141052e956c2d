"""A report of figures as an official document: what the screen says, with letterhead and signature.

It replaces the monthly report that was typed by hand.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from .exports import letterhead_data

TEMPLATE = "figures.typ"


def document(
    title: str,
    subtitle: str,
    *,
    lead: Iterable[str],
    tables: Iterable[Any],
    notes: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """Data of ``figures.typ``, to be made inside ``official()``; ``tables``: ``FigureTable``."""
    return {
        "title": title,
        "subtitle": subtitle,
        "letterhead": letterhead_data(),
        "lead": [line for line in lead if line],
        "nothing": _("Nothing was judged."),
        "tables": [
            {
                "caption": table.caption,
                "headings": list(table.headings),
                "rows": [
                    {
                        "label": row.label,
                        "total": row.is_total,
                        "cells": [{"text": cell.text, "note": cell.note} for cell in row.cells],
                    }
                    for row in table.rows
                ],
            }
            for table in tables
        ],
        "notes": [list(pair) for pair in notes],
    }
