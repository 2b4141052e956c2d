"""Scenes on and beside the Mahakam."""

import random

from . import buildings, light, nature, people, water
from .canvas import Canvas, darker, lighter, mix, rgb
from .light import Mood
from .registry import scene


def _wide_river(
    canvas: Canvas, mood: Mood, rng: random.Random, shore: float, tree_size: float = 30
) -> None:
    light.sky(canvas, mood, rng, shore)
    nature.hills(canvas, mood, rng, shore, 3, rng.uniform(110, 200))
    nature.forest_shore(canvas, mood, rng, shore, tree_size, rng.uniform(24, 52))


def _palms(canvas: Canvas, mood: Mood, rng: random.Random, shore: float, count: int) -> None:
    for _ in range(count):
        x, height = rng.uniform(40, canvas.width - 40), rng.uniform(110, 210)
        nature.palm(canvas, x, shore + 2, height, mood.distant(0.9), rng)


@scene("river", "dawn morning afternoon dusk")
def river(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = rng.uniform(500, 580)
    _wide_river(canvas, mood, rng, shore)
    _palms(canvas, mood, rng, shore, rng.randint(3, 6))
    water.river(canvas, mood, rng, shore)
    nature.birds(canvas, rng, darker(mood.sky[0], 0.4), 120, 320)
    for x, y, size in ((0.12, 0.64, 150), (0.62, 0.7, 230), (0.28, 0.83, 360)):
        if rng.random() < 0.85 or size == 360:
            at = (x + rng.uniform(-0.08, 0.14)) * canvas.width
            water.ketinting(canvas, at, y * canvas.height, size * rng.uniform(0.9, 1.1), rng)
    nature.reeds(canvas, rng, mood.distant(1), -20, rng.uniform(120, 330))


@scene("passenger_boat", "morning afternoon dawn noon")
def passenger_boat(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = rng.uniform(470, 540)
    _wide_river(canvas, mood, rng, shore)
    _palms(canvas, mood, rng, shore, 4)
    for i in range(3):
        buildings.stilt_house(canvas, 880 + i * 210 + rng.uniform(-20, 20), shore + 14, 150, rng)
    water.river(canvas, mood, rng, shore + 16)
    water.ketinting(canvas, rng.uniform(1050, 1250), 680, 200, rng)
    water.kelotok(canvas, rng.uniform(240, 420), 860, rng.uniform(640, 760), rng)


@scene("bridge", "dawn morning afternoon dusk night")
def bridge(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = 620.0
    _wide_river(canvas, mood, rng, shore, 24)
    deck, left, right = 505.0, rng.uniform(180, 330), rng.uniform(1240, 1400)
    steel = mix(rgb("d9a83a"), mood.horizon, 0.12) if rng.random() < 0.6 else rgb("c2483c")
    for x in (left, right, -60, canvas.width + 20):
        canvas.rect(x - 22, deck, 44, shore - deck + 8, rgb("a8a69c"))
        canvas.rect(x - 34, shore - 14, 68, 22, rgb("8f8d84"))
    canvas.rect(-10, deck - 12, canvas.width + 20, 22, rgb("c9c5b8"))
    canvas.rect(-10, deck + 10, canvas.width + 20, 10, rgb("7d7a70"))
    _arch(canvas, left, right, deck, steel, lit=mood is light.MOODS["night"])
    for _ in range(5):
        x = rng.uniform(40, canvas.width - 80)
        canvas.rect(x, deck - 30, 46, 18, rng.choice(people.SHIRTS), radius=5)
        canvas.rect(x + 9, deck - 40, 26, 14, rgb("8fb0bc"), radius=4)
    water.river(canvas, mood, rng, shore)
    water.kelotok(canvas, rng.uniform(150, 900), 890, 420, rng)
    water.ketinting(canvas, rng.uniform(1000, 1200), 740, 190, rng)


def _arch(
    canvas: Canvas, left: float, right: float, deck: float, steel: tuple[int, int, int], lit: bool
) -> None:
    span = right - left
    for depth, thick, color in ((0.0, 16.0, steel), (34.0, 10.0, darker(steel, 0.15))):
        arch = []
        for i in range(41):
            t = i / 40
            arch.append((left + span * t, deck - (290 - depth) * 4 * t * (1 - t) + depth * 0.1))
        for i in range(2, 39, 2):
            canvas.line([arch[i], (arch[i][0], deck - 8)], lighter(steel, 0.35), 2.6)
        canvas.line(arch, color, thick)
        if lit and not depth:
            for px, py in arch[1:-1:2]:
                canvas.glow(px, py, 34, rgb("ffd27a"), 0.8)


@scene("stilt_village", "morning afternoon dawn dusk overcast")
def stilt_village(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = 640.0
    light.sky(canvas, mood, rng, shore)
    nature.hills(canvas, mood, rng, shore, 2, 170)
    nature.forest_shore(canvas, mood, rng, shore - 20, 44, 80)
    _palms(canvas, mood, rng, shore - 10, 6)
    x = rng.uniform(-60, 30)
    while x < canvas.width:
        width = rng.uniform(230, 310)
        buildings.stilt_house(
            canvas, x, shore + rng.uniform(-8, 14), width, rng, lit=mood.sky[0][0] < 60
        )
        x += width * rng.uniform(1.2, 1.38)
    water.river(canvas, mood, rng, shore + 18)
    for at in (rng.uniform(60, 300), rng.uniform(760, 1050)):
        water.ketinting(canvas, at, rng.uniform(800, 930), rng.uniform(300, 380), rng)


@scene("rainy_river", "rain overcast")
def rainy_river(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = rng.uniform(540, 610)
    _wide_river(canvas, mood, rng, shore)
    x = rng.uniform(60, 700)
    for i in range(3):
        buildings.stilt_house(canvas, x + i * 260, shore + 6, 180, rng)
    canvas.veil(shore - 190, shore, mood.horizon, 0, 110)
    water.river(canvas, mood, rng, shore + 10)
    water.ketinting(canvas, rng.uniform(300, 800), 800, 330, rng)
    for _ in range(70):
        px, depth = rng.uniform(0, canvas.width), rng.random()
        y = shore + 40 + depth * (canvas.height - shore - 40)
        canvas.arc(px, y, 8 + 22 * depth, 3 + 6 * depth, (0, 360), lighter(mood.horizon, 0.3), 1.2)
    light.rain(canvas, rng)


@scene("flood_watch", "rain overcast")
def flood_watch(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Officers at a water-level gauge."""
    shore = 560.0
    _wide_river(canvas, mood, rng, shore)
    water.river(canvas, mood, rng, shore)
    bank = nature.ridge(rng, 860, 40, 1)
    canvas.land(bank, darker(mood.distant(1), 0.1), canvas.height)
    nature.grass(canvas, rng, mood.distant(1), 880, canvas.height, 120)
    x = rng.uniform(620, 820)
    canvas.rect(x, 420, 54, 460, rgb("f7f4ea"), radius=4)
    for i in range(11):
        color = rgb("d0303a") if i < 3 else rgb("f0b428") if i < 6 else rgb("3f8f5a")
        canvas.rect(x + 6, 432 + i * 36, 24 if i % 2 else 40, 12, color)
    for i in range(3):
        look = people.Look(
            rgb("e8742c"), rgb("34405a"), rng.choice(("helmet", "hair", "veil")), rgb("f2c230")
        )
        people.person(canvas, 240 + i * 130, 950 + 20 * (i % 2), 300, look, rng)
    light.rain(canvas, rng, 260)


@scene("lake_dolphins", "dawn morning afternoon dusk")
def lake_dolphins(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = rng.uniform(430, 490)
    light.sky(canvas, mood, rng, shore)
    nature.hills(canvas, mood, rng, shore, 2, 90)
    nature.forest_shore(canvas, mood, rng, shore, 18, 18)
    water.river(canvas, mood, rng, shore)
    nature.birds(canvas, rng, darker(mood.sky[0], 0.4), 120, 300)
    skin = mix(rgb("7d8b98"), mood.water, 0.2)
    for x, y, size in ((1010, 800, 150), (620, 700, 100), (1280, 640, 62)):
        water.dolphin(canvas, x + rng.uniform(-90, 90), y, size, skin)
    water.ketinting(canvas, rng.uniform(120, 300), 600, 240, rng)
    for _ in range(26):
        px, py = rng.uniform(-20, canvas.width), rng.uniform(930, 1060)
        leaf = mix(mood.distant(1), lighter(mood.leaf, 0.25), rng.random())
        canvas.ellipse(px, py, rng.uniform(24, 52), rng.uniform(8, 15), leaf)
        if rng.random() < 0.3:
            canvas.ellipse(px, py - 14, 9, 12, rgb("b48fd0"))


@scene("pier", "morning afternoon dawn overcast")
def pier(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """A landing stage with people waiting for the ferry."""
    shore = rng.uniform(470, 520)
    _wide_river(canvas, mood, rng, shore, 24)
    water.river(canvas, mood, rng, shore)
    water.kelotok(canvas, rng.uniform(640, 760), 720, 560, rng)
    deck, planks = 820.0, rgb("9a7550")
    canvas.polygon([(-10, deck), (1050, deck), (1180, deck + 130), (-10, deck + 150)], planks)
    for i in range(24):
        canvas.line([(i * 48, deck), (i * 54 - 30, deck + 150)], darker(planks, 0.2), 2.5)
    canvas.polygon(
        [(-10, deck + 150), (1180, deck + 130), (1180, deck + 158), (-10, deck + 180)],
        darker(planks, 0.4),
    )
    for x in (90, 420, 760, 1090):
        canvas.rect(x, deck + 140, 26, 130, darker(planks, 0.5))
    for x in (30, 520):
        canvas.rect(x, deck - 330, 14, 360, buildings.WOOD)
    buildings.roof(canvas, 20, deck - 320, 530, 110, rng.choice(buildings.ROOFS))
    people.crowd(canvas, rng, (80, 980), deck + 80, 250, rng.randint(5, 7))


@scene("night_promenade", "night dusk")
def night_promenade(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = 600.0
    light.sky(canvas, mood, rng, shore)
    nature.hills(canvas, mood, rng, shore, 2, 130)
    nature.forest_shore(canvas, mood, rng, shore, 24, 30)
    for _ in range(46):
        x, y = rng.uniform(0, canvas.width), shore - rng.uniform(6, 80)
        canvas.glow(x, y, rng.uniform(14, 34), rgb("ffd27a"), 0.9)
    water.river(canvas, mood, rng, shore)
    canvas.rect(0, 860, canvas.width, 220, mix(rgb("8f7d72"), mood.hill, 0.4))
    canvas.rect(0, 856, canvas.width, 12, mix(rgb("d8c8b0"), mood.hill, 0.3))
    for i in range(60):
        canvas.rect(i * 28, 790, 6, 70, mix(rgb("e8dcc8"), mood.hill, 0.4))
    canvas.rect(0, 784, canvas.width, 9, mix(rgb("e8dcc8"), mood.hill, 0.2))
    for i in range(5):
        x = 90 + i * 350 + rng.uniform(-20, 20)
        canvas.rect(x - 5, 520, 10, 350, rgb("3a4252"))
        canvas.glow(x, 512, 190, rgb("ffd98f"), 0.75)
        canvas.ellipse(x, 512, 20, 24, rgb("fff4d0"))
    people.crowd(canvas, rng, (60, 1540), 980, 230, rng.randint(6, 9))


@scene("fish_cages", "dawn morning noon overcast")
def fish_cages(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """Floating cages (keramba) with a feeder at work."""
    shore = rng.uniform(430, 480)
    _wide_river(canvas, mood, rng, shore, 26)
    _palms(canvas, mood, rng, shore, 4)
    water.river(canvas, mood, rng, shore)
    for row, y in enumerate((590.0, 700.0, 850.0)):
        size = 0.55 + 0.28 * row
        x = rng.uniform(-120, 40)
        while x < canvas.width:
            wide = 330 * size
            _cage(canvas, x, y, wide, size, mood)
            x += wide * 1.08
        at = rng.uniform(200, 1250)
        people.person(
            canvas,
            at,
            y + 4 * size,
            230 * size,
            people.Look.random(rng, ("hat", "hat", "cap")),
            rng,
        )
    for _ in range(16):
        x, y = rng.uniform(0, canvas.width), rng.uniform(620, 900)
        canvas.arc(x, y, 22, 8, (180, 360), lighter(mood.horizon, 0.3), 2)


def _cage(canvas: Canvas, x: float, y: float, wide: float, size: float, mood: Mood) -> None:
    deep = darker(mood.water, 0.35)
    tall = wide * 0.26
    plank = mix(rgb("b08d5f"), mood.horizon, 0.15)
    canvas.polygon(
        [(x + wide * 0.06, y), (x + wide * 0.94, y), (x + wide, y + tall), (x, y + tall)], deep, 150
    )
    for i in range(1, 7):
        t = i / 7
        canvas.line(
            [(x + wide * (0.06 + 0.88 * t), y), (x + wide * t, y + tall)],
            lighter(deep, 0.3),
            1,
            110,
        )
    canvas.line([(x, y + tall), (x + wide, y + tall)], plank, 15 * size)
    canvas.line([(x + wide * 0.06, y), (x + wide * 0.94, y)], plank, 10 * size)
    canvas.line([(x + wide * 0.06, y), (x, y + tall)], plank, 10 * size)
    canvas.line([(x + wide * 0.94, y), (x + wide, y + tall)], plank, 10 * size)
    for at in (0.1, 0.5, 0.9):
        canvas.ellipse(x + wide * at, y + tall + 9 * size, 22 * size, 10 * size, rgb("2f6fa8"))


@scene("boat_race", "morning noon afternoon")
def boat_race(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    shore = 470.0
    _wide_river(canvas, mood, rng, shore, 24)
    x = -30.0
    colors = (
        rgb("d9463a"),
        rgb("f2c230"),
        rgb("3f8f5a"),
        rgb("3f6fb0"),
        rgb("f7f1e3"),
        rgb("9a4fa0"),
    )
    while x < canvas.width:
        pair = (rng.choice(colors), rng.choice(colors))
        people.crowd(canvas, rng, (x, x + 70), shore + 4, 62, 2)
        buildings.parasol(canvas, x + 40, shore + 6, rng.uniform(64, 84), pair)
        x += rng.uniform(70, 120)
    water.river(canvas, mood, rng, shore + 10)
    lanes = rng.sample(colors[:4], 3)
    for lane, (y, length) in enumerate(((640.0, 640.0), (780.0, 860.0), (960.0, 1120.0))):
        water.dragon_boat(canvas, rng.uniform(60, 380) - lane * 40, y, length, lanes[lane], rng)


@scene("coast", "morning noon afternoon dusk")
def coast(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    horizon = 480.0
    light.sky(canvas, mood, rng, horizon)
    near = mix(mood.water, rgb("3fb0b0"), 0.25)
    canvas.gradient(horizon, 820, (mix(near, mood.horizon, 0.6), near, lighter(near, 0.25)))
    water.sparkle(canvas, mood, rng, horizon, 90)
    water.kelotok(canvas, rng.uniform(700, 1100), 600, 260, rng)
    sand = mix(rgb("ecd9ae"), mood.horizon, 0.2)
    for lift, color in ((26, (250, 250, 246)), (0, darker(sand, 0.12)), (-34, sand)):
        line = nature.ridge(random.Random(rng.random()), 800 - lift, 46, 1.1)  # noqa: S311
        canvas.land(line, color, canvas.height)
    for x in (rng.uniform(60, 240), rng.uniform(1300, 1500)):
        nature.palm(canvas, x, 900, rng.uniform(480, 600), mood.leaf, rng)
    people.crowd(canvas, rng, (420, 1200), 950, 220, rng.randint(5, 7), ("hair", "veil", "hat"))
    for _ in range(5):
        x = rng.uniform(360, 1260)
        canvas.rect(x, 950, 44, 52, rgb("3f4a52"), radius=12)
