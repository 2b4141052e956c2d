"""Mail to the approvers the moment something goes live without their paraf (invariant 6)."""

from typing import Any

from django.db.models import Model
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.users.models import UserProfile

from . import emergency, signals
from .models import EmergencyPublication
from .notifications import AfterCommit


class EmergencyNotifier(EmailNotificationMixin, Notifier):
    """To everybody who may give the paraf afterwards, whatever mail they chose to get.

    The choice in the account settings is about the daily round of submissions; this is none.
    """

    notification = "published"

    def __init__(self) -> None:
        super().__init__((EmergencyPublication,))

    def get_template_base_prefix(self, instance: Any, **kwargs: Any) -> str:
        return "newsroom_emergency_"

    def get_context(self, instance: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(instance, **kwargs),
            "emergency": instance,
            "page": kwargs["page"],
        }

    def get_valid_recipients(self, instance: Any, **kwargs: Any) -> set[Any]:
        people = emergency.eligible_approvers(kwargs["page"], instance.actor_id)
        recipients = {person for person in people if person.email}
        for person in recipients:
            UserProfile.get_for_user(person)  # ``send_emails`` asks it for the language
        return recipients


def register() -> None:
    notify = AfterCommit(EmergencyNotifier())

    def on_emergency_published(
        sender: type[Model], page: Any, user: Any, emergency: EmergencyPublication, **kwargs: Any
    ) -> None:
        notify(emergency, page=page, user=user)

    signals.emergency_published.connect(
        on_emergency_published, weak=False, dispatch_uid="newsroom_emergency_mail"
    )
