"""What steps 1 and 2 tell, and what becomes of somebody's material (``workflow_steps.notices``)."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.signals import page_published

from workflow_steps.models import Notice
from workflow_steps.notices.receivers import live_news
from workflow_steps.notices.words import DECLINED
from workflow_steps.notices.writing import MATERIAL, News, settle, tell

from . import signals
from .models import NewsroomPage, SourceMaterial

Kind = Notice.Kind
CLASSIFY = "news.classify_sourcematerial"


def classifiers() -> "QuerySet[Any]":
    """Those whose step 2 is; superusers are no part of the procedure."""
    return get_user_model()._default_manager.with_perm(
        CLASSIFY,
        include_superusers=False,
        backend="django.contrib.auth.backends.ModelBackend",
    )


def _news(material: SourceMaterial, kind: Kind, url: str, user: Any, **data: Any) -> News:
    return News(
        kind,
        f"{kind.value}:material:{material.pk}",
        material.title,
        reverse(url, args=[material.pk]),
        item_type=MATERIAL,
        item_id=material.pk,
        data={"actor": str(user)} | data,
    )


def on_handing_over(material: SourceMaterial, user: Any, **kwargs: Any) -> None:
    settle(MATERIAL, material.pk)
    tell(classifiers(), _news(material, Kind.HANDED_OVER, "material:classify", user), actor=user)


def on_classifying(material: SourceMaterial, user: Any, **kwargs: Any) -> None:
    settle(MATERIAL, material.pk)
    news = _news(material, Kind.ASSIGNED, "material:inspect", user, note=material.note)
    if material.publishable:
        tell([material.writer], news, actor=user)


def on_declining(material: SourceMaterial, user: Any, reason: str, **kwargs: Any) -> None:
    settle(MATERIAL, material.pk)
    data = {DECLINED: True, "reason": reason}
    news = _news(material, Kind.RETURNED, "material:inspect", user, **data)
    tell([material.submitted_by], news, actor=user)


def on_page_made(materials: list[SourceMaterial], **kwargs: Any) -> None:
    for material in materials:
        settle(MATERIAL, material.pk)


def on_live(instance: Any, **kwargs: Any) -> None:
    """For whoever brought the material; its writers hear of it on the floor below."""
    if not isinstance(instance, NewsroomPage) or not instance.live:
        return
    contributors = get_user_model()._default_manager.filter(
        submitted_material__page_links__page=instance.pk, submitted_material__self_recorded=False
    )
    tell(contributors.distinct(), live_news(instance))


def register() -> None:
    for signal, receiver in (
        (signals.material_handed_over, on_handing_over),
        (signals.material_classified, on_classifying),
        (signals.material_declined, on_declining),
        (signals.page_made, on_page_made),
        (page_published, on_live),
    ):
        signal.connect(receiver, dispatch_uid=f"news_notices_{receiver.__name__}")
