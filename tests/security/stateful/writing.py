"""Those who write: new drafts, edits, autosaves, older versions, copies, pictures and files."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.models import AnnouncementPage, GalleryPage, PressDocument, PressImage
from workflow_steps.models import User

from .core import WHERE, Newsroom, Step, deed, people
from .world import complete_with, document_file, picture_file, write_page

WRITERS = people("pengelola", "pengelola2", "webadmin", "plh", "super", "superkabid", "kabid")


def latest(page_id: int) -> Any:
    return Page.objects.get(pk=page_id).get_latest_revision_as_object()


def refuse_if_locked(page: Any, user: User) -> None:
    """What the edit view asks before it saves (``pages/edit.py: dispatch``, ``post``)."""
    lock = page.get_lock()
    if not page.permissions_for_user(user).can_edit() or (lock and lock.for_user(user)):
        raise PermissionDenied


def save_as_the_view_does(
    page: Any, user: User, *, in_place: bool = False, previous: Any = None
) -> None:
    """``pages/edit.py: save_action``: a draft's row as well, a live page's revision only."""
    if not page.live:
        page.save()
    page.save_revision(
        user=user,
        log_action=True,
        clean=False,
        previous_revision=previous,
        overwrite_revision=page.get_latest_revision() if in_place else None,
    )


class Writing(Newsroom):
    @deed(1, who=WRITERS, number=st.integers(0, 255))
    def a_new_draft(self, who: str, number: int) -> None:
        user = self.person(who)
        fresh = len(self.memory.papers) * 1000 + number
        fill = complete_with(self.world, number)
        step = Step("new draft", user)
        self.attempt(step, lambda: write_page(self.world, user, fresh, fill))

    @deed(
        6,
        who=WRITERS,
        where=WHERE,
        what=st.sampled_from(
            [
                "title",
                "summary",
                "body",
                "picture",
                "files",
                "seo_title",
                "class",
                "time",
                "time",
                "end",
            ]
        ),
        in_place=st.booleans(),
    )
    def an_edit(self, who: str, where: int, what: str, in_place: bool) -> None:
        """In place as autosave overwrites its own last revision."""
        user, page_id = self.person(who), self.pick(where, self.own_pages())
        if page_id is None:
            return
        if in_place:  # or else Wagtail refuses it
            user = Page.objects.get(pk=page_id).latest_revision.user

        def edit() -> None:
            page = latest(page_id)
            refuse_if_locked(page, user)
            self.change(page, user, what, where)
            save_as_the_view_does(page, user, in_place=in_place)

        self.attempt(Step("autosave" if in_place else "edit", user), edit, page_id)

    def change(self, page: Any, user: User, what: str, number: int) -> None:
        word = self.memory.token(user.pk)
        if self.memory.papers[page.pk].live:
            page.correction = f"Ralat {self.memory.token(user.pk)}"
        if what == "body":
            page.body = [
                ("heading", {"text": f"Kepala {word}", "level": "h2"}),
                ("paragraph", f"<p>Isi <b>{self.memory.token(user.pk)}</b></p>"),
                ("quote", {"text": f"Kata {self.memory.token(user.pk)}"}),
            ]
        elif what == "picture":
            page.hero_image_id = self.world.images[number % len(self.world.images)]
            page.hero_alt = f"Alt {word}"
        elif what == "files":
            self.change_files(page, word, number)
        elif what == "class":
            codes = ("berkala", "serta_merta", "serta_merta", "dikecualikan")
            page.information_class = self.world.classes[codes[number % 4]]
            page.source = f"Dinas {word}"
        elif what == "time":
            page.go_live_at = timezone.now() + timedelta(minutes=20 + number)
        elif what == "end":
            page.expire_at = timezone.now() + timedelta(hours=2 + number % 10)
            page.go_live_at = None
        else:
            setattr(page, what, f"Kalimat {word}")

    def change_files(self, page: Any, word: str, number: int) -> None:
        file = PressDocument.objects.get(pk=self.world.documents[number % 3])
        picture = PressImage.objects.get(pk=self.world.images[number % len(self.world.images)])
        shot = {"image": picture, "alt_text": f"Foto {word}"}
        if isinstance(page, AnnouncementPage):
            page.documents = [("document", file)]
        elif isinstance(page, GalleryPage):
            page.images = [("image", shot)]
        page.body = [
            ("paragraph", f"<p>Isi {word}</p>"),
            ("documents", [file]),
            ("gallery", [shot, shot]),
        ]

    @deed(
        2,
        who=WRITERS,
        where=WHERE,
        action=st.sampled_from(["save", "autosave", "autosave", "action-submit", "action-publish"]),
    )
    def the_edit_form(self, who: str, where: int, action: str) -> None:
        """The real view, as the browser's form or its autosave posts to it."""
        user, page_id = self.person(who), self.pick(where, self.own_pages())
        if page_id is None:
            return

        def post() -> Any:
            page = latest(page_id)
            data = self.form_data(page, user) | ({action: "1"} if "-" in action else {})
            headers = {}
            if action == "autosave":
                headers = {"accept": "application/json"}
                revision = page.get_latest_revision()
                data["loaded_revision_id"] = str(revision.pk)
                if revision.user_id == user.pk:
                    data["overwrite_revision_id"] = str(revision.pk)
            address = reverse("wagtailadmin_pages:edit", args=[page_id])
            return self.world.client(user).post(address, data, headers=headers)

        self.attempt(Step(f"form: {action}", user), post, page_id)

    def form_data(self, page: Any, user: User) -> dict[str, Any]:
        word = self.memory.token(user.pk)
        plain = {
            name: getattr(page, name) or ""
            for name in ("title", "slug", "seo_title", "search_description", "hero_caption")
        }
        streams: dict[str, Any] = {
            "body": streamfield([("paragraph", rich_text(f"<p>Formulir {word}</p>"))])
        }
        if isinstance(page, AnnouncementPage):
            streams["documents"] = streamfield(
                [("document", str(block.value.pk)) for block in page.documents if block.value]
            )
        if isinstance(page, GalleryPage):
            picture = str(self.world.images[0])
            shot = {"image": picture, "alt_text": f"Foto {word}", "caption": "", "credit": ""}
            streams["images"] = streamfield([("image", shot)])
        return nested_form_data(
            {
                **plain,
                **streams,
                "summary": f"Ringkas {word}",
                "category": page.category_id or "",
                "information_class": page.information_class_id or "",
                "hero_image": page.hero_image_id or "",
                "hero_alt": page.hero_alt,
                "source": page.source,
                "event_date": "",
                "event_place": "",
                "correction": f"Ralat {self.memory.token(user.pk)}",
                "comments": inline_formset([]),
            }
        )

    @deed(who=WRITERS, where=WHERE, back=st.integers(1, 8))
    def an_older_version_comes_back(self, who: str, where: int, back: int) -> None:
        user, page_id = self.person(who), self.pick(where, self.own_pages())
        if page_id is None:
            return

        def revert() -> None:
            page = Page.objects.get(pk=page_id)
            older = list(page.revisions.order_by("-pk"))[back % max(page.revisions.count(), 1)]
            found = older.as_object()
            refuse_if_locked(found, user)
            save_as_the_view_does(found, user, previous=older)

        self.attempt(Step("revert", user), revert, page_id)

    # --- elsewhere in the tree -----------------------------------------------------------------

    @deed(
        who=WRITERS,
        where=WHERE,
        how=st.sampled_from(["view", "published", "alias", "code", "bare", "alias by code"]),
    )
    def a_copy(self, who: str, where: int, how: str) -> None:
        user, page_id = self.person(who), self.pick(where, self.own_pages())
        if page_id is None:
            return
        slug = f"salin-{self.memory.serial}"

        def copy() -> Any:
            page = Page.objects.get(pk=page_id).specific
            if how in {"view", "published", "alias"}:
                data = {
                    "new_title": page.title,
                    "new_slug": slug,
                    "new_parent_page": str(page.get_parent().pk),
                    "publish_copies": "on",
                    "alias": "on" if how == "alias" else "",
                }
                address = reverse("wagtailadmin_pages:copy", args=[page_id])
                return self.world.client(user).post(address, data)
            if how == "alias by code":
                parent = page.get_parent()
                CreatePageAliasAction(page, parent=parent, update_slug=slug, user=user).execute(
                    skip_permission_checks=True
                )
                return None
            page.copy(
                update_attrs={"slug": slug},
                user=user,
                keep_live=True,
                copy_revisions=how == "code",
            )
            return None

        self.attempt(Step(f"copy: {how}", user), copy, page_id)

    @deed(who=WRITERS, where=WHERE, how=st.sampled_from(["view", "code", "elsewhere"]))
    def a_move(self, who: str, where: int, how: str) -> None:
        user, page_id = self.person(who), self.pick(where, self.own_pages())
        if page_id is None:
            return

        def move() -> Any:
            index = self.world.office.index
            page = Page.objects.get(pk=page_id)
            if how == "view":
                address = reverse("wagtailadmin_pages:move_confirm", args=[page_id, index.pk])
                return self.world.client(user).post(address)
            target = Page.objects.get(pk=index.pk)
            if how == "elsewhere" and page.get_parent().pk == index.pk:
                target = target.get_parent()
            page.move(target, pos="last-child", user=user)
            return None

        self.attempt(Step("move", user), move, page_id)

    @deed(1, who=people("super", "superkabid"), where=WHERE)
    def a_deletion(self, who: str, where: int) -> None:
        user, page_id = self.person(who), self.pick(where, self.live_pages())
        if page_id is None:
            return
        step = Step("delete what is public", user)
        self.attempt(step, lambda: Page.objects.get(pk=page_id).delete(), page_id)

    # --- the library --------------------------------------------------------------------------

    @deed(
        who=people("pengelola", "webadmin", "super"),
        which=st.integers(0, 7),
        what=st.sampled_from(
            ["words", "words", "replace", "replace document", "by form", "delete", "upload"]
        ),
    )
    def the_library(self, who: str, which: int, what: str) -> None:
        user = self.person(who)
        picture = self.world.images[which % len(self.world.images)]
        file = self.world.documents[which % len(self.world.documents)]

        def work() -> Any:
            number = 1000 + self.memory.serial
            image = PressImage.objects.get(pk=picture)
            if what == "words":
                image.title, image.description = f"Judul baru {number}", "Uraian baru"
                image.focal_point_x = image.focal_point_y = 4
                image.focal_point_width = image.focal_point_height = 2
                image.save()
            elif what == "replace":
                image.file = picture_file(number)
                image.save()
            elif what == "replace document":
                document = PressDocument.objects.get(pk=file)
                document.file = document_file(number)
                document.save()
            elif what == "by form":
                data = {"title": "Formulir", "file": picture_file(number), "tags": ""}
                address = reverse("wagtailimages:edit", args=[picture])
                return self.world.client(user).post(address, data | {"collection": "1"})
            elif what == "delete" and len(self.world.images) > 2:
                image.delete()
                self.world.images.remove(picture)
            elif what == "upload":
                new = PressImage.objects.create(title=f"Gambar {number}", file=picture_file(number))
                self.world.images.append(new.pk)
            return None

        # No page is named: exchanging a picture that drafts use does not make a contributor.
        self.attempt(Step(f"library: {what}", user), work)
