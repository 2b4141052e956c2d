"""Pages the public reads and the material they are made from."""

from .base import NewsroomPage
from .classification import InformationClass, NewsCategory
from .clearance import Clearance
from .home import HomePage
from .links import LinkCheck, LinkReading, PageLink
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
    "LinkCheck",
    "LinkReading",
    "MaterialAttachment",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "NewsroomPage",
    "PageLink",
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
