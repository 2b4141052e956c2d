"""Tables that are written once: refused in code here, and in the database by ``guards``."""

from typing import Any, ClassVar

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to rewrite the past."""

    def __init__(self, message: str = "This record is append-only.") -> None:
        super().__init__(message)


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class AppendOnlyModel(models.Model):
    """A row that is added and never changed or deleted."""

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError
