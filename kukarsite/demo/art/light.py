"""Times of day: a sky, a sun and the colours that everything else takes from them."""

import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from .canvas import Canvas, Color, lighter, mix, rgb


@dataclass(frozen=True)
class Mood:
    sky: tuple[Color, ...]
    hill: Color
    leaf: Color
    water: Color
    sun: Color | None
    sun_height: float
    tint: Color
    wash: float

    @property
    def horizon(self) -> Color:
        return self.sky[-1]

    def distant(self, nearness: float) -> Color:
        """0 is lost in the haze, 1 stands before us."""
        if nearness < 0.5:
            return mix(mix(self.hill, self.horizon, 0.55), self.hill, nearness * 2)
        return mix(self.hill, self.leaf, nearness * 2 - 1)


def _mood(
    sky: str,
    hill: str,
    leaf: str,
    water: str,
    sun: str | None,
    height: float,
    tint: str,
    wash: float,
) -> Mood:
    return Mood(
        tuple(rgb(code) for code in sky.split()),
        rgb(hill),
        rgb(leaf),
        rgb(water),
        rgb(sun) if sun else None,
        height,
        rgb(tint),
        wash,
    )


MOODS = {
    "dawn": _mood(
        "4f7cac 9fb3c8 f3b79b ffdfae", "8d86a8", "3f6656", "3f6a86", "fff3d2", 0.43, "ff9d6b", 0.08
    ),
    "morning": _mood(
        "5fb0e0 a5d6ec e4f1e6 fff4d6", "8fb5b0", "4d9158", "3f8f9f", "fffbe6", 0.30, "ffe9a8", 0.05
    ),
    "noon": _mood(
        "3a97dd 7fc4ee c9e8f3 edf7ee", "86b4b4", "479454", "3189a8", None, 0.2, "e8f7ff", 0.04
    ),
    "afternoon": _mood(
        "4f9bcb a9cfd8 f4e0b0 ffd996", "a3a789", "5a8a48", "4c8a8c", "fff0c2", 0.34, "ffb85c", 0.09
    ),
    "dusk": _mood(
        "2f3b6e 7a5d92 e0807d ffc487", "6d5f87", "2f4a4a", "44507e", "ffe2a6", 0.44, "ff7d5c", 0.09
    ),
    "overcast": _mood(
        "8aa4b4 b1c3cb d3dcdb e8e8de", "94a8a6", "4f7d62", "62838c", None, 0.2, "cfd8dc", 0.07
    ),
    "rain": _mood(
        "5b7384 7f96a2 a3b3b7 bcc7c4", "7f959a", "3f6858", "567682", None, 0.2, "7f98a8", 0.12
    ),
    "night": _mood(
        "0e1c40 1c3263 35518a 6d7fa8", "2d4068", "1a3040", "1c3560", None, 0.2, "27407a", 0.08
    ),
}


def sky(canvas: Canvas, mood: Mood, rng: random.Random, bottom: float) -> None:
    canvas.gradient(0, bottom, mood.sky)
    if mood.sun:
        cx = rng.uniform(0.2, 0.8) * canvas.width
        cy = mood.sun_height * canvas.height * rng.uniform(0.9, 1.0)
        canvas.glow(cx, cy, 420, lighter(mood.sun, 0.1), 0.8)
        canvas.ellipse(cx, cy, 46, 46, mood.sun)
    elif mood is MOODS["night"]:
        _stars(canvas, rng, bottom)
    clouds(canvas, mood, rng, bottom)


def _stars(canvas: Canvas, rng: random.Random, bottom: float) -> None:
    for _ in range(90):
        size = rng.uniform(0.7, 1.9)
        x, y = rng.uniform(0, canvas.width), rng.uniform(0, bottom * 0.8)
        canvas.ellipse(x, y, size, size, (255, 255, 240), rng.randint(90, 230))
    x, y = rng.uniform(0.15, 0.85) * canvas.width, rng.uniform(0.12, 0.25) * bottom
    canvas.glow(x, y, 200, rgb("cfdcff"), 0.5)
    canvas.ellipse(x, y, 36, 36, rgb("fdf6dc"))


def clouds(canvas: Canvas, mood: Mood, rng: random.Random, bottom: float) -> None:
    grey = mood in (MOODS["rain"], MOODS["overcast"])
    light = mix(lighter(mood.horizon, 0.55), mood.sky[0], 0.25 if grey else 0.0)
    for _ in range(rng.randint(3, 5) + (3 if grey else 0)):
        cx, cy = rng.uniform(-100, canvas.width), rng.uniform(0.06, 0.55) * bottom
        _cloud(canvas, cx, cy, rng.uniform(0.6, 1.5) * (1.4 if grey else 1), light, rng)


def _cloud(
    canvas: Canvas, x: float, y: float, size: float, color: Color, rng: random.Random
) -> None:
    """A flat-bottomed heap of puffs, cut out as one shape so that no seams show."""
    width, height = round(300 * size), round(110 * size)
    mask = Image.new("L", (width, height))
    pen = ImageDraw.Draw(mask)
    puffs = rng.randint(4, 6)
    for i in range(puffs):
        t = (i + 0.5) / puffs
        r = height * (0.22 + 0.62 * (t * (1 - t)) * rng.uniform(0.9, 1.5))
        cx = width * (0.14 + 0.72 * t)
        pen.ellipse(
            (cx - r * 1.25, height * 0.8 - r * 1.5, cx + r * 1.25, height * 0.8 + r), fill=255
        )
    pen.rounded_rectangle((0, height * 0.7, width, height * 0.84), height * 0.07, fill=255)
    pen.rectangle((0, height * 0.84, width, height), fill=0)
    fade = Image.linear_gradient("L").point([round(v * -0.45 + 190) for v in range(256)])
    mask = ImageChops.multiply(mask, fade.resize(mask.size))
    canvas.stamp(x, y, color, mask)


def rain(canvas: Canvas, rng: random.Random, strength: int = 420) -> None:
    for _ in range(strength):
        x, y = rng.uniform(-60, canvas.width), rng.uniform(-40, canvas.height)
        length = rng.uniform(18, 52)
        canvas.line(
            [(x, y), (x - length * 0.22, y + length)], (235, 243, 246), 1.4, rng.randint(50, 130)
        )


def sunbeams(canvas: Canvas, rng: random.Random, color: Color) -> None:
    top = rng.uniform(0.3, 0.6) * canvas.width
    for _ in range(6):
        x = top + rng.uniform(-320, 320)
        spread, drift = rng.uniform(40, 120), rng.uniform(-120, 260)
        canvas.polygon(
            [(x, -10), (x + 40, -10), (x + drift + spread, 800), (x + drift - spread, 800)],
            color,
            20,
        )
