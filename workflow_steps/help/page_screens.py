"""The words for the page editor in each state of a page, and for the way there (SOP steps 3-7)."""

from django.utils.translation import gettext_lazy as _

from .pages import EDITOR
from .roles import Role
from .screens import EVERYBODY, Advice, Screen


def page_screens() -> list[Screen]:
    return [_explorer(), _new(), _draft(), _returned(), _in_review(), _to_initial(), *_after()]


def _explorer() -> Screen:
    return Screen(
        "halaman",
        _("Pages"),
        ("wagtailadmin_explore", "wagtailadmin_explore_root"),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Look for the page, then open it by its title. The status beside it says where "
                    "it stands: draft, under review, live. Make a page from classified material "
                    "rather than from nothing: its pictures and documents come along."
                ),
                then=_("Opening a page changes nothing; its editor says what to do there."),
                trouble=_(
                    "If a page cannot be found, search for a word of its title. What was taken "
                    "offline has its reason in its history."
                ),
            )
        },
    )


def _new() -> Screen:
    return Screen(
        "naskah-baru",
        _("New page"),
        ("wagtailadmin_pages:add_subpage", "wagtailadmin_pages:add"),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Choose the kind of page, then write title, summary and content. Save the "
                    "draft as often as you like: nobody outside reads it. Add the main picture "
                    "with its text alternative, the category, the information class and the source "
                    "before you submit."
                ),
                then=_("The draft stays with you until you submit it for the editor's review."),
                trouble=_(
                    "A page without material has no steps 1 and 2 in the reports. If the material "
                    "is there, make the page from it instead."
                ),
            )
        },
    )


def _draft() -> Screen:
    return Screen(
        EDITOR,
        _("Draft in the page editor"),
        ("wagtailadmin_pages:edit",),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Write and arrange the page, and save the draft whenever you like. Complete "
                    "what is still missing: summary, category, information class, main picture "
                    "with its text alternative, source. Look at the preview. Then choose “Submit” "
                    "in the menu at the foot of the page."
                ),
                then=_(
                    "It goes to the Web Administrator for the editor's review, and from there to "
                    "the division head. You cannot change it meanwhile; you are told when it is "
                    "returned or live."
                ),
                trouble=_(
                    "If it cannot be submitted, the message at the top names each field that is "
                    "still missing. Information of the class “dikecualikan” can never be published."
                ),
            )
        },
    )


def _returned() -> Screen:
    return Screen(
        "naskah-dikembalikan",
        _("Returned page in the editor"),
        (),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Read the reason at the top of the page: it says who returned it and what to "
                    "change. Change exactly that, look at the preview, then submit the page again. "
                    "This is a new round of steps 3 to 5 with times of its own."
                ),
                then=_("It goes through the editor's review and the division head once more."),
                trouble=_(
                    "If the reason is not clear, ask the person it names before you change "
                    "anything. If the page is not to appear at all, leave it as a draft."
                ),
            )
        },
    )


def _in_review() -> Screen:
    return Screen(
        "naskah-diperiksa",
        _("Page in the editor's review"),
        (),
        {
            Role.WEB_ADMINISTRATOR: Advice(
                4,
                do=_(
                    "Check spelling, facts, pictures with their text alternatives, category and "
                    "information class. You may improve the page yourself; save it before you "
                    "decide. Then choose “Pass on to the division head”, or return it with a "
                    "reason."
                ),
                then=_(
                    "Passed on, it waits on the division head's desk. Returned, it goes to the "
                    "writer, who reads your reason."
                ),
                trouble=_(
                    "Whoever submitted a page may not review it: then another Web Administrator "
                    "does. A reason has 10 characters or more."
                ),
            ),
            EVERYBODY: Advice(
                4,
                do=_(
                    "Nothing for now: the Web Administrator reviews the page. It is locked for its "
                    "writer until that is decided."
                ),
                then=_(
                    "It is passed on to the division head, or comes back to its writer with a "
                    "reason."
                ),
                trouble=_(
                    "If there is a mistake in it, tell the Web Administrator, who can correct it "
                    "or return it."
                ),
            ),
        },
    )


def _to_initial() -> Screen:
    return Screen(
        "naskah-menunggu-paraf",
        _("Page waiting for its initial"),
        (),
        {
            Role.DIVISION_HEAD: Advice(
                5,
                do=_(
                    "Choose “Check and decide” to open the sign-off sheet, and decide there. "
                    "Nothing can be changed here while the page waits for you."
                ),
                then=_("Approved, it goes live at once or at the time that was planned for it."),
                trouble=_("To have something changed, return the page with a reason."),
            ),
            EVERYBODY: Advice(
                5,
                do=_(
                    "Nothing for now: the page is on the division head's desk and nobody can "
                    "change it."
                ),
                then=_(
                    "Approved, it goes live by itself. Returned, it comes back to its writer with "
                    "the reason."
                ),
                trouble=_(
                    "If there is a mistake in it, ask the division head to return it. If it takes "
                    "too long, look who acts for the division head today."
                ),
            ),
        },
    )


def _after() -> list[Screen]:
    return [
        Screen(
            "naskah-dijadwalkan",
            _("Page with a time to go live"),
            (),
            {
                EVERYBODY: Advice(
                    6,
                    do=_(
                        "Nothing: the page has its initial and goes live by itself at the time "
                        "shown in the status panel."
                    ),
                    then=_("The system publishes it and enters it in the publication register."),
                    trouble=_(
                        "If it must not appear, the Web Administrator can cancel the planned time. "
                        "Any change to the text needs a new initial."
                    ),
                )
            },
        ),
        Screen(
            "naskah-tayang",
            _("Live page in the editor"),
            (),
            {
                EVERYBODY: Advice(
                    3,
                    do=_(
                        "The page is public. To correct it, change it, say in the correction note "
                        "what was wrong or is new, and submit it like any other page."
                    ),
                    then=_(
                        "Readers see the old version until the new one has its initial; then they "
                        "also read the correction note with its date."
                    ),
                    trouble=_(
                        "If it must not stay public, ask the Web Administrator or the division "
                        "head to withdraw it. What was once live cannot be deleted."
                    ),
                )
            },
        ),
        Screen(
            "naskah-darurat",
            _("Page live in an emergency"),
            (),
            {
                EVERYBODY: Advice(
                    5,
                    do=_(
                        "The page is public without an initial, and readers see that. The division "
                        "head, or whoever acts for them, initials it afterwards or withdraws it."
                    ),
                    then=_("With the initial the mark on the public page disappears."),
                    trouble=_(
                        "Whoever published it may not initial it. If it is overdue, remind the "
                        "division head; it stands first on their desk."
                    ),
                )
            },
        ),
        Screen(
            "naskah-diturunkan",
            _("Withdrawn page in the editor"),
            (),
            {
                EVERYBODY: Advice(
                    3,
                    do=_(
                        "The page is offline; its address shows the reason to the public. To bring "
                        "it back, correct it and submit it again."
                    ),
                    then=_("It goes through the editor's review and the division head once more."),
                    trouble=_(
                        "It cannot be deleted: what was once live stays in the register with its "
                        "reason."
                    ),
                )
            },
        ),
    ]
