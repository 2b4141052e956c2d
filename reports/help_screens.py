"""The words of the help for the reports (SOP step 7, and a look at all of them)."""

from django.utils.translation import gettext_lazy as _

from workflow_steps.help.roles import Role
from workflow_steps.help.screens import EVERYBODY, Advice, Screen


def report_screens() -> list[Screen]:
    return [
        *(_due_today(), _queue(), _register(), _compliance()),
        *(_timelines(), _returns(), _sheet(), _checks()),
    ]


def _due_today() -> Screen:
    return Screen(
        "hari-ini",
        _("Due today"),
        ("newsroom_due_today",),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "What waits for you and has to be done by this evening, what is overdue first. "
                    "Begin at the top."
                ),
                then=_("What you have done leaves the list; its time is recorded by itself."),
                trouble=_(
                    "If you cannot manage something, tell the Web Administrator in time: it can be "
                    "handed over to a colleague."
                ),
            )
        },
    )


def _queue() -> Screen:
    return Screen(
        "antrean",
        _("Queue"),
        ("report_queue",),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "All that is under way, the most urgent on top: in which step it waits, for "
                    "whom, and how much working time is left. Speak first with whoever is overdue."
                ),
                then=_("An item leaves the queue when it is live and registered, or declined."),
                trouble=_(
                    "If an item waits for somebody who is away, have an appointment entered or let "
                    "a colleague take it over."
                ),
            )
        },
    )


def _register() -> Screen:
    return Screen(
        "register",
        _("Publication register"),
        ("publication_register",),
        {
            EVERYBODY: Advice(
                7,
                do=_(
                    "The system enters each page by itself when it goes live. Choose the period, "
                    "check that it is complete, then export it or print the official PDF."
                ),
                then=_("The exported register is kept as the record of the airing period."),
                trouble=_(
                    "A line cannot be changed or deleted. Withdrawals and corrections are added to "
                    "it. If a live page is missing, tell the system's administrator."
                ),
            )
        },
    )


def _compliance() -> Screen:
    return Screen(
        "kepatuhan",
        _("SOP compliance"),
        ("report_compliance", "report_timings", "report_workload"),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Choose the period. For each step you see how often it was done and how much "
                    "of that kept the standard time. Each figure opens the list behind it."
                ),
                then=_("The monthly PDF and the monitoring sheet take their figures from here."),
                trouble=_(
                    "Steps 6 and 7 are done by the system and do not count. “Not measured” means "
                    "that the step has no beginning, and never that it was in time."
                ),
            )
        },
    )


def _timelines() -> Screen:
    return Screen(
        "linimasa",
        _("Timeline of an item"),
        ("item_timelines", "item_timeline", "why_so_long"),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Follow one item through its steps and rounds. Choose a time to see which "
                    "working hours were counted in it."
                ),
                then=_("Whoever asks why something took long finds the answer here."),
                trouble=_(
                    "If a day was counted wrongly, the Web Administrator corrects the calendar; "
                    "the verdict of then stays beside the corrected one."
                ),
            )
        },
    )


def _returns() -> Screen:
    return Screen(
        "pengembalian",
        _("Returns"),
        ("report_returns",),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Read why pages were returned, in which step and how often. What comes back "
                    "again and again is worth a word with the writers."
                ),
                then=_("Each return opened a new round of steps 3 to 5."),
                trouble=_("The reasons stand as they were written and cannot be changed."),
            )
        },
    )


def _sheet() -> Screen:
    return Screen(
        "monitoring",
        _("SOP monitoring sheet"),
        ("monitoring_list", "monitoring_add", "monitoring_sheet", "monitoring_adopt"),
        {
            Role.DIVISION_HEAD: Advice(
                None,
                do=_(
                    "After the half-year, read the assessment of each step, correct it if need be, "
                    "then adopt the sheet and sign its PDF."
                ),
                then=_("An adopted sheet no longer changes; the ledger records its content."),
                trouble=_("If something in it is wrong, make a new edition of the sheet."),
            ),
            EVERYBODY: Advice(
                None,
                do=_(
                    "Make one sheet for each half-year. The figures are filled in; write the notes "
                    "and what is to be done."
                ),
                then=_("The division head adopts it after the half-year."),
                trouble=_("If a figure seems wrong, open the compliance report of that period."),
            ),
        },
    )


def _checks() -> Screen:
    return Screen(
        "pemeriksaan-situs",
        _("Check of what is public"),
        ("verification", "verification_run"),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "See whether everything public is exactly what was initialled. If a page is "
                    "named here, open it and compare it with its last initial."
                ),
                then=_("The check is repeated every hour; you can also start it yourself."),
                trouble=_(
                    "A page that fails was changed behind the newsroom's back: withdraw it and "
                    "tell the system's administrator at once."
                ),
            )
        },
    )
