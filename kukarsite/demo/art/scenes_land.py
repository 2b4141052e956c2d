"""Scenes in fields, forests and ponds."""

import random
from math import pi, sin

from . import buildings, light, nature, people, vehicles, water
from .canvas import Canvas, darker, lighter, mix, rgb
from .light import Mood
from .registry import scene


@scene("rice_field", "dawn morning noon afternoon")
def rice_field(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = rng.uniform(430, 480)
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, 210)
    nature.forest_shore(canvas, mood, rng, level, 26, 30)
    ripe = rng.random() < 0.5
    crop = mix(rgb("d8b548") if ripe else rgb("7fb84a"), mood.leaf, 0.22)
    nature.ground(canvas, (lighter(crop, 0.25), darker(crop, 0.12)), level)
    vanish = rng.uniform(500, 1100)
    for i in range(-9, 10):
        low = vanish + i * 330
        for side in (-16, 16):
            canvas.polygon(
                [(vanish + i * 22, level), (low + side, 1075), (low + side * 2, 1075)],
                darker(crop, 0.22),
                120,
            )
    y = level + 8.0
    while y < canvas.height:
        near = (y - level) / (canvas.height - level)
        for _ in range(26):
            x = rng.uniform(0, canvas.width)
            tone = mix(darker(crop, 0.2), lighter(crop, 0.35), rng.random())
            size = 5 + 26 * near
            canvas.line([(x, y), (x - size * 0.3, y - size)], tone, 1.5 + 2 * near)
            canvas.line([(x, y), (x + size * 0.35, y - size * 0.9)], tone, 1.5 + 2 * near)
        y += 4 + 22 * near
    _hut(canvas, rng.uniform(180, 420), level + 110, 170)
    for i in range(rng.randint(3, 5)):
        look = people.Look.random(rng, ("hat", "hat", "veil"))
        people.person(
            canvas,
            520 + i * 230 + rng.uniform(-60, 60),
            760 + rng.uniform(-60, 150),
            220,
            look,
            rng,
        )
    for _ in range(4):
        x, py = rng.uniform(200, 1400), rng.uniform(level + 40, 640)
        canvas.ellipse(x, py, 15, 8, rgb("fbfbf7"))
        canvas.line([(x + 12, py), (x + 20, py - 20)], rgb("fbfbf7"), 4)
    nature.palm(canvas, rng.choice((70, 1530)), level + 120, 380, mood.leaf, rng)


def _hut(canvas: Canvas, x: float, base: float, width: float) -> None:
    for at in (0.04, 0.9):
        canvas.rect(x + width * at, base - width * 0.7, width * 0.06, width * 0.7, buildings.WOOD)
    canvas.rect(x - 6, base - width * 0.28, width + 12, 12, lighter(buildings.WOOD, 0.2))
    buildings.roof(canvas, x, base - width * 0.66, width, width * 0.36, rgb("b08a4f"))


@scene("fish_pond", "dawn morning noon afternoon overcast")
def fish_pond(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Ponds between dykes."""
    level = 450.0
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 2, 110)
    nature.forest_shore(canvas, mood, rng, level, 30, 36)
    dyke = mix(rgb("b7a06a"), mood.leaf, 0.45)
    nature.ground(canvas, (lighter(dyke, 0.1), darker(dyke, 0.1)), level)
    centre = rng.uniform(650, 950)
    rows = ((level + 26, 560.0), (590.0, 740.0), (785.0, 1050.0))
    for top, low in rows:
        scale_top, scale_low = 0.25 + (top - level) / 420, 0.25 + (low - level) / 420
        for side in (-2, -1, 0, 1):
            corners = []
            for y, scale in ((top, scale_top), (low, scale_low)):
                left = centre + side * 620 * scale + 20 * scale
                corners.append((left, left + 580 * scale, y))
            (l0, r0, y0), (l1, r1, y1) = corners
            deep = mix(mood.water, mood.horizon, 0.5 - 0.3 * (low - level) / 600)
            canvas.polygon([(l0, y0), (r0, y0), (r1, y1), (l1, y1)], deep)
            canvas.polygon(
                [(l0, y0), (r0, y0), (r0, y0 + 10), (l0, y0 + 10)], darker(dyke, 0.4), 150
            )
            for _ in range(7):
                y = rng.uniform(y0 + 14, y1 - 6)
                canvas.rect(
                    rng.uniform(l0, r0 - 40),
                    y,
                    50 * scale_low,
                    3,
                    lighter(deep, 0.5),
                    radius=1,
                    alpha=120,
                )
            wheel_x, wheel_y = (l1 + r1) / 2, (y0 + y1) / 2 + 10
            canvas.ellipse(wheel_x, wheel_y, 34 * scale_low, 10 * scale_low, rgb("fbfbf7"), 170)
            canvas.rect(
                wheel_x - 26 * scale_low,
                wheel_y - 14 * scale_low,
                52 * scale_low,
                10 * scale_low,
                rgb("3f6fa8"),
                radius=3,
            )
    for at, base, tall in ((0.3, 790.0, 240.0), (0.62, 600.0, 150.0), (0.75, 795.0, 240.0)):
        people.person(
            canvas,
            at * canvas.width + rng.uniform(-90, 90),
            base,
            tall,
            people.Look.random(rng, ("hat", "cap", "veil")),
            rng,
        )
    nature.palm(canvas, rng.choice((110, 1490)), 640, 330, mood.leaf, rng)


@scene("forest", "dawn morning noon afternoon")
def forest(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    canvas.gradient(
        0,
        canvas.height,
        (lighter(mood.horizon, 0.2), mix(mood.horizon, mood.leaf, 0.35), mood.leaf),
    )
    for layer in range(4):
        near = 0.35 + layer * 0.17
        tone = mood.distant(min(near, 0.95))
        for _ in range(15 - 3 * layer):
            x, wide = rng.uniform(-40, canvas.width + 40), (10 + layer * 13) * rng.uniform(0.7, 1.3)
            bark = mix(darker(tone, 0.3), rgb("6b5445"), layer * 0.18)
            foot = 720 + layer * 90
            canvas.polygon(
                [
                    (x - wide * 0.5, -10),
                    (x + wide * 0.5, -10),
                    (x + wide * 0.8, foot),
                    (x - wide * 0.8, foot),
                ],
                bark,
            )
            for turn in (-1, 1):
                canvas.polygon(
                    [(x, foot - wide * 3), (x + turn * wide * 2, foot + 6), (x, foot + 6)], bark
                )
        line = nature.ridge(rng, 700 + layer * 95, 70, 2)
        canvas.land(line, darker(tone, 0.1), canvas.height)
        nature.canopy(canvas, mood, rng, line, min(near, 0.95), 26 + 6 * layer)
        canvas.land(lambda x, top=line: top(x) + 20, tone, canvas.height)  # type: ignore[misc]
        canvas.veil(560, 1060, mood.horizon, 0, 46 - 10 * layer)
    light.sunbeams(canvas, rng, lighter(mood.horizon, 0.5))
    for _ in range(46):
        x, r = rng.uniform(-20, canvas.width), rng.uniform(40, 100)
        y = rng.uniform(-30, 70)
        canvas.ellipse(x, y, r, r * 0.7, mix(mood.leaf, darker(mood.leaf, 0.45), rng.random()))
    for i in range(3):
        look = people.Look(rgb("5f7a4a"), rgb("4b4438"), rng.choice(("cap", "hat")), rgb("5f7a4a"))
        people.person(canvas, 560 + i * 170 + rng.uniform(-30, 30), 985, 250, look, rng)


@scene("planting", "morning noon afternoon overcast")
def planting(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """People planting seedlings on a muddy shore."""
    shore = 470.0
    light.sky(canvas, mood, rng, shore)
    nature.hills(canvas, mood, rng, shore, 2, 70)
    nature.forest_shore(canvas, mood, rng, shore, 26, 26)
    water.river(canvas, mood, rng, shore)
    mud = mix(rgb("9a7f62"), mood.water, 0.2)
    canvas.land(nature.ridge(rng, 650, 26, 1.1), lighter(mud, 0.12), canvas.height)
    canvas.land(nature.ridge(rng, 760, 34, 1.6), darker(mud, 0.1), canvas.height)
    spots = [(rng.uniform(30, 1570), rng.uniform(690, 1060)) for _ in range(60)]
    for x, y in sorted(spots, key=lambda spot: spot[1]):
        size = 26 + 60 * (y - 690) / 370
        canvas.line([(x, y), (x, y - size)], rgb("6f7a3f"), 4)
        for turn in (-1, 1):
            canvas.polygon(
                [
                    (x, y - size),
                    (x + turn * size * 0.5, y - size * 1.25),
                    (x + turn * size * 0.12, y - size * 0.75),
                ],
                mix(mood.leaf, rgb("9fd05f"), rng.random() * 0.6),
            )
    for i in range(rng.randint(5, 6)):
        look = people.Look.random(rng, ("hat", "cap", "veil"))
        people.person(
            canvas,
            180 + i * 240 + rng.uniform(-50, 50),
            880 + rng.uniform(-60, 110),
            245,
            look,
            rng,
        )


@scene("garden", "morning noon afternoon")
def garden(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Vegetable beds beside a village house."""
    level = 520.0
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, 190)
    nature.forest_shore(canvas, mood, rng, level, 40, 60)
    soil = rgb("a8794f")
    nature.ground(canvas, (lighter(soil, 0.15), darker(soil, 0.15)), level)
    buildings.stilt_house(canvas, rng.uniform(80, 220), 640, 420, rng)
    for spot in (690, 1400):
        nature.banana(canvas, spot + rng.uniform(-30, 30), 640, rng.uniform(230, 300), mood.leaf)
    fruit = rng.choice((rgb("d8303a"), rgb("f2c230"), rgb("8f4f8a")))
    for row in range(5):
        y, size = 690 + row * 84, 26 + row * 9
        canvas.rect(-10, y - 6, canvas.width + 20, 26 + row * 5, darker(soil, 0.25), radius=8)
        x = rng.uniform(-20, 10)
        while x < canvas.width + 30:
            leaf = mix(mood.leaf, rgb("8fc04f"), rng.random() * 0.7)
            canvas.ellipse(x, y - size * 0.4, size * 0.8, size * 0.62, leaf)
            canvas.ellipse(
                x - size * 0.2, y - size * 0.6, size * 0.45, size * 0.36, lighter(leaf, 0.18)
            )
            for _ in range(3):
                canvas.ellipse(
                    x + rng.uniform(-0.5, 0.5) * size,
                    y - rng.uniform(0.1, 0.6) * size,
                    size * 0.1,
                    size * 0.14,
                    fruit,
                )
            x += size * 1.55
        if row in (1, 3):
            for _ in range(2):
                look = people.Look.random(rng, ("hat", "veil", "hat"))
                people.person(canvas, rng.uniform(160, 1440), y + 46, 205 + 26 * row, look, rng)


@scene("cattle", "morning noon afternoon overcast")
def cattle(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 560.0
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, 200)
    nature.forest_shore(canvas, mood, rng, level, 40, 50)
    meadow = mix(rgb("9fc46a"), mood.leaf, 0.3)
    nature.ground(canvas, (lighter(meadow, 0.15), darker(meadow, 0.1)), level)
    nature.grass(canvas, rng, meadow, level + 20, canvas.height, 240)
    for y in (620.0, 660.0):
        canvas.rect(-10, y, canvas.width + 20, 9, lighter(buildings.WOOD, 0.2))
    for i in range(12):
        canvas.rect(20 + i * 145, 600, 14, 110, buildings.WOOD)
    for i in range(rng.randint(4, 5)):
        _cow(
            canvas,
            80 + i * 320 + rng.uniform(-50, 50),
            800 + rng.uniform(-40, 140),
            rng.uniform(210, 260),
            rng,
        )
    people.person(canvas, rng.uniform(300, 600), 970, 280, people.health_worker(rng), rng)
    people.person(canvas, rng.uniform(800, 1200), 990, 280, people.Look.random(rng, ("hat",)), rng)


def _cow(canvas: Canvas, x: float, base: float, size: float, rng: random.Random) -> None:
    coat = rng.choice((rgb("a86a3f"), rgb("8f5a3a"), rgb("d8c6ae"), rgb("5f4636")))
    vehicles.shadow(canvas, x, base, size)
    for at in (0.12, 0.24, 0.66, 0.78):
        canvas.rect(x + size * at, base - size * 0.32, size * 0.07, size * 0.32, darker(coat, 0.2))
    canvas.rect(
        x + size * 0.06, base - size * 0.62, size * 0.82, size * 0.38, coat, radius=size * 0.12
    )
    canvas.ellipse(x + size * 0.28, base - size * 0.6, size * 0.14, size * 0.1, coat)
    canvas.polygon(
        [
            (x + size * 0.78, base - size * 0.6),
            (x + size * 1.0, base - size * 0.78),
            (x + size * 1.06, base - size * 0.6),
            (x + size * 0.86, base - size * 0.4),
        ],
        coat,
    )
    canvas.ellipse(
        x + size * 1.03, base - size * 0.68, size * 0.13, size * 0.09, lighter(coat, 0.1)
    )
    canvas.ellipse(x + size * 1.12, base - size * 0.65, size * 0.06, size * 0.055, rgb("f0d8c0"))
    canvas.ellipse(x + size * 1.02, base - size * 0.71, size * 0.012, size * 0.012, rgb("1f1c1a"))
    canvas.line(
        [(x + size * 0.96, base - size * 0.76), (x + size * 0.93, base - size * 0.88)],
        rgb("f4eede"),
        size * 0.03,
    )
    canvas.line(
        [(x + size * 0.07, base - size * 0.55), (x + size * 0.01, base - size * 0.3)],
        darker(coat, 0.3),
        size * 0.025,
    )


@scene("solar", "morning noon afternoon")
def solar(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Solar panels for an upriver village."""
    level = 560.0
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, 250)
    nature.forest_shore(canvas, mood, rng, level, 46, 70)
    meadow = mix(rgb("9fc46a"), mood.leaf, 0.3)
    nature.ground(canvas, (lighter(meadow, 0.15), darker(meadow, 0.1)), level)
    for i in range(3):
        buildings.stilt_house(canvas, 40 + i * 330, 650, 260, rng)
    for row in range(3):
        y, wide = 740 + row * 120, 190 + row * 55
        x = rng.uniform(-90, 0)
        while x < canvas.width:
            _panel(canvas, x, y, wide)
            x += wide * 1.12
    for i in range(2):
        look = people.Look(rgb("3f6f9f"), rgb("34405a"), "helmet", rgb("f2c230"))
        people.person(canvas, rng.uniform(500, 700) + i * 300, 1010, 260, look, rng)


def _panel(canvas: Canvas, x: float, y: float, wide: float) -> None:
    tall, skew = wide * 0.42, wide * 0.12
    canvas.rect(x + wide * 0.5, y, 10, tall * 0.5, rgb("8f969c"))
    top = [(x + skew, y - tall), (x + wide + skew * 0.6, y - tall)]
    low = [(x + wide, y), (x, y)]
    canvas.polygon([*top, *low], rgb("274b7a"))
    canvas.polygon(
        [top[0], ((top[0][0] + top[1][0]) / 2, y - tall), (x + wide * 0.2, y), low[1]],
        rgb("4f7fb8"),
        110,
    )
    for i in range(1, 5):
        t = i / 5
        canvas.line(
            [(top[0][0] + (top[1][0] - top[0][0]) * t, y - tall), (x + wide * t, y)],
            rgb("a8c4dc"),
            1.6,
        )
    for i in range(1, 3):
        t = i / 3
        canvas.line(
            [
                (x + skew * (1 - t), y - tall * (1 - t)),
                (x + wide + skew * 0.6 * (1 - t), y - tall * (1 - t)),
            ],
            rgb("a8c4dc"),
            1.6,
        )
    canvas.line([*top, *low, top[0]], rgb("dfe6ea"), 4)


@scene("sports", "morning noon afternoon dusk")
def sports(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """A village football match."""
    level = 520.0
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, 180)
    nature.forest_shore(canvas, mood, rng, level, 40, 54)
    turf = mix(rgb("7fb85a"), mood.leaf, 0.2)
    for i in range(8):
        y0 = level + (canvas.height - level) * (i / 8) ** 1.5
        canvas.rect(0, y0, canvas.width, canvas.height - y0, lighter(turf, 0.1) if i % 2 else turf)
    people.crowd(canvas, rng, (20, 1580), 590, 110, 18)
    canvas.line([(0, 610), (1600, 610)], rgb("f7f7f2"), 4)
    canvas.arc(800, 800, 260, 80, (0, 360), rgb("f7f7f2"), 5)
    canvas.line([(1320, 470), (1320, 640), (1320, 470), (1560, 470), (1560, 640)], rgb("f7f7f2"), 9)
    for i in range(9):
        canvas.line([(1320 + i * 30, 470), (1320 + i * 30, 636)], rgb("f7f7f2"), 1, 120)
        canvas.line([(1320, 470 + i * 19), (1560, 470 + i * 19)], rgb("f7f7f2"), 1, 120)
    for i in range(9):
        look = people.Look((rgb("d9463a"), rgb("3f6fb0"))[i % 2], rgb("f4f1e6"), "hair")
        x = 130 + i * 150 + rng.uniform(-40, 40)
        people.person(
            canvas,
            x,
            760 + abs(sin(i * pi / 3)) * 220,
            190 + 60 * abs(sin(i * pi / 3)),
            look,
            rng,
            lean=rng.uniform(-0.3, 0.3),
        )
    x, y = rng.uniform(560, 980), 985
    canvas.ellipse(x, y + 16, 20, 6, (20, 30, 20), 90)
    canvas.ellipse(x, y, 18, 18, rgb("fbfbf7"))
    canvas.ellipse(x, y, 7, 7, rgb("2b2b30"))
