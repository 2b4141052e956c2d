"""How a version of the SOP comes into being, is adopted, and is taken back in time.

The only way a version's status changes. Each action locks the versions first, then looks at the
state again: a double click or a stale tab gets a sentence, not a second version.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import signals
from .models import Procedure
from .models.procedure import office_midnight, office_today
from .procedure_defaults import default_procedure

ADOPT_ACTION = "kukarsite.procedure.adopt"
WITHDRAW_ACTION = "kukarsite.procedure.withdraw_adoption"


class ProcedureStateError(ValidationError):
    """The version is no longer in the state that the action needs."""


class VersionInPreparationError(ProcedureStateError):
    """There is a draft or an upcoming version already; ``procedure`` is it."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        if procedure.is_draft:
            message = _("Version %(version)s is already being prepared; go on with that one.")
        else:
            message = _(
                "Version %(version)s has been adopted and is yet to take effect. "
                "Return it to draft to change it, or wait for its effective date."
            )
        super().__init__(message % {"version": procedure.version})


def new_version(user: Any = None) -> Procedure:
    """A draft with the content in force and its steps; the SOP's defaults when there is none."""
    with transaction.atomic():
        _lock_versions()
        _refuse_if_in_preparation()
        current = Procedure.in_force(timezone.now())
        draft = _copy(current) if current else default_procedure()
        draft.version = (Procedure.objects.aggregate(highest=Max("version"))["highest"] or 0) + 1
        try:
            with transaction.atomic():
                draft.save()
        except IntegrityError:  # two at once on an empty table, where there is no row to lock
            _refuse_if_in_preparation()
            raise
        log(instance=draft, action="wagtail.create", user=user, content_changed=True)
    return draft


def adopt(procedure: Procedure, effective_from: date, user: Any = None) -> Procedure:
    """Let a draft take effect on a date that is not in the past (the first version may be)."""
    with transaction.atomic():
        _lock_versions()
        draft = Procedure.objects.get(pk=procedure.pk)
        if not draft.is_draft:
            raise ProcedureStateError(
                _("Version %(version)s has already been adopted, with effect from %(date)s.")
                % {"version": draft.version, "date": date_format(draft.effective_from)}
            )
        problems = draft.adoption_problems()
        if problems:
            raise ValidationError(problems)
        now = timezone.now()
        draft.in_force_from = _start(draft, effective_from, now)
        draft.effective_from = effective_from
        draft.status = Procedure.Status.ADOPTED
        draft.adopted_at = now
        draft.adopted_by = user
        draft.save()
        log(
            instance=draft,
            action=ADOPT_ACTION,
            user=user,
            data={"effective_from": effective_from.isoformat()},
        )
        signals.procedure_adopted.send(Procedure, procedure=draft, user=user)
    return draft


def withdraw_adoption(procedure: Procedure, user: Any = None) -> Procedure:
    """Make an adopted version a draft again, as long as its effective date has not arrived."""
    with transaction.atomic():
        _lock_versions()
        adopted = Procedure.objects.get(pk=procedure.pk)
        if adopted.phase is not Procedure.Phase.UPCOMING:
            raise ProcedureStateError(
                _("Version %(version)s is not waiting for its effective date; nothing was changed.")
                % {"version": adopted.version}
            )
        adopted.clear_adoption()
        adopted.save()
        log(instance=adopted, action=WITHDRAW_ACTION, user=user)
        signals.procedure_withdrawn.send(Procedure, procedure=adopted, user=user)
    return adopted


def _lock_versions() -> None:
    list(Procedure.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def _refuse_if_in_preparation() -> None:
    if existing := Procedure.objects.in_preparation().first():
        raise VersionInPreparationError(existing)


def _copy(current: Procedure) -> Procedure:
    draft: Procedure = current.copy_cluster(
        exclude_fields=[
            "id",
            "version",
            "status",
            "effective_from",
            "in_force_from",
            "adopted_at",
            "adopted_by",
        ]
    )[0]
    draft.date_revised = max(office_today(), draft.date_made)
    return draft


def _start(draft: Procedure, effective_from: date, now: datetime) -> datetime:
    """The instant from which the version holds, or why the date will not do."""
    if effective_from < draft.date_made:
        raise _date_error(
            _("The effective date cannot be before the date made (%(date)s)."), draft.date_made
        )
    latest = Procedure.objects.adopted().order_by("-effective_from").first()
    if latest is None:
        return office_midnight(effective_from)
    today = office_today()
    if effective_from < today:
        raise _date_error(
            _("The effective date cannot be in the past; the earliest is %(date)s."), today
        )
    if effective_from <= latest.effective_from:
        raise _date_error(
            _("Another version takes effect on %(date)s; choose a later date."),
            latest.effective_from,
        )
    return max(office_midnight(effective_from), now)


def _date_error(message: str, day: date) -> ValidationError:
    return ValidationError({"effective_from": message % {"date": date_format(day)}})
