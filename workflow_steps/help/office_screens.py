"""The words for what serves all steps: the SOP itself, the calendar, who acts for whom."""

from django.utils.translation import gettext_lazy as _

from .roles import Role
from .screens import EVERYBODY, Advice, Screen


def office_screens() -> list[Screen]:
    return [_procedure(), _calendar(), _appointments()]


def _procedure() -> Screen:
    return Screen(
        "prosedur",
        _("Procedure (SOP)"),
        (
            "procedure:index",
            "procedure:add",
            "procedure:edit",
            "procedure:adopt",
            "procedure:withdraw",
            "procedure:inspect",
        ),
        {
            Role.WEB_ADMINISTRATOR: Advice(
                None,
                do=_(
                    "To change the SOP, make a new version, write it as the signed document says, "
                    "and adopt it with the day from which it holds. The versions before stay as "
                    "they are."
                ),
                then=_(
                    "From that day new work is judged by the new standard times, and this help "
                    "shows them. What was judged before keeps its verdict."
                ),
                trouble=_(
                    "A version that is adopted but not yet in force can be returned to draft. One "
                    "that is in force can only be followed by another."
                ),
            ),
            EVERYBODY: Advice(
                None,
                do=_(
                    "Read the SOP in force: its steps, who performs them, and the standard times."
                ),
                then=_("The Web Administrator keeps it; a change is a new version with its day."),
                trouble=_("If it differs from the signed document, tell the Web Administrator."),
            ),
        },
    )


def _calendar() -> Screen:
    return Screen(
        "kalender",
        _("Work calendar"),
        (
            "work_calendar:index",
            "work_calendar:year",
            "work_calendar:holidays",
            "work_calendar:import",
            "work_calendar:closure_add",
            "work_calendar:closure",
            "work_calendar:hours",
            "work_calendar:week_add",
            "work_calendar:week",
            "work_calendar:period_add",
            "work_calendar:period",
            "work_calendar:settings",
            "work_calendar:history",
        ),
        {
            Role.WEB_ADMINISTRATOR: Advice(
                None,
                do=_(
                    "Enter next year's holidays as soon as the joint decree is out, the dates of "
                    "Ramadan, and each day on which the office is closed. Check what is marked as "
                    "an estimate."
                ),
                then=_(
                    "The time left of everything under way is counted anew. What was judged before "
                    "stays as it was judged."
                ),
                trouble=_(
                    "If a year is missing, nothing that falls into it can be judged: import it "
                    "first. If somebody changed the calendar meanwhile, read what changed and save "
                    "again."
                ),
            ),
            EVERYBODY: Advice(
                None,
                do=_("Choose a day to see which hours count on it and why."),
                then=_("All standard times and deadlines are counted in these working hours."),
                trouble=_("If a day is wrong, tell the Web Administrator, who keeps the calendar."),
            ),
        },
    )


def _appointments() -> Screen:
    return Screen(
        "penunjukan",
        _("Appointments (Plt./Plh.)"),
        (
            "acting_appointment:index",
            "acting_appointment:add",
            "acting_appointment:edit",
            "acting_appointment:inspect",
        ),
        {
            Role.DIVISION_HEAD: Advice(
                5,
                do=_(
                    "Before you are away, enter who acts for you, from when to when, with the "
                    "letter's number and file."
                ),
                then=_(
                    "In these days that person may initial in your place; both names are recorded "
                    "with each initial."
                ),
                trouble=_(
                    "Nobody can appoint themselves, and nobody can initial what they helped to "
                    "write: appoint somebody who does not write."
                ),
            ),
            EVERYBODY: Advice(
                5,
                do=_("See who gives the initial today, and in which capacity."),
                then=_("An appointment begins and ends by itself on its days."),
                trouble=_(
                    "If nobody acts for an absent division head, ask for a letter and have it "
                    "entered."
                ),
            ),
        },
    )
