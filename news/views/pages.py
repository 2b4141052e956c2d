"""The beginning of step 3: a page from classified material, and more material for a page."""

import re
import uuid
from functools import reduce
from operator import or_
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.models import Page

from news import material_flow
from news.models import (
    AnnouncementPage,
    GalleryPage,
    InformationClass,
    InformationPage,
    NewsPage,
    NewsroomPage,
    PageMaterial,
    SourceMaterial,
    VideoPage,
)
from workflow_steps.words_in_any_order import every_word

from .common import MaterialScreen

PAGE_TYPES: dict[str, type[NewsroomPage]] = {
    "news": NewsPage,
    "gallery": GalleryPage,
    "video": VideoPage,
    "announcement": AnnouncementPage,
    "information": InformationPage,
}
MOST_CANDIDATES = 100
SEARCHED_FROM = 10  # so many are looked through by eye
SEARCH = "action-search"
KEY = re.compile(r"[0-9]{1,9}")


def parent_for(page_class: type[NewsroomPage], user: Any) -> Page | None:
    """Where a page of this type goes: the first place in the tree that takes it."""
    for parent_class in page_class.allowed_parent_page_models():
        for parent in parent_class.objects.order_by("path")[:1]:
            allowed = parent.permissions_for_user(user).can_add_subpage()
            if allowed and page_class.can_create_at(parent):
                return parent
    return None


def candidates(chosen: list[str], words: str = "") -> list[SourceMaterial]:
    """Classified material, the unused first, with what was chosen already on top."""
    usable = SourceMaterial.objects.filter(
        state=SourceMaterial.State.CLASSIFIED, self_recorded=False
    ).exclude(information_class__code=InformationClass.Code.DIKECUALIKAN)
    rows = usable.select_related("category", "writer").prefetch_related("page_links__page")
    first = list(rows.filter(pk__in=[key for key in chosen if KEY.fullmatch(key)]))
    others = rows.exclude(pk__in=[row.pk for row in first])
    others = others.filter(every_word(words, _says))
    used = Exists(PageMaterial.objects.filter(material=OuterRef("pk")))
    return first + list(others.order_by(used, "-created_at", "-pk")[:MOST_CANDIDATES])


def _says(word: str) -> Q:
    number = word.lstrip("#")
    by_number = Q(pk=int(number)) if KEY.fullmatch(number) else Q()
    fields = ("title", "description", "source_unit", "place")
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields), by_number)


class MaterialChoiceForm(forms.Form):
    materials = forms.ModelMultipleChoiceField(
        queryset=SourceMaterial.objects.all(),
        label=_("Material"),
        error_messages={"required": _("Choose at least one material.")},
    )


class MakePageForm(MaterialChoiceForm):
    page_type = forms.ChoiceField(label=_("Kind of page"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title"),
        max_length=255,
        required=False,
        help_text=_("Left empty, the subject of the first material is used."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page_types: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page_type = cast(forms.ChoiceField, self.fields["page_type"])
        page_type.choices = [(name, PAGE_TYPES[name]._meta.verbose_name) for name in page_types]


class ChooseMaterialView(MaterialScreen, FormView):
    """A list of classified material with a box before each."""

    permission_required = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.sees_everything:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def chosen(self) -> list[str]:
        if self.request.method == "POST":
            return self.request.POST.getlist("materials")
        return self.request.GET.getlist("material")

    @property
    def words(self) -> str:
        return self.request.POST.get("q", self.request.GET.get("q", ""))[:200].strip()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Searching is sent with the form, so that what was ticked and typed stays."""
        if SEARCH not in request.POST:
            return super().post(request, *args, **kwargs)
        form_class = self.get_form_class()
        names = form_class.base_fields.keys() & request.POST.keys()
        kwargs = self.get_form_kwargs()
        del kwargs["data"], kwargs["files"]
        kwargs["initial"] = self.get_initial() | {name: request.POST[name] for name in names}
        form = form_class(**kwargs)
        return self.render_to_response(self.get_context_data(form=form))

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.validation_error(self.request, self.error_message, form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = candidates(self.chosen, self.words)
        return super().get_context_data(
            candidates=rows,
            chosen=self.chosen,
            words=self.words,
            searchable=len(rows) > SEARCHED_FROM or bool(self.words),
            **kwargs,
        )


class MakePageView(ChooseMaterialView):
    page_title = _("Make a page")
    error_message = _("The page has not been made: please see below.")
    template_name = "news/material/make_page.html"
    form_class = MakePageForm

    @cached_property
    def parents(self) -> dict[str, Page]:
        found = {name: parent_for(cls, self.request.user) for name, cls in PAGE_TYPES.items()}
        return {name: parent for name, parent in found.items() if parent is not None}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.parents:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page_types": list(self.parents)}

    def get_initial(self) -> dict[str, Any]:
        return {"token": uuid.uuid4(), "page_type": next(iter(self.parents))}

    def used_before(self, form: MakePageForm) -> list[PageMaterial]:
        """By which pages; nothing is asked when this very form has made its page already."""
        if PageMaterial.objects.filter(token=form.cleaned_data["token"]).exists():
            return []
        links = PageMaterial.objects.filter(material__in=form.cleaned_data["materials"])
        return list(links.select_related("page", "material").order_by("pk"))

    def form_valid(self, form: MakePageForm) -> HttpResponse:
        used = self.used_before(form)
        known = set(self.request.POST.getlist("confirmed"))
        if not known >= {str(link.material_id) for link in used}:
            return self.render_to_response(self.get_context_data(form=form, used=used))
        return self.make(form)

    def make(self, form: MakePageForm) -> HttpResponse:
        name = form.cleaned_data["page_type"]
        by_key = {str(material.pk): material for material in form.cleaned_data["materials"]}
        try:
            page = material_flow.make_page(
                [by_key[key] for key in dict.fromkeys(self.chosen) if key in by_key],
                self.request.user,
                page_class=PAGE_TYPES[name],
                parent=self.parents[name],
                title=form.cleaned_data["title"].strip() or None,
                token=form.cleaned_data["token"],
            )
        except material_flow.PageAlreadyMade as error:
            messages.warning(self.request, error.messages[0])
            page = error.page
        except ValidationError as error:
            form.add_error("materials", error.messages)
            return self.form_invalid(form)
        else:
            text = gettext("The draft “%(title)s” has been made. Complete it and submit it.")
            messages.success(self.request, text % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)


class LinkMaterialView(ChooseMaterialView):
    """From the page editor: this page also draws on other material."""

    page_title = _("Link material")
    error_message = _("Nothing has been linked: please see below.")
    template_name = "news/material/link.html"
    form_class = MaterialChoiceForm
    page: NewsroomPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = Page.objects.filter(pk=self.kwargs["page_id"]).first()
        specific = page.specific if page else None
        if not isinstance(specific, NewsroomPage):
            raise Http404
        permissions = specific.permissions_for_user(request.user)
        if not permissions.can_edit() or permissions.page_locked():
            raise PermissionDenied
        self.page = specific
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def form_valid(self, form: MaterialChoiceForm) -> HttpResponse:
        linked, refused = [], []
        for material in form.cleaned_data["materials"]:
            try:
                material_flow.link_material(self.page, material, self.request.user)
                linked.append(material.title)
            except ValidationError as error:
                refused += error.messages
        for message in refused:
            messages.warning(self.request, message)
        if linked:
            text = gettext("Linked: %(titles)s.") % {"titles": ", ".join(linked)}
            messages.success(self.request, text)
        return redirect(self.edit_url)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(edit_url=self.edit_url, **kwargs)
