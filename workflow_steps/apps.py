from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowStepsConfig(AppConfig):
    name = "workflow_steps"
    verbose_name = _("SOP steps")

    def ready(self) -> None:
        from . import notifications

        notifications.register()
