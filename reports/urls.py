"""The reports' admin screens, below ``/admin/reports/``."""

from django.urls import path

from .views.items import ItemsReportView, ItemTimelineView, WhyView
from .views.register import RegisterReportView
from .views.verification import VerificationView, VerifyNowView

urlpatterns = [
    path("register/", RegisterReportView.as_view(), name="publication_register"),
    path(
        "register/results/",
        RegisterReportView.as_view(results_only=True),
        name="publication_register_results",
    ),
    path("verification/", VerificationView.as_view(), name="verification"),
    path("verification/now/", VerifyNowView.as_view(), name="verification_now"),
    path("verification/<int:pk>/", VerificationView.as_view(), name="verification_run"),
    path("linimasa/", ItemsReportView.as_view(), name="item_timelines"),
    path(
        "linimasa/results/",
        ItemsReportView.as_view(results_only=True),
        name="item_timelines_results",
    ),
    path(
        "linimasa/<slug:item_type>/<int:item_id>/", ItemTimelineView.as_view(), name="item_timeline"
    ),
    path(
        "linimasa/<slug:item_type>/<int:item_id>/<int:step>/<int:round_number>/",
        WhyView.as_view(),
        name="why_so_long",
    ),
]
