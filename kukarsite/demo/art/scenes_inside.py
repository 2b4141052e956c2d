"""Scenes indoors: counters, classrooms, meetings."""

import random

from . import buildings, people
from .canvas import Canvas, Color, darker, lighter, mix, rgb
from .light import Mood
from .registry import scene

ROOMS = (
    (rgb("f3e9d6"), rgb("4f8a86")),
    (rgb("e6eef0"), rgb("3f6f9f")),
    (rgb("f4ecdf"), rgb("b5653a")),
    (rgb("eaf0e2"), rgb("5f8a4f")),
)


def _room(canvas: Canvas, mood: Mood, rng: random.Random, floor: float) -> tuple[Color, Color]:
    wall, accent = rng.choice(ROOMS)
    canvas.gradient(0, floor, (darker(wall, 0.06), wall, lighter(wall, 0.3)))
    tile = rgb("d9d2c4")
    canvas.gradient(floor, canvas.height, (darker(tile, 0.12), lighter(tile, 0.2)))
    for i in range(-8, 9):
        canvas.line([(800 + i * 130, floor), (800 + i * 300, 1075)], darker(tile, 0.1), 2)
    for i in range(4):
        y = floor + (canvas.height - floor) * (i / 4) ** 1.5
        canvas.line([(0, y), (1600, y)], darker(tile, 0.1), 2)
    canvas.rect(0, floor - 18, canvas.width, 20, darker(accent, 0.1))
    for x in (330, 1030):
        canvas.rect(x, 0, 240, 22, lighter(accent, 0.85), radius=8)
        canvas.polygon(
            [(x, 22), (x + 240, 22), (x + 420, 400), (x - 180, 400)], (255, 255, 240), 26
        )
    return wall, accent


def _view(
    canvas: Canvas, mood: Mood, x: float, y: float, width: float, height: float, rng: random.Random
) -> None:
    """A window with hills behind it."""
    canvas.rect(x - 10, y - 10, width + 20, height + 20, rgb("fbf7ee"), radius=4)
    canvas.rect(x, y, width, height, mood.sky[-2])
    canvas.rect(x, y + height * 0.35, width, height * 0.65, mood.horizon, alpha=140)
    for at, r in ((0.2, 0.3), (0.5, 0.38), (0.8, 0.26)):
        r2 = min(r, at, 1 - at)
        left, right = x + width * (at - r2), x + width * (at + r2)
        canvas.dome(left, y + height * 0.58, right, y + height * 1.42, mood.hill)
    canvas.rect(x, y + height * 0.86, width, height * 0.14, mood.leaf)
    canvas.rect(x + width / 2 - 4, y, 8, height, rgb("fbf7ee"))
    canvas.rect(x - 22, y + height + 8, width + 44, 14, rgb("e6dcc6"), radius=3)


def _plant(canvas: Canvas, x: float, base: float, size: float, leaf: Color) -> None:
    canvas.polygon(
        [
            (x - size * 0.2, base - size * 0.35),
            (x + size * 0.2, base - size * 0.35),
            (x + size * 0.15, base),
            (x - size * 0.15, base),
        ],
        rgb("b5653a"),
    )
    for i in range(7):
        turn = (i - 3) / 3
        tip = (x + turn * size * 0.45, base - size * (1.15 - abs(turn) * 0.35))
        canvas.polygon(
            [
                (x - 6, base - size * 0.33),
                (x + 6, base - size * 0.33),
                (tip[0] + 8, tip[1] + size * 0.25),
                tip,
            ],
            mix(leaf, lighter(leaf, 0.25), (i % 2) * 0.7),
        )


def _screen(canvas: Canvas, x: float, base: float, width: float) -> None:
    canvas.rect(x, base - width * 0.75, width, width * 0.6, rgb("2f363e"), radius=6)
    canvas.rect(x + width * 0.42, base - width * 0.16, width * 0.16, width * 0.14, rgb("4b5560"))
    canvas.rect(
        x + width * 0.25, base - width * 0.04, width * 0.5, width * 0.04, rgb("4b5560"), radius=2
    )


def _laptop(canvas: Canvas, x: float, base: float, width: float, glow: Color) -> None:
    canvas.rect(x, base - width * 0.66, width, width * 0.62, rgb("c9ced4"), radius=6)
    canvas.ellipse(x + width / 2, base - width * 0.34, width * 0.05, width * 0.05, glow)
    canvas.rect(
        x - width * 0.06, base - width * 0.06, width * 1.12, width * 0.06, rgb("aab0b8"), radius=3
    )


@scene("service_counter", "morning noon afternoon", flips=False)
def service_counter(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    floor = 690.0
    _, accent = _room(canvas, mood, rng, floor)
    canvas.rect(120, 90, 1360, 92, accent, radius=10)
    canvas.text(
        800,
        136,
        rng.choice(("PELAYANAN TERPADU", "LOKET PELAYANAN", "MAL PELAYANAN PUBLIK")),
        46,
        (255, 255, 255),
    )
    _view(canvas, mood, 60, 260, 200, 220, rng)
    _plant(canvas, 90, 770, 210, rgb("4f8f55"))
    counters = 3
    for i in range(counters):
        x = 330 + i * 400
        canvas.rect(x + 60, 226, 210, 66, rgb("2b3640"), radius=8)
        canvas.text(x + 165, 259, f"LOKET {i + 1}", 32, rgb("ffd75e"))
        people.person(canvas, x + 165, 640, 400, people.official(rng), rng, seated=True)
        _screen(canvas, x + 220, 600, 110)
    canvas.rect(290, 596, 1250, 26, lighter(accent, 0.55), radius=6)
    canvas.rect(310, 620, 1210, 170, accent)
    for i in range(7):
        canvas.rect(330 + i * 172, 644, 150, 122, lighter(accent, 0.12), radius=8)
    spots = (430, 800, 1210)
    for x in spots[: rng.randint(2, 3)]:
        people.person(
            canvas,
            x + rng.uniform(-30, 60),
            1010,
            430,
            people.Look.random(rng, ("hair", "veil")),
            rng,
        )
    for i in range(4):
        x = 60 + i * 62
        canvas.rect(x, 900, 56, 20, rgb("3f6fa8"), radius=6)
        canvas.rect(x, 820, 56, 84, rgb("4f82bd"), radius=10)
    canvas.rect(60, 920, 250, 10, rgb("6b7076"))


@scene("training", "morning noon afternoon")
def training(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """A course with laptops and a projector."""
    floor = 640.0
    _, accent = _room(canvas, mood, rng, floor)
    canvas.rect(440, 90, 720, 410, rgb("3a4048"), radius=6)
    canvas.rect(452, 102, 696, 386, rgb("fbfbf6"))
    canvas.rect(500, 140, 330, 30, accent, radius=4)
    for i, length in enumerate((520, 460, 500, 380)):
        canvas.rect(500, 205 + i * 46, length * 0.55, 14, rgb("c4ccd2"), radius=4)
    for i in range(5):
        tall = rng.uniform(50, 190)
        canvas.rect(850 + i * 54, 440 - tall, 36, tall, mix(accent, rgb("f0b93a"), i / 4), radius=3)
    _view(canvas, mood, 90, 170, 230, 240, rng)
    _view(canvas, mood, 1280, 170, 230, 240, rng)
    people.person(canvas, rng.choice((370, 1230)), 680, 380, people.official(rng), rng)
    for row, (y, size, count) in enumerate(((760.0, 0.75, 6), (960.0, 1.0, 5))):
        step = canvas.width / count
        for i in range(count):
            x = step * (i + 0.5)
            look = people.Look.random(rng, ("hair", "veil", "veil"))
            people.person(canvas, x, y - 20 * size, 330 * size, look, rng, seated=True)
        canvas.rect(-10, y - 40 * size, 1620, 30 * size, lighter(buildings.WOOD, 0.35))
        canvas.rect(
            -10, y - 12 * size, 1620, 120 * size, lighter(buildings.WOOD, 0.15 - 0.05 * row)
        )
        for i in range(count):
            _laptop(
                canvas,
                step * (i + 0.5) - 60 * size,
                y - 38 * size,
                120 * size,
                lighter(accent, 0.4),
            )


@scene("library", "morning noon afternoon")
def library(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    floor = 700.0
    _room(canvas, mood, rng, floor)
    for unit in range(3):
        left = 70 + unit * 500
        canvas.rect(left, 110, 440, 600, rgb("8a5f3f"), radius=6)
        for shelf in range(4):
            y = 250 + shelf * 145
            canvas.rect(left + 16, y - 125, 408, 125, rgb("5f4230"))
            at = left + 22.0
            while at < left + 400:
                wide, tall = rng.uniform(14, 32), rng.uniform(76, 116)
                canvas.rect(
                    at, y - tall, wide, tall, rng.choice((*people.SHIRTS, *people.VEILS)), radius=2
                )
                canvas.rect(at + 3, y - tall * 0.8, wide - 6, 6, rgb("f7f1e3"), alpha=170)
                at += wide + 2
            canvas.rect(left + 10, y, 420, 12, rgb("a87a52"))
    canvas.ellipse(800, 1000, 640, 110, mix(rgb("c2503f"), rgb("f0b93a"), 0.3))
    canvas.ellipse(800, 1000, 560, 90, mix(rgb("d8735f"), rgb("f0b93a"), 0.4))
    for i in range(6):
        x = 280 + i * 205 + rng.uniform(-20, 20)
        y = 960 + 40 * (i % 2)
        people.person(canvas, x, y, 260, people.pupil(rng), rng, seated=True)
        canvas.ellipse(x, y + 6, 70, 26, rgb("b3262f"))
        canvas.polygon(
            [
                (x - 52, y - 34),
                (x, y - 22),
                (x + 52, y - 34),
                (x + 52, y - 72),
                (x, y - 60),
                (x - 52, y - 72),
            ],
            rng.choice(people.SHIRTS),
        )
        canvas.polygon(
            [
                (x - 46, y - 40),
                (x, y - 28),
                (x + 46, y - 40),
                (x + 46, y - 74),
                (x, y - 62),
                (x - 46, y - 74),
            ],
            rgb("fdfaf2"),
        )


@scene("posyandu", "morning noon afternoon")
def posyandu(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Mothers, small children and health workers."""
    floor = 660.0
    _, accent = _room(canvas, mood, rng, floor)
    for i in range(28):
        x = i * 60
        sag = 46 * (1 - ((i % 14) / 6.5 - 1) ** 2)
        canvas.polygon(
            [(x, 60 + sag), (x + 44, 60 + sag), (x + 22, 108 + sag)], rng.choice(people.SHIRTS)
        )
    _view(canvas, mood, 130, 220, 300, 240, rng)
    canvas.rect(1120, 200, 330, 260, rgb("fbfbf6"), radius=8)
    for i, color in enumerate((rgb("5aa96a"), rgb("f0b93a"), rgb("d9574a"))):
        canvas.line([(1150, 420 - i * 50), (1280, 360 - i * 50), (1420, 320 - i * 42)], color, 9)
    canvas.rect(610, 560, 420, 24, lighter(buildings.WOOD, 0.35), radius=6)
    for x in (640, 980):
        canvas.rect(x, 584, 20, 210, buildings.WOOD)
    canvas.rect(740, 500, 150, 60, rgb("dfe6ea"), radius=8)
    canvas.ellipse(815, 486, 92, 22, rgb("a8cdd8"))
    canvas.rect(785, 515, 60, 30, rgb("2b3640"), radius=4)
    canvas.ellipse(800, 462, 46, 24, rgb("f4d8c0"))
    canvas.ellipse(850, 452, 24, 24, rgb("d9a47a"))
    canvas.rect(760, 452, 66, 30, rng.choice(people.SHIRTS), radius=14)
    for x in (560, 1080):
        people.person(canvas, x, 830, 400, people.health_worker(rng), rng)
    for x in (190, 370, 1260, 1430):
        y = 960 + rng.uniform(-20, 40)
        people.person(canvas, x, y, 400, people.Look.random(rng, ("veil", "veil", "hair")), rng)
        if rng.random() < 0.8:
            child = people.Look(rng.choice(people.SHIRTS), rgb("5f7f8f"), "hair")
            people.person(canvas, x + 92, y + 14, 200, child, rng)
    canvas.rect(700, 900, 240, 90, accent, radius=20)
    for _ in range(9):
        canvas.ellipse(
            rng.uniform(660, 990), rng.uniform(985, 1030), 17, 17, rng.choice(people.SHIRTS)
        )


@scene("meeting", "morning noon afternoon")
def meeting(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    floor = 620.0
    _, accent = _room(canvas, mood, rng, floor)
    for x in (110, 620, 1130):
        _view(canvas, mood, x, 150, 360, 260, rng)
    _plant(canvas, 545, 640, 180, rgb("4f8f55"))
    _plant(canvas, 1060, 640, 180, rgb("4f8f55"))
    table = lighter(buildings.WOOD, 0.1)
    for i in range(7):
        look = (
            people.official(rng)
            if rng.random() < 0.6
            else people.Look.random(rng, ("hair", "veil"))
        )
        people.person(canvas, 220 + i * 193, 660, 330, look, rng, seated=True)
    canvas.polygon([(130, 640), (1470, 640), (1640, 960), (-40, 960)], table)
    canvas.polygon([(130, 640), (1470, 640), (1490, 676), (110, 676)], lighter(table, 0.3))
    canvas.polygon([(-40, 960), (1640, 960), (1640, 1010), (-40, 1010)], darker(table, 0.35))
    for i in range(7):
        x = 220 + i * 193
        canvas.polygon([(x - 46, 690), (x + 40, 690), (x + 44, 740), (x - 54, 740)], rgb("fbfbf6"))
        canvas.rect(x + 56, 680, 20, 36, rgb("a8d4e0"), radius=5)
    for i in range(4):
        x = 300 + i * 340
        canvas.ellipse(x, 850, 66, 22, lighter(table, 0.25))
        canvas.rect(x - 10, 806, 20, 40, accent, radius=4)
        for turn in (-1, 0, 1):
            canvas.ellipse(x + turn * 24, 796 - (turn == 0) * 16, 20, 20, rng.choice(people.SHIRTS))
        canvas.ellipse(x, 796, 22, 14, rgb("4f8f55"))


@scene("weaving", "morning afternoon noon")
def weaving(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Makers of woven rattan and cloth at work."""
    floor = 640.0
    _room(canvas, mood, rng, floor)
    patterns = (
        (rgb("7a2f2a"), rgb("f0b93a")),
        (rgb("26211f"), rgb("f4f0e4")),
        (rgb("2f4a5f"), rgb("d9574a")),
        (rgb("5f4636"), rgb("e8c98e")),
    )
    for i in range(5):
        left, (ground, figure) = 90 + i * 300, rng.choice(patterns)
        canvas.rect(left - 10, 92, 260, 16, buildings.WOOD, radius=6)
        canvas.rect(left, 104, 240, 400, ground)
        for row in range(8):
            for column in range(5):
                cx, cy, s = left + 24 + column * 48, 128 + row * 50, 20
                if (row + column) % 2 == 0:
                    canvas.polygon([(cx, cy - s), (cx + s, cy), (cx, cy + s), (cx - s, cy)], figure)
                    canvas.polygon([(cx, cy - 9), (cx + 9, cy), (cx, cy + 9), (cx - 9, cy)], ground)
                else:
                    canvas.rect(cx - 16, cy - 2, 32, 4, figure)
        canvas.rect(left, 492, 240, 14, figure)
    canvas.rect(0, 720, canvas.width, 360, mix(rgb("c9a46a"), rgb("fff3d6"), 0.3))
    for i in range(40):
        canvas.line([(i * 44, 720), (i * 60 - 330, 1075)], darker(rgb("c9a46a"), 0.12), 3)
    for i in range(4):
        x = 240 + i * 375 + rng.uniform(-20, 20)
        people.person(
            canvas, x, 900, 430, people.Look.random(rng, ("veil", "hair", "veil")), rng, seated=True
        )
        canvas.ellipse(x, 918, 130, 44, rng.choice(people.SHIRTS))
        _basket(canvas, x, 960, rng.uniform(150, 180))
    for spot in (60, 430, 800, 1180, 1540):
        _basket(canvas, spot, 1050, 120)


def _basket(canvas: Canvas, x: float, base: float, size: float) -> None:
    straw, dark = rgb("d8b06a"), rgb("5f3f2a")
    canvas.polygon(
        [
            (x - size * 0.5, base - size * 0.6),
            (x + size * 0.5, base - size * 0.6),
            (x + size * 0.38, base),
            (x - size * 0.38, base),
        ],
        straw,
    )
    for row in range(4):
        for i in range(8):
            if (row + i) % 2:
                spread = 0.38 + 0.12 * (row + 1) / 4
                at = x - size * spread + size * 2 * spread * i / 8
                canvas.rect(
                    at, base - size * 0.15 * (row + 1), size * spread / 4, size * 0.14, dark
                )
    canvas.ellipse(x, base - size * 0.6, size * 0.5, size * 0.09, darker(straw, 0.3))
    canvas.arc(x, base - size * 0.6, size * 0.5, size * 0.09, (0, 360), lighter(straw, 0.2), 6)
