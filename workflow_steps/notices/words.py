"""What a notice says: one line for bell and list, a subject and the place of the act for mail."""

from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Notice
from ..templatetags.office_formats import duration, number, wita_datetime
from .preferences import ASKING

Kind = Notice.Kind
DECLINED = "declined"  # material that is not used; of the kind "returned"
GIVEN = "given"  # how much of somebody else's work was handed over; of the kind "assigned"

_SUBJECTS: dict[str, Any] = {
    Kind.WAITING: gettext_lazy("Waiting for you: “%(title)s”"),
    Kind.HANDED_OVER: gettext_lazy("Material handed over: “%(title)s”"),
    Kind.ASSIGNED: gettext_lazy("For you to write: “%(title)s”"),
    Kind.RETURNED: gettext_lazy("Returned: “%(title)s”"),
    Kind.APPROVED: gettext_lazy("Approved: “%(title)s”"),
    Kind.LIVE: gettext_lazy("Live: “%(title)s”"),
    Kind.DUE_SOON: gettext_lazy("Due soon: “%(title)s”"),
    Kind.OVERDUE: gettext_lazy("Overdue: “%(title)s”"),
    Kind.ESCALATED: gettext_lazy("Overdue at %(offices)s: “%(title)s”"),
    Kind.EMERGENCY: gettext_lazy(
        "Published in an emergency, waiting for your initial (paraf): “%(title)s”"
    ),
    DECLINED: gettext_lazy("Material not used: “%(title)s”"),
    GIVEN: gettext_lazy("Handed over to you: “%(title)s”"),
}
_SENTENCES: dict[str, Any] = {
    Kind.WAITING: gettext_lazy("“%(title)s” waits for your decision: %(task)s."),
    Kind.HANDED_OVER: gettext_lazy("%(actor)s handed over the material “%(title)s”."),
    Kind.ASSIGNED: gettext_lazy("%(actor)s asks you to write about “%(title)s”."),
    Kind.RETURNED: gettext_lazy("%(actor)s returned “%(title)s”."),
    Kind.APPROVED: gettext_lazy("%(actor)s approved “%(title)s”, and it is live."),
    Kind.LIVE: gettext_lazy("“%(title)s” is live."),
    Kind.DUE_SOON: gettext_lazy("“%(title)s” in step %(step)s: %(left)s of working time left."),
    Kind.OVERDUE: gettext_lazy("“%(title)s” in step %(step)s is past its standard time."),
    Kind.ESCALATED: gettext_lazy(
        "“%(title)s” in step %(step)s has been overdue at %(offices)s for %(late)s of working time."
    ),
    Kind.EMERGENCY: gettext_lazy(
        "%(actor)s published “%(title)s” before its approval, in an emergency."
    ),
    DECLINED: gettext_lazy("%(actor)s does not use the material “%(title)s”."),
    GIVEN: gettext_lazy("%(actor)s handed “%(title)s” over to you to go on with."),
}
_ACTS: dict[str, Any] = {
    Kind.WAITING: gettext_lazy("Read and decide here"),
    Kind.HANDED_OVER: gettext_lazy("Classify it here"),
    Kind.ASSIGNED: gettext_lazy("Begin here"),
    Kind.RETURNED: gettext_lazy("Correct and submit it here"),
    Kind.EMERGENCY: gettext_lazy("Read it, then initial it or take it offline"),
    Kind.DIGEST: gettext_lazy("To your desk"),
    GIVEN: gettext_lazy("Go on with it here"),
}

# What is to be done, by step; the decision of step 4 is the editor review inside it.
_TO_DO: dict[int, Any] = {
    1: gettext_lazy("Complete the material and hand it over"),
    2: gettext_lazy("Classify the material"),
    3: gettext_lazy("Write the page and submit it"),
    4: gettext_lazy("Review and decide"),
    5: gettext_lazy("Decide"),
}


def to_do(step: int) -> str:
    return str(_TO_DO[step])


def _form(notice: Notice) -> str:
    return next((name for name in (DECLINED, GIVEN) if notice.data.get(name)), notice.kind)


def _several_given(notice: Notice) -> str:
    """Of one act; ``title`` names the first."""
    more = int(notice.data.get(GIVEN) or 0) - 1
    if more < 1:
        return ""
    text = ngettext(
        "%(actor)s handed “%(title)s” and %(count)s other piece of work over to you.",
        "%(actor)s handed “%(title)s” and %(count)s other pieces of work over to you.",
        more,
    )
    return text % (_values(notice) | {"count": number(more)})


def moment(notice: Notice, name: str) -> datetime | None:
    return parse_datetime(notice.data.get(name) or "")


def _values(notice: Notice) -> dict[str, Any]:
    data = notice.data
    return {
        "title": notice.title,
        "actor": data.get("actor") or _("The system"),
        "task": data.get("task", ""),
        "step": data.get("step", ""),
        "offices": data.get("offices", ""),
        "left": duration(data.get("left")),
        "late": duration(data.get("late")),
    }


def sentence(notice: Notice) -> str:
    """The line that says everything."""
    if notice.kind == Kind.DIGEST:
        return _digest_title(notice)
    values = _values(notice)
    go_live_at = moment(notice, "go_live_at")
    if notice.kind == Kind.APPROVED and go_live_at:
        values["when"] = wita_datetime(go_live_at)
        return _("%(actor)s approved “%(title)s”; it goes live on %(when)s.") % values
    return _several_given(notice) or str(_SENTENCES[_form(notice)] % values)


def subject(notice: Notice) -> str:
    """What, and by when; in one line, whatever a title holds."""
    if notice.kind == Kind.DIGEST:
        text = _digest_title(notice)
    else:
        text = str(_SUBJECTS[_form(notice)] % _values(notice))
    if notice.due_at and notice.kind in ASKING:
        values = {"what": text, "when": wita_datetime(notice.due_at)}
        text = _("%(what)s, due %(when)s") % values
    return " ".join(text.split())


def act(notice: Notice) -> str:
    """What can be done at the address."""
    return str(_ACTS.get(_form(notice)) or _("Look at it here"))


def _digest_title(notice: Notice) -> str:
    count = notice.data.get("count", 0)
    if not count:
        return _("News of your items")
    return ngettext("%(count)s item waits for you", "%(count)s items wait for you", count) % {
        "count": number(count)
    }


def mail_state(notice: Notice) -> str:
    """What became of the mail, for the record of it."""
    if notice.mail == Notice.Mail.SENT:
        return _("sent %(when)s to %(address)s") % {
            "when": wita_datetime(notice.mailed_at),
            "address": notice.mailed_to,
        }
    if notice.mail == Notice.Mail.WAITING:
        return _("will be sent %(when)s") % {"when": wita_datetime(notice.deliver_after)}
    return str(notice.get_mail_display())
