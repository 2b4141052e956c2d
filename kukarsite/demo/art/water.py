"""River, boats and what floats on it."""

import random
from math import pi, sin

from .canvas import Canvas, Color, darker, lighter, mix, rgb
from .light import Mood
from .people import Look, person

HULLS = tuple(rgb(c) for c in ("7a4f33", "2f6f8f", "a8433a", "3f7f5a", "d8a23a", "4b4a6e"))


def river(canvas: Canvas, mood: Mood, rng: random.Random, shore: float) -> None:
    """Water with the far shore mirrored in it and light playing on the surface."""
    near = darker(mood.water, 0.12)
    far = mix(mood.water, mood.horizon, 0.62)
    canvas.mirror_below(shore, (far, mix(far, near, 0.55), near), rng)
    sparkle(canvas, mood, rng, shore)


def sparkle(canvas: Canvas, mood: Mood, rng: random.Random, shore: float, count: int = 150) -> None:
    light = lighter(mood.horizon, 0.4)
    for _ in range(count):
        depth = rng.random() ** 1.6
        y = shore + 4 + depth * (canvas.height - shore)
        width = (12 + 110 * depth) * rng.uniform(0.4, 1.2)
        x = rng.uniform(-50, canvas.width)
        tone, alpha = (light, 70) if rng.random() < 0.6 else (darker(mood.water, 0.35), 36)
        thick = 1.2 + 3 * depth
        canvas.rect(x, y, width, thick, tone, radius=thick / 2, alpha=alpha)


def wake(canvas: Canvas, x: float, y: float, length: float, light: Color) -> None:
    for i in range(5):
        canvas.rect(
            x + i * length * 0.05,
            y + i * 4,
            length * (1 - i * 0.14),
            2.6,
            light,
            radius=1,
            alpha=95 - i * 12,
        )


def hull(
    canvas: Canvas, x: float, y: float, length: float, color: Color, rise: float = 0.1
) -> None:
    """A slender hull seen from the side: bow to the right, curved up at both ends."""
    top, keel = [], []
    for i in range(21):
        t = i / 20
        lift = length * rise * (abs(t - 0.42) * 1.7) ** 2.6
        top.append((x + length * t, y - length * 0.035 - lift))
        keel.append((x + length * (0.04 + 0.9 * t), y + length * 0.03 * sin(pi * t) - lift * 0.25))
    canvas.polygon(top + keel[::-1], color)
    canvas.line(top, lighter(color, 0.35), max(2.0, length * 0.012))
    shadow = [(px, py + length * 0.045) for px, py in keel]
    canvas.polygon(keel + shadow[::-1], darker(color, 0.55), 70)


def ketinting(canvas: Canvas, x: float, y: float, length: float, rng: random.Random) -> None:
    """The long-tail boat of the Mahakam, with one or two people."""
    color = rng.choice(HULLS)
    for seat in sorted(rng.sample((0.28, 0.45, 0.6, 0.72), rng.randint(1, 3))):
        look = Look.random(rng)
        person(canvas, x + length * seat, y + length * 0.0, length * 0.3, look, rng, seated=True)
    hull(canvas, x, y, length, color)
    canvas.line(
        [(x + length * 0.06, y - length * 0.08), (x - length * 0.16, y + length * 0.05)],
        rgb("4b5056"),
        max(2.0, length * 0.012),
    )
    canvas.rect(
        x + length * 0.03, y - length * 0.12, length * 0.06, length * 0.05, rgb("a8323a"), radius=2
    )
    wake(canvas, x - length * 0.5, y + length * 0.04, length * 0.5, (255, 255, 255))


def kelotok(canvas: Canvas, x: float, y: float, length: float, rng: random.Random) -> None:
    """A roofed passenger boat."""
    color = rng.choice(HULLS)
    cabin = lighter(mix(color, rgb("f3ead7"), 0.75), 0.1)
    left, top, width = x + length * 0.12, y - length * 0.2, length * 0.66
    canvas.rect(left, top, width, length * 0.17, cabin)
    for i in range(7):
        canvas.rect(
            left + width * (0.04 + i * 0.137),
            top + length * 0.035,
            width * 0.09,
            length * 0.065,
            mix(rgb("2f5566"), rgb("ffe2a0"), rng.choice((0, 0, 0.5))),
            radius=2,
        )
    canvas.polygon(
        [
            (left - length * 0.04, top),
            (left + width + length * 0.05, top),
            (left + width + length * 0.02, top - length * 0.035),
            (left - length * 0.02, top - length * 0.035),
        ],
        darker(color, 0.1),
    )
    canvas.rect(left, top + length * 0.115, width, length * 0.02, color)
    hull(canvas, x, y, length, color, 0.16)
    canvas.line(
        [(x + length * 0.02, y - length * 0.05), (x + length * 0.02, y - length * 0.27)],
        rgb("6b5445"),
        2.5,
    )
    flag(canvas, x + length * 0.02, y - length * 0.27, length * 0.08)
    wake(canvas, x - length * 0.3, y + length * 0.05, length * 0.4, (255, 255, 255))


def flag(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Red over white, with a gentle wave."""
    height = width * 0.64
    upper = [(x + width * t / 8, y + height * 0.06 * sin(t)) for t in range(9)]
    middle = [(px, py + height / 2) for px, py in upper]
    lower = [(px, py + height) for px, py in upper]
    canvas.polygon(upper + middle[::-1], rgb("d0202e"))
    canvas.polygon(middle + lower[::-1], rgb("fbfbf7"))


def dragon_boat(
    canvas: Canvas, x: float, y: float, length: float, color: Color, rng: random.Random
) -> None:
    """A long racing boat: a full crew with paddles, a carved head at the bow."""
    crew = 11
    shirt = lighter(color, 0.2)
    for i in range(crew):
        px = x + length * (0.12 + 0.7 * i / (crew - 1))
        look = Look(shirt, rgb("39424e"), rng.choice(("hair", "cap")))
        person(canvas, px, y, length * 0.16, look, rng, seated=True, lean=0.25)
        canvas.line(
            [(px + length * 0.015, y - length * 0.07), (px - length * 0.03, y + length * 0.035)],
            rgb("e8c98e"),
            max(2.0, length * 0.006),
        )
    hull(canvas, x, y, length, color, 0.09)
    for i in range(14):
        canvas.ellipse(
            x + length * (0.1 + 0.057 * i),
            y - length * 0.012,
            length * 0.008,
            length * 0.008,
            rgb("ffd75e"),
        )
    head_x, head_y = x + length * 0.995, y - length * 0.09
    canvas.ellipse(head_x, head_y, length * 0.025, length * 0.02, rgb("ffd75e"))
    canvas.ellipse(
        head_x + length * 0.02,
        head_y + length * 0.006,
        length * 0.018,
        length * 0.01,
        rgb("e2574c"),
    )
    wake(canvas, x - length * 0.1, y + length * 0.03, length * 0.8, (255, 255, 255))


def dolphin(canvas: Canvas, x: float, y: float, size: float, color: Color) -> None:
    """The pesut: a round forehead, a small back fin, just breaking the surface."""
    canvas.dome(x - size, y - size * 0.62, x + size, y + size * 0.62, color)
    canvas.ellipse(x + size * 0.72, y - size * 0.2, size * 0.36, size * 0.34, color)
    canvas.polygon(
        [
            (x - size * 0.3, y - size * 0.56),
            (x + size * 0.02, y - size * 0.6),
            (x - size * 0.26, y - size * 0.8),
        ],
        darker(color, 0.15),
    )
    canvas.ellipse(x + size * 0.86, y - size * 0.24, size * 0.035, size * 0.035, rgb("22303a"))
    canvas.arc(
        x + size * 0.86, y - size * 0.2, size * 0.18, size * 0.12, (30, 110), darker(color, 0.4), 2
    )
    for i, alpha in enumerate((150, 100, 60)):
        grow = 1.25 + i * 0.3
        canvas.rect(
            x - size * grow,
            y - 3 + i * 8,
            size * grow * 2,
            6,
            (255, 255, 255),
            radius=3,
            alpha=alpha,
        )
