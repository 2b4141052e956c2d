"""Pages the public reads and the material they are made from."""

from .classification import InformationClass, NewsCategory
from .media import PressDocument, PressImage, PressRendition

__all__ = ["InformationClass", "NewsCategory", "PressDocument", "PressImage", "PressRendition"]
