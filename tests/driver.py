"""Drives the real procedure: one method per act of a person, nothing written behind its back."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Page

from news import material_flow
from news.models import (
    InformationClass,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    PressImage,
    SourceMaterial,
)
from workflow_steps.models import User
from workflow_steps.opening import record_opening_of

PASSWORD = "rahasia-kukar"
REASON = "Judul belum sesuai isi, mohon diperbaiki."
PEOPLE = {
    "kontributor": "Kontributor",
    "pengelola": "Pengelola Website",
    "webadmin": "Web Administrator",
    "kabid": "Kepala Bidang Aptika",
}


def small_image(title: str = "Gambar") -> PressImage:
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(buffer, "JPEG")
    return PressImage.objects.create(
        title=title, file=ContentFile(buffer.getvalue(), name="gambar.jpg")
    )


class Newsroom:
    """The four people of the office and what they do, on the tree of ``setup_newsroom``."""

    def __init__(self) -> None:
        self.people = {name: self.person(name, group) for name, group in PEOPLE.items()}
        self.kontributor = self.people["kontributor"]
        self.pengelola = self.people["pengelola"]
        self.webadmin = self.people["webadmin"]
        self.kabid = self.people["kabid"]
        self.index = NewsIndexPage.objects.get()

    @staticmethod
    def person(username: str, group: str | None = None, **fields: Any) -> User:
        fields = {"first_name": username.title(), "email": f"{username}@example.test"} | fields
        user = User.objects.create_user(username, password=PASSWORD, **fields)
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    # --- steps 1 and 2 ---

    def receive(self, title: str = "Layanan adminduk keliling") -> SourceMaterial:
        material = SourceMaterial(
            title=title,
            description="Warga mengurus dokumen di kantor desa.",
            source_unit="Dinas Dukcapil",
            event_date=date(2026, 11, 2),
            place="Muara Kaman",
        )
        return material_flow.receive(material, self.kontributor)

    def hand_over(self, material: SourceMaterial) -> None:
        material_flow.hand_over(material, self.kontributor)

    def classify(self, material: SourceMaterial, code: str = "berkala") -> None:
        material_flow.classify(
            material,
            self.pengelola,
            category=NewsCategory.objects.order_by("pk")[0],
            information_class=InformationClass.objects.get(code=code),
            writer=self.pengelola,
        )

    def classified(self, title: str = "Layanan adminduk keliling") -> SourceMaterial:
        material = self.receive(title)
        self.hand_over(material)
        self.classify(material)
        return material

    # --- step 3 ---

    def draft(self, *materials: SourceMaterial, complete: bool = True) -> NewsPage:
        """A draft from material, or one written without any."""
        if materials:
            page = material_flow.make_page(list(materials), self.pengelola, parent=self.index)
        else:
            page = NewsPage(title="Tanpa bahan", owner=self.pengelola, live=False)
            self.index.add_child(instance=page)
        if complete:
            self.complete(page)
        return page

    def complete(self, page: Any) -> None:
        page.summary = "Warga desa mengurus dokumen tanpa harus ke Tenggarong."
        page.category = NewsCategory.objects.order_by("pk")[0]
        page.information_class = InformationClass.objects.get(code="berkala")
        page.hero_image = small_image()
        page.hero_alt = "Petugas melayani warga di kantor desa"
        page.source = "Dinas Dukcapil"
        page.save_revision(user=self.pengelola)

    def submit(self, page: Page, user: User | None = None) -> None:
        """What the editor's "Submit" does (``submit_action`` in Wagtail's page edit view)."""
        user = user or self.pengelola
        page = self.fresh(page)
        state = page.current_workflow_state
        if state and state.status == state.STATUS_NEEDS_CHANGES:
            state.resume(user)
        else:
            page.get_workflow().start(page, user)

    # --- steps 4 and 5 ---

    def decide(self, page: Page, user: User, action: str, comment: str = "") -> None:
        task_state = self.fresh(page).current_workflow_task_state
        task_state.task.specific.on_action(task_state, user, action, comment=comment)

    def pass_review(self, page: Page) -> None:
        self.decide(page, self.webadmin, "approve")

    def open(self, page: Page) -> bool:
        return record_opening_of(page.pk, self.kabid)

    def approve(self, page: Page) -> None:
        self.decide(page, self.kabid, "approve")

    def send_back(self, page: Page, user: User | None = None, reason: str = REASON) -> None:
        self.decide(page, user or self.kabid, "reject", reason)

    def waiting_for_approval(self, page: Page | None = None) -> Page:
        page = page or self.draft(self.classified())
        self.submit(page)
        self.pass_review(page)
        return page

    def published(self) -> Page:
        page = self.waiting_for_approval()
        self.approve(page)
        return self.fresh(page)

    @staticmethod
    def fresh(page: Page) -> Any:
        return Page.objects.get(pk=page.pk).specific
