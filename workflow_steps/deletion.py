"""What has ever been live cannot be deleted (invariant 7)."""

from typing import Any

from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from .gate import GatedPageMixin, was_ever_public
from .refusals import PublicationRefused


def refuse_deletion_of_public_page(instance: Any, **kwargs: Any) -> None:
    """By signal, not in ``delete``: deleting a parent, or in bulk, asks no child's method."""
    if isinstance(instance, GatedPageMixin) and was_ever_public(instance.pk):
        raise PublicationRefused(
            _("“%(title)s” has been public and stays on record; withdraw it instead.")
            % {"title": getattr(instance, "title", instance)}
        )


def register() -> None:
    pre_delete.connect(refuse_deletion_of_public_page, dispatch_uid="newsroom_keeps_what_was_live")
