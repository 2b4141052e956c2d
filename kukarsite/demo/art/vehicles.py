"""Vans, trucks and machines."""

from .canvas import Canvas, Color, darker, lighter, rgb


def wheel(canvas: Canvas, x: float, base: float, r: float) -> None:
    canvas.ellipse(x, base - r, r, r, rgb("26282c"))
    canvas.ellipse(x, base - r, r * 0.55, r * 0.55, rgb("b8bdc2"))
    canvas.ellipse(x, base - r, r * 0.2, r * 0.2, rgb("6b7076"))


def shadow(canvas: Canvas, x: float, base: float, width: float) -> None:
    canvas.ellipse(x + width / 2, base, width * 0.56, width * 0.035, (20, 28, 36), 80)


def van(
    canvas: Canvas,
    x: float,
    base: float,
    width: float,
    color: Color,
    sign: str = "",
    awning: bool = False,
) -> None:
    """A service van seen from its side, the front to the right."""
    shadow(canvas, x, base, width)
    height, floor = width * 0.46, base - width * 0.07
    canvas.rect(x, floor - height, width * 0.8, height, color, radius=18)
    canvas.polygon(
        [
            (x + width * 0.7, floor - height),
            (x + width * 0.84, floor - height * 0.96),
            (x + width * 0.94, floor - height * 0.5),
            (x + width, floor - height * 0.42),
            (x + width, floor),
            (x + width * 0.7, floor),
        ],
        color,
    )
    canvas.polygon(
        [
            (x + width * 0.73, floor - height * 0.9),
            (x + width * 0.82, floor - height * 0.88),
            (x + width * 0.915, floor - height * 0.5),
            (x + width * 0.73, floor - height * 0.5),
        ],
        rgb("6fa3b8"),
    )
    canvas.rect(
        x,
        floor - height * 0.3,
        width,
        height * 0.14,
        darker(color, 0.0) if awning else rgb("2f7f9f"),
    )
    canvas.rect(x + width * 0.01, floor - height * 0.3, width * 0.98, height * 0.13, rgb("e3a535"))
    canvas.rect(x, floor - height * 0.1, width, height * 0.12, darker(color, 0.45), radius=4)
    canvas.rect(
        x + width * 0.955,
        floor - height * 0.36,
        width * 0.04,
        height * 0.13,
        rgb("fff3c4"),
        radius=3,
    )
    if awning:
        canvas.rect(
            x + width * 0.1,
            floor - height * 0.86,
            width * 0.5,
            height * 0.5,
            rgb("35505c"),
            radius=4,
        )
        canvas.polygon(
            [
                (x + width * 0.06, floor - height * 0.9),
                (x + width * 0.64, floor - height * 0.9),
                (x + width * 0.68, floor - height * 0.72),
                (x + width * 0.02, floor - height * 0.72),
            ],
            rgb("e3a535"),
        )
        canvas.rect(
            x + width * 0.08, floor - height * 0.4, width * 0.54, height * 0.06, rgb("f7f1e3")
        )
    else:
        for i in range(3):
            canvas.rect(
                x + width * (0.06 + 0.21 * i),
                floor - height * 0.86,
                width * 0.18,
                height * 0.36,
                rgb("6fa3b8"),
                radius=6,
            )
    if sign:
        canvas.text(
            x + width * 0.36,
            floor - height * 0.235,
            sign,
            min(height * 0.1, width * 0.9 / len(sign)),
            rgb("2b3640"),
        )
    for at in (0.18, 0.82):
        wheel(canvas, x + width * at, base, width * 0.085)


def ambulance(canvas: Canvas, x: float, base: float, width: float) -> None:
    van(canvas, x, base, width, rgb("f7f8f6"))
    height, floor = width * 0.46, base - width * 0.07
    canvas.rect(
        x + width * 0.74,
        floor - height * 1.06,
        width * 0.08,
        height * 0.08,
        rgb("d8303a"),
        radius=3,
    )
    cx, cy, arm = x + width * 0.36, floor - height * 0.68, width * 0.035
    canvas.ellipse(cx, cy, arm * 2.5, arm * 2.5, (255, 255, 255))
    canvas.rect(cx - arm * 0.6, cy - arm * 1.8, arm * 1.2, arm * 3.6, rgb("d8303a"))
    canvas.rect(cx - arm * 1.8, cy - arm * 0.6, arm * 3.6, arm * 1.2, rgb("d8303a"))


def roller(canvas: Canvas, x: float, base: float, width: float) -> None:
    """A road roller."""
    yellow = rgb("f0b428")
    shadow(canvas, x, base, width)
    drum = width * 0.19
    canvas.rect(x + width * 0.1, base - width * 0.4, width * 0.62, width * 0.2, yellow, radius=8)
    canvas.rect(x + width * 0.3, base - width * 0.66, width * 0.3, width * 0.3, rgb("5f7f8f"))
    canvas.rect(x + width * 0.34, base - width * 0.62, width * 0.22, width * 0.2, rgb("a8cdd8"))
    canvas.rect(
        x + width * 0.26,
        base - width * 0.7,
        width * 0.4,
        width * 0.05,
        darker(yellow, 0.2),
        radius=4,
    )
    canvas.line(
        [(x + width * 0.66, base - width * 0.3), (x + width * 0.84, base - width * 0.19)],
        darker(yellow, 0.25),
        14,
    )
    canvas.ellipse(x + width * 0.84, base - drum, drum, drum, rgb("6f757c"))
    canvas.ellipse(x + width * 0.84, base - drum, drum * 0.75, drum * 0.75, rgb("8f969c"))
    wheel(canvas, x + width * 0.22, base, width * 0.15)


def excavator(canvas: Canvas, x: float, base: float, width: float) -> None:
    orange = rgb("f2a02c")
    shadow(canvas, x, base, width * 0.7)
    canvas.rect(
        x, base - width * 0.13, width * 0.55, width * 0.13, rgb("34383e"), radius=width * 0.06
    )
    for i in range(5):
        canvas.ellipse(
            x + width * (0.07 + 0.1 * i),
            base - width * 0.065,
            width * 0.035,
            width * 0.035,
            rgb("7a8086"),
        )
    canvas.rect(x + width * 0.02, base - width * 0.34, width * 0.46, width * 0.2, orange, radius=8)
    canvas.rect(
        x + width * 0.27,
        base - width * 0.52,
        width * 0.2,
        width * 0.26,
        lighter(orange, 0.1),
        radius=6,
    )
    canvas.rect(x + width * 0.3, base - width * 0.49, width * 0.14, width * 0.14, rgb("a8cdd8"))
    joints = [
        (x + width * 0.46, base - width * 0.26),
        (x + width * 0.7, base - width * 0.62),
        (x + width * 0.95, base - width * 0.4),
        (x + width * 0.92, base - width * 0.14),
    ]
    canvas.line(joints, darker(orange, 0.12), width * 0.05)
    canvas.polygon(
        [
            (x + width * 0.85, base - width * 0.16),
            (x + width * 1.0, base - width * 0.18),
            (x + width * 0.97, base - width * 0.02),
            (x + width * 0.84, base - width * 0.04),
        ],
        rgb("4b5056"),
    )


def cone(canvas: Canvas, x: float, base: float, size: float) -> None:
    canvas.rect(x - size * 0.5, base - size * 0.12, size, size * 0.12, rgb("d8502c"))
    canvas.polygon(
        [
            (x - size * 0.34, base - size * 0.1),
            (x + size * 0.34, base - size * 0.1),
            (x, base - size * 1.2),
        ],
        rgb("f06a35"),
    )
    canvas.polygon(
        [
            (x - size * 0.22, base - size * 0.5),
            (x + size * 0.22, base - size * 0.5),
            (x + size * 0.13, base - size * 0.78),
            (x - size * 0.13, base - size * 0.78),
        ],
        rgb("fbf6ea"),
    )


def motorbike(canvas: Canvas, x: float, base: float, width: float, color: Color) -> None:
    shadow(canvas, x, base, width)
    for at in (0.16, 0.84):
        wheel(canvas, x + width * at, base, width * 0.15)
    canvas.polygon(
        [
            (x + width * 0.1, base - width * 0.36),
            (x + width * 0.5, base - width * 0.34),
            (x + width * 0.62, base - width * 0.2),
            (x + width * 0.4, base - width * 0.16),
            (x + width * 0.18, base - width * 0.22),
        ],
        color,
    )
    canvas.line(
        [(x + width * 0.84, base - width * 0.15), (x + width * 0.7, base - width * 0.52)],
        darker(color, 0.2),
        width * 0.06,
    )
    canvas.rect(
        x + width * 0.08, base - width * 0.42, width * 0.4, width * 0.07, rgb("2b2b30"), radius=4
    )
