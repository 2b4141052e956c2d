from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from . import due, gate_receivers, receivers, redirects, waiting  # noqa: F401

        due.register()
        redirects.register()
        waiting.register()
