"""What superusers, careless code and crafted requests try."""

from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Page, Revision

from news.models import NewsPage
from workflow_steps.models import User

from . import eye as eyes
from .core import WHERE, Step, deed, people
from .deciding import Deciding
from .memory import GateBroken
from .writing import Writing, latest

NOBODY = 0
SUPERUSERS = people("super", "superkabid")


class Attacking(Writing, Deciding):
    """Each is one attempt to show the public what nobody has initialled."""

    def attack(self, name: str, who: str, page_id: int | None, act: Any) -> None:
        if page_id is not None:
            user = self.person(who)
            page = page_id
            step = Step(f"attack: {name}", user, traceless=name == "rewrite in place")
            self.attempt(step, lambda: act(page, user), page)

    @deed(2, who=SUPERUSERS, where=WHERE, how=st.sampled_from(["save", "fields", "insert", "flip"]))
    def saving_it_live(self, who: str, where: int, how: str) -> None:
        def act(page_id: int, user: User) -> None:
            page = Page.objects.get(pk=page_id).specific
            page.title = f"Judul {self.memory.token(user.pk)}"
            page.live = True
            if how == "save":
                page.save()
            elif how == "fields":
                page.save(update_fields=["title", "live"], clean=False)
            elif how == "flip":
                page.save_revision(user=user)
                page.live_revision = page.latest_revision
                page.save()
            else:
                slug = f"baru-{self.memory.serial}"
                self.world.office.index.add_child(instance=NewsPage(title=page.title, slug=slug))

        self.attack(f"save live, {how}", who, self.pick(where), act)

    @deed(
        3, who=SUPERUSERS, where=WHERE, how=st.sampled_from(["title", "live", "own", "bulk", "sql"])
    )
    def writing_past_the_model(self, who: str, where: int, how: str) -> None:
        def act(page_id: int, user: User) -> None:
            word = self.memory.token(user.pk)
            rows = Page.objects.filter(pk=page_id)
            if how == "title":
                rows.filter(live=True).update(title=word)
            elif how == "live":
                rows.filter(live=False).update(live=True)
            elif how == "own":
                model = type(rows[0].specific)
                table, link = model._meta.db_table, model._meta.pk.column
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {table} SET summary = %s WHERE {link} IN "  # noqa: S608
                        "(SELECT id FROM wagtailcore_page WHERE live AND id = %s)",
                        [word, page_id],
                    )
            elif how == "bulk":
                page = rows[0].specific
                page.title, page.live = word, True
                Page.objects.bulk_update([page], ["title", "live"])
            else:
                with connection.cursor() as cursor:
                    cursor.execute(
                        "UPDATE wagtailcore_page SET live = true WHERE NOT live AND depth > 1"
                    )

        self.attack(f"past the model, {how}", who, self.pick(where, self.own_pages()), act)

    @deed(
        4,
        who=SUPERUSERS,
        where=WHERE,
        how=st.sampled_from(["latest", "older", "action", "early", "in the past"]),
    )
    def publishing_a_revision(self, who: str, where: int, how: str) -> None:
        def act(page_id: int, user: User) -> None:
            page = Page.objects.get(pk=page_id)
            revisions = list(page.revisions.order_by("-pk"))
            revision = revisions[where // 2 % len(revisions) if how == "older" else 0]
            if how in {"early", "in the past"}:
                when = None if how == "early" else timezone.now().isoformat()
                revision.content["go_live_at"] = when
                revision.save()
            if how == "action":
                PublishRevisionAction(revision, user=user).execute(skip_permission_checks=True)
            else:
                revision.publish(user=user)

        self.attack(f"publish a revision, {how}", who, self.pick(where, self.own_pages()), act)

    @deed(1, who=people("super", "superkabid", "webadmin"), where=WHERE)
    def publishing_in_bulk(self, who: str, where: int) -> None:
        def act(page_id: int, user: User) -> Any:
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
            parent = Page.objects.get(pk=page_id).get_parent().pk
            query = f"?id={page_id}&id={parent}&include_descendants=on"
            data = {"include_descendants": "on"}
            return self.world.client(user).post(address + query, data)

        self.attack("bulk publish", who, self.pick(where, self.own_pages()), act)

    @deed(2, who=people("super", "superkabid", "webadmin", "kabid"), where=WHERE)
    def taking_it_offline_silently(self, who: str, where: int) -> None:
        def act(page_id: int, user: User) -> Any:
            page = Page.objects.get(pk=page_id).specific
            if where % 3 == 0:
                page.unpublish(user=user)
            elif where % 3 == 1:
                page.live = False
                page.save()
            else:
                address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
                return self.world.client(user).post(f"{address}?id={page_id}", {})
            return None

        self.attack("unpublish without a reason", who, self.pick(where, self.live_pages()), act)

    @deed(1, who=people("super", "superkabid", "plh", "pengelola"), where=WHERE)
    def rewriting_a_revision_in_place(self, who: str, where: int) -> None:
        """As autosave does it, but past every lock: under review, approved, or waiting."""
        running = list(eyes.tables_of_running_tasks())
        pending = sorted(p.pk for p in self.memory.papers.values() if p.pending)
        targets = (running, pending, self.own_pages())[where % 3] or self.own_pages()

        def act(page_id: int, user: User) -> None:
            revision = Page.objects.get(pk=page_id).latest_revision
            field = "summary" if "summary" in revision.content else "intro"
            revision.content[field] = f"Ringkas {self.memory.token(NOBODY)}"
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)

        # Whoever has SQL leaves no name: what counts is that it is seen, not whose it is.
        self.attack("rewrite in place", who, self.pick(where, targets), act)

    @deed(1, who=people("super", "superkabid", "kabid", "webadmin"), where=WHERE)
    def passing_the_task_by_itself(self, who: str, where: int) -> None:
        """``TaskState.approve`` asks nobody and finishes the workflow."""

        def act(page_id: int, user: User) -> None:
            state = Page.objects.get(pk=page_id).specific.current_workflow_task_state
            state.approve(user=user)

        targets = list(eyes.tables_of_running_tasks())
        self.attack("approve the task state", who, self.pick(where, targets), act)

    @deed(2, who=people("superkabid", "kabid", "webadmin"), where=WHERE)
    def deciding_by_another_pages_address(self, who: str, where: int) -> None:
        running = eyes.tables_of_running_tasks()
        other = self.pick(where // 2, list(running))
        shown = self.as_it_is(other) if other else None

        def act(page_id: int, user: User) -> Any:
            assert other is not None
            state = running[other][0]
            address = reverse(
                "wagtailadmin_pages:workflow_action", args=[page_id, "approve", state]
            )
            return self.world.client(user).post(address, {"comment": ""})

        page_id = self.pick(where, self.own_pages())
        if page_id is None or other is None or page_id == other:
            return
        step = Step("attack: another page's task", self.person(who), shown)
        acts_before = self.marks[2]
        self.attempt(step, lambda: act(page_id, self.person(who)), page_id, other)
        if self.marks[2] != acts_before:
            raise GateBroken(f"Page {other} was decided on by the address of page {page_id}")

    @deed(1, who=people("superkabid", "kabid", "plh", "webadmin"), where=WHERE)
    def changing_and_approving_in_one_post(self, who: str, where: int) -> None:
        def act(page_id: int, user: User) -> Any:
            data = self.form_data(latest(page_id), user) | {
                "action-workflow-action": "1",
                "workflow-action-name": "approve",
                "workflow-action-extra-data": "{}",
            }
            address = reverse("wagtailadmin_pages:edit", args=[page_id])
            return self.world.client(user).post(address, data)

        own = set(self.own_pages())
        targets = [pk for pk in eyes.tables_of_running_tasks() if pk in own]
        self.attack("change and approve", who, self.pick(where, targets), act)

    @deed(1, who=SUPERUSERS, where=WHERE)
    def correcting_the_standing_pages(self, who: str, where: int) -> None:
        """The front page and the list are gated like everything else."""
        standing = sorted(p.pk for p in self.memory.papers.values() if p.standing)

        def act(page_id: int, user: User) -> None:
            page = latest(page_id)
            page.intro = f"Selamat datang {self.memory.token(user.pk)}"
            revision = page.save_revision(user=user, log_action=True)
            if where % 2:
                revision.publish(user=user)
            elif where % 4:
                page.get_workflow().start(page, user)

        self.attack("standing page", who, self.pick(where, standing), act)


class Office(Attacking):
    """Everybody at work at once."""
