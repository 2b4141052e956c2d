"""What an attacker finds: an office, one page in a given state, and what the public can read.

Words tell content apart without asking the gate: what nobody initialled says ``gelap``, what is
before the public says ``terang``. A cell of the table is one attempt inside a savepoint that is
rolled back, so a page is made once for hundreds of attempts.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from unittest import mock

from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, Site

from news.models import InformationClass, NewsCategory, NewsPage
from tests.driver import PEOPLE, Newsroom, small_image
from tests.news.pages_kit import document, ensure_full_text_index
from workflow_steps import publication
from workflow_steps.content import digest_of
from workflow_steps.models import ActingAppointment, PublicationAct, User
from workflow_steps.models.procedure import office_today

UNAPPROVED = "gelap"
REASON = "Isi berita ini tidak berlaku lagi."
STATES = (
    "draft",
    "review",
    "waiting",
    "scheduled",
    "live",
    "live_draft",
    "live_waiting",
    "withdrawn",
)
LIVE = frozenset({"live", "live_draft", "live_waiting"})
ROLES = ("anonymous", *PEOPLE, "plh", "superuser", "rangkap")
# Columns and rows that no public view reads; ``test_what_editors_write__is_not_public`` proves it.
DRAFT_COLUMNS = frozenset(
    {
        "latest_revision_id",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "numchild",
    }
)
LIVE_PAGES = "(SELECT id FROM wagtailcore_page WHERE live)"
# Read by public views only once something has happened.
ALSO_PUBLIC = frozenset(
    {
        "wagtailcore_page",
        "wagtailcore_site",
        "wagtailcore_pageviewrestriction",
        "wagtailredirects_redirect",
        "workflow_steps_publicationact",
    }
)
# Withdrawn pages answer as well.
DECIDED_PAGES = (
    "SELECT id, slug, url_path, live FROM wagtailcore_page "
    "WHERE id IN (SELECT page_id FROM workflow_steps_publicationact)"
)


@dataclass
class Visitor:
    name: str
    user: User | None
    client: Client


class Intruders:
    """The office with everybody who might try: one client each, logged in once."""

    def __init__(self, office: Newsroom) -> None:
        ensure_full_text_index()
        self.office = office
        self.image = small_image()
        self.people: dict[str, User | None] = {"anonymous": None, **office.people}
        self.people["plh"] = self.acting()
        self.people["superuser"] = office.person("superuser", is_superuser=True)
        # In every group, a superuser, and a writer of each page: only four eyes stop this one.
        self.people["rangkap"] = office.person("rangkap", is_superuser=True)
        self.people["rangkap"].groups.set(Group.objects.filter(name__in=PEOPLE.values()))
        self.visitors = {name: self.visitor(name) for name in ROLES}

    def acting(self) -> User:
        """Acts for the Kepala Bidang, and could edit as well."""
        person = self.office.person("plh", "Pengelola Website")
        ActingAppointment.objects.create(
            person=person,
            capacity="plh",
            acting_for=self.office.kabid,
            valid_from=office_today(),
            valid_until=office_today() + timedelta(days=3),
            letter_number="800/1/2026",
            letter=document("Surat tugas"),
        )
        return person

    def visitor(self, name: str) -> Visitor:
        user = self.people[name]
        client = Client()
        if user is not None:
            client.force_login(user)
        return Visitor(name, user, client)

    # --- a page in a state --------------------------------------------------------------

    def write(self, page: Any, word: str, **fields: Any) -> None:
        """A complete new draft whose every text says ``word``."""
        draft = self.office.fresh(page).get_latest_revision_as_object()
        draft.title = f"Kabar {word}"
        draft.summary = f"Naskah kabar {word}isi."
        draft.body = [("paragraph", f"<p>Naskah {word}isi.</p>")]
        draft.category = NewsCategory.objects.order_by("pk")[0]
        draft.information_class = InformationClass.objects.get(code="berkala")
        draft.hero_image, draft.hero_alt = self.image, "Petugas melayani warga"
        draft.source = "Dinas Dukcapil"
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=self.people["rangkap"], log_action=True)
        draft.save_revision(user=self.office.pengelola, log_action=True)

    def new_page(self, slug: str, word: str = UNAPPROVED) -> NewsPage:
        """A draft of which every version so far is unapproved.

        ``word``: of the title in its row, which the approval then does not rename.
        """
        page = NewsPage(
            title=f"Kabar {word}",
            slug=slug,
            summary=f"Naskah {UNAPPROVED}isi.",
            owner=self.office.pengelola,
            live=False,
        )
        self.office.index.add_child(instance=page)
        self.write(page, UNAPPROVED)
        return page

    def page_in(self, state: str) -> "Scene":
        office = self.office
        page = self.new_page("sasaran", "terang" if state in LIVE else UNAPPROVED)
        first = office.fresh(page).get_latest_revision()
        forbidden = [UNAPPROVED]
        if state in LIVE:
            self.write(page, "terang")
            office.approve(office.waiting_for_approval(page))
        if state in {"live_draft", "live_waiting"}:
            self.write(page, UNAPPROVED, correction=f"Ralat {UNAPPROVED}: jam layanan.")
        if state in {"review", "waiting", "live_waiting"}:
            office.submit(page)
        if state in {"waiting", "live_waiting"}:
            office.pass_review(page)
        if state == "scheduled":
            self.write(page, "fajar", go_live_at=timezone.now() + timedelta(days=7))
            office.approve(office.waiting_for_approval(page))
            forbidden += ["fajar"]
        if state == "withdrawn":
            self.write(page, "senja")
            office.approve(office.waiting_for_approval(page))
            publication.withdraw(office.fresh(page), office.kabid, REASON)
            forbidden += ["senjaisi"]  # its title stays readable (410)
        other = office.waiting_for_approval(self.new_page("lain"))
        return Scene(self, state, page.pk, other.pk, first.pk, tuple(forbidden))


@dataclass
class Scene:
    """One page under attack, and the public's view of it."""

    intruders: Intruders
    state: str
    page_id: int
    other_id: int  # another page, waiting for its approval
    first_revision_id: int  # unapproved, whatever became of the page
    forbidden: tuple[str, ...]
    queries: list[str] = field(default_factory=list)

    @property
    def office(self) -> Newsroom:
        return self.intruders.office

    @property
    def page(self) -> Any:
        return Page.objects.get(pk=self.page_id).specific

    @property
    def task_state(self) -> Any:
        return self.page.current_workflow_task_state

    @property
    def other_task_state(self) -> Any:
        return Page.objects.get(pk=self.other_id).specific.current_workflow_task_state

    @cached_property
    def form(self) -> dict[str, Any]:
        """The editor's form with the attacker's text in it."""
        client = self.intruders.visitors["pengelola"].client
        with undone():
            form = client.get(f"/admin/pages/{self.page_id}/edit/").context["form"]
        data = form_data(form)
        later = timezone.localtime() + timedelta(minutes=1)
        return data | {
            "title": f"Kabar {UNAPPROVED}",
            "slug": "sasaran",
            "summary": f"Naskah {UNAPPROVED}isi",
            "correction": f"Ralat {UNAPPROVED} pukul {later:%H.%M}",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "heading",
            "body-0-id": "",
            "body-0-value-text": f"Naskah {UNAPPROVED}isi",
            "body-0-value-level": "h2",
        }

    # --- what the public reads ----------------------------------------------------------

    def read(self) -> dict[str, tuple[int, str]]:
        """Every address of the public site, and everything the sitemap lists."""
        cache.clear()
        client = Client(raise_request_exception=False)
        urls = ["/berita/sasaran/", "/berita/lain/", "/", "/berita/", "/berita/feed/"]
        urls += ["/cari/?q=kabar+naskah", "/sitemap.xml", "/sitemap-halaman.xml"]
        seen: dict[str, tuple[int, str]] = {}
        for url in urls:
            seen[url] = fetch(client, url)
        listed = seen["/sitemap.xml"][1] + seen["/sitemap-halaman.xml"][1]
        for address in re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", listed):
            if address not in seen:
                seen[address] = fetch(client, address)
        return seen

    def remember(self) -> None:
        """Note what is public now, and in which tables that stands."""
        self.read()
        with CaptureQueriesContext(connection) as queries:
            self.before = self.read()
        sql = " ".join(query["sql"] for query in queries)
        tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)) | ALSO_PUBLIC
        self.queries = [public_rows(table) for table in sorted(tables)] + [DECIDED_PAGES]
        self.print_before = self.fingerprint()

    def fingerprint(self) -> str:
        """Changes whenever anything changes that public views read."""
        found = hashlib.sha256()
        with connection.cursor() as cursor:
            for query in self.queries:
                cursor.execute(query)
                found.update(repr(sorted(map(repr, cursor.fetchall()))).encode())
        return found.hexdigest()

    def public_now(self) -> dict[str, tuple[int, str]]:
        return self.before if self.fingerprint() == self.print_before else self.read()

    def leaks(self, public: dict[str, tuple[int, str]]) -> list[str]:
        """What the public reads and may not."""
        found = [
            f"{word} at {url}"
            for url, (_status, text) in public.items()
            for word in self.forbidden
            if word in text.lower()
        ]
        return found + [
            f"{status} at {url}" for url, (status, _t) in public.items() if status > 499
        ]


def fetch(client: Client, url: str) -> tuple[int, str]:
    response = client.get(url)
    text = response.content.decode(errors="replace")
    # An empty feed says "now"; the same version put live again is new to a crawler.
    text = re.sub("<(updated|lastmod)>[^<]*<", "<", text)
    return response.status_code, text + str(response.headers.get("Location", ""))


def public_rows(table: str) -> str:
    """The part of a table that public views can read."""
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in description]
    columns = ", ".join(f'"{name}"' for name in names if name not in DRAFT_COLUMNS)
    where = ""
    if table == "wagtailcore_page":
        where = " WHERE live"
    elif "page_ptr_id" in names:
        where = f" WHERE page_ptr_id IN {LIVE_PAGES}"
    return f'SELECT {columns} FROM "{table}"{where}'  # noqa: S608


def form_data(form: Any) -> dict[str, Any]:
    """An editor form as a browser would send it back unchanged, without its streams."""
    data: dict[str, Any] = {}
    for bound in [*form, *(f for fs in form.formsets.values() for sub in fs for f in sub)]:
        value = bound.value()
        if value is not None and value is not False and not hasattr(value, "stream_data"):
            data[bound.html_name] = value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
    return data


# --- one attempt -------------------------------------------------------------------------------


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in here has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def unpainted() -> Iterator[None]:
    """Admin screens answer without being drawn: what they did is what counts."""
    with (
        mock.patch.object(SimpleTemplateResponse, "rendered_content", ""),
        mock.patch.object(EditView, "get_context_data", return_value={}),
        mock.patch.object(EditView, "render_partials", return_value=""),
    ):
        yield


@dataclass
class Outcome:
    """What an attempt came to."""

    result: Any  # a response, or the exception of a refusal
    changed: bool  # whether the public reads anything else than before
    leaks: list[str]
    public: dict[str, tuple[int, str]]
    draft_changed: bool
    acts: list[tuple[str, int | None]]  # new acts about the page: kind, actor
    unmatched: list[str]  # live pages whose content is not what their last act says

    @property
    def refused_cleanly(self) -> bool:
        """An answer that a person can read, not an error."""
        return not isinstance(self.result, Exception) and self.result.status_code < 500


def attempt(scene: Scene, act: Callable[[], Any]) -> Outcome:
    """Try it, look at the site as anybody would, and undo it."""
    with undone():
        last_act = PublicationAct.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        draft = draft_of(scene)
        with TestCase.captureOnCommitCallbacks(execute=True):
            try:
                with transaction.atomic(), unpainted():
                    result = act()
            except Exception as error:  # which ones are refusals, the table says
                result = error
        public = scene.public_now()
        acts = PublicationAct.objects.filter(pk__gt=last_act, page_id=scene.page_id)
        outcome = Outcome(
            result,
            public != scene.before,
            scene.leaks(public),
            public,
            draft_of(scene) != draft,
            list(acts.values_list("kind", "actor_id")),
            [] if public is scene.before else unmatched_pages(),
        )
    Site.clear_site_root_paths_cache()
    return outcome


def unmatched_pages() -> list[str]:
    """Invariant 1, computed anew for everything live but the root."""
    wrong = []
    for page in Page.objects.filter(live=True, depth__gt=1).specific():
        act = PublicationAct.objects.filter(page_id=page.pk).order_by("-pk").first()
        if act is None or act.kind == act.Kind.WITHDRAWAL or act.digest != digest_of(page):
            wrong.append(f"{page.pk} {page.title}")
    return wrong


def draft_of(scene: Scene) -> Any:
    """The latest draft as it is stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT revision.id, revision.content FROM wagtailcore_page page "
            "JOIN wagtailcore_revision revision ON revision.id = page.latest_revision_id "
            "WHERE page.id = %s",
            [scene.page_id],
        )
        return cursor.fetchone()
