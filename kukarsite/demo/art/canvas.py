"""A drawing surface with antialiasing: everything is drawn twice as large, then halved."""

import random
from collections.abc import Callable, Sequence
from math import pi, sin

from PIL import Image, ImageDraw, ImageFont

Color = tuple[int, int, int]
Point = tuple[float, float]
Ridge = Callable[[float], float]

WIDTH, HEIGHT = 1600, 1067
SCALE = 2


def seeded(*parts: object) -> random.Random:
    """The same parts always give the same picture."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - nothing secret is drawn


def rgb(code: str) -> Color:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: Color, second: Color, amount: float) -> Color:
    a, b, c = (round(x + (y - x) * amount) for x, y in zip(first, second, strict=True))
    return a, b, c


def lighter(color: Color, amount: float) -> Color:
    return mix(color, (255, 255, 255), amount)


def darker(color: Color, amount: float) -> Color:
    return mix(color, (12, 18, 32), amount)


def ridge(rng: random.Random, level: float, height: float, waves: float = 2.0) -> Ridge:
    """A soft hill line: a few sine waves on top of each other."""
    parts = [
        (height / (i + 1), waves * (1.7**i) * rng.uniform(0.8, 1.2), rng.uniform(0, 2 * pi))
        for i in range(4)
    ]

    def line(x: float) -> float:
        return level - sum(a * (1 + sin(2 * pi * f * x / WIDTH + p)) / 2 for a, f, p in parts)

    return line


class Canvas:
    """Coordinates are those of the finished picture, whatever the inner scale."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def _xy(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: Color, alpha: int = 255) -> None:
        self.pen.polygon(self._xy(points), fill=(*fill, alpha))

    def ellipse(
        self, cx: float, cy: float, rx: float, ry: float, fill: Color, alpha: int = 255
    ) -> None:
        box = self._xy([(cx - rx, cy - ry), (cx + rx, cy + ry)])
        self.pen.ellipse(box, fill=(*fill, alpha))

    def dome(self, left: float, top: float, right: float, bottom: float, fill: Color) -> None:
        """The upper half of an ellipse."""
        self.pen.chord(self._xy([(left, top), (right, bottom)]), 180, 360, fill=(*fill, 255))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Color,
        *,
        radius: float = 0,
        alpha: int = 255,
    ) -> None:
        box = self._xy([(x, y), (x + max(width, 0.6), y + max(height, 0.6))])
        if radius:
            self.pen.rounded_rectangle(box, radius * SCALE, fill=(*fill, alpha))
        else:
            self.pen.rectangle(box, fill=(*fill, alpha))

    def line(
        self, points: Sequence[Point], fill: Color, width: float = 2, alpha: int = 255
    ) -> None:
        self.pen.line(
            self._xy(points), fill=(*fill, alpha), width=round(width * SCALE), joint="curve"
        )

    def arc(
        self, cx: float, cy: float, rx: float, ry: float, turn: Point, fill: Color, width: float
    ) -> None:
        box = self._xy([(cx - rx, cy - ry), (cx + rx, cy + ry)])
        self.pen.arc(box, turn[0], turn[1], fill=(*fill, 255), width=round(width * SCALE))

    def text(self, cx: float, cy: float, words: str, size: float, fill: Color) -> None:
        font = ImageFont.load_default(size * SCALE)
        self.pen.text((cx * SCALE, cy * SCALE), words, font=font, fill=(*fill, 255), anchor="mm")

    def gradient(self, top: float, bottom: float, colors: Sequence[Color]) -> None:
        """A vertical run of colours, row by row."""
        first, last = round(top * SCALE), round(bottom * SCALE)
        right, steps = self.width * SCALE, max(1, last - first)
        for row in range(0, steps, 2):
            position = row / steps * (len(colors) - 1)
            index = min(int(position), len(colors) - 2)
            color = mix(colors[index], colors[index + 1], position - index)
            self.pen.rectangle((0, first + row, right, first + row + 1), fill=(*color, 255))

    def veil(self, top: float, bottom: float, color: Color, thin: int, thick: int) -> None:
        """Mist that thickens downwards from `thin` to `thick` (0 to 255)."""
        first, last = round(top * SCALE), round(bottom * SCALE)
        right, steps = self.width * SCALE, max(1, last - first)
        for row in range(0, steps, 4):
            alpha = round(thin + (thick - thin) * row / steps)
            box = (0, first + row, right, first + row + 3)
            self.pen.rectangle(box, fill=(*color, alpha))

    def glow(self, cx: float, cy: float, radius: float, color: Color, strength: float) -> None:
        """Light that fades with the distance."""
        side = round(radius * 2 * SCALE)
        disc = Image.radial_gradient("L").point(
            [round((255 - v) ** 2 / 255 * strength) for v in range(256)]
        )
        mask = disc.resize((side, side), Image.Resampling.BILINEAR)
        corner = (round((cx - radius) * SCALE), round((cy - radius) * SCALE))
        self.image.paste(color, (*corner, corner[0] + side, corner[1] + side), mask)

    def stamp(self, x: float, y: float, color: Color, mask: Image.Image) -> None:
        """Lay a colour through a mask that is drawn at the finished size."""
        size = (mask.width * SCALE, mask.height * SCALE)
        corner = (round(x * SCALE), round(y * SCALE))
        box = (*corner, corner[0] + size[0], corner[1] + size[1])
        self.image.paste(color, box, mask.resize(size, Image.Resampling.BILINEAR))

    def land(self, line: Ridge, fill: Color, bottom: float, step: int = 8) -> None:
        top = [(x, line(x)) for x in range(-step, self.width + 2 * step, step)]
        self.polygon([*top, (self.width + step, bottom), (-step, bottom)], fill)

    def mirror_below(self, shore: float, water: Sequence[Color], rng: random.Random) -> None:
        """What stands above the shore line, upside down and trembling, fading into water."""
        depth = round((self.height - shore) * SCALE)
        line = round(shore * SCALE)
        right = self.width * SCALE
        source_height = min(line, round(depth * 1.15))
        above = self.image.crop((0, line - source_height, right, line))
        # Soft anyway, so a sixth of the size will do.
        small = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(
            (right // 6, max(1, depth // 6)), Image.Resampling.BOX, reducing_gap=1.0
        )
        small = _tremble(small, rng)
        self.gradient(shore, self.height, water)
        fade = Image.linear_gradient("L").point([max(0, 200 - round(v * 0.72)) for v in range(256)])
        mirrored = small.resize((right, depth), Image.Resampling.BILINEAR)
        self.image.paste(mirrored, (0, line), fade.resize((right, depth)))

    def finish(self, tint: Color, strength: float) -> Image.Image:
        """Halve the size; one thin wash of colour makes the parts belong together."""
        picture = self.image.reduce(SCALE)
        return Image.blend(picture, Image.new("RGB", picture.size, tint), strength)


def _tremble(image: Image.Image, rng: random.Random) -> Image.Image:
    """Shift thin strips sideways, more so towards the viewer."""
    result = image.copy()
    width, height = image.size
    y, phase = 0, rng.uniform(0, 6)
    while y < height:
        near = y / height
        thick = max(1, round(1 + 4 * near))
        shift = round((0.6 + 7 * near) * sin(phase + y * (1.1 - 0.7 * near)))
        strip = image.crop((0, y, width, min(height, y + thick)))
        result.paste(strip, (shift, y))
        y += thick
    return result
