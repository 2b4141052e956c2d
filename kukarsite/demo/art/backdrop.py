"""What stands behind a village or town scene."""

import random

from . import light, nature
from .canvas import Canvas, darker, lighter, mix, rgb
from .light import Mood

GRASS = rgb("8fb46a")
PAVING = rgb("d9cdb8")
ASPHALT = rgb("70747c")
EARTH = rgb("c79a6a")


def backdrop(canvas: Canvas, mood: Mood, rng: random.Random, level: float) -> None:
    """Sky, hills and a forest edge down to `level`."""
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, rng.uniform(120, 220))
    nature.forest_shore(canvas, mood, rng, level, 46, 70)


def yard(canvas: Canvas, mood: Mood, rng: random.Random, level: float) -> None:
    """Lawn from `level` to the viewer."""
    lawn = mix(GRASS, mood.leaf, 0.4)
    nature.ground(canvas, (lighter(lawn, 0.12), darker(lawn, 0.12)), level)
    nature.grass(canvas, rng, lawn, level + 30, canvas.height, 150)


def path(canvas: Canvas, centre: float, top: float, narrow: float, wide: float) -> None:
    """A paved path that widens towards the viewer."""
    low = canvas.height + 5
    canvas.polygon(
        [
            (centre - narrow, top),
            (centre + narrow, top),
            (centre + wide, low),
            (centre - wide, low),
        ],
        PAVING,
    )
    for i in range(1, 7):
        y = top + (low - top) * (i / 7) ** 1.6
        spread = narrow + (wide - narrow) * (y - top) / (low - top)
        canvas.line([(centre - spread, y), (centre + spread, y)], darker(PAVING, 0.1), 2)


def trees(
    canvas: Canvas, mood: Mood, rng: random.Random, base: float, spots: tuple[float, ...]
) -> None:
    """Single trees and palms on the given spots."""
    for x in spots:
        place = x + rng.uniform(-30, 30)
        if rng.random() < 0.4:
            nature.palm(canvas, place, base, rng.uniform(330, 430), mood.leaf, rng)
        else:
            nature.tree(canvas, place, base, rng.uniform(260, 380), mood.leaf, rng)


def shrubs(
    canvas: Canvas,
    mood: Mood,
    rng: random.Random,
    base: float,
    spans: tuple[tuple[float, float], ...],
) -> None:
    """Low flowering hedges."""
    for left, right in spans:
        x = left
        while x < right:
            r = rng.uniform(18, 30)
            tone = mix(mood.leaf, lighter(mood.leaf, 0.2), rng.random())
            canvas.ellipse(x, base, r, r * 0.8, tone)
            if rng.random() < 0.6:
                flower = rng.choice((rgb("e85a7a"), rgb("f2c230"), rgb("f7f1e3")))
                canvas.ellipse(x + rng.uniform(-8, 8), base - r * 0.3, 5, 5, flower)
            x += r * 1.1
