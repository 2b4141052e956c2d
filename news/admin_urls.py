"""Admin addresses that replace Wagtail's own; included before ``wagtail.admin.urls``."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from workflow_steps.task_report import TasksReportView

from .admin_reach import EditorsSiteHistory
from .library_views import DeleteDocument, DeleteImage
from .promotions import CreatePromotion, EditPromotion, Promotions
from .views.page_editor import take_wagtails_place

take_wagtails_place()

urlpatterns = [
    path("reports/site-history/", require_admin_access(EditorsSiteHistory.as_view())),
    path(
        "reports/site-history/results/",
        require_admin_access(EditorsSiteHistory.as_view(results_only=True)),
    ),
    path("reports/workflow_tasks/", require_admin_access(TasksReportView.as_view())),
    path(
        "reports/workflow_tasks/results/",
        require_admin_access(TasksReportView.as_view(results_only=True)),
    ),
    path("searchpicks/", require_admin_access(Promotions.as_view())),
    path("searchpicks/results/", require_admin_access(Promotions.as_view(results_only=True))),
    path("searchpicks/add/", require_admin_access(CreatePromotion.as_view())),
    path("searchpicks/<int:query_id>/", require_admin_access(EditPromotion.as_view())),
    path("images/<int:image_id>/delete/", require_admin_access(DeleteImage.as_view())),
    path("documents/delete/<int:document_id>/", require_admin_access(DeleteDocument.as_view())),
]
