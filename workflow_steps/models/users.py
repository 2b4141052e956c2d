from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person of the newsroom, with the office they hold.

    The title ("Kepala Bidang Aptika", "Plt. Kepala Bidang E-Government") is data: the ledger
    copies it into every record, so a later change of office never rewrites the past.
    """

    office_title = models.CharField(_("office held"), max_length=150, blank=True)
    employee_number = models.CharField(
        _("employee number (NIP)"), max_length=30, blank=True, help_text=_("18 digits, optional.")
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]
        permissions = [("hand_over_work", _("Can hand over somebody's work to somebody else"))]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
