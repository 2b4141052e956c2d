"""Labels that Wagtail 7.4 never marks for translation, so no catalogue can reach them."""

from django.utils.translation import gettext_lazy as _


def give_labels() -> None:
    """Label the fields that a person sees; called once when the app registry is ready."""
    from wagtail.admin.forms import auth, choosers
    from wagtail.admin.forms.workflows import WorkflowPageForm
    from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
    from wagtail.users.views.bulk_actions.assign_role import RoleForm

    labels = {
        (auth.LoginForm, "password"): _("Password"),
        (choosers.ExternalLinkChooserForm, "link_text"): _("Link text"),
        (choosers.AnchorLinkChooserForm, "link_text"): _("Link text"),
        (choosers.EmailLinkChooserForm, "link_text"): _("Link text"),
        (choosers.EmailLinkChooserForm, "email_address"): _("Email address"),
        (choosers.EmailLinkChooserForm, "subject"): _("Subject"),
        (choosers.EmailLinkChooserForm, "body"): _("Message"),
        (choosers.PhoneLinkChooserForm, "link_text"): _("Link text"),
        (choosers.PhoneLinkChooserForm, "phone_number"): _("Phone number"),
        (DefaultPageForm, "include_descendants"): _("Include the pages below"),
        (RoleForm, "role"): _("Role"),
        (WorkflowPageForm, "page"): _("Page"),
    }
    for (form, field), label in labels.items():
        form.base_fields[field].label = label
