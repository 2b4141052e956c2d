from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class WorkflowStepsConfig(AppConfig):
    name = "workflow_steps"
    verbose_name = _("SOP steps")
    default = True

    def ready(self) -> None:
        from . import (
            addresses,
            deletion,
            due,
            due_queue,
            live_guard,
            notices,
            old_addresses,
            page_holdings,
            withdrawal,
        )
        from .background import register_due_work
        from .webhooks import delivery, events

        due.register()
        notices.register()
        withdrawal.register()
        deletion.register()
        addresses.register()
        old_addresses.register()
        live_guard.register(self)
        page_holdings.register()
        events.register()
        register_due_work("webhooks", delivery.deliver_due)
        post_migrate.connect(due_queue.begin, sender=self)


class NewsroomUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app, with the office a person holds in its forms."""

    user_viewset = "workflow_steps.user_admin.NewsroomUserViewSet"
