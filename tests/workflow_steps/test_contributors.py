"""Asked about many pages at once, four eyes say what they say about each alone."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from news.models import InformationClass, PageMaterial
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import document
from workflow_steps import gate, publication
from workflow_steps.content import FILES, describe_file, digest_of, files_of
from workflow_steps.contributions import CHANGES, contributors
from workflow_steps.four_eyes import contributed_to
from workflow_steps.models import EmergencyPublication, PublicationAct, User
from workflow_steps.refusals import WorkflowRefusal


def plainly(page: Any) -> set[int]:
    """Who contributed to one page, as one would write it down for one page."""
    approved = None
    if page.live:
        acts = PublicationAct.objects.filter(page_id=page.pk, kind__in=["approval", "recorded"])
        approved = acts.filter(revision_id__lte=page.live_revision_id).order_by("-pk").first()
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    history = PageLogEntry.objects.filter(page_id=page.pk, action__in=CHANGES)
    emergencies = EmergencyPublication.objects.filter(page_id=page.pk)
    seen = approved.content.get(FILES, []) if approved else []
    people = {page.latest_revision.user_id}
    if approved:
        emergencies = emergencies.filter(pk__gt=approved.pk)
        later = history.filter(timestamp__gt=approved.at)
        reverts = [entry.data["revision"]["id"] for entry in later if "revision" in entry.data]
        if not any(version <= approved.revision_id for version in reverts):
            revisions, history = revisions.filter(pk__gt=approved.revision_id), later
    else:
        people |= {link.material.submitted_by_id for link in page.material_links.all()}
    for file in files_of(page.latest_revision.as_object()):
        if describe_file(file) not in seen:
            edits = ModelLogEntry.objects.for_instance(file).filter(action="wagtail.edit")
            people |= {file.uploaded_by_user_id, *(entry.user_id for entry in edits)}
    people |= {revision.user_id for revision in revisions}
    people |= {entry.user_id for entry in history} | {act.actor_id for act in emergencies}
    return people - {None}


class Deeds:
    """What may happen to a page, each by some person."""

    def __init__(self, office: Newsroom, people: list[User], seed: int) -> None:
        self.office, self.people, self.chance = office, people, random.Random(seed)  # noqa: S311
        self.deeds: list[Callable[[Any, User], Any]] = [
            self.writes,
            self.writes_unseen,
            self.autosaves,
            self.uploads,
            self.edits_the_picture,
            self.brings_back,
            self.brings_back,
            self.hands_in,
            self.publishes_at_once,
            self.withdraws,
            self.initials,
            self.passes,
            self.passes,
            self.passes_for_later,
        ]

    def happen_to(self, page: Any) -> list[str]:
        done = []
        for _ in range(self.chance.randint(1, 12)):
            deed = self.chance.choice(self.deeds)
            with suppress(WorkflowRefusal), transaction.atomic():
                deed(self.office.fresh(page), self.chance.choice(self.people))
                done.append(deed.__name__)
        return done

    def _save(self, page: Any, person: User, **fields: Any) -> None:
        draft = page.get_latest_revision_as_object()
        draft.correction = "Diperbaiki." if draft.live else ""
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=person, log_action=True)

    def writes(self, page: Any, person: User) -> None:
        self._save(page, person, summary=f"Ringkasan {self.chance.random()}")

    def writes_unseen(self, page: Any, person: User) -> None:
        """A version of which the history says nothing."""
        page.get_latest_revision_as_object().save_revision(user=person)

    def autosaves(self, page: Any, person: User) -> None:
        PageLogEntry.objects.log_action(page, "wagtail.edit", user=person)

    def uploads(self, page: Any, person: User) -> None:
        file = document(uploaded_by_user=person)
        self._save(page, self.office.pengelola, body=[("documents", [file])])

    def edits_the_picture(self, page: Any, person: User) -> None:
        image = page.get_latest_revision_as_object().hero_image
        log(instance=image, action="wagtail.edit", user=person)

    def brings_back(self, page: Any, person: User) -> None:
        older = self.chance.choice(list(page.revisions.order_by("pk")))
        draft = older.as_object()
        draft.correction = "Kembali ke yang lama." if draft.live else ""
        draft.save_revision(user=person, log_action=True, previous_revision=older)

    def hands_in(self, page: Any, person: User) -> None:
        material = self.office.receive()
        material.submitted_by = person
        material.save()
        PageMaterial.objects.create(page=page, material=material)

    def publishes_at_once(self, page: Any, person: User) -> None:
        urgent = InformationClass.objects.get(code="serta_merta")
        self._save(page, self.office.pengelola, information_class=urgent)
        page = self.office.fresh(page)
        shown = digest_of(page.latest_revision.as_object())
        publication.publish_in_emergency(page, person, REASON, shown)

    def withdraws(self, page: Any, person: User) -> None:
        publication.withdraw(page, person, REASON)

    def initials(self, page: Any, person: User) -> None:
        if running := gate.open_emergency(page.pk):
            publication.initial_afterwards(running, self.office.kabid, running.digest)

    def passes(self, page: Any, person: User) -> None:
        """By the Kabid, who has no other part in anything."""
        self.office.approve(self.office.waiting_for_approval(page))

    def passes_for_later(self, page: Any, person: User) -> None:
        self._save(page, self.office.pengelola, go_live_at=timezone.now() + timedelta(days=1))
        self.passes(page, person)


@pytest.fixture
def people(office: Newsroom) -> list[User]:
    return [office.person(f"kabid{number}", "Kepala Bidang Aptika") for number in range(1, 4)]


@pytest.mark.parametrize("seed", range(2))
def test_contributed_to__many_pages_equals_each_alone(
    office: Newsroom, people: list[User], seed: int
) -> None:
    deeds = Deeds(office, people, seed)
    pages, told = [], {}
    for number in range(12):
        page = office.draft(*([office.classified()] if number % 2 else []))
        told[page.pk] = deeds.happen_to(page)
        pages.append(office.fresh(page))
    everybody = [*people, *office.people.values()]
    expected = {page.pk: plainly(page) for page in pages}
    ids = {person.pk for person in everybody}
    assert contributors(expected, ids) == expected, told
    for person in everybody:
        theirs = {pk for pk, who in expected.items() if person.pk in who}
        assert contributed_to(list(expected), person) == theirs, (person, told)
        for pk in expected:
            assert contributed_to([pk], person) == theirs & {pk}, (person, told[pk])


def test_contributed_to__what_waits_for_its_time_is_nothing_that_readers_know(
    office: Newsroom, people: list[User]
) -> None:
    deeds, page = Deeds(office, people, 0), office.published()
    deeds.writes(page, people[0])
    deeds.passes_for_later(office.fresh(page), people[1])
    deeds.writes(office.fresh(page), office.pengelola)
    page = office.fresh(page)
    assert page.latest_revision.approved_go_live_at is None
    assert page.live
    assert contributed_to([page.pk], people[0]) == {page.pk}
    assert people[0].pk in plainly(page)


def test_contributors__cost_the_same_for_one_and_many_people(
    office: Newsroom, people: list[User]
) -> None:
    page = office.published()

    def cost(among: list[User]) -> int:
        with CaptureQueriesContext(connection) as queries:
            contributors([page.pk], [person.pk for person in among])
        return len(queries)

    cost(people)
    assert cost(people) == cost(people[:1])


def test_contributed_to__nothing_asked_costs_nothing(
    office: Newsroom, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert contributed_to([], office.kabid) == set()
