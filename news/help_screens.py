"""The words of the help for source material (SOP steps 1-3)."""

from django.utils.translation import gettext_lazy as _

from workflow_steps.help.roles import Role
from workflow_steps.help.screens import EVERYBODY, Advice, Screen


def material_screens() -> list[Screen]:
    return [
        *(_list(), _form(), _one(), _classify(), _make_page(), _classification_list()),
        *(_privacy(), _broken_links(), _pictures(), _documents()),
    ]


def _privacy() -> Screen:
    return Screen(
        "data-pribadi",
        _("Personal data"),
        ("newsroom_privacy",),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Look at each place that is named, also in attached files. Take out or shorten "
                    "what does not belong in public; for what may stay, tick “checked” and say "
                    "why."
                ),
                then=_(
                    "The page is submitted. Who checked and the reason are recorded, and whoever "
                    "decides sees both on the sign-off sheet."
                ),
                trouble=_(
                    "If a file cannot be read here, open it and look through it yourself. When "
                    "something else is found later, you are asked again."
                ),
            )
        },
    )


def _broken_links() -> Screen:
    return Screen(
        "tautan-rusak",
        _("Broken links"),
        ("broken_links",),
        {
            EVERYBODY: Advice(
                3,
                do=_("Open the page of a link that does not answer, mend or remove the link."),
                then=_(
                    "A changed page goes through review and initial again; until then the public "
                    "reads the version before."
                ),
                trouble=_(
                    "If the other site is only down for a while, wait: links are asked again by "
                    "themselves, and one that answers leaves the list."
                ),
            )
        },
    )


def _pictures() -> Screen:
    return Screen(
        "pustaka-gambar",
        _("Pictures"),
        ("wagtailimages:index", "wagtailimages:add_multiple", "wagtailimages:edit"),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Upload the photographer's original, not one from a chat. Describe what it "
                    "shows, name who took it, and mark what has to stay visible when it is cut."
                ),
                then=_(
                    "The description is offered as text alternative wherever the picture is used. "
                    "Place and device are removed from the file."
                ),
                trouble=_(
                    "A picture that is public or waits for an initial cannot be replaced or "
                    "deleted: upload the new one and choose it in the page."
                ),
            )
        },
    )


def _documents() -> Screen:
    return Screen(
        "pustaka-dokumen",
        _("Documents"),
        ("wagtaildocs:index", "wagtaildocs:add_multiple", "wagtaildocs:edit"),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Give the document the title that readers see. Look through it for NIK, "
                    "telephone numbers and hidden sheets before you upload it."
                ),
                then=_(
                    "It is searched for personal data, and can be read by the public only once a "
                    "page that holds it is live."
                ),
                trouble=_(
                    "A document that is public or waits for an initial cannot be replaced or "
                    "deleted: upload the new one and choose it in the page."
                ),
            )
        },
    )


def _list() -> Screen:
    return Screen(
        "bahan",
        _("List of material"),
        ("material:index",),
        {
            Role.CONTRIBUTOR: Advice(
                1,
                do=_(
                    "You see what you handed in and what became of it. Open what is still "
                    "“not handed over”, complete it and hand it over; or hand in something new."
                ),
                then=_("The website manager classifies what you handed over."),
                trouble=_(
                    "If something was declined, its reason is on its page. Ask the website manager "
                    "if you do not understand it."
                ),
            ),
            Role.WEBSITE_MANAGER: Advice(
                2,
                do=_(
                    "Begin with what was handed over and waits for classification. Open it, read "
                    "it, then choose “Classify”."
                ),
                then=_("Classified material waits for the writer you choose, who makes the page."),
                trouble=_(
                    "If something is missing, write to the contact it names. What cannot be used "
                    "is declined with a reason, never deleted."
                ),
            ),
            EVERYBODY: Advice(
                1,
                do=_("You can read all material here; the website manager works on it."),
                then=_("Each piece of material links the pages that were made from it."),
                trouble=_("If something should not be used, tell the website manager why."),
            ),
        },
    )


def _form() -> Screen:
    return Screen(
        "masukkan-bahan",
        _("Hand in material"),
        ("material:add", "material:edit"),
        {
            EVERYBODY: Advice(
                1,
                do=_(
                    "Write what it is about and what happened, who it comes from, when and where, "
                    "and whom to ask. Add photos, documents or a video, all at once. Save if you "
                    "want to complete it later; choose “Save and hand over” when it is complete."
                ),
                then=_(
                    "The website manager classifies it and makes the page. You can follow what "
                    "becomes of it in the list of material."
                ),
                trouble=_(
                    "A file that is refused is named with the reason; everything else stays. If "
                    "the connection breaks, save again: the same material is not entered twice."
                ),
            )
        },
    )


def _one() -> Screen:
    return Screen(
        "satu-bahan",
        _("One piece of material"),
        ("material:inspect", "material:hand_over"),
        {
            Role.CONTRIBUTOR: Advice(
                1,
                do=_(
                    "Read once more what you entered. While it is “not handed over” you can "
                    "complete it; then hand it over."
                ),
                then=_("The website manager gets it, and the time of step 2 begins."),
                trouble=_(
                    "After handing over you cannot change it any more: tell the website manager "
                    "what to correct."
                ),
            ),
            Role.WEBSITE_MANAGER: Advice(
                2,
                do=_(
                    "Read the material and look at its files. If it was handed over, classify it. "
                    "If it is classified and has no page yet, make the page from it."
                ),
                then=_("The page opens as a draft with pictures, documents and video in place."),
                trouble=_(
                    "If facts are missing, ask the contact it names. If it cannot be used, decline "
                    "it with a reason on the screen “Classify”."
                ),
            ),
            EVERYBODY: Advice(
                1,
                do=_("Read what was handed in, and which pages were made from it."),
                then=_("The website manager classifies it and makes the page."),
                trouble=_("If something in it is wrong, tell the website manager."),
            ),
        },
    )


def _classify() -> Screen:
    return Screen(
        "klasifikasi",
        _("Classify"),
        ("material:classify",),
        {
            EVERYBODY: Advice(
                2,
                do=_(
                    "Choose the category, the information class, who writes, and how urgent it is. "
                    "If in doubt about the class, ask the PPID. What cannot be used is declined "
                    "with a reason."
                ),
                then=_("The writer finds it on their desk and makes the page from it (step 3)."),
                trouble=_(
                    "Information of the class “dikecualikan” can never be published. The person "
                    "who handed it in reads your reason for declining."
                ),
            )
        },
    )


def _make_page() -> Screen:
    return Screen(
        "buat-berita",
        _("Make a page from material"),
        ("material:make_page", "material:link"),
        {
            EVERYBODY: Advice(
                3,
                do=_(
                    "Choose the material, the kind of page and the place. The draft opens with the "
                    "pictures, documents and video of the material."
                ),
                then=_("You write the draft and submit it for the editor's review."),
                trouble=_(
                    "Several pieces of material can go into one page. If you do not find one, it "
                    "is not classified yet."
                ),
            )
        },
    )


def _classification_list() -> Screen:
    return Screen(
        "daftar-klasifikasi",
        _("Classification list"),
        ("material:classification_list",),
        {
            EVERYBODY: Advice(
                2,
                do=_(
                    "This is what step 2 of the SOP produces. Choose a period, then print or "
                    "export it."
                ),
                then=_("Material without a page is still waiting for its writer."),
                trouble=_(
                    "If something is missing here, it has not been classified: see the list of "
                    "material."
                ),
            )
        },
    )
