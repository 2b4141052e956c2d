"""The first version of the SOP."""

from django.db import transaction

from ..models import Procedure
from ..procedure_defaults import DEFAULT_EFFECTIVE_FROM, default_procedure
from ..procedure_flow import adopt


def provision_procedure() -> Procedure | None:
    """Create and adopt version 1; nothing at all when the office already has a procedure."""
    with transaction.atomic():
        if Procedure.objects.exists():
            return None
        draft = default_procedure()
        draft.version = 1
        draft.save()
        return adopt(draft, DEFAULT_EFFECTIVE_FROM)
