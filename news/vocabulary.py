"""Names of categories and information classes stand on public pages, and no page's approval
covers them: once readers see one, only whoever initials may reword it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from workflow_steps import acting
from workflow_steps.models import Approval, NewsroomTaskState
from workflow_steps.offices import approving_group_ids

from . import listing


def is_before_readers(word: Any) -> bool:
    """Whether a live page carries it, or one that is before the approver or waits for its time."""
    field = next(
        field.name
        for field in listing.newsroom_types()[0]._meta.concrete_fields
        if field.related_model is type(word)
    )
    if any(
        model.objects.live().filter(**{field: word}).exists() for model in listing.newsroom_types()
    ):
        return True
    content = {f"content__{field}": word.pk}
    waiting = NewsroomTaskState.objects.filter(
        status=NewsroomTaskState.STATUS_IN_PROGRESS, **content
    )
    planned = Approval.objects.filter(go_live_at__gt=timezone.now(), **content)
    return bool(waiting.exists() or planned.exists())


def may_reword(user: Any) -> bool:
    """The Kepala Bidang, or whoever acts for them; superusers are not exempt."""
    return acting.standing_of(user, approving_group_ids()) is not None


class VocabularyForm(WagtailAdminModelForm):
    """Refuses new words for what readers already see, and says who can give them."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        changed = [name for name in self.changed_data if name in self.fields]
        if self.instance.pk and changed and not may_reword(self.for_user):
            stored = type(self.instance)._default_manager.get(pk=self.instance.pk)
            if is_before_readers(stored):
                for name in changed:
                    self.add_error(
                        name,
                        _(
                            "Readers already see this on approved pages. It is changed by the "
                            "approver (Kepala Bidang); or add a new one and choose it in the pages."
                        ),
                    )
        return cleaned
