"""What every page the newsroom writes has in common, and when it is complete (step 3)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from news import cards, corrections, emergency, further_reading, reading_time
from news.blocks import BodyBlock
from news.links import work as link_work
from news.page_forms import NewsroomPageForm
from news.panels import newsroom_content_panels
from news.privacy_gate import PrivacyCheckedMixin
from news.renditions import images_in, prefetch_renditions
from news.reserved import ReachablePageMixin
from news.routing import RoutedPageMixin
from news.sharing import share_links
from news.streams import read_streams
from workflow_steps.gate import GatedPageMixin, was_ever_public

from .classification import InformationClass, NewsCategory
from .material import PageMaterial
from .media import PressImage

MISSING: dict[str, str | Promise] = {
    "title": _("The title is still missing."),
    "summary": _("The summary is still missing."),
    "category": _("The category is still missing."),
    "information_class": _("The information class is still missing."),
    "hero_image": _("The main image is still missing."),
    "hero_alt": _("The main image still has no text alternative."),
    "source": _("The source is still missing: the unit that gave the information."),
}
EXEMPT = _("Information classed as exempt (dikecualikan) is never published.")


class NewsroomPage(PrivacyCheckedMixin, GatedPageMixin, ReachablePageMixin, RoutedPageMixin, Page):
    """A page with a source, a classification and a main image.

    Nothing but the title is needed to save a draft, through the form or from code;
    ``missing_for_submission`` and the form's full validation ask for the rest.
    """

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown in lists, search results and shared links."),
    )
    category = models.ForeignKey(
        NewsCategory,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    information_class = models.ForeignKey(
        InformationClass,
        verbose_name=_("information class"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Class of public information (UU 14/2008). Exempt is never published."),
    )
    hero_image = models.ForeignKey(
        PressImage,
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("text alternative of the main image"),
        max_length=250,
        blank=True,
        help_text=_(
            "What is to be seen, for readers who cannot see it. Left empty, the description in the "
            "image library is used when you submit."
        ),
    )
    hero_caption = models.CharField(_("caption of the main image"), max_length=250, blank=True)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("The unit (OPD) that gave the information."),
    )
    event_date = models.DateField(_("date of the event"), null=True, blank=True)
    event_place = models.CharField(_("place of the event"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    correction = models.TextField(
        _("correction (ralat)"),
        max_length=500,
        blank=True,
        help_text=_(
            "Only for a page that is already public: what was wrong or is new, in one or two "
            "sentences. Readers see it on the page with its date."
        ),
    )

    base_form_class = NewsroomPageForm
    exclude_fields_in_copy: ClassVar[list[str]] = ["correction"]
    content_panels = newsroom_content_panels()
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=1.5),
        index.SearchField("body"),
    ]
    # What kind of page this is, in a reader's word; nothing for a plain article.
    reader_label: ClassVar[str | Promise] = ""
    served_with = ("category", "information_class", "hero_image")
    required_at_submission: ClassVar[dict[str, str | Promise]] = MISSING

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """A draft outlives a category that only it used: it has none until one is chosen.

        ``modelcluster`` refuses to load a dangling reference to what the database protects.
        """
        if check_fks:
            gone = {
                name: None
                for name, model in (
                    ("category", NewsCategory),
                    ("information_class", InformationClass),
                )
                if data.get(name) and not model.objects.filter(pk=data[name]).exists()
            }
            data = {**data, **gone}
        return super().from_serializable_data(data, check_fks, strict_fks)

    @classmethod
    def missing_by_field(cls, value_of: Callable[[str], Any]) -> dict[str, str | Promise]:
        """Field name → sentence, for whatever holds the values: a page, or a form's clean data."""
        missing = {
            name: sentence
            for name, sentence in cls.required_at_submission.items()
            if not _is_given(value_of(name))
        }
        information_class = value_of("information_class")
        if information_class and not information_class.publishable:
            missing["information_class"] = EXEMPT
        return missing

    def missing_for_submission(self) -> list[str]:
        missing = self.missing_by_field(lambda name: getattr(self, name))
        elsewhere = [sentence for _field, sentence in self.missing_elsewhere()]
        return [*map(str, missing.values()), *elsewhere]

    def missing_elsewhere(self) -> list[tuple[str, str]]:
        """What no single field can tell: (where to mend it, sentence)."""
        note = corrections.missing_note(self)
        dangling = super().missing_for_submission()
        return [("body", sentence) for sentence in dangling] + (
            [(corrections.FIELD, note)] if note else []
        )

    @classmethod
    def content_writers(cls, page_ids: Collection[int]) -> Iterable[tuple[int, int]]:
        """Who handed in the material: its text stands in the page as it came."""
        links = PageMaterial.objects.filter(page__in=page_ids, material__submitted_by__isnull=False)
        return links.values_list("page_id", "material__submitted_by_id")

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Nothing can be corrected yet in what was never public.

        Not in ``clean``: publishing cleans again, and would change what was initialled.
        """
        if self.correction and not was_ever_public(self.pk):
            self.correction = ""
        revision = super().save_revision(*args, **kwargs)
        link_work.look_soon(self)
        return revision

    def publication_objection(self) -> str:
        """Class *dikecualikan* is never published, whoever initialled it (invariant 9)."""
        information_class = self.information_class
        return str(EXEMPT) if information_class and not information_class.publishable else ""

    def emergency_objection(self, user: Any) -> str:
        return emergency.objection(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        context["awaiting_initial"] = emergency.awaiting_initial(self)
        context["further"] = further = None if is_preview else self.leads_on_to()
        self._fetch_pictures(further.related if further else ())
        context["reading_minutes"] = reading_time.of_stream(self.body)
        context["article_script"] = not is_preview
        address = self.get_full_url(request) if self.live and not is_preview else None
        if address:
            context["share_address"] = address
            context["share_links"] = share_links(address, self.title)
        context["corrections"] = (
            corrections.corrections_of(self) if is_preview or self.was_changed_since_first() else []
        )
        if is_preview:
            context["corrections"] = corrections.with_waiting(self, context["corrections"])
        return context

    def _fetch_pictures(self, related: Sequence[cards.Card]) -> None:
        """Of the page and of what it leads on to: their sizes in one query."""
        read_streams([self])
        cards.put_pictures(
            related, prefetch_renditions(images_in(self), cards.picture_ids(related))
        )

    def leads_on_to(self) -> further_reading.FurtherReading | None:
        """Related news, and the publications before and after this one."""
        return further_reading.of(self)

    def was_changed_since_first(self) -> bool:
        """Whether a later version went live; spares most pages a query."""
        first, last = self.first_published_at, self.last_published_at
        return bool(first and last and last > first)


def _is_given(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)
