"""Build the newsroom of the design; safe to run again at any time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from kukarsite.provisioning import groups, roots, workflow
from news.provisioning.pages import provision_classification, provision_site
from news.search import entries
from reports import due
from reports.provisioning import provision_watchlists
from workflow_steps.notices.escalation import provision_escalations
from workflow_steps.provisioning.calendar import provision_calendar
from workflow_steps.provisioning.letters import provision_letters
from workflow_steps.provisioning.procedure import provision_procedure


class Command(BaseCommand):
    help = (
        "Create what is missing: site, page tree, classification, procedure, work calendar, "
        "groups, workflow. What the office has edited stays as it is."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        provision_classification()
        provision_site()
        roots.name_roots()
        provision_procedure()
        provision_calendar()
        groups.provision_groups()
        provision_letters(groups.KABID)
        provision_escalations([groups.PENGELOLA, groups.WEB_ADMIN, groups.KABID])
        workflow.provision_workflow()
        groups.remove_unused_defaults()
        provision_watchlists()
        due.refresh()
        entries.rebuild_if_empty()
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(_("The newsroom is ready.")))
