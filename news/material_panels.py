"""In the page editor: the material that the page was made from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class MaterialLinksPanel(Panel):
    """Read-only; linking further material is a screen of its own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Made from"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/material/links_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        @property
        def materials(self) -> list[Any]:
            links = self.instance.material_links.select_related("material").order_by("pk")
            return [link.material for link in links]

        @property
        def may_read(self) -> bool:
            from news.material_permissions import permission_policy

            return permission_policy.sees_everything(self.request.user)

        @property
        def may_link(self) -> bool:
            permissions = self.instance.permissions_for_user(self.request.user)
            return self.may_read and permissions.can_edit() and not permissions.page_locked()
