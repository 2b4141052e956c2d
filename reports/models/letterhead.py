"""Letterhead and signature of official documents (kop surat, pejabat penanda tangan)."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from workflow_steps.procedure_defaults import IDENTITY

NIP = RegexValidator(r"^\d{8} ?\d{6} ?\d ?\d{3}$", _("A NIP has 18 figures."))


def default_government() -> str:
    return str(IDENTITY["government"])


def default_office() -> str:
    return str(IDENTITY["office"])


@register_setting(icon="doc-full", order=210)
class Letterhead(BaseSiteSetting):
    """One for the site. Whoever signs changes with the office, so it is data."""

    government = models.CharField(_("government"), max_length=200, default=default_government)
    office = models.CharField(_("name of the office"), max_length=200, default=default_office)
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=100, blank=True)
    contact = models.CharField(
        _("website and e-mail"),
        max_length=255,
        blank=True,
        help_text=_("As they stand in the letterhead."),
    )
    place = models.CharField(
        _("place"), max_length=100, blank=True, help_text=_("Stands before the date.")
    )
    signatory_title = models.CharField(_("office of the signatory"), max_length=200, blank=True)
    signatory_name = models.CharField(_("name of the signatory"), max_length=200, blank=True)
    signatory_rank = models.CharField(
        _("rank of the signatory"),
        max_length=100,
        blank=True,
        help_text=_("Rank and grade, for example “Pembina, IV/a”."),
    )
    signatory_nip = models.CharField(
        _("NIP of the signatory"), max_length=30, blank=True, validators=[NIP]
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("government", "office", "address", "phone", "contact")],
            heading=_("Letterhead"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "place",
                    "signatory_title",
                    "signatory_name",
                    "signatory_rank",
                    "signatory_nip",
                )
            ],
            heading=_("Signature"),
        ),
    ]

    class Meta:
        verbose_name = _("letterhead and signature")

    def __str__(self) -> str:
        return f"{self.government}, {self.office}"

    @classmethod
    def of_default_site(cls) -> "Letterhead":
        """As stored; unsaved defaults while nobody has filled it in."""
        site = Site.objects.filter(is_default_site=True).first()
        stored = cls.objects.filter(site=site).first() if site else None
        return stored or cls(site=site)
