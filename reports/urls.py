"""The reports' admin screens, below ``/admin/reports/``."""

from django.urls import path

from .views import monitoring
from .views.items import ItemTimelineView, WhyView
from .views.menu import REPORTS
from .views.procedure import ProcedureOfDayView, ProcedurePDFView
from .views.register import VerifyRegisterScriptView
from .views.verification import VerificationView, VerifyNowView

urlpatterns = [
    path(
        "register/verify_register.py",
        VerifyRegisterScriptView.as_view(),
        name="verify_register_script",
    ),
    path("monitoring/", monitoring.SheetListView.as_view(), name="monitoring_list"),
    path("monitoring/baru/", monitoring.SheetAddView.as_view(), name="monitoring_add"),
    path("monitoring/<int:pk>/", monitoring.SheetView.as_view(), name="monitoring_sheet"),
    path("monitoring/<int:pk>/pdf/", monitoring.SheetPDFView.as_view(), name="monitoring_pdf"),
    path(
        "monitoring/<int:pk>/tetapkan/",
        monitoring.SheetAdoptView.as_view(),
        name="monitoring_adopt",
    ),
    path(
        "monitoring/<int:pk>/hapus/",
        monitoring.SheetDeleteView.as_view(),
        name="monitoring_delete",
    ),
    path("sop/", ProcedureOfDayView.as_view(), name="procedure_of_day"),
    path("sop/<int:pk>/pdf/", ProcedurePDFView.as_view(), name="procedure_pdf"),
    path("verification/", VerificationView.as_view(), name="verification"),
    path("verification/now/", VerifyNowView.as_view(), name="verification_now"),
    path("verification/<int:pk>/", VerificationView.as_view(), name="verification_run"),
    path(
        "linimasa/<slug:item_type>/<int:item_id>/", ItemTimelineView.as_view(), name="item_timeline"
    ),
    path(
        "linimasa/<slug:item_type>/<int:item_id>/<int:step>/<int:round_number>/",
        WhyView.as_view(),
        name="why_so_long",
    ),
]
for report in REPORTS:
    urlpatterns += [
        path(f"{report.address}/", report.view.as_view(), name=report.view.index_url_name),
        path(
            f"{report.address}/results/",
            report.view.as_view(results_only=True),
            name=report.view.index_results_url_name,
        ),
    ]
