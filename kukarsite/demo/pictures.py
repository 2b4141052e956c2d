"""Pictures for the demo, drawn by the project itself; the same name and seed give the same file."""

from io import BytesIO

from PIL import Image, ImageOps

from .art import (  # noqa: F401 - importing registers the scenes
    scenes_inside,
    scenes_land,
    scenes_river,
    scenes_town,
    scenes_works,
)
from .art.canvas import Canvas, seeded
from .art.light import MOODS
from .art.registry import SCENES

ORIENTATION = 0x0112  # EXIF tag


def scene_names() -> list[str]:
    return sorted(SCENES)


def is_known(name: str) -> bool:
    name, _, mood = name.partition(":")
    return name in SCENES and (not mood or mood in SCENES[name].moods)


def draw(name: str, seed: int | str = 0) -> Image.Image:
    """One illustration, 1600 by 1067; "river:dawn" asks for a scene's time of day."""
    name, _, wanted = name.partition(":")
    scene = SCENES[name]
    rng = seeded(name, seed)
    mood = MOODS[wanted or rng.choice(scene.moods)]
    canvas = Canvas()
    scene.paint(canvas, mood, rng)
    picture = canvas.finish(mood.tint, mood.wash)
    if scene.flips and rng.random() < 0.5:
        picture = ImageOps.mirror(picture)
    return picture


def jpeg(name: str, seed: int | str = 0) -> bytes:
    out = BytesIO()
    draw(name, seed).save(out, "JPEG", quality=86, optimize=False)
    return out.getvalue()


def phone_jpeg(name: str, seed: int | str = 0) -> bytes:
    """As a phone hands it in: stored lying on its side, with a note on how to turn it."""
    picture = draw(name, seed)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    out = BytesIO()
    picture.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=84, exif=exif)
    return out.getvalue()
