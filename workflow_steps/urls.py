"""Admin addresses that replace Wagtail's own; included before ``wagtail.admin.urls``."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .notices.account import NewsroomAccountView
from .views.delete import delete_or_explain
from .views.modal import DecideInModal
from .views.withdraw import WithdrawView

urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(DecideInModal.as_view()),
    ),
    path("account/", require_admin_access(NewsroomAccountView.as_view())),
    path("pages/<int:page_id>/unpublish/", require_admin_access(WithdrawView.as_view())),
    path("pages/<int:page_id>/delete/", require_admin_access(delete_or_explain)),
]
