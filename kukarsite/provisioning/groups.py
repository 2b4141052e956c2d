"""The four groups of the design and exactly what each may do."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

KONTRIBUTOR = "Kontributor"
PENGELOLA = "Pengelola Website"
WEB_ADMIN = "Web Administrator"
KABID = "Kepala Bidang Aptika"

LIBRARY = (
    # Wagtail asks for these even where the libraries have models of their own.
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
REPORTS = (
    "reports.view_workevent",
    "reports.view_steptiming",
    "reports.view_publicationrecord",
    "reports.view_verificationrun",
)
MONITORING = tuple(
    f"reports.{action}_monitoringsheet" for action in ("add", "change", "delete", "view")
)
LETTERHEAD = "reports.change_letterhead"
WATCHLISTS = tuple(
    f"reports.{action}_{model}"
    for model in ("watchedterm", "knownhost")
    for action in ("add", "change", "delete", "view")
)
PROMOTIONS = tuple(
    f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change", "delete")
)
# Only the approver rewords what readers already see (``news/vocabulary.py``).
VOCABULARY = tuple(
    f"news.{action}_{model}"
    for model in ("newscategory", "informationclass")
    for action in ("view", "change")
)
BROKEN_LINKS = "news.view_linkcheck"
APPOINTMENTS = tuple(
    f"workflow_steps.{action}_actingappointment" for action in ("add", "change", "delete", "view")
)
NOTICES = "workflow_steps.view_notice"  # what was told to everybody
ESCALATIONS = tuple(
    f"workflow_steps.{action}_escalation" for action in ("add", "change", "delete", "view")
)

# Everybody enters their own absence; whoever may change them, anybody's.
OWN_ABSENCE = "workflow_steps.add_absence"
WEBHOOKS = tuple(
    f"workflow_steps.{action}_webhookendpoint" for action in ("add", "change", "delete", "view")
)


@dataclass(frozen=True)
class Role:
    """What a group may do: model permissions, on every page, in every collection.

    Nobody has Wagtail's publish permission: the final approval is what publishes.
    """

    name: str
    models: tuple[str, ...]
    pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


ROLES = (
    Role(KONTRIBUTOR, ("news.add_sourcematerial", "news.view_sourcematerial", OWN_ABSENCE)),
    Role(
        PENGELOLA,
        (
            "news.add_sourcematerial",
            "news.view_sourcematerial",
            "news.change_sourcematerial",
            "news.classify_sourcematerial",
            "workflow_steps.view_procedure",
            "workflow_steps.view_workcalendar",
            OWN_ABSENCE,
        ),
        pages=("add_page", "change_page"),
        collections=LIBRARY,
    ),
    Role(
        WEB_ADMIN,
        (
            "news.view_sourcematerial",
            "news.add_newscategory",
            "news.delete_newscategory",
            *VOCABULARY,
            "workflow_steps.add_procedure",
            "workflow_steps.change_procedure",
            "workflow_steps.view_procedure",
            "workflow_steps.change_workcalendar",
            "workflow_steps.view_workcalendar",
            "workflow_steps.publish_in_emergency",
            "workflow_steps.withdraw_page",
            "workflow_steps.view_actingappointment",
            OWN_ABSENCE,
            "workflow_steps.change_absence",
            "workflow_steps.hand_over_work",
            *WEBHOOKS,
            NOTICES,
            *ESCALATIONS,
            *WATCHLISTS,
            *PROMOTIONS,
            *REPORTS,
            *MONITORING,
            LETTERHEAD,
            BROKEN_LINKS,
        ),
        pages=("add_page", "change_page", "lock_page", "unlock_page"),
        collections=LIBRARY,
    ),
    Role(
        KABID,
        (
            "news.view_sourcematerial",
            *VOCABULARY,
            "workflow_steps.view_procedure",
            "workflow_steps.view_workcalendar",
            "workflow_steps.withdraw_page",
            *APPOINTMENTS,
            OWN_ABSENCE,
            NOTICES,
            *REPORTS,
            *MONITORING,
            "reports.adopt_monitoringsheet",
            "reports.view_workload",
            LETTERHEAD,
        ),
    ),
)


def provision_groups() -> None:
    """Create the groups that are missing; one that exists belongs to the office."""
    for role in ROLES:
        group, created = Group.objects.get_or_create(name=role.name)
        if created:
            _grant(group, role)


def _grant(group: Group, role: Role) -> None:
    group.permissions.set(
        [_permission(name) for name in ("wagtailadmin.access_admin", *role.models)]
    )
    root_page = Page.get_first_root_node()
    for codename in role.pages:
        GroupPagePermission.objects.create(
            group=group, page=root_page, permission=_permission(f"wagtailcore.{codename}")
        )
    root_collection = Collection.get_first_root_node()
    for name in role.collections:
        GroupCollectionPermission.objects.create(
            group=group, collection=root_collection, permission=_permission(name)
        )


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def remove_unused_defaults() -> None:
    """Drop Wagtail's own two groups while nobody is in them: "Moderators" may publish."""
    Group.objects.filter(name__in=("Editors", "Moderators"), user__isnull=True).delete()
