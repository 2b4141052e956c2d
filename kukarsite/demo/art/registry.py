"""The list of scenes; each is a function that draws one on a canvas."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from .canvas import Canvas
from .light import Mood

Painter = Callable[[Canvas, Mood, random.Random], None]


@dataclass(frozen=True)
class Scene:
    paint: Painter
    moods: tuple[str, ...]
    flips: bool


SCENES: dict[str, Scene] = {}


def scene(name: str, moods: str, *, flips: bool = True) -> Callable[[Painter], Painter]:
    """Register a painter. Scenes with words in them cannot be mirrored (`flips=False`)."""

    def register(paint: Painter) -> Painter:
        SCENES[name] = Scene(paint, tuple(moods.split()), flips)
        return paint

    return register
