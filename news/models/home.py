"""The front page: what is new in the editor's order, and the profile of the office itself.

The profile is part of this page, since all of it is read by the public: so it is drafted,
reviewed, initialled and verified like everything else (ADR 0013). Every field is empty by
default, so that no front page that was initialled before has another digest.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from news import front_page, office, office_colours
from news.home_blocks import (
    AccountsStreamBlock,
    HoursStreamBlock,
    SectionsStreamBlock,
    ServicesStreamBlock,
)
from news.home_forms import HomePageForm
from news.home_panels import home_edit_handler, home_panels
from news.privacy_gate import PrivacyCheckedMixin
from news.routing import FrontPageRoutingMixin
from news.web_addresses import phone_number, validate_https
from workflow_steps.gate import GatedPageMixin

from .media import PressImage

_COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Give a colour as # and six signs (0-9, a-f), for example #0b5351.")
)


class OfficeProfile(models.Model):
    """Who speaks here, where to find them, and in which colours."""

    office_name = models.CharField(
        _("name of the office"),
        max_length=200,
        blank=True,
        help_text=_("In full. Left empty, the name of the site is shown."),
    )
    office_short_name = models.CharField(_("short name"), max_length=60, blank=True)
    government_name = models.CharField(
        _("government"),
        max_length=200,
        blank=True,
        help_text=_("The government that the office belongs to."),
    )
    address = models.TextField(_("address"), max_length=400, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[phone_number])
    whatsapp = models.CharField(_("WhatsApp"), max_length=30, blank=True, validators=[phone_number])
    email = models.EmailField(_("e-mail"), blank=True)
    hours = StreamField(HoursStreamBlock(), verbose_name=_("office hours"), blank=True)
    map_url = models.URLField(
        _("link to a map"), max_length=300, blank=True, validators=[validate_https]
    )
    socials = StreamField(
        AccountsStreamBlock(), verbose_name=_("accounts on other sites"), blank=True
    )
    logo = models.ForeignKey(
        PressImage,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown beside the name of the office. Best with a transparent ground."),
    )
    logo_alt = models.CharField(
        _("text alternative of the logo"),
        max_length=150,
        blank=True,
        help_text=_("Left empty, the logo is taken as ornament beside the office's name."),
    )
    brand_colour = models.CharField(
        _("main colour"),
        max_length=7,
        blank=True,
        validators=[_COLOUR],
        help_text=_("Behind white text: the top of the page and buttons."),
    )
    accent_colour = models.CharField(
        _("second colour"),
        max_length=7,
        blank=True,
        validators=[_COLOUR],
        help_text=_("Lines and marks on the main colour."),
    )

    class Meta:
        abstract = True


class HomePage(PrivacyCheckedMixin, GatedPageMixin, FrontPageRoutingMixin, OfficeProfile, Page):
    """The front page of the site, and the office it speaks for."""

    NOTICE_HOURS: ClassVar[int] = 72

    intro = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences that say what a reader finds on this site."),
    )
    # Nothing happens in the database when a draft that is pinned is deleted: setting the column
    # to NULL would change a live row that nobody initialled so.
    lead_page = models.ForeignKey(
        Page,
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        help_text=_(
            "Left empty, the newest story leads. The chosen one leads for as long as it is public."
        ),
    )
    sections = StreamField(
        SectionsStreamBlock(),
        verbose_name=_("sections"),
        blank=True,
        help_text=_(
            "Shown in this order below the lead story. Left empty: announcements and services."
        ),
    )
    services = StreamField(
        ServicesStreamBlock(),
        verbose_name=_("services"),
        blank=True,
        help_text=_("Shown on the front page and at the foot of every page."),
    )
    # Empty in the database until somebody chooses: a default would be content.
    notice_hours = models.PositiveSmallIntegerField(
        _("serta merta banner: hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
        help_text=_(
            "How long information of the class serta merta stands at the top of every page. Left "
            "empty: 72 hours. An announcement stands there until it lapses."
        ),
    )

    base_form_class = HomePageForm
    content_panels = home_panels()
    edit_handler = home_edit_handler(content_panels, Page.promote_panels, Page.settings_panels)
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["news.NewsIndexPage", "news.InformationPage"]
    max_count = 1
    template = "pages/home_page.html"
    page_description = _("The front page of the site, and the profile of the office.")

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """A draft outlives the page that was pinned in it."""
        pinned = data.get("lead_page")
        if check_fks and pinned and not Page.objects.filter(pk=pinned).exists():
            data = {**data, "lead_page": None}
        return super().from_serializable_data(data, check_fks, strict_fks)

    def clean(self) -> None:
        """Colours that nobody could read are refused in a draft as well: they are simply wrong."""
        super().clean()
        if errors := office_colours.objections(self.brand_colour, self.accent_colour):
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            office.keep(request, self)  # head and foot as they would be
        return context | front_page.compose(self, request)
