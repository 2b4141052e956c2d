"""Pages the public reads and the material they are made from."""

from .base import NewsroomPage
from .classification import InformationClass, NewsCategory
from .clearance import Clearance
from .home import HomePage
from .material import MaterialAttachment, PageMaterial, PendingUpload, SourceMaterial
from .media import PressDocument, PressImage, PressRendition
from .navigation import NewsIndexPage
from .pages import AnnouncementPage, GalleryPage, InformationPage, NewsPage, VideoPage
from .privacy import DocumentExamination, PrivacyConfirmation
from .search import Kind, SearchEntry, SearchWord

__all__ = [
    "AnnouncementPage",
    "Clearance",
    "DocumentExamination",
    "GalleryPage",
    "HomePage",
    "InformationClass",
    "InformationPage",
    "Kind",
    "MaterialAttachment",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "NewsroomPage",
    "PageMaterial",
    "PendingUpload",
    "PressDocument",
    "PressImage",
    "PressRendition",
    "PrivacyConfirmation",
    "SearchEntry",
    "SearchWord",
    "SourceMaterial",
    "VideoPage",
]
