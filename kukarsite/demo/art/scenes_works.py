"""Public works: roads, towers, water, emergency services."""

import random

from . import buildings, light, nature, people, vehicles, water
from .backdrop import ASPHALT, EARTH, GRASS, backdrop, yard
from .canvas import Canvas, darker, lighter, mix, rgb
from .light import Mood
from .registry import scene


@scene("road_works", "morning noon afternoon overcast")
def road_works(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 560.0
    backdrop(canvas, mood, rng, level)
    yard(canvas, mood, rng, level)
    nature.palm(canvas, rng.uniform(60, 160), 640, 330, mood.leaf, rng)
    low = canvas.height + 5
    end = rng.uniform(640, 820)
    canvas.polygon([(end - 24, level + 8), (end + 30, level + 8), (1540, low), (-160, low)], EARTH)
    canvas.polygon([(end - 18, level + 8), (end + 24, level + 8), (1370, low), (20, low)], ASPHALT)
    for i in range(7):
        t0, t1 = (i / 7) ** 1.9, ((i + 0.5) / 7) ** 1.9
        y0, y1 = level + 14 + (low - level) * t0, level + 14 + (low - level) * t1
        x0, x1 = end + 3 - 100 * t0, end + 3 - 100 * t1
        canvas.polygon(
            [
                (x0 - 2 - 12 * t0, y0),
                (x0 + 2 + 12 * t0, y0),
                (x1 + 2 + 12 * t1, y1),
                (x1 - 2 - 12 * t1, y1),
            ],
            rgb("f4efe2"),
        )
    vehicles.excavator(canvas, rng.uniform(60, 160), 800, 430)
    vehicles.roller(canvas, rng.uniform(700, 860), 860, 440)
    for x in range(5):
        size = 44 + 12 * x
        vehicles.cone(canvas, 1010 + x * 105, 700 + x * 78, size)
    for i in range(3):
        look = people.Look(
            rgb("f08a2c"), rgb("3f4a5c"), "helmet", rgb("f7f1e3") if i else rgb("f2c230")
        )
        people.person(canvas, 430 + i * 120, 960 + 16 * (i % 2), 240, look, rng)


@scene("tower", "morning noon afternoon dawn overcast")
def tower(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """A telecommunication tower above a village."""
    level = 640.0
    light.sky(canvas, mood, rng, level)
    nature.hills(canvas, mood, rng, level, 3, 260)
    nature.forest_shore(canvas, mood, rng, level, 50, 90)
    yard(canvas, mood, rng, level)
    x, base, top = rng.uniform(980, 1180), 760.0, 110.0
    for i in range(14):
        y0, y1 = base - (base - top) * i / 14, base - (base - top) * (i + 1) / 14
        w0, w1 = 74 - 4.4 * i, 74 - 4.4 * (i + 1)
        color = rgb("d8453a") if (i // 2) % 2 == 0 else rgb("f7f1e3")
        for points in (
            ((x - w0, y0), (x - w1, y1)),
            ((x + w0, y0), (x + w1, y1)),
            ((x - w0, y0), (x + w1, y1)),
            ((x + w0, y0), (x - w1, y1)),
        ):
            canvas.line(list(points), color, 5)
    for i in range(3):
        canvas.rect(x - 40 + i * 32, top - 6, 16, 66, rgb("f2f4f4"), radius=6)
        canvas.arc(
            x, top + 10, 110 + i * 62, 110 + i * 62, (300, 330), lighter(mood.horizon, 0.5), 5
        )
        canvas.arc(
            x, top + 10, 110 + i * 62, 110 + i * 62, (210, 240), lighter(mood.horizon, 0.5), 5
        )
    for i in range(3):
        buildings.stilt_house(
            canvas, 40 + i * 300 + rng.uniform(-16, 16), 830 + 20 * (i % 2), 250, rng
        )
    nature.banana(canvas, 950, 850, 190, mood.leaf)
    people.crowd(canvas, rng, (120, 900), 970, 215, rng.randint(4, 6))


@scene("water_works", "morning noon afternoon overcast")
def water_works(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Tanks and pipes of a water plant."""
    level = 600.0
    backdrop(canvas, mood, rng, level)
    yard(canvas, mood, rng, level)
    blue = rgb("3f8fb8")
    for x, wide, tall in ((180, 300, 260), (520, 250, 330), (830, 320, 230)):
        base, tone = 780.0, mix(blue, rgb("e8f1f2"), rng.uniform(0.3, 0.75))
        canvas.rect(x, base - tall, wide, tall, tone)
        canvas.ellipse(x + wide / 2, base, wide / 2, 26, darker(tone, 0.2))
        canvas.rect(x + wide * 0.08, base - tall, wide * 0.12, tall, lighter(tone, 0.4), alpha=150)
        canvas.rect(x + wide * 0.72, base - tall, wide * 0.28, tall, darker(tone, 0.3), alpha=90)
        canvas.ellipse(x + wide / 2, base - tall, wide / 2, 30, lighter(tone, 0.25))
        for i in range(1, 4):
            canvas.rect(x, base - tall * i / 4, wide, 4, darker(tone, 0.2))
    for y, thick in ((850.0, 34.0), (905.0, 26.0)):
        canvas.rect(-10, y, 1620, thick, rgb("4f9fc4"), radius=4)
        canvas.rect(-10, y + 4, 1620, thick * 0.25, rgb("a8d8e8"), alpha=160)
        for x in range(80, 1600, 260):
            canvas.rect(x, y - 8, 26, thick + 16, rgb("2f6f94"), radius=4)
    canvas.ellipse(1300, 830, 50, 50, rgb("d8453a"))
    canvas.ellipse(1300, 830, 34, 34, mix(GRASS, mood.leaf, 0.4))
    canvas.rect(1294, 830, 12, 40, rgb("b5362d"))
    for i in range(3):
        look = people.Look(rgb("3f6f9f"), rgb("34405a"), "helmet", rgb("f2c230"))
        people.person(canvas, 1210 + i * 130, 1010, 270, look, rng)


@scene("fire_station", "morning noon afternoon", flips=False)
def fire_engine(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 580.0
    backdrop(canvas, mood, rng, level)
    nature.ground(canvas, (rgb("cfcabd"), rgb("b4afa3")), level)
    colors = (rgb("f4f1e6"), rgb("c8303a"), rgb("8f4a3a"))
    buildings.office(canvas, 60, 760, 900, 230, colors, "SIAGA BENCANA")
    red, x, base = rgb("d0303a"), 700.0, 930.0
    vehicles.shadow(canvas, x, base, 800)
    canvas.rect(x, base - 300, 560, 250, red, radius=12)
    canvas.rect(x + 560, base - 330, 230, 280, red, radius=22)
    canvas.polygon(
        [
            (x + 640, base - 300),
            (x + 760, base - 300),
            (x + 780, base - 190),
            (x + 640, base - 190),
        ],
        rgb("8fc0cc"),
    )
    for i in range(3):
        canvas.rect(x + 30 + i * 175, base - 250, 150, 130, rgb("b8bfc4"), radius=6)
        for row in range(5):
            canvas.rect(x + 36 + i * 175, base - 240 + row * 24, 138, 4, rgb("8f969c"))
    canvas.rect(x, base - 96, 790, 16, rgb("fbf6ea"))
    canvas.rect(x + 10, base - 330, 530, 18, rgb("c9ced2"))
    for i in range(12):
        canvas.rect(x + 30 + i * 42, base - 346, 8, 34, rgb("c9ced2"))
    canvas.rect(x + 630, base - 352, 90, 24, rgb("3f8fd8"), radius=8)
    for at in (130, 400, 680):
        vehicles.wheel(canvas, x + at, base, 62)
    for i in range(4):
        look = people.Look(
            rgb("e8742c"), rgb("2f3a4c"), rng.choice(("helmet", "hair", "veil")), rgb("f2c230")
        )
        people.person(canvas, 180 + i * 135, 980 + 12 * (i % 2), 265, look, rng)
    water.flag(canvas, 40, 330, 90)
    canvas.rect(36, 326, 6, 500, rgb("dfe3e6"))
