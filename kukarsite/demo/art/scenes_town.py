"""Scenes in towns and villages: offices, schools, markets, feasts."""

import random

from . import buildings, nature, people, vehicles
from .backdrop import ASPHALT, EARTH, PAVING, backdrop, path, shrubs, trees, yard
from .canvas import Canvas, darker, lighter, mix, rgb
from .light import Mood
from .registry import scene


@scene("clinic", "morning noon afternoon overcast", flips=False)
def clinic(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 640.0
    backdrop(canvas, mood, rng, level)
    yard(canvas, mood, rng, level)
    path(canvas, 800, 790, 190, 420)
    trees(canvas, mood, rng, 760, (90, 1510))
    band = rng.choice((rgb("3f9a8a"), rgb("3f8fb0"), rgb("5a9a4f")))
    colors = (rgb("f4f1e6"), band, rng.choice((rgb("b5653a"), rgb("5f7f8f"), rgb("4f8a6f"))))
    buildings.office(canvas, 230, 790, 1140, 250, colors, "PUSKESMAS")
    shrubs(canvas, mood, rng, 800, ((250, 560), (1050, 1360)))
    vehicles.ambulance(canvas, rng.uniform(1010, 1100), 960, 420)
    for i in range(2):
        people.person(canvas, 470 + i * 130, 930 + i * 14, 230, people.health_worker(rng), rng)
    people.crowd(canvas, rng, (180, 420), 960, 235, 2, ("veil", "hair"))


@scene("service_van", "morning noon afternoon", flips=False)
def service_van(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """The office comes to the village."""
    level = 600.0
    backdrop(canvas, mood, rng, level)
    yard(canvas, mood, rng, level)
    for x in (40.0, 1180.0):
        buildings.stilt_house(
            canvas, x + rng.uniform(-30, 30), level + 70, rng.uniform(300, 360), rng
        )
    trees(canvas, mood, rng, 680, (520, 1010))
    canvas.land(nature.ridge(rng, 800, 24, 1), EARTH, canvas.height)
    color = rng.choice((rgb("f7f8f6"), rgb("dfeef2"), rgb("fbf1d8")))
    vehicles.van(canvas, 600, 930, 790, color, "PELAYANAN KELILING", awning=True)
    people.person(canvas, 800, 742, 240, people.official(rng), rng, seated=True)
    for i in range(rng.randint(4, 5)):
        look = people.Look.random(rng, ("hair", "veil", "cap"))
        people.person(canvas, 90 + i * 112, 985 + rng.uniform(-12, 12), 265, look, rng)
    people.person(canvas, 1120, 1015, 270, people.official(rng), rng)
    vehicles.motorbike(canvas, 1390, 1020, 190, rng.choice(people.SHIRTS))


@scene("office", "morning noon afternoon overcast", flips=False)
def office(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 640.0
    backdrop(canvas, mood, rng, level)
    yard(canvas, mood, rng, level)
    path(canvas, 800, 790, 200, 460)
    trees(canvas, mood, rng, 770, (70, 1530))
    wall = rng.choice((rgb("f2e8cf"), rgb("f6f3ea"), rgb("e6efe6")))
    sign = rng.choice(("KANTOR CAMAT", "BALAI DESA", "PELAYANAN PUBLIK"))
    band = rng.choice((rgb("8f4a3a"), rgb("3f6f8f"), rgb("5f7a4a")))
    buildings.office(canvas, 200, 790, 1200, 260, (wall, band, rng.choice(buildings.ROOFS)), sign)
    shrubs(canvas, mood, rng, 802, ((220, 560), (1050, 1390)))
    buildings.flagpole(canvas, 420, 900, 430)
    for i in range(3):
        people.person(canvas, 900 + i * 140, 960 + 14 * (i % 2), 240, people.official(rng), rng)
    people.crowd(canvas, rng, (560, 800), 990, 245, 2)


@scene("school", "morning noon afternoon")
def school(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 600.0
    backdrop(canvas, mood, rng, level)
    yard = rgb("dcb98a")
    nature.ground(canvas, (lighter(yard, 0.15), darker(yard, 0.08)), level)
    trees(canvas, mood, rng, 700, (30, 1560))
    wall, band = rng.choice(
        (
            (rgb("f6efdc"), rgb("c2503f")),
            (rgb("f2f4e6"), rgb("4f9a7a")),
            (rgb("fbf0d0"), rgb("3f7fa8")),
        )
    )
    left, base, wide, tall = 120.0, 740.0, 1360.0, 215.0
    canvas.rect(left, base - tall, wide, tall, wall)
    canvas.rect(left, base - tall * 0.36, wide, tall * 0.36, band)
    for i in range(4):
        x = left + 30 + i * 335
        buildings.door(canvas, x + 120, base, 70, 160, darker(band, 0.25))
        for at in (10, 225):
            buildings.window(canvas, x + at, base - 170, 82, 84, rgb("7fb0bc"))
    buildings.roof(canvas, left - 20, base - tall, wide + 40, 130, rng.choice(buildings.ROOFS))
    for i in range(9):
        canvas.rect(left - 6 + i * 170, base - tall, 14, tall + 12, lighter(wall, 0.5))
    canvas.rect(left - 30, base, wide + 60, 16, rgb("cfc7b5"))
    shrubs(canvas, mood, rng, 770, ((130, 480), (1120, 1470)))
    buildings.flagpole(canvas, rng.uniform(640, 900), 880, 480)
    for i in range(rng.randint(7, 9)):
        size = rng.uniform(150, 185)
        people.person(
            canvas,
            150 + i * 160 + rng.uniform(-30, 30),
            960 + rng.uniform(-30, 50),
            size,
            people.pupil(rng),
            rng,
        )
    people.person(canvas, rng.uniform(1150, 1400), 930, 250, people.official(rng), rng)


@scene("market", "morning noon afternoon overcast")
def market(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 480.0
    backdrop(canvas, mood, rng, level)
    floor = rgb("d8c3a0")
    nature.ground(canvas, (lighter(floor, 0.1), darker(floor, 0.1)), level + 20)
    buildings.roof(canvas, 60, 430, 1480, 120, rng.choice(buildings.ROOFS))
    for i in range(8):
        canvas.rect(90 + i * 200, 430, 18, 160, rgb("e9e0cc"))
    x = rng.uniform(-80, -20)
    while x < canvas.width:
        wide = rng.uniform(210, 260)
        person_at = x + wide * rng.uniform(0.3, 0.7)
        people.person(
            canvas, person_at, 610, 210, people.Look.random(rng, ("veil", "hat", "hair")), rng
        )
        buildings.stall(canvas, x, 660, wide, rng)
        x += wide * 1.2
    people.crowd(canvas, rng, (100, 1500), 800, 250, 6, ("hair", "veil", "veil", "cap"))
    x = rng.uniform(-140, -60)
    while x < canvas.width:
        wide = rng.uniform(360, 420)
        buildings.stall(canvas, x, 1090, wide, rng)
        x += wide * rng.uniform(1.35, 1.7)


@scene("street", "morning noon afternoon dusk")
def street(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """A town street with shops, lamps and traffic."""
    level = 560.0
    backdrop(canvas, mood, rng, level)
    x = -40.0
    while x < canvas.width:
        wide, tall = rng.uniform(190, 290), rng.uniform(230, 380)
        wall = mix(rng.choice(buildings.WALLS), mood.tint, 0.1)
        canvas.rect(x, 720 - tall, wide, tall, wall)
        canvas.rect(x - 6, 720 - tall - 16, wide + 12, 22, darker(wall, 0.25))
        for row in range(int(tall // 130)):
            for column in range(3):
                buildings.window(
                    canvas,
                    x + wide * (0.1 + 0.3 * column),
                    720 - tall + 30 + row * 100,
                    wide * 0.2,
                    58,
                    rgb("7fa8b4"),
                )
        shade = rng.choice(people.SHIRTS)
        canvas.rect(x + 14, 640, wide - 28, 80, rgb("4b5f68"))
        canvas.polygon(
            [(x + 6, 620), (x + wide - 6, 620), (x + wide + 8, 662), (x - 8, 662)], shade
        )
        x += wide + 3
    canvas.rect(0, 718, canvas.width, 60, PAVING)
    canvas.rect(0, 772, canvas.width, 300, ASPHALT)
    for i in range(9):
        canvas.rect(i * 200 + 20, 905, 110, 12, rgb("f4efe2"))
    people.crowd(canvas, rng, (60, 1540), 770, 165, 9)
    for i in range(4):
        nature.tree(
            canvas, 150 + i * 430 + rng.uniform(-60, 60), 765, rng.uniform(230, 290), mood.leaf, rng
        )
    vehicles.van(canvas, rng.uniform(80, 500), 870, 380, rng.choice(people.SHIRTS))
    vehicles.motorbike(canvas, rng.uniform(620, 800), 890, 150, rng.choice(people.SHIRTS))
    vehicles.van(canvas, rng.uniform(900, 1100), 1030, 460, rng.choice(people.SHIRTS))


@scene("lamin", "morning noon afternoon dawn")
def lamin(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    level = 640.0
    backdrop(canvas, mood, rng, level)
    yard(canvas, mood, rng, level)
    trees(canvas, mood, rng, 700, (60, 1540))
    buildings.lamin(canvas, 160, 830, 1280, rng)
    for i in range(rng.randint(6, 8)):
        red = rng.random() < 0.5
        shirt = rgb("2b2523") if red else rgb("c2382f")
        look = people.Look(shirt, rgb("26211f"), rng.choice(("hair", "cap")), rgb("f0b93a"))
        people.person(
            canvas, 300 + i * 140 + rng.uniform(-20, 20), 960 + rng.uniform(-18, 24), 225, look, rng
        )


@scene("festival", "morning noon afternoon dusk")
def festival(canvas: Canvas, mood: Mood, rng: random.Random) -> None:
    """A cultural parade: umbrellas, pennants, drummers."""
    level = 560.0
    backdrop(canvas, mood, rng, level)
    floor = rgb("d9c6a2")
    nature.ground(canvas, (lighter(floor, 0.15), darker(floor, 0.1)), level)
    gold, red, green = rgb("f2c230"), rgb("c8303a"), rgb("3f8a5a")
    for i in range(9):
        x, tall = 30 + i * 192 + rng.uniform(-16, 16), rng.uniform(330, 430)
        canvas.line([(x, 700), (x, 700 - tall)], rgb("8a6a45"), 6)
        color = (gold, red, green)[i % 3]
        top = 700 - tall
        canvas.polygon(
            [
                (x, top),
                (x + 62, top + 24),
                (x + 40, top + 130),
                (x + 58, top + 210),
                (x, top + 230),
            ],
            color,
        )
        canvas.polygon(
            [(x, top), (x + 18, top + 8), (x + 14, top + 226), (x, top + 230)], lighter(color, 0.3)
        )
    for cord in range(2):
        y = 150 + cord * 70
        for i in range(30):
            x = i * 56 + cord * 20
            sag = 60 * (1 - ((i % 15) / 7 - 1) ** 2)
            canvas.polygon(
                [(x, y + sag), (x + 36, y + sag), (x + 18, y + sag + 44)],
                (gold, red, green, rgb("f7f1e3"))[(i + cord) % 4],
            )
    people.crowd(canvas, rng, (20, 1580), 720, 150, 15)
    for i in range(6):
        x = 130 + i * 260 + rng.uniform(-20, 20)
        color = (gold, red, green)[(i + 1) % 3]
        look = people.Look(color, darker(color, 0.45), rng.choice(("veil", "cap", "hair")), gold)
        people.person(canvas, x, 960, 290, look, rng)
        if i % 2 == 0:
            buildings.parasol(canvas, x + 70, 950, 310, (gold, lighter(gold, 0.4)))
        else:
            canvas.rect(x - 40, 800, 84, 62, rgb("7a4a2f"), radius=10)
            canvas.ellipse(x + 2, 800, 42, 12, rgb("f2e2c0"))
