"""Join the public site's style sheets into the one file that is served.

``--write`` makes ``static/css/site.css`` from ``static/css/site/``, ``--check`` fails when it is
not what the sources make (ADR 0011). Each source lands in its cascade layer, in this order.
"""

import argparse
import re
import sys
from pathlib import Path

from rcssmin import cssmin

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "static" / "css" / "site"
SERVED = ROOT / "static" / "css" / "site.css"
NOTE = "/* Made by scripts/styles.py from static/css/site/: change it there. */\n"

# Layer, and what is in it. A layer wins over those before it, whatever the selectors.
LAYERS = {
    "reset": ["reset"],
    "tokens": ["tokens", "fonts"],
    "base": ["base"],
    "layout": ["layout", "primitives", "article", "lists"],
    "components": ["components/*"],
    "utilities": ["utilities", "print"],
}


def files_of(layer: str) -> list[Path]:
    return [path for name in LAYERS[layer] for path in sorted(SOURCES.glob(f"{name}.css"))]


def build() -> str:
    layers = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        text = "\n".join(path.read_text("utf-8") for path in files_of(layer))
        layers.append(f"@layer {layer}{{{_minify(text)}}}")
    return NOTE + "\n".join(layers) + "\n"


def _minify(text: str) -> str:
    """``rcssmin`` keeps leading zeros. Addresses of files are right for each source; the served
    file lies higher up."""
    small: str = cssmin(re.sub(r'url\("(?:\.\./)+', 'url("../', text))
    return re.sub(r"(?<=[\s:,(-])0\.(?=\d)", ".", small).strip()


def unplaced() -> list[str]:
    """Sources that no layer takes."""
    placed = {path for layer in LAYERS for path in files_of(layer)}
    return sorted(
        str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.css") if path not in placed
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--write", action="store_true", help="make the served file")
    choice.add_argument("--check", action="store_true", help="fail if it is not up to date")
    options = parser.parse_args()
    if missing := unplaced():
        print(f"In no cascade layer (scripts/styles.py): {', '.join(missing)}")
        return 1
    made = build()
    if options.write:
        SERVED.write_text(made, "utf-8", newline="\n")
        return 0
    if SERVED.is_file() and SERVED.read_text("utf-8") == made:
        return 0
    print("static/css/site.css is not what its sources make. Run: make styles")
    return 1


if __name__ == "__main__":
    sys.exit(main())
