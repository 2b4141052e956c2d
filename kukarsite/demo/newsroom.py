"""Plays the script through the newsroom's real code: one method per act of a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from news import material_flow
from news.collections import public_collection
from news.material_files import examine_file
from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationClass,
    InformationPage,
    MaterialAttachment,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    NewsroomPage,
    PressDocument,
    PressImage,
    SourceMaterial,
    VideoPage,
)
from workflow_steps import emergency, publication
from workflow_steps.content import digest_of
from workflow_steps.opening import record_opening_of

from . import files, layout, pictures
from .cast import Story
from .people import Staff
from .script import Act
from .texts import Text

PAGE_CLASSES: Mapping[str, type[NewsroomPage]] = {
    "news": NewsPage,
    "gallery": GalleryPage,
    "video": VideoPage,
    "announcement": AnnouncementPage,
    "information": InformationPage,
}
CREDIT = "Ilustrasi demo Kukarsite"


@dataclass
class Item:
    """What the play remembers of a story between two acts."""

    story: Story
    number: int
    material: SourceMaterial = field(init=False)
    received_at: datetime | None = None
    page_id: int = 0
    images: list[PressImage] = field(default_factory=list)
    documents: list[PressDocument] = field(default_factory=list)
    videos: list[PressDocument] = field(default_factory=list)

    @property
    def text(self) -> Text:
        return self.story.text


class Newsroom:
    def __init__(self, stories: list[Story], staff: Staff) -> None:
        self.staff = staff
        self.items = [Item(story, number) for number, story in enumerate(stories)]
        self.stored: list[Any] = []
        self.index = NewsIndexPage.objects.get()
        self.home = HomePage.objects.get()

    def perform(self, act: Act) -> None:
        getattr(self, act.name)(self.items[act.story], **act.data)

    def discard_files(self) -> None:
        """A transaction takes back rows, never files."""
        for file in self.stored:
            file.storage.delete(file.name)

    # --- steps 1 and 2 ------------------------------------------------------------------

    def receive(self, item: Item) -> None:
        text, day = item.text, self._event_day(item)
        material = SourceMaterial(
            title=text.title.removeprefix("Galeri: ").removeprefix("Video: "),
            description=text.notes(day),
            source_unit=text.source,
            event_date=day,
            place=text.place,
            contact=f"Petugas penghubung {text.source}",
        )
        item.received_at = timezone.now()
        handed_in = [
            examine_file(ContentFile(content, name)) for name, content in self._files(item)
        ]
        item.material = material_flow.receive(
            material, self.staff.contributor(item.number), handed_in
        )
        rows = MaterialAttachment.objects.filter(material=item.material).order_by("sort_order")
        item.images = [row.image for row in rows if row.kind == row.Kind.IMAGE]
        item.documents = [row.document for row in rows if row.kind == row.Kind.DOCUMENT]
        item.videos = [row.document for row in rows if row.kind == row.Kind.VIDEO_FILE]
        self.stored += [image.file for image in item.images]
        self.stored += [document.file for document in (*item.documents, *item.videos)]

    def hand_over(self, item: Item) -> None:
        material_flow.hand_over(item.material, self.staff.contributor(item.number))

    def classify(self, item: Item) -> None:
        text = item.text
        material_flow.classify(
            item.material,
            self.staff.desk,
            category=NewsCategory.objects.get(slug=text.category),
            information_class=InformationClass.objects.get(code=text.information_class),
            writer=self.staff.writer(item.number),
            priority=text.priority,
            note=text.note,
        )

    def decline(self, item: Item) -> None:
        material_flow.decline(item.material, self.staff.desk, item.text.declined)

    # --- step 3 ---------------------------------------------------------------------------

    def make_page(self, item: Item) -> None:
        page = material_flow.make_page(
            [item.material],
            self.staff.writer(item.number),
            page_class=PAGE_CLASSES[item.text.kind],
            parent=self.index,
            title=item.text.title,
        )
        item.page_id = page.pk
        self._describe(item)

    def write_without_material(self, item: Item) -> None:
        """An editor begins a page in the admin; the newsroom records material of its own."""
        user = self.staff.writer(item.number)
        for name, content in self._files(item):
            self._add_to_library(item, name, content, user)
        self._describe(item)
        is_standing = item.text.kind == "information"
        page = PAGE_CLASSES[item.text.kind](title=item.text.title, owner=user, live=False)
        self._classified(page, item)
        (self.home if is_standing else self.index).add_child(instance=page)
        page.save_revision(user=user, log_action=True)
        item.page_id = page.pk

    def write(
        self,
        item: Item,
        missing: int,
        go_live_at: datetime | None = None,
        expire_at: datetime | None = None,
    ) -> None:
        """Edit the draft; ``missing`` blocks at the end are left for the next rounds."""
        page = self._draft(item)
        self._classified(page, item)
        page.event_date = self._event_day(item)
        page.event_place = item.text.place
        page.go_live_at, page.expire_at = go_live_at, expire_at
        layout.fill(page, item, page.event_date, missing)
        page.save_revision(user=self.staff.writer(item.number), log_action=True)

    def correct(self, item: Item) -> None:
        """A correction of what is live: a new version, and a new way through steps 3 to 5."""
        page = self._draft(item)
        page.body = [*layout.body(item, page.event_date), ("paragraph", layout.CORRECTED)]
        page.correction = layout.CORRECTION
        page.save_revision(user=self.staff.writer(item.number), log_action=True)

    def submit(self, item: Item) -> None:
        page, user = self._page(item), self.staff.writer(item.number)
        state = page.current_workflow_state
        if state and state.status == state.STATUS_NEEDS_CHANGES:
            state.resume(user)
        else:
            page.get_workflow().start(page, user)

    def withdraw(self, item: Item) -> None:
        self._page(item).current_workflow_state.cancel(user=self.staff.writer(item.number))

    # --- steps 4 to 7 -----------------------------------------------------------------------

    def pass_review(self, item: Item) -> None:
        self._decide(item, self.staff.editor, "approve")

    def return_at_review(self, item: Item, reason: str) -> None:
        self._decide(item, self.staff.editor, "reject", reason)

    def open(self, item: Item) -> None:
        record_opening_of(item.page_id, self.staff.approver)

    def approve(self, item: Item) -> None:
        self._decide(item, self.staff.approver, "approve")

    def return_by_approver(self, item: Item, reason: str) -> None:
        self._decide(item, self.staff.approver, "reject", reason)

    def publish_scheduled(self, item: Item) -> None:
        """What a timer does in an office: what is due goes live, what has expired goes."""
        call_command("publish_scheduled", verbosity=0)

    def take_down(self, item: Item) -> None:
        publication.withdraw(self._page(item), self.staff.editor, layout.TAKEN_DOWN)

    def publish_in_emergency(self, item: Item) -> None:
        """Before the approval, as the sheet would: what goes live is the draft that was read."""
        page = self._page(item)
        publication.publish_in_emergency(
            page,
            self.staff.editor,
            layout.EMERGENCY,
            digest_of(page.get_latest_revision_as_object()),
            emergency.due_at(page, timezone.now()),
        )

    # --- helpers -----------------------------------------------------------------------------

    def _page(self, item: Item) -> Any:
        return Page.objects.get(pk=item.page_id).specific

    def _draft(self, item: Item) -> Any:
        return self._page(item).get_latest_revision_as_object()

    def _decide(self, item: Item, user: Any, action: str, comment: str = "") -> None:
        task_state = self._page(item).current_workflow_task_state
        task_state.task.specific.on_action(task_state, user, action, comment=comment)

    def _event_day(self, item: Item) -> date:
        """The day before, for most; the day itself for news that cannot wait."""
        day = timezone.localdate(item.received_at)
        if item.text.information_class == "serta_merta":
            return day
        return day - timedelta(days=1 + item.number % 2)

    @staticmethod
    def _classified(page: NewsroomPage, item: Item) -> None:
        text = item.text
        page.summary = text.summary
        page.source = text.source
        page.category = NewsCategory.objects.get(slug=text.category)
        page.information_class = InformationClass.objects.get(code=text.information_class)

    def _add_to_library(self, item: Item, name: str, content: bytes, user: Any) -> None:
        fields = {
            "title": name.rsplit(".", 1)[0],
            "collection": public_collection(),
            "uploaded_by_user": user,
        }
        if name.endswith(".jpg"):
            image = PressImage.objects.create(file=ImageFile(BytesIO(content), name), **fields)
            item.images.append(image)
            self.stored.append(image.file)
        else:
            paper = PressDocument.objects.create(file=ContentFile(content, name), **fields)
            item.documents.append(paper)
            self.stored.append(paper.file)

    @staticmethod
    def _files(item: Item) -> Iterator[tuple[str, bytes]]:
        """Photos as phones name them, one in three stored lying on its side; then documents."""
        for place, shot in enumerate(item.text.shots):
            seed = f"{item.text.key}-{place}"
            # Only the form for material turns pictures upright; Wagtail's library does not.
            turned = item.received_at and (item.number + place) % 3 == 0
            make = pictures.phone_jpeg if turned else pictures.jpeg
            yield f"IMG_{2000 + item.number * 7 + place}.jpg", make(shot.scene, seed)
        for paper in item.text.papers:
            yield f"{paper.title}.{paper.extension}", files.document(paper, item.text)
        if item.text.video:
            yield f"{item.text.video}.webm", files.film()

    @staticmethod
    def _describe(item: Item) -> None:
        """The editor gives each picture in the library a title, a description and a credit."""
        for image, shot in zip(item.images, item.text.shots, strict=True):
            image.title, image.description = shot.caption.rstrip("."), shot.alt
            image.credit = CREDIT
            image.save()
