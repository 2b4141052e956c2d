"""The admin address that replaces one of Wagtail's; included before ``wagtail.admin.urls``.

Wagtail looks up the explorer of a folder (``views/explorer.py``), but not that of the whole tree.
"""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .views.explorer import explorer_viewset

urlpatterns = [
    path(
        "pages/",
        require_admin_access(explorer_viewset().index_view),
        name="wagtailadmin_explore_root",  # by which others know the screen
    )
]
