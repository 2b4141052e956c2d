"""An office's two colours: whether they can be read, and the tints that the site derives from them.

Plain Python. Contrast as WCAG 2.2 defines it (success criteria 1.4.3 and 1.4.11).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

HEX = re.compile(r"#[0-9a-f]{6}")
TEXT: Final = 4.5
OUTLINE: Final = 3.0

# As in static/css/site.css: what an office that chooses nothing has.
BRAND: Final = "#0b5351"
ACCENT: Final = "#f3c04b"
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
# The darkest ground of the light site that carries links, and the lightest of the dark one.
LIGHT_GROUND: Final = "#e6eeeb"
DARK_GROUND: Final = "#2a3a3b"
STEPS: Final = 40

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """``colour`` against ``other`` has ``found`` to one, where ``needed`` is asked for."""

    colour: str
    other: str
    found: float
    needed: float


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of the site that follows from the office's two."""

    brand: str
    deep: str
    accent: str
    link: str
    link_in_the_dark: str


def palette(brand: str, accent: str) -> Palette:
    return Palette(
        brand=brand,
        deep=deep(brand),
        accent=accent,
        link=readable(brand, LIGHT_GROUND, towards=BLACK),
        link_in_the_dark=readable(brand, DARK_GROUND, towards=WHITE),
    )


def shortfalls(brand: str, accent: str) -> Iterator[Shortfall]:
    """Where the two could not be read: white text on the brand colour, the brand's deep tone on
    the accent, and the accent as the outline of what has the focus on the brand colour."""
    pairs = ((brand, WHITE, TEXT), (accent, deep(brand), TEXT), (accent, brand, OUTLINE))
    for colour, other, needed in pairs:
        found = contrast(colour, other)
        if found < needed:
            yield Shortfall(colour, other, found, needed)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def deep(colour: str) -> str:
    """The darker tone beside the brand colour (menu, pressed buttons)."""
    return mixed(colour, BLACK, 0.3)


def readable(colour: str, ground: str, towards: str) -> str:
    """The tint nearest to ``colour`` that can be read as text on ``ground``."""
    tints = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next((tint for tint in tints if contrast(tint, ground) >= TEXT), towards)


def mixed(colour: str, other: str, share: float) -> str:
    parts = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
