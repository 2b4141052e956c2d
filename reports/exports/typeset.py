"""Typst in a process of its own: ``python typeset.py TEMPLATES TEMPLATE`` (data in, PDF out).

Typst keeps what it has set in memory for the next time, 0.4 MB for each row of the register; a web
worker would never get that back. Nothing of Django here, so that it starts at once.
"""

import sys
import time
from pathlib import Path
from typing import Any

import typst

# PDF/UA-1: tagged, with language and title; PDF/A-2a: for the archive, every font inside.
STANDARDS: Any = ["ua-1", "a-2a"]


def typeset(templates: Path, template: str, data: str) -> bytes:
    fonts = typst.Fonts(
        # Ours only: the same document on every machine, and no font that may not be embedded.
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(templates / "fonts")],
    )
    return typst.compile(
        str(templates / template),
        root=str(templates),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=STANDARDS,
        timestamp=int(time.time()),
    )


if __name__ == "__main__":
    given = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(typeset(Path(sys.argv[1]), sys.argv[2], given))
