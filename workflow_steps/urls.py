"""Admin addresses that replace Wagtail's own; included before ``wagtail.admin.urls``."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .views import DecideInModal

urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(DecideInModal.as_view()),
    ),
]
