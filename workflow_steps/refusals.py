"""Why the newsroom said no, in words for the person who asked."""

from django.utils.translation import gettext as _


class WorkflowRefusal(Exception):
    """A workflow action that the procedure does not allow.

    Deliberately not a ``PermissionDenied``: Wagtail swallows those in its admin decorator
    (``wagtail/admin/auth.py``) and replaces the reason by "no permission", and it does so inside
    the request's transaction, which would then commit half an action.
    """

    next_url = ""  # where the person can settle what stands in the way, if not in the editor

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SubmissionRefused(WorkflowRefusal):
    """The page is not complete (step 3), or may never be published (class *dikecualikan*)."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(
            _("The page cannot be submitted yet: %(missing)s") % {"missing": " ".join(missing)}
        )


class DecisionRefused(WorkflowRefusal):
    """A decision that came too late, lacks its reason, or is not this person's to make."""


class PublicationRefused(WorkflowRefusal):
    """Content that nobody has initialled, or that may not leave the public without a reason."""
