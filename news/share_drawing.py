"""Draws a title, the office and the day on 1200 by 630 points, in the colours of the site."""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 80
PAPER, GOLD, WHITE, PALE = "#083d3b", "#f3c04b", "#ffffff", "#c9dcd8"
FONTS = Path(__file__).parent / "fonts"
TITLE_SIZES = (76, 68, 60, 54, 48)
LINE = 1.22
TITLE_TOP, TITLE_BOTTOM = 190, 520
MARK = 72


@dataclass(frozen=True)
class Words:
    title: str
    office: str
    day: str = ""


def draw(words: Words) -> bytes:
    """A PNG; few colours, so it stays small."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, SIZE[1] - 12, SIZE[0], SIZE[1]), fill=GOLD)
    image.paste(_mark(), (MARGIN, MARGIN - 8))
    office = _font("Medium", 32)
    [name] = wrapped(words.office, office, SIZE[0] - 2 * MARGIN - MARK - 24, most=1)
    pen.text((MARGIN + MARK + 24, MARGIN + MARK // 2 - 8), name, PALE, office, anchor="lm")
    font, lines = fitted(words.title)
    height = round(font.size * LINE)
    top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - height * len(lines)) // 2
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * height), line, WHITE, font)
    pen.text((MARGIN, SIZE[1] - 62), words.day, GOLD, _font("Medium", 30), anchor="lm")
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


# --- text -------------------------------------------------------------------------------------


def fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters in which the title fits; the smallest ones cut it off."""
    width, height = SIZE[0] - 2 * MARGIN, TITLE_BOTTOM - TITLE_TOP
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        most = int(height / (size * LINE))
        lines = wrapped(title, font, width)
        if len(lines) <= most:
            return font, lines
    return font, wrapped(title, font, width, most)


def wrapped(
    text: str, font: ImageFont.FreeTypeFont, width: float, most: int | None = None
) -> list[str]:
    """Lines no wider than ``width``; what is too much ends in an ellipsis."""
    words = [part for word in _clean(text).split() for part in _pieces(word, font, width)]
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if most is None or len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,.;:–-')}…"]


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A word that is wider than a line, in parts that are not."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and font.getlength(pieces[-1] + sign) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _clean(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"PlusJakartaSans-{weight}.ttf", size)


# --- the mark (static/img/mark.svg) -----------------------------------------------------------


@cache
def _mark() -> Image.Image:
    """Drawn four times as large and made small again: Pillow's curves have rough edges."""
    scale = 4 * MARK / 40
    large = Image.new("RGB", (4 * MARK, 4 * MARK), PAPER)
    pen = ImageDraw.Draw(large)
    pen.rounded_rectangle((0, 0, 4 * MARK - 1, 4 * MARK - 1), 9 * scale, fill=GOLD)
    pen.polygon([(x * scale, y * scale) for x, y in ((20, 6.5), (9, 17), (31, 17))], fill=PAPER)
    for y in (22, 28, 34):
        points = [(x * scale, (y + _wave(x)) * scale) for x in _steps(6, 34)]
        pen.line(points, fill=PAPER, width=round(2.6 * scale), joint="curve")
        for end in (points[0], points[-1]):
            pen.circle(end, 1.3 * scale, fill=PAPER)
    return large.resize((MARK, MARK), Image.Resampling.LANCZOS)


def _steps(start: int, end: int, each: int = 8) -> list[float]:
    return [start + step / each for step in range((end - start) * each + 1)]


def _wave(x: float) -> float:
    """Up, then down, as the two curves of the mark: height 2.4 at a quarter and three quarters."""
    t = (x - 6) / 14
    return -9.6 * t * (1 - t) if t <= 1 else 9.6 * (t - 1) * (2 - t)
