"""The words for notices, absences, work handed over, and messages sent out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .roles import Role
from .screens import EVERYBODY, Advice, Screen


def daily_screens() -> list[Screen]:
    return [_notices(), _absences(), _hand_over(), _webhooks(), _escalations()]


def _notices() -> Screen:
    return Screen(
        "pemberitahuan",
        pgettext_lazy("told to people", "Notices"),
        ("newsroom_notices", "newsroom_notice_record"),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Read what concerns you, the newest on top. Open a notice to come to its item; "
                    "that marks it as read."
                ),
                then=_(
                    "What was asked of you is marked as done as soon as the item goes on, whoever "
                    "saw to it. You are never told the same thing twice."
                ),
                trouble=_(
                    "If no mail arrives, look at your account: which mails you want, and whether "
                    "your address is right. Mail comes in working hours only, except in an "
                    "emergency."
                ),
            )
        },
    )


def _absences() -> Screen:
    return Screen(
        "ketidakhadiran",
        _("Absences"),
        ("absence:index", "absence:add", "absence:edit"),
        {
            Role.WEB_ADMINISTRATOR: Advice(
                None,
                do=_(
                    "Enter your own absences and those of anybody who cannot. Look at the working "
                    "days on which nobody is there to review or to initial."
                ),
                then=_("Inbox and items name who decides on these days."),
                trouble=_(
                    "A day without anybody to initial needs an appointment (Plt./Plh.): ask the "
                    "division head for the letter before the day comes."
                ),
            ),
            Role.DIVISION_HEAD: Advice(
                5,
                do=_(
                    "Enter when you are away, and have somebody appointed to act for you on those "
                    "days: an absence alone passes nothing on."
                ),
                then=_(
                    "Colleagues see who decides. You may still initial yourself while you are away."
                ),
                trouble=_(
                    "If a working day is marked as having nobody to initial, enter the appointment "
                    "(Plt./Plh.) with its letter."
                ),
            ),
            EVERYBODY: Advice(
                None,
                do=_("Enter the days on which you are away, as early as you know them."),
                then=_(
                    "Colleagues see that you are away; illness and other reasons are not shown to "
                    "them. What waits for you stays with you."
                ),
                trouble=_(
                    "If something urgent waits for you meanwhile, ask the Web Administrator to "
                    "hand it over."
                ),
            ),
        },
    )


def _hand_over() -> Screen:
    return Screen(
        "serah-terima",
        _("Hand over work"),
        ("newsroom_holders", "newsroom_hand_over", "newsroom_without_holder"),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Choose whoever leaves or is away for long, tick what goes over, and choose "
                    "who goes on with it. Work without a holder comes first."
                ),
                then=_(
                    "Whoever takes over is told and finds it on their desk. Who wrote what stays "
                    "recorded, so nobody may initial what they helped to write."
                ),
                trouble=_(
                    "If the other person may not go on with a part of it, nothing goes over and "
                    "the part is named. An account that still holds work cannot be closed."
                ),
            )
        },
    )


def _webhooks() -> Screen:
    return Screen(
        "webhook",
        _("Webhooks"),
        (
            "webhook:index",
            "webhook:add",
            "webhook:edit",
            "webhook:inspect",
            "webhook:messages",
            "webhook:message",
            "webhook:dead",
            "webhook:new_secret",
        ),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Enter the address of the office's own program that passes messages on, for "
                    "example to WhatsApp, and choose what it is told. Copy its secret: it is shown "
                    "once. Then send a test message."
                ),
                then=_(
                    "Each event is sent signed. What is not answered is tried again for about 40 "
                    "hours, then listed as given up."
                ),
                trouble=_(
                    "Open the message to see what was answered. When the other end works again, "
                    "send what was given up once more. If the secret is lost, make a new one."
                ),
            )
        },
    )


def _escalations() -> Screen:
    return Screen(
        "eskalasi",
        _("Escalations"),
        ("escalation:index", "escalation:add", "escalation:edit"),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "For each office, say who hears of it when an item stays overdue there, and "
                    "after how many minutes of working time."
                ),
                then=_(
                    "The next office is told once for each item; the item itself stays where it is."
                ),
                trouble=_(
                    "If people are told too often, allow more minutes. If nobody is told, see that "
                    "the next office has members."
                ),
            )
        },
    )
