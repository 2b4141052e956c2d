"""What has been adopted stays as it was: the guard of the procedure's versions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class ProcedureLockedError(ValidationError):
    """An adopted version was about to be changed or deleted."""

    def __init__(self, version: int | None = None) -> None:
        message = _("An adopted version can no longer be changed.")
        if version is not None:
            message = _("Version %(version)s has been adopted and can no longer be changed.") % {
                "version": version
            }
        super().__init__(message)


class GuardedQuerySet(models.QuerySet):
    """Closes the way round ``save()``: an update in bulk meets the same refusal."""

    adopted_lookup: dict[str, str] = {}

    def update(self, **kwargs: Any) -> int:
        if self.order_by().filter(**self.adopted_lookup).exists():
            raise ProcedureLockedError
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]


def changed_fields(instance: models.Model, stored: models.Model) -> set[str]:
    """Names of the columns in which an instance differs from its row."""
    return {
        field.name
        for field in instance._meta.concrete_fields
        if getattr(instance, field.attname) != getattr(stored, field.attname)
    }
