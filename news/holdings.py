"""Material that somebody has to go on with, as work that can be handed over."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from news.material_permissions import TO_HAND_OVER, permission_policy, writers
from news.models import InformationClass, PageMaterial, SourceMaterial
from workflow_steps import signals
from workflow_steps.holdings import Holding, register_holding
from workflow_steps.page_holdings import DraftHolding

State = SourceMaterial.State


class AnyMaterial(Holding):
    """Who handed it in stays; that is what four eyes go by."""

    def title(self, item: Any) -> str:
        return str(item.title)

    def remark(self, item: Any) -> Any:
        return item.get_state_display()

    def url(self, item: Any) -> str:
        from news.views.common import material_url

        return material_url("inspect", item.pk)


class ReceivedHolding(AnyMaterial):
    """Not handed over yet. What was handed over waits for a decision and is nobody's own."""

    name = "received"
    label = _("Material not handed over")
    holder = "handed_over_by"
    holder_key = "to_hand_over"

    def under_way(self) -> QuerySet[SourceMaterial]:
        received = SourceMaterial.objects.filter(state=State.RECEIVED, self_recorded=False)
        return received.annotate(to_hand_over=TO_HAND_OVER)

    def without_holder(self) -> Q:
        closed = Q(handed_over_by__is_active=False)
        entered = Q(submitted_by__is_active=False) | Q(submitted_by=None)
        return closed | Q(entered, handed_over_by=None)

    def holder_of(self, item: Any) -> Any:
        return item.handed_over_by or item.submitted_by

    def may_receive(self, person: Any, item: Any) -> bool:
        return permission_policy.user_has_any_permission(person, ["add", "change"])


class MaterialHolding(AnyMaterial):
    """Classified, without a page yet: afterwards it is the page that somebody holds."""

    name = "material"
    label = _("Material to write about")
    holder = "writer"

    def under_way(self) -> QuerySet[SourceMaterial]:
        with_page = Exists(PageMaterial.objects.filter(material=OuterRef("pk")))
        classified = SourceMaterial.objects.filter(
            ~with_page, state=State.CLASSIFIED, self_recorded=False
        )
        return classified.exclude(information_class__code=InformationClass.Code.DIKECUALIKAN)

    def may_receive(self, person: Any, item: Any) -> bool:
        return writers().filter(pk=person.pk).exists()

    def receivers_of(self, items: Sequence[Any], people: Sequence[Any]) -> dict[int, set[int]]:
        able = set(writers().values_list("pk", flat=True)) & {person.pk for person in people}
        return {item.pk: able for item in items}


def material_goes_along(item: Any, what: str, previous: Any, person: Any, **kwargs: Any) -> None:
    """Whoever goes on with a page is its writer, also once the draft is deleted again."""
    if what != DraftHolding.name:
        return
    gone = Q(writer=None) | Q(writer__is_active=False)
    theirs = gone | Q(writer=previous) if previous else gone
    materials = SourceMaterial.objects.filter(theirs, page_links__page=item.pk)
    SourceMaterial.objects.filter(pk__in=materials.values("pk")).update(writer=person)


def register() -> None:
    register_holding(ReceivedHolding())
    register_holding(MaterialHolding())
    signals.work_handed_over.connect(material_goes_along, dispatch_uid="news_material_goes_along")
