"""The tables can fail: on plain Wagtail the same attempts do reach the public."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from tests.driver import Newsroom

from .routes_admin import ROUTES
from .routes_code import ACTS
from .routes_office import Intruders, attempt
from .routes_plain import plain_wagtail

pytestmark = pytest.mark.once

SHOW_WHAT_NOBODY_INITIALLED = {
    "waiting": """
        edit_publish edit_publish_at_past_time revert_and_publish bulk_publish
        bulk_publish_with_descendants bulk_publish_everything_listed modal_approve
        modal_approve_other_page api_publish disable_final_task publish_latest_revision
        publish_latest_revision_as_superuser publish_latest_revision_unchecked
        publish_old_revision publish_every_revision_in_turn page_publish_base
        rewrite_revision_and_publish schedule_everything_and_run_the_timer
        rewrite_scheduled_revision_and_run_the_timer approve_task_state finish_workflow
        decide_own_page deactivate_final_task start_workflow_without_tasks save_as_live
        save_draft_as_live save_only_live save_only_summary_and_then_live save_live_base
        load_fixture add_live_child add_live_child_of_no_type become_another_type_and_back
        insert_under_the_same_number update_live update_summary bulk_update bulk_update_base
        sql_live sql_words sql_summary sql_live_revision
        create_alias_and_publish_it convert_alias_and_publish_it turn_other_page_into_alias
    """,
    "live_draft": """
        edit_publish revert_and_publish bulk_publish copy_and_publish api_publish
        save_new_revision_and_publish save_only_words save_changed save_deferred
        save_changed_base save_raw load_fixture update_words
    """,
}
CHANGE_WHAT_IS_PUBLIC = {
    "waiting": "copy_list_recursively move_under_home_and_update_links become_front_page",
    "live_draft": """
        bulk_unpublish_without_reason unpublish_without_reason copy_as_alias api_unpublish
        api_delete api_copy api_create_alias hide_from_public update_slug copy_live
        copy_live_base create_alias translate_as_alias unpublish unpublish_base
        unpublish_queryset save_offline update_offline delete_base delete_queryset
        delete_the_list forget_and_delete
    """,
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="that plain Wagtail fails is shown once")
@pytest.mark.parametrize("state", ["waiting", "live_draft"])
def test_the_same_attempts__succeed_on_plain_wagtail(office: Newsroom, state: str) -> None:
    scene = Intruders(office).page_in(state)
    assert scene.form
    scene.remember()
    superuser = scene.intruders.visitors["superuser"]

    def plainly(act: Callable[[], Any]) -> Any:
        with plain_wagtail():
            return act()

    harmless = []
    for names, reaches in (
        (SHOW_WHAT_NOBODY_INITIALLED[state].split(), lambda outcome: outcome.leaks),
        (CHANGE_WHAT_IS_PUBLIC[state].split(), lambda outcome: outcome.changed),
    ):
        for name in names:
            act = (
                partial(ACTS[name], scene)
                if name in ACTS
                else partial(ROUTES[name].send, superuser, scene)
            )
            if not reaches(attempt(scene, partial(plainly, act))):
                harmless.append(name)
    assert harmless == []
