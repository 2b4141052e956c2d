"""Houses on stilts, public buildings and what stands around them."""

import random

from .canvas import Canvas, Color, Point, darker, lighter, mix, rgb

WALLS = tuple(
    rgb(c) for c in ("e8d3a8", "b9d3d6", "d8b48a", "c9dcb8", "e6b8a2", "f0e6cf", "9fc0c9")
)
ROOFS = tuple(rgb(c) for c in ("a8483a", "5f7f8f", "8f5a3f", "4f6f62", "b5653a", "6f7a86"))
WOOD = rgb("7a5a42")


def roof(canvas: Canvas, x: float, y: float, width: float, height: float, color: Color) -> None:
    """A hipped roof with ribs; `y` is the eave."""
    over = width * 0.07
    ridge_in = width * 0.2
    canvas.polygon(
        [
            (x - over, y),
            (x + width + over, y),
            (x + width - ridge_in, y - height),
            (x + ridge_in, y - height),
        ],
        color,
    )
    ribs = max(6, round(width / 26))
    for i in range(1, ribs):
        t = i / ribs
        low = x - over + (width + 2 * over) * t
        high = x + ridge_in + (width - 2 * ridge_in) * t
        canvas.line([(low, y), (high, y - height)], darker(color, 0.16), 1.6)
    canvas.line(
        [(x + ridge_in, y - height), (x + width - ridge_in, y - height)], lighter(color, 0.25), 4
    )
    canvas.rect(x - over, y - 2, width + 2 * over, 6, darker(color, 0.3))


def window(canvas: Canvas, x: float, y: float, width: float, height: float, glass: Color) -> None:
    canvas.rect(x - 4, y - 4, width + 8, height + 8, rgb("f7f1e3"), radius=2)
    canvas.rect(x, y, width, height, glass)
    canvas.polygon(
        [(x, y + height * 0.55), (x, y), (x + width * 0.75, y)], lighter(glass, 0.35), 110
    )
    canvas.line([(x + width / 2, y), (x + width / 2, y + height)], rgb("f7f1e3"), 3)


def door(canvas: Canvas, x: float, base: float, width: float, height: float, color: Color) -> None:
    canvas.rect(x - 4, base - height - 4, width + 8, height + 4, rgb("f7f1e3"))
    canvas.rect(x, base - height, width, height, color)
    canvas.line([(x + width / 2, base - height), (x + width / 2, base)], darker(color, 0.3), 2)
    canvas.ellipse(x + width * 0.6, base - height * 0.45, 3, 3, rgb("f2cf6a"))


def stilt_house(
    canvas: Canvas, x: float, water: float, width: float, rng: random.Random, lit: bool = False
) -> None:
    """A wooden house above the water, with a veranda."""
    wall, cover = rng.choice(WALLS), rng.choice(ROOFS)
    floor = water - width * 0.2
    height = width * 0.38
    for i in range(8):
        px = x + width * (0.02 + 0.135 * i)
        canvas.rect(px, floor, width * 0.018, water - floor + 12, darker(WOOD, 0.35))
    canvas.line([(x, floor + width * 0.1), (x + width, floor + width * 0.06)], darker(WOOD, 0.3), 3)
    canvas.rect(x, floor - height, width, height, wall)
    for i in range(1, 9):
        y = floor - height * i / 9
        canvas.line([(x, y), (x + width, y)], darker(wall, 0.1), 1.5)
    canvas.rect(x, floor - height, width, height * 0.14, darker(wall, 0.4), alpha=80)
    glass = rgb("ffd889") if lit else mix(rgb("3f6273"), rgb("a8c9cf"), rng.uniform(0, 0.4))
    for at in (0.1, 0.68):
        window(canvas, x + width * at, floor - height * 0.72, width * 0.2, height * 0.36, glass)
    door(canvas, x + width * 0.42, floor, width * 0.15, height * 0.72, darker(cover, 0.1))
    roof(canvas, x, floor - height, width, width * rng.uniform(0.24, 0.32), cover)
    canvas.rect(x - width * 0.1, floor - 2, width * 1.2, width * 0.04, WOOD)
    _railing(canvas, x - width * 0.1, x + width * 0.38, floor, width)
    _railing(canvas, x + width * 0.62, x + width * 1.1, floor, width)
    canvas.line(
        [(x + width * 0.5, floor), (x + width * 0.58, water + 10)], darker(WOOD, 0.1), width * 0.03
    )


def _railing(canvas: Canvas, left: float, right: float, floor: float, width: float) -> None:
    color = lighter(WOOD, 0.2)
    top = floor - width * 0.11
    canvas.line([(left, top), (right, top)], color, 3.5)
    count = max(2, round((right - left) / (width * 0.05)))
    for i in range(count + 1):
        px = left + (right - left) * i / count
        canvas.line([(px, top), (px, floor)], color, 2.4)


def office(
    canvas: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    colors: tuple[Color, Color, Color],
    sign: str = "",
) -> None:
    """A one-storey public building with a porch; `colors` are wall, band and roof."""
    wall, band, cover = colors
    canvas.rect(x, base - height, width, height, wall)
    canvas.rect(x, base - height * 0.16, width, height * 0.16, darker(band, 0.05))
    canvas.rect(x, base - height, width, height * 0.1, darker(wall, 0.4), alpha=70)
    glass = rgb("6fa0b0")
    bays = max(4, round(width / 150))
    for i in range(bays):
        centre = x + width * (i + 0.5) / bays
        if abs(centre - (x + width / 2)) > width * 0.17:
            window(canvas, centre - 38, base - height * 0.74, 76, height * 0.42, glass)
    roof(canvas, x, base - height, width, height * 0.52, cover)
    _porch(canvas, x + width / 2, base, width * 0.34, height, colors, sign)


def _porch(
    canvas: Canvas,
    centre: float,
    base: float,
    width: float,
    height: float,
    colors: tuple[Color, Color, Color],
    sign: str,
) -> None:
    wall, band, cover = colors
    left = centre - width / 2
    canvas.rect(left, base - height * 0.92, width, height * 0.92, darker(wall, 0.12))
    for side in (-1, 1):
        door(
            canvas,
            centre + (4 if side > 0 else -width * 0.17 - 4),
            base,
            width * 0.17,
            height * 0.62,
            band,
        )
    for at in (0.03, 0.9):
        canvas.rect(
            left + width * at, base - height * 0.9, width * 0.07, height * 0.9, lighter(wall, 0.5)
        )
        canvas.rect(left + width * at - 4, base - 16, width * 0.07 + 8, 16, band)
    canvas.polygon(
        [
            (left - width * 0.08, base - height * 0.86),
            (left + width * 1.08, base - height * 0.86),
            (centre, base - height * 1.36),
        ],
        cover,
    )
    canvas.polygon(
        [
            (left + width * 0.06, base - height * 0.91),
            (left + width * 0.94, base - height * 0.91),
            (centre, base - height * 1.24),
        ],
        lighter(wall, 0.35),
    )
    canvas.rect(left - width * 0.08, base - height * 0.86, width * 1.16, 8, darker(cover, 0.3))
    if sign:
        canvas.rect(left, base - height * 0.83, width, height * 0.17, band, radius=4)
        size = min(height * 0.11, width * 1.35 / len(sign))
        canvas.text(centre, base - height * 0.745, sign, size, (255, 255, 255))
    for i in range(3):
        canvas.rect(
            left - 10 - i * 14, base + i * 8, width + 20 + i * 28, 8, lighter(wall, 0.3 - 0.15 * i)
        )


def flagpole(canvas: Canvas, x: float, base: float, height: float) -> None:
    from .water import flag

    canvas.rect(x - 30, base - 12, 60, 14, rgb("e9e4d8"), radius=3)
    canvas.rect(x - 3, base - height, 6, height, rgb("dfe3e6"))
    flag(canvas, x + 3, base - height + 6, height * 0.24)


def lamin(canvas: Canvas, x: float, base: float, width: float, rng: random.Random) -> None:
    """A Dayak longhouse: high stilts, long veranda, carved roof ends."""
    wood, dark = rgb("8a5a36"), rgb("4b3226")
    floor, height = base - width * 0.1, width * 0.14
    for i in range(15):
        px = x + width * (0.005 + 0.07 * i)
        canvas.rect(px, floor, width * 0.014, base - floor, dark)
        if i % 2 == 0:
            canvas.ellipse(
                px + width * 0.007, floor + width * 0.03, width * 0.009, width * 0.02, rgb("f2efe6")
            )
    canvas.rect(x, floor - height, width, height, wood)
    _motif(canvas, x, floor - height * 0.42, width, height * 0.36)
    for i in range(6):
        door(
            canvas,
            x + width * (0.08 + 0.157 * i),
            floor - height * 0.44,
            width * 0.04,
            height * 0.42,
            dark,
        )
    cover = rgb("5f4636")
    roof(canvas, x - width * 0.02, floor - height, width * 1.04, width * 0.15, cover)
    for side in (0.16, 0.84):
        px, top = x + width * side, floor - height - width * 0.15
        for turn in (-1, 1):
            canvas.line(
                [(px, top + 6), (px + turn * 18, top - 26), (px + turn * 42, top - 34)],
                rgb("f2c14e"),
                6,
            )
    canvas.rect(x - width * 0.03, floor - 3, width * 1.06, width * 0.014, lighter(wood, 0.2))
    step = x + width * 0.5
    for i in range(7):
        t = i / 6
        canvas.rect(step - 34 + t * 20, floor + (base - floor) * t, 68, 7, lighter(wood, 0.1))


def _motif(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Spirals of white and yellow on black, as on carved boards."""
    canvas.rect(x, y, width, height, rgb("26211f"))
    count = max(6, round(width / (height * 1.7)))
    for i in range(count):
        cx, cy = x + width * (i + 0.5) / count, y + height / 2
        for turn, color in ((1, rgb("f4f0e4")), (-1, rgb("f0b93a"))):
            canvas.arc(
                cx + turn * height * 0.28, cy, height * 0.3, height * 0.3, (30, 300), color, 2.6
            )
            canvas.arc(
                cx + turn * height * 0.28, cy, height * 0.15, height * 0.15, (180, 90), color, 2.2
            )
        canvas.ellipse(cx, cy, height * 0.08, height * 0.08, rgb("d0402e"))


def parasol(
    canvas: Canvas, x: float, base: float, size: float, colors: tuple[Color, Color]
) -> None:
    canvas.line([(x, base), (x, base - size * 1.1)], rgb("d8d3c6"), 5)
    top = base - size * 1.28
    for i in range(6):
        left = x - size * 0.75 + size * 1.5 * i / 6
        right = left + size * 0.25
        canvas.polygon(
            [(x, top), (left, base - size * 0.92), (right, base - size * 0.92)], colors[i % 2]
        )
        canvas.ellipse(
            left + size * 0.125, base - size * 0.92, size * 0.125, size * 0.05, colors[i % 2]
        )


def stall(canvas: Canvas, x: float, base: float, width: float, rng: random.Random) -> None:
    """A market stall heaped with vegetables and fish."""
    stripe = rng.choice((rgb("d9574a"), rgb("2f8f86"), rgb("e3a535"), rgb("3f6f9f"), rgb("7a9a3f")))
    for at in (0.02, 0.95):
        canvas.rect(x + width * at, base - width * 0.95, width * 0.03, width * 0.95, WOOD)
    canvas.rect(x, base - width * 0.34, width, width * 0.34, darker(WOOD, 0.05))
    for i in range(1, 5):
        canvas.line(
            [(x, base - width * 0.34 * i / 5), (x + width, base - width * 0.34 * i / 5)],
            darker(WOOD, 0.3),
            2,
        )
    goods = (
        rgb("d8412f"),
        rgb("f0a52f"),
        rgb("6fa043"),
        rgb("8f4f8a"),
        rgb("f2d34f"),
        rgb("b8c4c9"),
        rgb("4f8a4a"),
    )
    for bay in range(4):
        color = rng.choice(goods)
        cx = x + width * (0.14 + 0.24 * bay)
        for row, count in enumerate((4, 3, 2)):
            for i in range(count):
                px = cx + (i - (count - 1) / 2) * width * 0.05
                py = base - width * (0.37 + 0.038 * row)
                tone = mix(color, lighter(color, 0.4), rng.random() * 0.5)
                canvas.ellipse(px, py, width * 0.03, width * 0.028, tone)
    panels = 8
    for i in range(panels):
        left, right = (
            x - width * 0.06 + width * 1.12 * i / panels,
            x - width * 0.06 + width * 1.12 * (i + 1) / panels,
        )
        color = stripe if i % 2 == 0 else rgb("fbf6ea")
        inner: list[Point] = [
            (x + width * i / panels, base - width * 1.08),
            (x + width * (i + 1) / panels, base - width * 1.08),
        ]
        canvas.polygon([*inner, (right, base - width * 0.84), (left, base - width * 0.84)], color)
        canvas.ellipse(
            (left + right) / 2, base - width * 0.84, (right - left) / 2, width * 0.04, color
        )
