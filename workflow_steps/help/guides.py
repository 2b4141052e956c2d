"""What a role does altogether: for the overview on the screen and the guide on paper.

The words on buttons are the very texts of the buttons, so both always say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .roles import Role
from .screens import Words


@dataclass(frozen=True)
class Task:
    """What somebody does in one step of the SOP; without a number: whenever it is needed."""

    step: int | None
    title: Words
    acts: tuple[Words, ...]


@dataclass(frozen=True)
class Link:
    label: Words
    url_name: str


@dataclass(frozen=True)
class Guide:
    summary: Words
    tasks: tuple[Task, ...]
    buttons: tuple[tuple[Words, Words], ...]
    never: tuple[Words, ...]
    ask: tuple[tuple[Words, Words], ...]
    links: tuple[Link, ...]


NEVER_A_PASSWORD = _("Never use somebody else's account, nor give yours away.")
ASK_WEBSITE_MANAGER = _("material, the text, and what is missing")
ASK_WEB_ADMINISTRATOR = _("a review, the calendar, the SOP and accounts")
ASK_DIVISION_HEAD = _("what may be published, and who acts for them")
ASK_PPID = (_("PPID"), _("the class of information"))
REASON = _("with a reason of 10 characters or more; the writer reads it")

CONTRIBUTOR = Guide(
    summary=_("You bring what happened: words, pictures, documents, video."),
    tasks=(
        Task(
            1,
            _("Hand in material"),
            (
                _("Open Source material › Hand in material; a phone will do."),
                _("Write subject, what happened, source, date, place, and whom to ask."),
                _("Add photos, documents (PDF, DOCX, XLSX) or a video, all at once."),
                _("Save what you still want to complete; hand over what is complete."),
            ),
        ),
        Task(
            None,
            _("Follow what becomes of it"),
            (
                _("Look in the list of material: classified, declined with a reason, or a page."),
                _("Answer when the website manager asks for what is missing."),
            ),
        ),
    ),
    buttons=(
        (_("Save"), _("keeps it with you; nobody works on it yet")),
        (_("Save and hand over"), _("gives it to the website manager; step 2 begins")),
        (_("Hand over"), _("does the same from the list, for material that is complete")),
    ),
    never=(
        _("Never put in identity numbers (NIK), phone or account numbers of other people."),
        _("Never send pictures of children, victims or patients without their consent."),
        _("Never hand in the work of others as your own; name where it comes from."),
        NEVER_A_PASSWORD,
    ),
    ask=(
        (_("Website manager"), ASK_WEBSITE_MANAGER),
        (_("Web administrator"), _("logging in")),
    ),
    links=(
        Link(_("Hand in material"), "material:add"),
        Link(_("List of material"), "material:index"),
    ),
)

WEBSITE_MANAGER = Guide(
    summary=_("You sort the material, write and arrange the page, and submit it."),
    tasks=(
        Task(
            2,
            _("Classify"),
            (
                _("Open Source material › Waiting for classification, the oldest first."),
                _("Choose category, information class, writer and priority."),
                _("Decline what cannot be used, with a reason."),
            ),
        ),
        Task(
            3,
            _("Write, arrange, submit"),
            (
                _("On classified material choose “Make a page”; the draft opens with its files."),
                _("Complete title, summary, main picture with text alternative, and source."),
                _("Look at the preview, also as a phone shows it."),
                _("Submit. The page is then locked until it is decided."),
            ),
        ),
        Task(
            3,
            _("When a page comes back"),
            (
                _("Read the reason at the top of the page and change exactly that."),
                _("Submit it again: a new round begins, with times of its own."),
            ),
        ),
        Task(
            None,
            _("Correct what is live"),
            (
                _("Change the page, fill in the correction note, and submit it."),
                _("Readers see the old version until the new one has its initial."),
            ),
        ),
    ),
    buttons=(
        (_("Classify"), _("ends step 2 and gives the material to its writer")),
        (_("Decline"), _("the contributor reads your reason")),
        (_("Make the draft"), _("makes a page from material")),
        (_("Save draft"), _("keeps it; as often as you like")),
        (_("Submit"), _("gives the page to the Web Administrator for review")),
    ),
    never=(
        _("Never publish information of the class “dikecualikan”; the system refuses it as well."),
        _("Never put identity numbers (NIK), phone or account numbers into a page or a file."),
        _("Never invent a text alternative: write what the picture shows."),
        NEVER_A_PASSWORD,
    ),
    ask=(
        (_("Contributor"), _("facts that are missing in the material")),
        (_("Web administrator"), ASK_WEB_ADMINISTRATOR),
        ASK_PPID,
    ),
    links=(
        Link(_("List of material"), "material:index"),
        Link(_("Make a page from material"), "material:make_page"),
        Link(_("Classification list"), "material:classification_list"),
        Link(_("My items under way"), "newsroom_my_items"),
    ),
)

WEB_ADMINISTRATOR = Guide(
    summary=_("You review each page, pass it on, and keep SOP, calendar and register in order."),
    tasks=(
        Task(
            4,
            _("Review"),
            (
                _("Open the inbox; the most urgent is on top."),
                _("Check facts, language, pictures, category and class; improve it if need be."),
                _("Pass it on to the division head, or return it with a reason."),
            ),
        ),
        Task(
            6,
            _("See that it goes live"),
            (
                _("The system publishes by itself, at once or at the planned time."),
                _("In an emergency only: publish first, with a written reason."),
                _("Withdraw what must not stay public; the public reads your reason."),
            ),
        ),
        Task(
            7,
            _("Keep the records"),
            (
                _("The system fills the register; check and export it for each period."),
                _("Make the SOP monitoring sheet for each half-year."),
            ),
        ),
        Task(
            None,
            _("Keep the ground in order"),
            (
                _("Enter holidays and Ramadan in the work calendar as soon as they are decreed."),
                _("Write changes of the SOP as a new version with its day."),
            ),
        ),
    ),
    buttons=(
        (_("Pass on to the Kepala Bidang"), _("ends your review")),
        (_("Return"), REASON),
        (_("Publish in an emergency"), _("public at once, marked until it has its initial")),
        (_("Withdraw"), _("offline at once, with a reason for the public")),
    ),
    never=(
        _("Never review what you submitted yourself."),
        _("Never publish in an emergency what can wait for the division head."),
        _("Never change what is live without a correction note."),
        NEVER_A_PASSWORD,
    ),
    ask=(
        (_("Division head"), ASK_DIVISION_HEAD),
        ASK_PPID,
        (_("System administrator"), _("mail, backups, and anything that does not work")),
    ),
    links=(
        Link(_("Inbox"), "newsroom_inbox"),
        Link(_("Queue"), "report_queue"),
        Link(_("Publication register"), "publication_register"),
        Link(_("Work calendar"), "work_calendar:index"),
        Link(_("Procedure (SOP)"), "procedure:index"),
    ),
)

DIVISION_HEAD = Guide(
    summary=_("You read each page exactly as the public will, and initial it or return it."),
    tasks=(
        Task(
            5,
            _("Decide"),
            (
                _("Open the link in the mail, or the inbox; a phone will do."),
                _("The time of this step begins when you first open the page."),
                _("Read the page, then the parts that have a notice."),
                _("Approve and initial it, or return it with a reason."),
            ),
        ),
        Task(
            5,
            _("After an emergency"),
            (_("Initial what is already public, or withdraw it with a reason."),),
        ),
        Task(
            None,
            _("When you are away"),
            (_("Have somebody appointed to act for you (Plt./Plh.), with the letter."),),
        ),
        Task(
            None,
            _("Look after the SOP"),
            (
                _("See the queue and the returns; adopt the monitoring sheet each half-year."),
                _("Withdraw what must not stay public: search for it, then open its timeline."),
            ),
        ),
    ),
    buttons=(
        (_("Approve and initial"), _("the page goes live exactly as you read it")),
        (_("Return"), REASON),
        (_("Withdraw"), _("offline at once, with a reason for the public")),
    ),
    never=(
        _("Never initial what you helped to write; somebody who acts for you does."),
        _("Never initial what you have not read: your name stands under it."),
        _("Never let another person decide with your account; appoint them instead."),
    ),
    ask=(
        (_("Web administrator"), ASK_WEB_ADMINISTRATOR),
        (_("Website manager"), ASK_WEBSITE_MANAGER),
        ASK_PPID,
    ),
    links=(
        Link(_("Inbox"), "newsroom_inbox"),
        Link(_("Queue"), "report_queue"),
        Link(_("SOP compliance"), "report_compliance"),
        Link(_("Appointments (Plt./Plh.)"), "acting_appointment:index"),
    ),
)

GUIDES: Mapping[Role, Guide] = {
    Role.CONTRIBUTOR: CONTRIBUTOR,
    Role.WEBSITE_MANAGER: WEBSITE_MANAGER,
    Role.WEB_ADMINISTRATOR: WEB_ADMINISTRATOR,
    Role.DIVISION_HEAD: DIVISION_HEAD,
}

GLOSSARY: tuple[tuple[Words, Words], ...] = (
    (_("Source material"), _("what is gathered before writing: text, pictures, documents, video")),
    (_("Submitted"), _("handed over for review")),
    (_("Returned"), _("back with the writer, with a reason")),
    (_("Round"), _("one pass through steps 3 to 5; each return begins another")),
    (_("Initial (paraf)"), _("the division head's approval of exactly this content")),
    (_("Live"), _("the public can read it")),
    (_("Emergency publication"), _("live first, initialled afterwards by another person")),
    (_("Withdrawn"), _("no longer readable, with a reason that the public sees")),
    (_("Correction (ralat)"), _("an improvement after going live, named on its page")),
    (_("Standard time"), _("the time that the SOP allows for a step")),
    (_("Working day"), _("7 hours 30 minutes of the office's working time")),
    (_("Publication register"), _("the official list of everything that was ever live")),
)
