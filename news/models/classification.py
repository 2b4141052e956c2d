"""How material is classified in step 2: by topic, and by public-information class."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsCategory(models.Model):
    """A topic; the office edits the list."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")

    def __str__(self) -> str:
        return self.name


class InformationClass(models.Model):
    """A class of public information (UU 14/2008, articles 9 to 11 and 17)."""

    class Code(models.TextChoices):
        BERKALA = "berkala", _("periodic")
        SERTA_MERTA = "serta_merta", _("immediate")
        SETIAP_SAAT = "setiap_saat", _("at any time")
        DIKECUALIKAN = "dikecualikan", _("exempt")

    code = models.CharField(_("code"), max_length=20, choices=Code, unique=True)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("information class")
        verbose_name_plural = _("information classes")

    def __str__(self) -> str:
        return self.name

    @property
    def publishable(self) -> bool:
        """Exempt information is never published (invariant 9 of the publication gate)."""
        return self.code != self.Code.DIKECUALIKAN
