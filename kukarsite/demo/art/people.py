"""Small flat figures: nobody in particular."""

import random
from dataclasses import dataclass

from .canvas import Canvas, Color, darker, lighter, rgb

SKINS = tuple(rgb(c) for c in ("d9a47a", "c98f64", "b97d55", "e0b38c"))
SHIRTS = tuple(
    rgb(c)
    for c in (
        "d9574a",
        "2f7f9f",
        "e3a535",
        "4f9a68",
        "7a5aa6",
        "e58a5b",
        "f2efe6",
        "3f5f8f",
        "c2536f",
        "5aa9a5",
    )
)
VEILS = tuple(
    rgb(c) for c in ("8fb7c9", "e6c9b8", "5f7f6a", "c9a0b8", "f0e6d2", "46607f", "b5574f")
)
HAIR = rgb("2a2422")
KHAKI = rgb("b59a6a")


@dataclass(frozen=True)
class Look:
    shirt: Color
    trousers: Color
    head: str = "hair"  # hair, veil, cap, hat, helmet
    head_color: Color = HAIR

    @classmethod
    def random(
        cls, rng: random.Random, heads: tuple[str, ...] = ("hair", "veil", "hat", "cap")
    ) -> "Look":
        head = rng.choice(heads)
        color = {
            "veil": rng.choice(VEILS),
            "hat": rgb("e2c48a"),
            "cap": rng.choice(SHIRTS),
            "helmet": rgb("f2c230"),
        }.get(head, HAIR)
        trousers = rng.choice((rgb("3f4a5c"), rgb("5b4a42"), rgb("2f5a66"), rgb("6b6f78")))
        return cls(rng.choice(SHIRTS), trousers, head, color)


def person(
    canvas: Canvas,
    x: float,
    base: float,
    height: float,
    look: Look,
    rng: random.Random,
    *,
    seated: bool = False,
    lean: float = 0.0,
) -> None:
    """A figure standing on `base`; seated ones end at the waist."""
    skin = rng.choice(SKINS)
    h = height
    shift = lean * h * 0.3
    shoulder = base - h * (0.52 if seated else 0.8)
    hip = base if seated else base - h * 0.42
    if not seated:
        canvas.ellipse(x, base, h * 0.16, h * 0.025, (20, 30, 40), 60)
        _legs(canvas, x, hip, base, h, look)
    wide = h * 0.13
    canvas.polygon(
        [
            (x - wide * 0.9 + shift, shoulder + h * 0.03),
            (x + wide * 0.9 + shift, shoulder + h * 0.03),
            (x + wide * 1.05, hip),
            (x - wide * 1.05, hip),
        ],
        look.shirt,
    )
    canvas.ellipse(x + shift, shoulder + h * 0.035, wide * 0.92, h * 0.045, look.shirt)
    for side in (-1, 1):
        swing = rng.uniform(0.0, 0.06) * h
        hand = (x + side * (wide * 1.25 + swing), hip - h * 0.01)
        elbow = (x + side * wide * 1.28 + shift * 0.6, (shoulder + hip) / 2)
        canvas.line(
            [(x + side * wide * 0.8 + shift, shoulder + h * 0.04), elbow, hand],
            darker(look.shirt, 0.14),
            h * 0.062,
        )
        canvas.ellipse(hand[0], hand[1], h * 0.03, h * 0.03, skin)
    _head(canvas, x + shift * 1.3, shoulder - h * 0.075, h * 0.088, look, skin)


def _legs(canvas: Canvas, x: float, hip: float, base: float, h: float, look: Look) -> None:
    if look.head == "veil":
        canvas.polygon(
            [
                (x - h * 0.135, hip - h * 0.01),
                (x + h * 0.135, hip - h * 0.01),
                (x + h * 0.15, base - h * 0.02),
                (x - h * 0.15, base - h * 0.02),
            ],
            look.trousers,
        )
        return
    for side in (-1, 1):
        canvas.rect(
            x + side * h * 0.065 - h * 0.055,
            hip - 1,
            h * 0.11,
            base - hip - h * 0.01,
            look.trousers,
        )
        canvas.rect(
            x + side * h * 0.072 - h * 0.06,
            base - h * 0.03,
            h * 0.13,
            h * 0.03,
            rgb("2b2b30"),
            radius=2,
        )


def _head(canvas: Canvas, x: float, y: float, r: float, look: Look, skin: Color) -> None:
    if look.head == "veil":
        canvas.polygon(
            [
                (x - r * 1.1, y),
                (x + r * 1.1, y),
                (x + r * 1.75, y + r * 2.3),
                (x - r * 1.75, y + r * 2.3),
            ],
            look.head_color,
        )
        canvas.ellipse(x, y - r * 0.05, r * 1.2, r * 1.3, look.head_color)
        canvas.ellipse(x, y + r * 0.12, r * 0.78, r * 0.88, skin)
        return
    canvas.rect(x - r * 0.36, y + r * 0.6, r * 0.72, r * 0.75, darker(skin, 0.12))
    canvas.ellipse(x, y, r * 0.94, r * 1.08, skin)
    canvas.dome(x - r, y - r * 1.18, x + r, y + r * 0.75, HAIR)
    if look.head == "hat":
        canvas.polygon(
            [(x - r * 2.1, y - r * 0.35), (x, y - r * 1.75), (x + r * 2.1, y - r * 0.35)],
            look.head_color,
        )
        canvas.line(
            [(x - r * 2.1, y - r * 0.35), (x + r * 2.1, y - r * 0.35)],
            darker(look.head_color, 0.2),
            2,
        )
    elif look.head in ("cap", "helmet"):
        canvas.dome(x - r * 1.1, y - r * 1.4, x + r * 1.1, y + r * 0.6, look.head_color)
        canvas.rect(
            x - r * 1.3, y - r * 0.5, r * 2.6, r * 0.2, darker(look.head_color, 0.15), radius=1
        )


def crowd(
    canvas: Canvas,
    rng: random.Random,
    span: tuple[float, float],
    base: float,
    height: float,
    count: int,
    heads: tuple[str, ...] = ("hair", "veil", "cap"),
) -> None:
    """People side by side, those further back drawn first."""
    spots = sorted(
        (
            base + rng.uniform(-0.12, 0.12) * height,
            span[0] + (span[1] - span[0]) * (i + rng.uniform(0.2, 0.8)) / count,
        )
        for i in range(count)
    )
    for y, x in spots:
        size = height * rng.uniform(0.9, 1.08) * (1 + (y - base) / height * 0.4)
        person(canvas, x, y, size, Look.random(rng, heads), rng)


def pupil(rng: random.Random) -> Look:
    """Primary-school uniform: white and red."""
    head = rng.choice(("hair", "veil", "cap"))
    color = {"veil": rgb("f6f4ee"), "cap": rgb("c8303a")}.get(head, HAIR)
    return Look(rgb("f8f6f0"), rgb("b3262f"), head, color)


def official(rng: random.Random) -> Look:
    """Civil servants in khaki."""
    head = rng.choice(("hair", "veil"))
    return Look(KHAKI, darker(KHAKI, 0.25), head, rgb("8d7a52") if head == "veil" else HAIR)


def health_worker(rng: random.Random) -> Look:
    head = rng.choice(("hair", "veil"))
    return Look(
        rgb("f4f8f8"), rgb("5f8f96"), head, lighter(rgb("5fa6a0"), 0.2) if head == "veil" else HAIR
    )
