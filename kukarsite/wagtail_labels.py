"""Labels that Wagtail 7.4 never marks for translation, so no catalogue can reach them."""

from typing import Any

from django.utils.translation import gettext_lazy as _


def give_labels() -> None:
    """Label what a person sees; called once when the app registry is ready."""
    label_form_fields()
    label_task_search()
    label_columns()


def label_form_fields() -> None:
    from wagtail.admin.forms import auth, choosers
    from wagtail.admin.forms.workflows import WorkflowPageForm
    from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
    from wagtail.users.forms import PagePermissionsForm
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
        (PagePermissionsForm, "page"): _("Page"),
        (PagePermissionsForm, "permissions"): _("Permissions"),
        (RoleForm, "role"): _("Role"),
        (WorkflowPageForm, "page"): _("Page"),
    }
    for (form, field), label in labels.items():
        form.base_fields[field].label = label


def label_task_search() -> None:
    """This field is made with the form, so there is no class attribute to label."""
    from wagtail.admin.forms.workflows import TaskChooserSearchForm
    from wagtail.admin.views import workflows

    class LabelledTaskSearchForm(TaskChooserSearchForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if "task_type" in self.fields:
                self.fields["task_type"].label = _("Task type")

    workflows.TaskChooserSearchForm = LabelledTaskSearchForm


def label_columns() -> None:
    """Head the columns of Wagtail's listings and spreadsheets."""
    from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
    from wagtail.sites.views import IndexView

    WorkflowView.export_headings |= {
        "workflow": _("Workflow"),
        "requested_by": _("Submitted by"),
    }
    WorkflowTasksView.export_headings |= {
        "task": _("Task"),
        "started_at": _("Started at"),
        "finished_at": _("Completed at"),
        "finished_by": _("Decided by"),
    }
    labels = {"port": _("Port"), "site_name": _("Site name"), "root_page": _("Root page")}
    for column in IndexView.columns:
        if column.name in labels:
            column.label = labels[column.name]
