"""The office on its first morning: people, a few pictures and files, a hundred drafts."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from news.models import (
    AnnouncementPage,
    GalleryPage,
    InformationClass,
    NewsCategory,
    NewsPage,
    PressDocument,
    PressImage,
)
from tests.driver import Newsroom
from workflow_steps.models import ActingAppointment, User

from .memory import Memory

FIRST_TIME = datetime(2026, 11, 2, 4, tzinfo=UTC)  # some hours after the machine's first moment
KINDS = (NewsPage, NewsPage, NewsPage, AnnouncementPage, GalleryPage)


@dataclass
class World:
    """What every example starts from; each undoes what it did."""

    office: Newsroom
    people: dict[str, User]
    categories: list[NewsCategory]
    classes: dict[str, InformationClass]
    images: list[int]
    documents: list[int]
    memory: Memory
    start: Memory = field(default_factory=Memory)  # what each example's memory begins with
    first_images: list[int] = field(default_factory=list)
    clients: dict[int, Client] = field(default_factory=dict)

    def client(self, user: User) -> Client:
        if user.pk not in self.clients:
            self.clients[user.pk] = Client()
            self.clients[user.pk].force_login(user)
        return self.clients[user.pk]


def picture_bytes(number: int) -> bytes:
    buffer = io.BytesIO()
    colour = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    Image.new("RGB", (16, 12), colour).save(buffer, "PNG")
    return buffer.getvalue()


def picture_file(number: int) -> ContentFile:  # type: ignore[type-arg]
    return ContentFile(picture_bytes(number), name=f"gambar-{number}.png")


def document_file(number: int) -> ContentFile:  # type: ignore[type-arg]
    return ContentFile(b"%%PDF-1.4 nomor %d" % number, name=f"surat-{number}.pdf")


def make_world(office: Newsroom, drafts: int, writers: Sequence[str]) -> World:
    people = cast_of(office)
    world = World(
        office,
        people,
        categories=list(NewsCategory.objects.order_by("pk")[:3]),
        classes={found.code: found for found in InformationClass.objects.all()},
        images=[
            PressImage.objects.create(title=f"Gambar {n}", file=picture_file(n)).pk
            for n in range(4)
        ],
        documents=[
            PressDocument.objects.create(title=f"Surat {n}", file=document_file(n)).pk
            for n in range(3)
        ],
        memory=Memory(),
    )
    appoint(people["plh"], office.kabid, world.documents[0])
    for number in range(drafts):
        writer = people[writers[number % len(writers)]]
        write_page(world, writer, number, complete_with(world, number))
    world.start, world.first_images = world.memory, world.images
    for user in people.values():
        world.client(user)
    return world


def cast_of(office: Newsroom) -> dict[str, User]:
    """The four, their colleagues, and the two most dangerous ones: superusers."""
    more = {
        "pengelola2": "Pengelola Website",
        "webadmin2": "Web Administrator",
        "kabid2": "Kepala Bidang Aptika",
        # Writes and reviews like everybody, and approves for a while.
        "plh": "Web Administrator",
    }
    people = office.people | {name: office.person(name, group) for name, group in more.items()}
    people["super"] = office.person("super", is_superuser=True)
    people["superkabid"] = office.person("superkabid", "Kepala Bidang Aptika", is_superuser=True)
    return people


def appoint(person: User, holder: User, letter: int) -> None:
    ActingAppointment.objects.create(
        person=person,
        capacity="plh",
        acting_for=holder,
        valid_from=date(2026, 11, 2),
        valid_until=date(2026, 11, 4),
        letter_number="800/1/2026",
        letter_id=letter,
    )


def complete_with(world: World, number: int) -> Callable[[Any, User], None]:
    """Fill in whatever step 4 asks for, every text with a word that only this writer wrote."""

    def fill(page: Any, user: User) -> None:
        token = world.memory.token
        page.title = f"Judul {token(user.pk)}"
        page.summary = f"Ringkas {token(user.pk)}"
        page.category = world.categories[number % len(world.categories)]
        page.information_class = world.classes["serta_merta" if number % 2 else "berkala"]
        page.hero_image_id = world.images[number % len(world.images)]
        page.hero_alt = f"Alt {token(user.pk)}"
        page.source = f"Dinas {token(user.pk)}"
        page.go_live_at = (
            FIRST_TIME + timedelta(minutes=number % 100 * 6) if number % 5 < 2 else None
        )
        page.body = [("paragraph", f"<p>Isi {token(user.pk)}</p>")]
        if isinstance(page, AnnouncementPage):
            page.documents = [
                ("document", PressDocument.objects.get(pk=world.documents[number % 3]))
            ]
        if isinstance(page, GalleryPage):
            shot = {
                "image": PressImage.objects.get(pk=world.images[0]),
                "alt_text": f"Foto {token(user.pk)}",
            }
            page.images = [("image", shot)]

    return fill


def write_page(world: World, user: User, number: int, fill: Callable[[Any, User], None]) -> int:
    """As Wagtail's create view does it (``pages/create.py: save_action``)."""
    page = KINDS[number % len(KINDS)](slug=f"hal-{number}", owner=user, live=False)
    fill(page, user)
    world.office.index.add_child(instance=page)
    page.save_revision(user=user, log_action=True, clean=False)
    world.memory.wrote(page.pk, user.pk)
    return int(page.pk)
