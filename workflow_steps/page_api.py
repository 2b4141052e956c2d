"""Wagtail's admin API, for reading only.

Its page actions (``wagtail/admin/api/actions``) look at permissions but at no lock: with
``revert_to_page_revision`` an editor changes a page that is with the Kepala Bidang (invariant 3).
Nothing in the admin uses them.
"""

from typing import Any, ClassVar

from wagtail.admin.api.views import PagesAdminAPIViewSet


class ReadOnlyPagesAPIViewSet(PagesAdminAPIViewSet):
    actions: ClassVar[dict[str, Any]] = {}


def without_page_actions(router: Any) -> None:
    router.register_endpoint("pages", ReadOnlyPagesAPIViewSet)
