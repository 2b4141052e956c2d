"""The words for the desk: inbox, decisions, what is out of the ordinary (SOP steps 3-6)."""

from django.utils.translation import gettext_lazy as _

from .roles import Role
from .screens import EVERYBODY, Advice, Screen


def desk_screens() -> list[Screen]:
    return [_inbox(), _my_items(), _decision(), _emergency(), _initial_afterwards(), _withdraw()]


def _inbox() -> Screen:
    return Screen(
        "kotak-masuk",
        _("Inbox"),
        ("newsroom_inbox",),
        {
            Role.WEB_ADMINISTRATOR: Advice(
                4,
                do=_(
                    "Open the first item: the most urgent is on top. Review it, then pass it on to "
                    "the division head or return it with a reason. The time left counts in working "
                    "hours."
                ),
                then=_("What you pass on appears at once in the division head's inbox."),
                trouble=_(
                    "What you submitted yourself is not for you to review: it waits for another "
                    "Web Administrator."
                ),
            ),
            Role.DIVISION_HEAD: Advice(
                5,
                do=_(
                    "Open the first item: the most urgent is on top, and what is live in an "
                    "emergency comes before everything. Read it on the sign-off sheet, then "
                    "approve it or return it."
                ),
                then=_("Approved items go live by themselves; returned ones go to their writer."),
                trouble=_(
                    "If you are away, have somebody appointed to act for you: then the item waits "
                    "for that person as well."
                ),
            ),
        },
    )


def _my_items() -> Screen:
    return Screen(
        "naskah-saya",
        _("My items under way"),
        ("newsroom_my_items",),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "See where each of your items waits, and since when. Open those that were "
                    "returned first: the reason is at the top of the page."
                ),
                then=_("Live items leave this list; you find them among the pages."),
                trouble=_("If one waits too long, ask the person it waits for: the list says who."),
            )
        },
    )


def _decision() -> Screen:
    return Screen(
        "lembar-paraf",
        _("Sign-off sheet"),
        ("newsroom_decision",),
        {
            Role.WEB_ADMINISTRATOR: Advice(
                4,
                do=_(
                    "Read the page exactly as the public will. Open the parts that have a notice. "
                    "Then pass it on to the division head, or return it with a reason that says "
                    "what to change."
                ),
                then=_(
                    "Passed on, it waits on the division head's desk. Returned, it goes to the "
                    "writer, who reads your reason."
                ),
                trouble=_(
                    "If somebody changed the page meanwhile, your decision is refused and the "
                    "sheet shows the new state: read it again."
                ),
            ),
            Role.DIVISION_HEAD: Advice(
                5,
                do=_(
                    "Read the page exactly as the public will, and what changed in it. Open the "
                    "parts that have a notice. Then choose “Approve and initial”, or return it "
                    "with a reason of 10 characters or more."
                ),
                then=_(
                    "Approved, it goes live at once or at its planned time, with your office and "
                    "name under it. Returned, it goes to the writer, and a new round begins."
                ),
                trouble=_(
                    "Your initial holds for exactly what you see. If the page changed meanwhile, "
                    "the decision is refused. You cannot initial what you helped to write."
                ),
            ),
        },
    )


def _emergency() -> Screen:
    return Screen(
        "tayang-darurat",
        _("Publish in an emergency"),
        ("newsroom_emergency",),
        {
            EVERYBODY: Advice(
                6,
                do=_(
                    "Only for information that has to be public at once, such as floods or danger. "
                    "Read the draft once more, write the reason, then publish."
                ),
                then=_(
                    "The page is public at once, marked as waiting for its initial. The division "
                    "head gets a mail and initials it afterwards, or withdraws it."
                ),
                trouble=_(
                    "If it can wait for the division head, submit it in the usual way. Each "
                    "emergency stands in every report with its reason."
                ),
            )
        },
    )


def _initial_afterwards() -> Screen:
    return Screen(
        "paraf-susulan",
        _("Initial afterwards"),
        ("newsroom_emergency_sheet",),
        {
            EVERYBODY: Advice(
                5,
                do=_(
                    "The page is already public. Read it and the reason for the emergency; then "
                    "initial it, or withdraw it with a reason."
                ),
                then=_(
                    "With the initial the mark on the public page disappears. Withdrawn, its "
                    "address shows your reason."
                ),
                trouble=_(
                    "Whoever published or wrote it cannot initial it: then somebody who acts for "
                    "the division head does."
                ),
            )
        },
    )


def _withdraw() -> Screen:
    return Screen(
        "turunkan",
        _("Withdraw"),
        ("newsroom_withdraw",),
        {
            EVERYBODY: Advice(
                None,
                do=_(
                    "Look at what readers see now. Write the reason in words that the public may "
                    "read, then withdraw the page."
                ),
                then=_(
                    "Its address shows title, date and reason. It disappears from lists, feeds, "
                    "search and site map at once, and the register notes it."
                ),
                trouble=_(
                    "For a mistake in the text a correction is enough: change the page and submit "
                    "it. What was withdrawn comes back only with a new initial."
                ),
            )
        },
    )
