"""Handing over what somebody still holds, when they leave the office or are away for long."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter

from . import holdings

PERMISSION = "workflow_steps.hand_over_work"
SHOWN = 100  # of each kind; whoever holds more is handed over in several turns
REST = "rest"  # what stays after handing something over was left out on purpose
INDEX, PERSON, NOBODY = "newsroom_holders", "newsroom_hand_over", "newsroom_without_holder"


def hand_over_url(person: Any) -> str:
    return reverse(PERSON, args=[person.pk])


class Guarded(WagtailAdminTemplateMixin):
    header_icon = "resubmit"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = list(self.breadcrumbs_items)
        if self.request.path != reverse(INDEX):
            items.append({"url": reverse(INDEX), "label": _("Hand over work")})
        label = self.get_page_subtitle() or self.get_page_title()
        return [*items, {"url": "", "label": label}]


class HoldersView(Guarded, TemplateView):
    """Everybody who holds something; closed accounts first."""

    template_name = "workflow_steps/hand_over/index.html"
    page_title = gettext_lazy("Hand over work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = holdings.counts()
        people = get_user_model()._default_manager.filter(pk__in=found)
        kinds = holdings.holdings()
        rows = [
            {
                "person": person,
                "url": hand_over_url(person),
                "counts": [(kind.label, found[person.pk][kind.name]) for kind in kinds],
            }
            for person in people.order_by("is_active", "first_name", "last_name", "username")
        ]
        return super().get_context_data(rows=rows, orphans=holdings.count_of(None), **kwargs)


class ItemsField(forms.MultipleChoiceField):
    """Any keys: what is no work of this person's any more is counted, not refused."""

    def valid_value(self, value: Any) -> bool:
        return True


class HandOverForm(forms.Form):
    """What was chosen is looked at again when it is handed over; here it only has to be there."""

    items = ItemsField(error_messages={"required": gettext_lazy("Choose something.")})
    receiver: Any = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Handed over to"))

    def __init__(self, *args: Any, person: Any, able: holdings.Able, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receiver: Any = self.fields["receiver"]
        receiver.queryset = holdings.receivers(person)
        # Only who can take something is offered; who was named all the same is refused by name.
        groups = (
            (_("May go on with everything listed"), able.to_all),
            (_("May go on with some of it"), able.to_some),
        )
        receiver.choices = [
            ("", _("Choose")),
            *(
                (label, [(one.pk, str(one)) for one in people])
                for label, people in groups
                if people
            ),
        ]


class HandOverView(Guarded, FormView):
    form_class = HandOverForm
    template_name = "workflow_steps/hand_over/person.html"
    page_title = gettext_lazy("Hand over work")

    @cached_property
    def person(self) -> Any:
        return get_object_or_404(get_user_model(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        listed = [(holding, items) for holding, items, _count in self.listed]
        able = holdings.able(listed, self.person)
        return {**super().get_form_kwargs(), "person": self.person, "able": able}

    @cached_property
    def listed(self) -> list[tuple[holdings.Holding, list[Any], int]]:
        """By kind, the first of what is held and how much there is."""
        found = []
        for holding in holdings.holdings():
            held = holding.of(self.person)
            if items := list(held[:SHOWN]):
                count = held.order_by().count() if len(items) == SHOWN else len(items)
                found.append((holding, items, count))
        return found

    def get_success_url(self) -> str:
        if not holdings.count_of(self.person):
            return reverse(INDEX)
        return f"{self.request.path}?{REST}=1"

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        receiver = form.cleaned_data["receiver"]
        try:
            outcome = holdings.hand_over(
                form.cleaned_data["items"], self.person, receiver, self.request.user
            )
        except holdings.CannotReceive as refused:
            form.add_error(
                "receiver",
                _("%(who)s may not go on with: %(titles)s. Choose somebody else for these.")
                % {"who": receiver, "titles": refused},
            )
            return self.form_invalid(form)
        self._tell(outcome, receiver)
        return redirect(self.get_success_url())

    def _tell(self, outcome: holdings.Outcome, receiver: Any) -> None:
        count = len(outcome.given)
        if count:
            text = ngettext(
                "%(count)d piece of work was handed over to %(who)s.",
                "%(count)d pieces of work were handed over to %(who)s.",
                count,
            )
            messages.success(self.request, text % {"count": count, "who": receiver})
        if outcome.gone:
            text = ngettext(
                "%(count)d of what you chose was somebody else's by now and was left alone.",
                "%(count)d of what you chose were somebody else's by now and were left alone.",
                outcome.gone,
            )
            messages.warning(self.request, text % {"count": outcome.gone})

    def form_invalid(self, form: HandOverForm) -> HttpResponse:
        messages.error(self.request, _("Nothing was handed over: look at what is marked."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        chosen = set(form.data.getlist("items")) if form.is_bound else set()
        everything = not form.is_bound and REST not in self.request.GET
        kinds = []
        for holding, items, count in self.listed:
            rows = [holding.held(item) for item in items]
            marked = [(row, everything or row.key in chosen) for row in rows]
            kinds.append({"label": holding.label, "rows": marked, "more": count - len(rows)})
        return {**context, "person": self.person, "kinds": kinds}


class WithoutHolderView(HandOverView):
    """Of closed accounts, and of people who are no longer on record."""

    page_title = gettext_lazy("Work without a holder")
    person: Any = None

    def get_page_subtitle(self) -> str:
        return ""


class HandOverMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def hand_over_menu_item() -> MenuItem:
    return HandOverMenuItem(
        gettext_lazy("Hand over work"),
        reverse(INDEX),
        name="hand-over",
        icon_name="resubmit",
        order=610,
    )


def hand_over_urls() -> list[Any]:
    return [
        path("serah-terima/", HoldersView.as_view(), name=INDEX),
        path("serah-terima/tanpa-pemegang/", WithoutHolderView.as_view(), name=NOBODY),
        path("serah-terima/<int:pk>/", HandOverView.as_view(), name=PERSON),
    ]


def hand_over_permission() -> Any:
    """So that it can be given to a group."""
    app_label, codename = PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)


class HandOverFormatter(LogFormatter):
    """A line in the history of a page and of material: who had it, and who has it."""

    label = gettext_lazy("Hand over work")

    def format_message(self, log_entry: Any) -> str:
        names = {name: log_entry.data.get(name, "") for name in ("from", "to")}
        return _("Handed over from %(from)s to %(to)s") % names


def register_hand_over_action(actions: Any) -> None:
    actions.register_action(holdings.ACTION)(HandOverFormatter)
