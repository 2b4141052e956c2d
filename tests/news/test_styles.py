"""The public site's design system: its files match the templates, its colours have contrast."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from scripts.styles import SERVED, SOURCES, build, unplaced

TEMPLATES = Path(settings.BASE_DIR) / "templates"
TOKENS = (SOURCES / "tokens.css").read_text("utf-8")
CLASS_OF_ITS_OWN = re.compile(r'class="[a-z]')

# Text, and what it is read on.
PAIRS = [
    *((text, ground) for text in ("ink", "muted", "link", "accent", "visited") for ground in
      ("paper", "surface", "wash")),
    ("ink", "warning-wash"), ("muted", "warning-wash"), ("warning", "warning-wash"),
    ("link", "warning-wash"), ("on-brand", "brand"), ("on-brand", "brand-deep"),
    ("on-brand", "bar"), ("on-gold", "gold"), ("on-warning", "warning"), ("gold", "brand-deep"),
]  # fmt: skip


def test_served_file__is_what_its_sources_make() -> None:
    assert unplaced() == []
    assert SERVED.read_text("utf-8") == build(), "run: make styles"


def test_components__have_one_style_sheet_each_and_no_sheet_is_left_over() -> None:
    """A template without a class of its own (a head, a block that only includes) needs none."""
    named = {
        path.stem
        for folder in ("components", "blocks")
        for path in (TEMPLATES / folder).glob("*.html")
        if CLASS_OF_ITS_OWN.search(path.read_text("utf-8"))
    }
    assert {path.stem for path in (SOURCES / "components").glob("*.css")} == named


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block))


def sets() -> dict[str, dict[str, str]]:
    light, by_setting, by_name = re.split(
        r'@media \(prefers-color-scheme: dark\)|\n:root\[data-scheme="dark"\]',
        TOKENS.partition("@media (prefers-contrast")[0],
    )
    assert re.findall("--.+;", by_setting) == re.findall("--.+;", by_name), (
        "the dark set stands twice"
    )
    return {"light": colours(light), "dark": colours(light) | colours(by_name)}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours__have_the_contrast_of_wcag_aa(scheme: str) -> None:
    named = sets()[scheme]
    text = {pair: contrast(named[pair[0]], named[pair[1]]) for pair in PAIRS}
    lines = {(name, "paper"): contrast(named[name], named["paper"]) for name in ("edge", "focus")}
    weak = {pair: ratio for pair, ratio in text.items() if ratio < 4.5}
    assert weak | {pair: ratio for pair, ratio in lines.items() if ratio < 3} == {}


def test_colours__are_named_in_the_tokens_only() -> None:
    """Else they would stay as they are in the dark; paper and the film's black bars are alike."""
    strays = {
        str(path.relative_to(SOURCES)): found
        for path in SOURCES.rglob("*.css")
        if path.name not in ("tokens.css", "print.css", "video.css")
        and (found := re.findall(r"#[0-9a-f]{3,6}\b", path.read_text("utf-8")))
    }
    assert strays == {}
