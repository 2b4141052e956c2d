"""Material that somebody was asked to write about, as work that can be handed over."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from news.material_permissions import writers
from news.models import InformationClass, PageMaterial, SourceMaterial
from workflow_steps.holdings import Holding, register_holding


class MaterialHolding(Holding):
    """Classified, without a page yet: afterwards it is the page that somebody holds.

    Who handed it in stays; that is what four eyes go by.
    """

    name = "material"
    label = _("Material to write about")
    holder = "writer"

    def under_way(self) -> QuerySet[SourceMaterial]:
        with_page = Exists(PageMaterial.objects.filter(material=OuterRef("pk")))
        classified = SourceMaterial.objects.filter(
            ~with_page, state=SourceMaterial.State.CLASSIFIED
        )
        return classified.exclude(information_class__code=InformationClass.Code.DIKECUALIKAN)

    def title(self, item: Any) -> str:
        return str(item.title)

    def remark(self, item: Any) -> Any:
        return item.get_state_display()

    def url(self, item: Any) -> str:
        from news.views.common import material_url

        return material_url("inspect", item.pk)

    def may_receive(self, person: Any, item: Any) -> bool:
        return writers().filter(pk=person.pk).exists()


def register() -> None:
    register_holding(MaterialHolding())
