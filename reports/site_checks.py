"""What no page's paraf covers: pages outside the gate, public words nobody initials, the guards."""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.http.request import validate_host
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from news.models import HomePage, InformationClass, NewsCategory
from workflow_steps import live_guard
from workflow_steps.gate import GatedPageMixin
from workflow_steps.models.acts import TransactionAuthority, Withdrawal

from . import act_ledger, ledger_check
from .findings import FAILURE, NOTICE, Finding, about
from .page_checks import by_code, in_words, of_acts
from .stray_files import stray_files
from .watchlist import Watchlist


def gated_types() -> list[ContentType]:
    """Every page type whose content an editor can write."""
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and issubclass(model, GatedPageMixin)
    ]
    return list(ContentType.objects.get_for_models(*models).values())


def check_site(watchlist: Watchlist) -> Iterator[Finding]:
    yield from guards()
    yield from the_ledger()
    yield from acts_of_pages_not_live()
    yield from information_classes()
    yield from sites()
    yield from outside_the_gate()
    yield from uninitialled_words(watchlist)
    yield from stray_files()


def guards() -> Iterator[Finding]:
    for name in live_guard.missing(connection):
        yield Finding(FAILURE, "guard_missing", title=_("Database"), detail=name)
    for authority in TransactionAuthority.objects.order_by("pk")[:10]:
        yield Finding(FAILURE, "leftover_authority", title=_("Database"), detail=str(authority))


def the_ledger() -> Iterator[Finding]:
    """What confirms the acts has to stand itself: all of it, since any line may be asked for."""
    if fault := ledger_check.first_fault():
        yield Finding(FAILURE, "broken_ledger", title=_("Ledger"), detail=str(fault.sequence))


def live_pages() -> Any:
    """Pages of gated types that readers see (an alias is no page)."""
    return Page.objects.filter(live=True, content_type__in=gated_types(), alias_of__isnull=True)


def acts_of_pages_not_live() -> Iterator[Finding]:
    """Readers are told about a withdrawal, and an approval may wait for its time."""
    live = set(live_pages().values_list("pk", flat=True))
    faults = act_ledger.faults(act_ledger.pages_on_record() - live)
    for pk, of_page in groupby(faults, key=lambda fault: fault.page):
        page = Page.objects.filter(pk=pk).first() or Page(title=_("deleted page %d") % pk)
        yield from of_acts(page, of_page)


def information_classes() -> Iterator[Finding]:
    """By its code a class may be public or not (invariant 9); nobody edits the codes."""
    codes = set(InformationClass.objects.values_list("code", flat=True))
    if changed := codes ^ set(InformationClass.Code.values):
        title = str(InformationClass._meta.verbose_name_plural)
        yield Finding(FAILURE, "changed_class", title=title, detail=", ".join(sorted(changed)))


def sites() -> Iterator[Finding]:
    """Where the site starts, and the host name that its full addresses carry."""
    homes = set(HomePage.objects.values_list("pk", flat=True))
    hosts = [*settings.ALLOWED_HOSTS, urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname]
    for site in Site.objects.select_related("root_page"):
        url = reverse("wagtailsites:edit", args=[site.pk])
        if site.root_page_id not in homes:
            yield Finding(
                FAILURE, "changed_site", title=str(site), url=url, detail=site.root_page.title
            )
        if not validate_host(site.hostname, [host for host in hosts if host]):
            yield Finding(NOTICE, "unknown_site_host", title=str(site), url=url)


def outside_the_gate() -> Iterator[Finding]:
    """Live under a site's root, but of a type without a paraf, or the second address of a page."""
    roots = Site.objects.values_list("root_page__path", flat=True)
    under_a_site = [Q(path__startswith=path) for path in roots]
    if not under_a_site:
        return
    ungated = ~Q(content_type__in=gated_types())
    pages = Page.objects.filter(reduce(or_, under_a_site), live=True).filter(
        ungated | Q(alias_of__isnull=False)
    )
    for page in pages.order_by("pk").iterator(chunk_size=200):
        code = "alias" if page.alias_of_id else "ungated_page"
        yield about(page, FAILURE, code, detail=page.cached_content_type.name)


def uninitialled_words(watchlist: Watchlist) -> Iterator[Finding]:
    """Categories, classes, names of sites, redirects, and reasons of withdrawals."""
    for category in NewsCategory.objects.all():
        url = reverse("news_category:edit", args=[category.pk])
        yield from _in_object(category, ("name", "slug", "description"), watchlist, url)
    for information_class in InformationClass.objects.all():
        url = reverse("information_class:edit", args=[information_class.pk])
        yield from _in_object(information_class, ("name", "description"), watchlist, url)
    for site in Site.objects.all():
        url = reverse("wagtailsites:edit", args=[site.pk])
        yield from _in_object(site, ("site_name",), watchlist, url)
    for redirect in Redirect.objects.order_by("pk").iterator(chunk_size=500):
        url = reverse("wagtailredirects:edit", args=[redirect.pk])
        yield from _in_object(redirect, ("old_path", "redirect_link"), watchlist, url)
    # Written once by an officer, who may have to name what was injected; it cannot be changed.
    for withdrawal in Withdrawal.objects.defer("content").order_by("pk").iterator(chunk_size=100):
        yield from _in_object(withdrawal, ("page_title", "reason"), watchlist, "", NOTICE)


def _in_object(
    item: Any, names: Iterable[str], watchlist: Watchlist, url: str, severity: str = FAILURE
) -> Iterator[Finding]:
    hits = [(name, hit) for name in names for hit in watchlist.scan(getattr(item, name))]
    for code, of_code in by_code(hits).items():
        yield Finding(
            severity=severity,
            code=code,
            title=f"{item._meta.verbose_name}: {item}",
            page_type=item._meta.label_lower,
            url=url,
            fields=list(dict.fromkeys(name for name, _hit in of_code)),
            detail=in_words(hit for _name, hit in of_code),
        )
