"""Who may see and do what with source material."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.permissions import ModelPermissionPolicy, page_permission_policy

from news.models import SourceMaterial

State = SourceMaterial.State
WRITERS_GROUP = "Pengelola Website"
# Whose turn it is while material is not handed over: whoever entered it, or whoever was given it
# since. ``submitted_by`` itself never changes, since four eyes go by it.
TO_HAND_OVER = Coalesce("handed_over_by", "submitted_by")


class MaterialPermissionPolicy(ModelPermissionPolicy):
    """The model permissions of a group, narrowed to a contributor's own material.

    Somebody who may only add and view (Kontributor) sees and edits what they handed in. Nobody
    deletes: material is a record, and what is not used is declined with a reason.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "delete":
            return False
        return super().user_has_permission(user, action)

    def sees_everything(self, user: Any) -> bool:
        decides = any(self.user_has_permission(user, name) for name in ("change", "classify"))
        only_reads = self.user_has_permission(user, "view") and not self.user_has_permission(
            user, "add"
        )
        return decides or only_reads

    def instances_user_has_any_permission_for(
        self, user: Any, actions: list[str]
    ) -> QuerySet[SourceMaterial]:
        if self.sees_everything(user):
            return SourceMaterial.objects.all()
        if self.user_has_any_permission(user, ["add", "view"]):
            own = Q(submitted_by=user) | Q(handed_over_by=user)
            return SourceMaterial.objects.filter(own, self_recorded=False)
        return SourceMaterial.objects.none()

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: SourceMaterial
    ) -> bool:
        match action:
            case "view":
                return self.sees_everything(user) or self._own(user, instance)
            case "change":
                return self._may_change(user, instance)
            case "hand_over":
                return instance.state == State.RECEIVED and self._may_change(user, instance)
            case "classify":
                undecided = instance.state in (State.RECEIVED, State.HANDED_OVER)
                return undecided and self.user_has_permission(user, "classify")
            case _:
                return False

    def _own(self, user: Any, instance: SourceMaterial) -> bool:
        by_user = user.pk in (instance.submitted_by_id, instance.handed_over_by_id)
        return (by_user and not instance.self_recorded) and self.user_has_any_permission(
            user, ["add", "view"]
        )

    def _may_change(self, user: Any, instance: SourceMaterial) -> bool:
        """Editors until it is classified, contributors until they hand it over."""
        if self.user_has_permission(user, "change"):
            return instance.state in (State.RECEIVED, State.HANDED_OVER)
        own = self._own(user, instance) and self.user_has_permission(user, "add")
        return own and instance.state == State.RECEIVED


permission_policy = MaterialPermissionPolicy(SourceMaterial)


def may_make_pages(user: Any) -> bool:
    """Whether this person makes pages of material; in which places, Wagtail's tree says."""
    return permission_policy.user_has_permission(user, "classify") and bool(
        page_permission_policy.user_has_permission(user, "add")
    )


def reads_notes(user: Any, material: SourceMaterial) -> bool:
    """The note for the writer is not for whoever handed the material in."""
    classifies = permission_policy.user_has_permission(user, "classify")
    writes = page_permission_policy.user_has_permission(user, "add")
    return bool(classifies or writes or material.writer_id == user.pk)


def writers() -> QuerySet[Any]:
    """People who may be asked to write: the Pengelola Website, and whoever may add pages."""
    may_write = Q(groups__name=WRITERS_GROUP) | Q(
        groups__page_permissions__permission__codename="add_page"
    )
    users = get_user_model()._default_manager.filter(may_write, is_active=True)
    return users.distinct().order_by("first_name", "last_name", "username")


def senders() -> QuerySet[Any]:
    """People who have handed in material."""
    handed_in = SourceMaterial.objects.filter(self_recorded=False).order_by()
    users = get_user_model()._default_manager.filter(pk__in=handed_in.values("submitted_by"))
    return users.order_by("first_name", "last_name", "username")
