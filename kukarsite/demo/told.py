"""What the demo's three months told its people has long been mailed, and mostly read."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from workflow_steps.models import Notice

UNREAD = timedelta(days=3)


def let_it_be_old() -> None:
    """Or the first ``run_due`` would mail months of it at once."""
    users = get_user_model()._default_manager.filter(pk=OuterRef("recipient"))
    waiting: QuerySet[Notice] = Notice.objects.filter(mail=Notice.Mail.WAITING)
    waiting.update(
        mail=Notice.Mail.SENT,
        mailed_at=F("deliver_after"),
        mailed_to=Subquery(users.values("email")[:1]),
    )
    old = Notice.objects.filter(read_at=None, created_at__lt=timezone.now() - UNREAD)
    old.filter(settled_at=None).update(read_at=F("created_at"))
