"""What makes kept answers of public pages out of date; written with the change itself."""

from django.db import models


class Clearance(models.Model):
    """Answers kept for ``scope`` before this row was there are no longer given.

    A row and not a counter: writers never wait for each other, and it comes and goes with the
    transaction of the change. Old rows are deleted when no answer can be that old.
    """

    scope = models.TextField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "clearance"
        verbose_name_plural = "clearances"

    def __str__(self) -> str:
        return self.scope
