"""Admin addresses that replace Wagtail's own; included before ``wagtail.admin.urls``."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .admin_reach import EditorsSiteHistory

urlpatterns = [
    path("reports/site-history/", require_admin_access(EditorsSiteHistory.as_view())),
    path(
        "reports/site-history/results/",
        require_admin_access(EditorsSiteHistory.as_view(results_only=True)),
    ),
]
