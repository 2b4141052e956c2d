"""What changes a public page, and clears it in the same transaction.

Every change of what readers see is an act (``PublicationAct``: paraf, emergency, withdrawal),
except that a scheduled page goes live later, a page moves, and words used everywhere are edited.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from news.models import InformationClass, NewsCategory, PressDocument, PressImage, PressRendition
from news.renditions import LOGO
from workflow_steps.models import PublicationAct

from .affected import clear_everything, clear_page


@receiver(post_save)
def act_was_recorded(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What is before the public is initialled afterwards, withdrawn, or about to be replaced.

    A page that is not public yet is announced when it is (``page_came_or_went``); what is put
    live on recorded authority is announced by nothing else.
    """
    if raw or not isinstance(instance, PublicationAct):
        return
    if instance.kind == PublicationAct.Kind.RECORDED or _is_live(instance.page_id):
        clear_everything()


def _is_live(page_id: int) -> bool:
    return Page.objects.filter(pk=page_id, live=True).exists()


@receiver([page_published, page_unpublished])
def page_came_or_went(instance: Page, **kwargs: Any) -> None:
    clear_page(instance)


@receiver([post_page_move, page_slug_changed])
def page_got_another_address(**kwargs: Any) -> None:
    clear_everything()


@receiver([post_save, post_delete], sender=NewsCategory)
@receiver([post_save, post_delete], sender=InformationClass)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver([post_save, post_delete], sender=Site)
def words_or_reach_changed(raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        clear_everything()


@receiver(post_delete, sender=PressRendition)
def size_of_the_logo_went(instance: PressRendition, **kwargs: Any) -> None:
    """Every page names its file; the others are looked up for each page."""
    if instance.filter_spec == LOGO:
        clear_everything()


@receiver(post_save, sender=PressImage)
@receiver(post_save, sender=PressDocument)
def library_item_was_edited(
    created: bool, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """A focal point, a new name. Not what the newsroom itself writes, field by field."""
    if not (created or raw or update_fields):
        clear_everything()
