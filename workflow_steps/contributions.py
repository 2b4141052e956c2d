"""Who contributed to which page since it was last live with an approval; for many pages at once.

One reading for a decision and for the lists that show whose it is, in a fixed number of queries.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Max, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    get_default_page_content_type,
)

from .content import FILES, describe_file
from .file_labels import by_model, key_of, keys_of
from .models.acts import PublicationAct

CHANGES = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.copy")

Kind = PublicationAct.Kind
Act = dict[str, Any]
Pairs = Iterator[tuple[int, int | None]]  # page, person


class Version(NamedTuple):
    """The files of a version that is known already, by their keys (``file_labels.py``)."""

    revision_id: int | None
    files: Collection[str]


def acts_of(page_ids: Collection[int]) -> list[Act]:
    """What was decided about these pages before, oldest first."""
    acts = PublicationAct.objects.filter(page_id__in=page_ids).order_by("pk")
    columns = ("pk", "page_id", "kind", "revision_id", "at", "actor_id", "approval__emergency_id")
    return list(acts.values(*columns))


def contributors(
    page_ids: Collection[int],
    people: Iterable[int],
    *,
    versions: Mapping[int, Version] | None = None,
    acts: Sequence[Act] | None = None,
) -> dict[int, set[int]]:
    """Which of these people changed which of these pages since it was live with an approval.

    ``versions``: what is decided on, where its files are known; every other page is asked for the
    files of its latest draft, one by one. ``acts``: those of ``acts_of``, if somebody has them.
    """
    found: dict[int, set[int]] = {pk: set() for pk in page_ids}
    asked = set(people)
    known = _Contributions(page_ids, asked, versions or {}, acts)
    for source in known.sources():
        left = [pk for pk in known.pages if found[pk] != asked]
        for page_id, person in source(left):
            if person in asked:
                found[page_id].add(person)
    return found


class _Contributions:
    """Each source tells of ``people`` and the pages it is asked about; the cheapest come first."""

    def __init__(
        self,
        page_ids: Collection[int],
        people: Collection[int],
        versions: Mapping[int, Version],
        acts: Sequence[Act] | None,
    ) -> None:
        pages = Page.objects.select_related("latest_revision")
        if versions:  # Then drafts are hardly ever read.
            pages = pages.defer("latest_revision__content")
        self.pages = pages.in_bulk(page_ids)
        self.people = people
        self.versions = versions
        self.acts = acts_of(page_ids) if acts is None else acts

    def sources(self) -> Sequence[Any]:
        """The history stands beside revisions since autosave rewrites those in place, and
        ``purge_revisions`` deletes them; the others are what reaches a page by another way."""
        return (
            self._who_saved_last,
            self._who_published_at_once,
            self._authors,
            self._named_by_the_history,
            self._writers_of_the_material,
            self._who_brought_files,
        )

    # --- since when -----------------------------------------------------------------------------

    @cached_property
    def approved(self) -> dict[int, Act]:
        """The act with a paraf, or recorded authority, that a live version goes back to."""
        found = {}
        for act in self.acts:
            page = self.pages.get(act["page_id"])
            live = page.live_revision_id if page and page.live else None
            initialled = act["kind"] in (Kind.APPROVAL, Kind.RECORDED)
            if live and initialled and act["revision_id"] and act["revision_id"] <= live:
                found[act["page_id"]] = act
        return found

    @cached_property
    def since(self) -> dict[int, Act]:
        """The act after which versions count.

        None where a version from before it was brought back, which brings its writers along.
        """
        found = dict(self.approved)
        reverts = PageLogEntry.objects.filter(page_id__in=found, action="wagtail.revert")
        for page_id, at, data in reverts.values_list("page_id", "timestamp", "data"):
            version = (data.get("revision") or {}).get("id", 0)
            act = self.approved[page_id]
            if at > act["at"] and version <= act["revision_id"]:
                found.pop(page_id, None)
        return found

    # --- sources --------------------------------------------------------------------------------

    def _who_saved_last(self, page_ids: Collection[int]) -> Pairs:
        for pk in page_ids:
            if latest := self.pages[pk].latest_revision:
                yield pk, latest.user_id

    def _who_published_at_once(self, page_ids: Collection[int]) -> Pairs:
        asked = set(page_ids)
        for act in self.acts:
            if act["kind"] != Kind.EMERGENCY or act["page_id"] not in asked:
                continue
            approved = self.approved.get(act["page_id"])
            if approved is None or act["pk"] > approved["pk"]:
                yield act["page_id"], act["actor_id"]

    def _authors(self, page_ids: Collection[int]) -> Pairs:
        revisions = Revision.objects.filter(
            base_content_type=get_default_page_content_type(),
            object_id__in=[str(pk) for pk in page_ids],
            user__in=self.people,
        ).order_by()
        last_ones = revisions.values_list("object_id", "user_id").annotate(Max("pk"))
        for object_id, person, last in last_ones:
            act = self.since.get(int(object_id))
            if act is None or last > act["revision_id"]:
                yield int(object_id), person

    def _named_by_the_history(self, page_ids: Collection[int]) -> Pairs:
        history = PageLogEntry.objects.filter(
            page_id__in=page_ids, user__in=self.people, action__in=CHANGES
        ).order_by()
        last_ones = history.values_list("page_id", "user_id").annotate(Max("timestamp"))
        for page_id, person, last in last_ones:
            act = self.since.get(page_id)
            if act is None or last > act["at"]:
                yield page_id, person

    def _writers_of_the_material(self, page_ids: Collection[int]) -> Pairs:
        """Until readers know its text; each page type is asked once (``content_writers``)."""
        by_type: dict[int, list[int]] = {}
        for pk in page_ids:
            if pk not in self.approved:
                by_type.setdefault(self.pages[pk].content_type_id, []).append(pk)
        for content_type_id, pks in by_type.items():
            page_class: Any = ContentType.objects.get_for_id(content_type_id).model_class()
            yield from page_class.content_writers(pks)

    def _who_brought_files(self, page_ids: Collection[int]) -> Pairs:
        """Who uploaded, exchanged or renamed the files that readers have not seen like this yet."""
        used = self._files_of(page_ids)
        touched = _touched_files(set[str]().union(*used.values()), self.people)
        seen = self._files_seen([pk for pk, keys in used.items() if keys & touched.keys()])
        for pk, keys in used.items():
            for key in keys & touched.keys():
                file, people = touched[key]
                if pk not in seen or describe_file(file) not in seen[pk]:
                    yield from ((pk, person) for person in people)

    def _files_of(self, page_ids: Collection[int]) -> dict[int, set[str]]:
        """Those of what is decided on, and of a draft that is another version."""
        used = {}
        for pk in page_ids:
            version, latest = self.versions.get(pk), self.pages[pk].latest_revision
            used[pk] = set(version.files) if version else set()
            if version is None or latest is None or version.revision_id != latest.pk:
                used[pk] |= keys_of(latest.as_object() if latest else self.pages[pk].specific)
        return used

    def _files_seen(self, page_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
        """As they were in what was approved last."""
        approved = [self.approved[pk]["pk"] for pk in page_ids if pk in self.approved]
        acts = PublicationAct.objects.filter(pk__in=approved)
        files = acts.values_list("page_id", f"content__{FILES}")
        return {page_id: described or [] for page_id, described in files}


def _touched_files(
    keys: Collection[str], people: Collection[int]
) -> dict[str, tuple[Any, set[int]]]:
    """The files among these that these people have put into the library or changed there."""
    found: dict[str, tuple[Any, set[int]]] = {}
    for model, pks in by_model(keys).items():
        edits = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=[str(pk) for pk in pks],
            user__in=people,
            action="wagtail.edit",
        ).order_by()
        edited = Exists(edits.filter(object_id=Cast(OuterRef("pk"), CharField())))
        uploaded = Q(uploaded_by_user__in=people)
        files = model._default_manager.filter(uploaded | edited, pk__in=pks).in_bulk()
        touched = {pk: {file.uploaded_by_user_id} for pk, file in files.items()}
        edits = edits.filter(object_id__in=[str(pk) for pk in files])
        for pk, person in edits.values_list("object_id", "user_id").distinct():
            touched[int(pk)].add(person)
        found |= {key_of(file): (file, touched[pk]) for pk, file in files.items()}
    return found
