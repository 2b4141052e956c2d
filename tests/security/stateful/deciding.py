"""Those who submit, review, initial, return, withdraw; and the clock."""

import re
from datetime import timedelta
from typing import Any

from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from wagtail.models import Page, TaskState

from workflow_steps import emergency, gate, publication
from workflow_steps.content import _hash_once, digest_of
from workflow_steps.permissions import WITHDRAW

from . import eye as eyes
from .core import WHERE, Newsroom, Step, deed, people
from .memory import GateBroken, Paper, Shown
from .writing import latest, refuse_if_locked

REASON = "Alasan yang cukup panjang."
DIGEST = re.compile(r'name="digest"[^>]*value="([0-9a-f]{64})"')
LISTS = [
    "/",
    "/berita/",
    "/berita/feed/",
    "/sitemap-halaman.xml",
    "/sitemap-berita.xml",
    "/cari/?q=",
]
APPROVERS = people("kabid", "kabid", "kabid", "kabid2", "plh", "superkabid", "super")


class Deciding(Newsroom):
    def waiting(self, task: str) -> dict[int, int]:
        """Page → task state."""
        running = eyes.tables_of_running_tasks().items()
        return {page: state for page, (state, name) in running if task in name}

    @deed(7, who=people("pengelola", "pengelola", "pengelola2", "super", "plh"), where=WHERE)
    def a_submission(self, who: str, where: int) -> None:
        running = eyes.tables_of_running_tasks()
        user = self.person(who)
        page_id = self.pick(where, [pk for pk in self.own_pages() if pk not in running])
        if page_id is None:
            return

        def submit() -> None:
            page = latest(page_id)
            refuse_if_locked(page, user)
            state = page.current_workflow_state
            if state and state.status == state.STATUS_NEEDS_CHANGES:
                state.resume(user)
            else:
                page.get_workflow().start(page, user)
            self.score.done["submitted"] += 1

        self.attempt(Step("submit", user), submit, page_id)

    @deed(
        8,
        who=people("webadmin", "webadmin", "webadmin2", "webadmin2", "plh", "super"),
        where=WHERE,
        verdict=st.sampled_from(["approve", "approve", "approve", "reject", "without reason"]),
    )
    def a_review(self, who: str, where: int, verdict: str) -> None:
        waiting = self.waiting("editor")
        user, page_id = self.person(who), self.pick(where, list(waiting))
        if page_id is None:
            return
        action = "approve" if verdict == "approve" else "reject"
        comment = "" if verdict == "without reason" else REASON

        def review() -> None:
            state = TaskState.objects.get(pk=waiting[page_id]).specific
            state.task.specific.on_action(state, user, action, comment=comment)
            self.score.done["passed review" if action == "approve" else "returned"] += 1

        self.attempt(Step("review", user), review, page_id)

    # --- the paraf -----------------------------------------------------------------------------

    @deed(1, who=APPROVERS, where=WHERE)
    def somebody_opens_the_sheet(self, who: str, where: int) -> None:
        """The sheet stays open in a tab; what it showed is decided on later, or never."""
        waiting = self.waiting("Kepala Bidang")
        user, page_id = self.person(who), self.pick(where, list(waiting))
        if page_id is not None:
            step = Step("open sheet", user)
            self.attempt(step, lambda: self.read_sheet(user, page_id, waiting[page_id]), page_id)

    def read_sheet(self, user: Any, page_id: int, task_state: int) -> Any:
        client = self.world.client(user)
        response = client.get(reverse("newsroom_decision", args=[task_state]))
        digest = DIGEST.search(response.content.decode())
        draft = self.eye.under_review(task_state)
        if response.status_code != 200 or digest is None or draft is None:
            return response
        paper = self.memory.papers[page_id]
        paper.shown[user.pk] = Shown(draft.reading, digest[1], task_state)
        if self.memory.serial % 3 == 0:
            self.read_preview(client, paper, draft, task_state)
        return response

    def read_preview(self, client: Any, paper: Paper, draft: eyes.Draft, task_state: int) -> None:
        preview = client.get(reverse("newsroom_preview", args=[task_state]))
        found = set(eyes.TOKEN.findall(preview.content.decode()))
        readable = draft.reading.tokens_in("title", "summary", "body", "source")
        extra = found - draft.reading.tokens - paper.told - self.public_tokens()
        if readable - found or extra:
            wrong = readable - found or extra
            raise self.broken(f"The preview of {paper.pk} is not the draft: {wrong}", paper.pk)

    @deed(
        9,
        who=APPROVERS,
        where=WHERE,
        verdict=st.sampled_from(["approve", "approve", "approve", "reject"]),
        route=st.sampled_from(["sheet", "sheet", "code", "modal"]),
    )
    def a_decision(self, who: str, where: int, verdict: str, route: str) -> None:
        waiting = self.waiting("Kepala Bidang")
        user, page_id = self.person(who), self.pick(where, list(waiting))
        if page_id is None:
            return
        paper = self.memory.papers[page_id]
        if route == "sheet" and user.pk not in paper.shown:
            self.somebody_reads(user, page_id, waiting[page_id])
        shown = paper.shown.pop(user.pk, None) if route == "sheet" else self.as_it_is(page_id)
        if shown is None:
            return
        step = Step(f"decide: {route}", user, shown)
        task_state = shown.task_state or waiting[page_id]

        def decide() -> Any:
            if route == "code":
                state = TaskState.objects.get(pk=task_state).specific
                state.task.specific.on_action(state, user, verdict, comment=REASON)
                return None
            written = "comment" if verdict == "reject" else "note"
            data = {"action": verdict, written: REASON, "digest": shown.digest}
            address = reverse("newsroom_decision", args=[task_state])
            if route == "modal":
                address = reverse(
                    "wagtailadmin_pages:workflow_action", args=[page_id, verdict, task_state]
                )
            return self.world.client(user).post(address, data)

        self.attempt(step, decide, page_id)
        if page_id not in self.waiting("Kepala Bidang") and verdict == "reject":
            self.score.done["returned"] += 1

    def somebody_reads(self, user: Any, page_id: int, task_state: int) -> None:
        step = Step("open sheet", user)
        self.attempt(step, lambda: self.read_sheet(user, page_id, task_state), page_id)

    def as_it_is(self, page_id: int) -> Shown | None:
        draft = self.eye.draft(page_id)
        return Shown(draft.reading, "", 0) if draft else None

    # --- before the paraf, and without one --------------------------------------------------

    @deed(2, who=people("webadmin", "webadmin2", "plh", "super", "pengelola"), where=WHERE)
    def an_emergency(self, who: str, where: int) -> None:
        pages = [pk for pk in self.own_pages() if not self.memory.papers[pk].open_emergency]
        user, page_id = self.person(who), self.pick(where, pages)
        shown = self.as_it_is(page_id) if page_id else None
        if page_id is None or shown is None:
            return

        def publish() -> None:
            page = Page.objects.get(pk=page_id).specific
            if problem := emergency.objection(page, user):
                raise publication.PublicationRefused(problem)
            publication.publish_in_emergency(page, user, REASON, digest_of(latest(page_id)))

        self.attempt(Step("emergency", user, shown), publish, page_id)

    @deed(3, who=APPROVERS, where=WHERE)
    def a_paraf_afterwards(self, who: str, where: int) -> None:
        papers = self.memory.papers.values()
        user = self.person(who)
        page_id = self.pick(where, sorted(paper.pk for paper in papers if paper.open_emergency))
        if page_id is None:
            return
        live = self.memory.papers[page_id].live
        assert live is not None

        def initial() -> None:
            page = Page.objects.get(pk=page_id).specific
            open_one = gate.open_emergency(page_id)
            if open_one is not None:
                publication.initial_afterwards(open_one, user, digest_of(page))

        self.attempt(Step("initial afterwards", user, Shown(live, "", 0)), initial, page_id)

    @deed(
        2,
        who=people("webadmin", "kabid", "super", "pengelola"),
        where=WHERE,
        reason=st.sampled_from([REASON, REASON, "pendek"]),
    )
    def a_withdrawal(self, who: str, where: int, reason: str) -> None:
        user, page_id = self.person(who), self.pick(where, self.live_pages())
        if page_id is None:
            return

        def withdraw() -> Any:
            if user.has_perm(WITHDRAW) and where % 2:
                publication.withdraw(Page.objects.get(pk=page_id).specific, user, reason)
                return None
            address = reverse("newsroom_withdraw", args=[page_id])
            return self.world.client(user).post(address, {"reason": reason})

        self.attempt(Step("withdraw", user), withdraw, page_id)

    @deed(who=people("pengelola", "pengelola2", "webadmin", "kabid", "super"), where=WHERE)
    def a_round_is_cancelled(self, who: str, where: int) -> None:
        user, page_id = self.person(who), self.pick(where, list(eyes.tables_of_running_tasks()))
        if page_id is None:
            return

        def cancel() -> None:
            state = Page.objects.get(pk=page_id).specific.current_workflow_state
            if not state.user_can_cancel(user):
                raise publication.PublicationRefused("")
            state.cancel(user=user)
            self.score.done["cancelled"] += 1

        self.attempt(Step("cancel round", user), cancel, page_id)

    # --- time --------------------------------------------------------------------------------

    @deed(4, minutes=st.sampled_from([1, 1, 5, 20, 45]))
    def time_passes(self, minutes: int) -> None:
        self.now.shift(timedelta(minutes=minutes))
        papers = self.memory.papers.values()
        now = timezone.now()
        due = [p for p in papers if p.pending and (p.pending.go_live_at or now) < now]

        def publish() -> None:
            try:
                call_command("publish_scheduled", verbosity=0)
            except CommandError:  # the others go live all the same
                self.score.refused["went live at its time"] += 1
            live = self.eye.live()
            for paper in due:
                if paper.pending and live.get(paper.pk) == paper.pending.reading:
                    self.memory.goes_live(paper, paper.pending)
                    self.changed.add(paper.pk)
                    self.score.done["went live at its time"] += 1

        self.attempt(Step("time passes"), publish)

    @deed(who=people("webadmin", "kabid", "super", "pengelola"), where=WHERE)
    def a_time_is_cancelled(self, who: str, where: int) -> None:
        papers = self.memory.papers.values()
        user = self.person(who)
        page_id = self.pick(where, sorted(paper.pk for paper in papers if paper.pending))
        if page_id is None or where % 2:
            return
        revision = Page.objects.get(pk=page_id).scheduled_revision
        if revision is None:
            return
        address = reverse("wagtailadmin_pages:revisions_unschedule", args=[page_id, revision.pk])
        step = Step("unschedule", user)
        self.attempt(step, lambda: self.world.client(user).post(address), page_id)

    @deed(1)
    def a_restart(self) -> None:
        """Whatever the process had remembered is gone."""
        from django.contrib.contenttypes.models import ContentType
        from django.core.cache import cache
        from wagtail.models import Site

        _hash_once.cache_clear()
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()
        cache.clear()
        self.eye = eyes.Eye()
        self.ledger_line = 0, ""
        self.attempt(Step("restart"), lambda: None)

    @deed(address=st.sampled_from(LISTS))
    def somebody_looks_around(self, address: str) -> None:
        """Lists, feed, map and search show nothing that is not public."""
        words = sorted(self.memory.author)
        if address.endswith("="):
            address += words[self.memory.serial * 7 % len(words)]
        response = self.anonymous.get(address)
        found = set(eyes.TOKEN.findall(response.content.decode()))
        asked = set(eyes.TOKEN.findall(address))
        if extra := found - asked - self.public_tokens():
            raise GateBroken(f"{address} says {extra}")
        self.score.looks += 1
        self.score.steps += 1
