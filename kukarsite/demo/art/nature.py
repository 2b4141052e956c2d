"""Hills, trees, palms, grass and birds."""

import random
from itertools import pairwise
from math import cos, pi, sin

from .canvas import Canvas, Color, Point, Ridge, darker, lighter, mix, rgb, ridge
from .light import Mood


def hills(
    canvas: Canvas,
    mood: Mood,
    rng: random.Random,
    base: float,
    layers: int = 3,
    height: float = 150,
) -> None:
    """Layers of hills, each nearer, lower and greener, with mist between them."""
    for layer in range(layers):
        near = layer / max(1, layers - 1)
        level = base - (1 - near) * height * 0.45
        line = ridge(rng, level, height * (1 - 0.62 * near), 1.2 + layer)
        canvas.land(line, mood.distant(0.1 + 0.55 * near), base + 40)
        canvas.veil(level - 30, base + 6, mood.horizon, 0, round(95 - 45 * near))


def canopy(
    canvas: Canvas, mood: Mood, rng: random.Random, line: Ridge, nearness: float, size: float
) -> None:
    """A forest edge: overlapping crowns, lit from above."""
    base = mood.distant(nearness)
    x = -size
    while x < canvas.width + size:
        radius = size * rng.uniform(0.6, 1.25)
        y = line(x)
        tone = mix(base, darker(base, 0.5), rng.uniform(0, 0.35))
        canvas.ellipse(x, y, radius, radius * 0.8, tone)
        canvas.ellipse(
            x - radius * 0.18,
            y - radius * 0.2,
            radius * 0.62,
            radius * 0.46,
            lighter(tone, 0.1),
            150,
        )
        x += radius * rng.uniform(0.55, 0.95)


def forest_shore(
    canvas: Canvas, mood: Mood, rng: random.Random, base: float, size: float = 34, rise: float = 40
) -> None:
    """Dense trees down to a shore line; the row behind is paler."""
    for nearness, lift in ((0.62, rise), (0.86, rise * 0.4)):
        line = ridge(rng, base - lift, rise, 3)
        canvas.land(line, mood.distant(nearness), base + 2)
        canopy(canvas, mood, rng, line, nearness, size)
        canvas.land(lambda x, top=line: top(x) + size * 0.3, mood.distant(nearness), base + 2)  # type: ignore[misc]


def tree(
    canvas: Canvas, x: float, base: float, height: float, leaf: Color, rng: random.Random
) -> None:
    trunk = rgb("6b5445")
    canvas.polygon(
        [
            (x - height * 0.035, base),
            (x + height * 0.035, base),
            (x + height * 0.02, base - height * 0.6),
            (x - height * 0.02, base - height * 0.6),
        ],
        trunk,
    )
    crown = height * 0.3
    blobs = [(rng.uniform(-0.9, 0.9), rng.uniform(-0.5, 0.5)) for _ in range(9)]
    for tone, shift in ((darker(leaf, 0.25), 0.12), (leaf, 0.0), (lighter(leaf, 0.16), -0.2)):
        scale = 1 - abs(shift) * 1.3
        for dx, dy in blobs:
            r = crown * rng.uniform(0.42, 0.62) * scale
            cx = x + (dx * 0.75 + shift * 0.6) * crown * scale
            canvas.ellipse(cx, base - height * 0.72 + (dy + shift) * crown, r, r * 0.86, tone)


def palm(
    canvas: Canvas, x: float, base: float, height: float, leaf: Color, rng: random.Random
) -> None:
    """A coconut palm with a leaning, curved trunk."""
    lean = rng.uniform(-0.22, 0.22) * height
    trunk = [(x + lean * (t / 10) ** 2, base - height * t / 10) for t in range(11)]
    for i, (left, right) in enumerate(pairwise(trunk)):
        canvas.line([left, right], rgb("7d6853"), height * (0.045 - 0.0022 * i))
    top = trunk[-1]
    for i in range(11):
        angle = pi * (i / 10) * 1.36 - pi * 0.18 + rng.uniform(-0.1, 0.1)
        tone = mix(darker(leaf, 0.3), lighter(leaf, 0.12), (i % 3) / 2)
        _frond(canvas, top, angle, height * rng.uniform(0.32, 0.4), tone)
    for dx in (-0.03, 0.0, 0.03):
        r = height * 0.024
        canvas.ellipse(top[0] + dx * height, top[1] + height * 0.03, r, r, rgb("8a6a35"))


def _frond(canvas: Canvas, start: Point, angle: float, length: float, color: Color) -> None:
    """One drooping leaf: a curved spine with a belly on both sides."""
    spine = []
    for t in range(9):
        s = t / 8
        x = start[0] + cos(angle) * length * s
        y = start[1] - sin(angle) * length * s + length * 0.55 * s * s
        spine.append((x, y))
    belly = [length * 0.09 * sin(pi * min(1.0, 0.12 + t / 8)) for t in range(9)]
    upper = [(x, y - b) for (x, y), b in zip(spine, belly, strict=True)]
    lower = [(x, y + b * 0.7) for (x, y), b in zip(spine, belly, strict=True)]
    canvas.polygon(upper + lower[::-1], color)


def banana(canvas: Canvas, x: float, base: float, height: float, leaf: Color) -> None:
    canvas.line([(x, base), (x, base - height * 0.5)], rgb("9bab6a"), height * 0.08)
    for i in range(7):
        angle = pi * (0.12 + 0.76 * i / 6)
        tone = mix(leaf, lighter(leaf, 0.35), (i % 2) * 0.6)
        end = (x + cos(angle) * height * 0.5, base - height * 0.45 - sin(angle) * height * 0.5)
        side = (-sin(angle) * height * 0.09, -cos(angle) * height * 0.09)
        start = (x, base - height * 0.45)
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - height * 0.03)
        canvas.polygon(
            [
                start,
                (middle[0] + side[0], middle[1] + side[1]),
                end,
                (middle[0] - side[0], middle[1] - side[1]),
            ],
            tone,
        )


def grass(
    canvas: Canvas, rng: random.Random, color: Color, top: float, bottom: float, count: int = 160
) -> None:
    for _ in range(count):
        x, y = rng.uniform(0, canvas.width), rng.uniform(top, bottom)
        size = 6 + 20 * (y - top) / max(1.0, bottom - top)
        tone = mix(darker(color, 0.18), lighter(color, 0.22), rng.random())
        for spread in (-0.5, 0.0, 0.5):
            canvas.line([(x, y), (x + spread * size, y - size)], tone, 2.2)


def reeds(canvas: Canvas, rng: random.Random, color: Color, left: float, right: float) -> None:
    """Tall stems in the foreground frame a river view."""
    for _ in range(round((right - left) / 9)):
        x = rng.uniform(left, right)
        height = rng.uniform(60, 190)
        lean = rng.uniform(-0.25, 0.25) * height
        tone = mix(darker(color, 0.45), color, rng.random() * 0.8)
        bottom = canvas.height + 10
        canvas.polygon([(x - 4, bottom), (x + 4, bottom), (x + lean, bottom - height)], tone)


def birds(canvas: Canvas, rng: random.Random, color: Color, top: float, bottom: float) -> None:
    cx, cy = rng.uniform(0.2, 0.8) * canvas.width, rng.uniform(top, bottom)
    for _ in range(rng.randint(3, 7)):
        x, y = cx + rng.uniform(-150, 150), cy + rng.uniform(-50, 50)
        s = rng.uniform(7, 15)
        canvas.line([(x - s, y - s * 0.5), (x, y), (x + s, y - s * 0.5)], color, 2.2, 200)


def ground(canvas: Canvas, colors: tuple[Color, Color], top: float) -> None:
    canvas.gradient(top, canvas.height, colors)
