"""Which pages may go live before their approval, and what the public is told (invariant 6)."""

from typing import Any

from django.utils.translation import gettext as _

from workflow_steps import gate

from .models.classification import InformationClass


def objection(page: Any) -> str:
    """Why the saved draft may not go live before its approval; empty when it may.

    Only information that the law wants public at once (*serta merta*, UU 14/2008 article 10),
    and only what could be submitted as it stands. Asked of a page as it is in the database, so
    the draft is looked at.
    """
    draft = page.get_latest_revision_as_object()
    information_class = draft.information_class
    if information_class is None or information_class.code != InformationClass.Code.SERTA_MERTA:
        return _(
            "Only information of the class serta merta may go live before its approval. "
            "Everything else is submitted."
        )
    if missing := draft.missing_for_submission():
        return _("The page cannot go live yet: %(missing)s") % {"missing": " ".join(missing)}
    return ""


def awaiting_initial(page: Any) -> Any:
    """The emergency publication that the live page still goes back to, if it does.

    Other classes cost the public page no query.
    """
    information_class = page.information_class
    if not page.live or information_class is None:
        return None
    if information_class.code != InformationClass.Code.SERTA_MERTA:
        return None
    return gate.open_emergency(page.pk)
