"""One live page against its paraf (invariants 1, 6, 7, 8 and 9)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format

from workflow_steps.content import FILES, MISSING_FILE, file_sha256
from workflow_steps.digest import differences, digest
from workflow_steps.file_labels import key_of
from workflow_steps.models.acts import ActFile, PublicationAct

from . import act_ledger
from .act_ledger import ActFault
from .evidence import FileKey, Library, PageEvidence
from .findings import FAILURE, NOTICE, Finding, about
from .watchlist import HOST, Hit, Watchlist, strings_in

NOT_READ = frozenset({"type", FILES})
WORDS_SHOWN = 10
ACT_FAULTS = {
    act_ledger.ALTERED: "altered_act",
    act_ledger.NOT_IN_LEDGER: "act_not_in_ledger",
    act_ledger.OTHER_SEAL: "act_not_in_ledger",
    act_ledger.MISSING: "act_gone",
}


def check_page(
    page: Any,
    content: dict[str, Any],
    evidence: PageEvidence,
    library: Library,
    watchlist: Watchlist,
) -> Iterator[Finding]:
    """Everything there is to say about a live page of a gated type."""
    act = evidence.act
    current = digest(content)
    yield from of_acts(page, evidence.faults)
    if act is None:
        yield from _without_act(page, evidence)
    else:
        yield from _the_act_itself(page, evidence)
        yield from _the_content(page, content, current, evidence, library)
        yield from _emergency(page, act)
    information_class = getattr(page, "information_class", None)
    if information_class and not information_class.publishable:
        yield about(page, FAILURE, "never_public", detail=str(information_class))
    seen_by_approver = act is not None and act.digest == current
    yield from _watched_content(page, content, watchlist, seen_by_approver)
    yield from _library(page, content, evidence, library, watchlist)


def _without_act(page: Any, evidence: PageEvidence) -> Iterator[Finding]:
    """Nothing is in force; or what is cannot be read as what it says it is (``of_acts``)."""
    if evidence.line and evidence.faults:
        return
    if since := evidence.since_withdrawal():
        go_live_at = since[0].go_live_at
        detail = moment(go_live_at) if go_live_at else ""
        yield about(page, FAILURE, "too_early", detail=detail)
        return
    yield about(page, FAILURE, "live_after_withdrawal" if evidence.lines else "no_approval")


def of_acts(page: Any, faults: Iterable[ActFault]) -> Iterator[Finding]:
    """Every act of the page, since readers see words of all of them (corrections, withdrawals)."""
    for fault in faults:
        yield about(page, FAILURE, ACT_FAULTS[fault.reason], detail=f"{fault.title} ({fault.act})")


def _the_act_itself(page: Any, evidence: PageEvidence) -> Iterator[Finding]:
    """What is told about an act beside its seal: the digest, and the rows of its files."""
    act = evidence.act
    files = {key: file.sha256 for key, file in evidence.act_files.items()}
    if digest(act.content) != act.digest or files != hashes(act.content):
        yield about(page, FAILURE, "altered_act", detail=f"{act.page_title} ({act.pk})")


def _the_content(
    page: Any, content: dict[str, Any], current: str, evidence: PageEvidence, library: Library
) -> Iterator[Finding]:
    """A digest that differs never passes in silence, whatever the difference is."""
    act, last_live = evidence.act, evidence.last_live
    if act.digest == current:
        if last_live is not None and last_live.digest != current:
            yield about(page, FAILURE, "older_content", detail=moment(last_live.at))
        return
    changed = differences(act.content, content)
    found = list(_changed_files(page, content, evidence, library))
    fields = [name for name in changed if name != FILES]
    if fields or not found:
        earlier = any(line.digest == current for line in evidence.lines)
        yield about(page, FAILURE, "older_content" if earlier else "changed_text", fields=fields)
    yield from found


def _changed_files(
    page: Any, content: dict[str, Any], evidence: PageEvidence, library: Library
) -> Iterator[Finding]:
    """Files of the paraf that are gone or whose bytes differ, and files that it does not name."""
    recorded, now = hashes(evidence.act.content), hashes(content)
    for key in sorted(recorded.keys() | now.keys()):
        if recorded.get(key) == now.get(key):
            continue
        code = "changed_file"
        if key not in recorded:
            code = "file_came"
        elif key not in now:
            code = "file_gone"
        elif now[key] == MISSING_FILE:
            code = "missing_file"
        file = evidence.act_files.get(key) or library.items.get(key)
        kind = ActFile.Kind(key[0]).label
        name = f"{kind} {key[1]}" + (f": {file.title}" if file else "")
        yield about(page, FAILURE, code, fields=[FILES], detail=name)


def hashes(content: dict[str, Any]) -> dict[FileKey, str]:
    return {(file["kind"], file["id"]): file["sha256"] for file in content.get(FILES, [])}


def _emergency(page: Any, act: PublicationAct) -> Iterator[Finding]:
    if act.kind != PublicationAct.Kind.EMERGENCY:
        return
    due_at = act.due_at  # type: ignore[attr-defined]
    overdue = due_at is not None and due_at < timezone.now()
    code = "emergency_overdue" if overdue else "emergency_open"
    yield about(page, NOTICE, code, detail=moment(due_at) if due_at else "")


# --- words and hosts ---------------------------------------------------------------------------


def _watched_content(
    page: Any, content: dict[str, Any], watchlist: Watchlist, seen_by_approver: bool
) -> Iterator[Finding]:
    """What the approver saw is worth knowing; what nobody initialled is a failure."""
    hits = [
        (name, hit)
        for name, value in content.items()
        if name not in NOT_READ
        for text in strings_in(value)
        for hit in watchlist.scan(text)
    ]
    severity = NOTICE if seen_by_approver else FAILURE
    for code, of_code in by_code(hits).items():
        fields = list(dict.fromkeys(name for name, _hit in of_code))
        yield about(page, severity, code, fields=fields, detail=in_words(h for _n, h in of_code))


def by_code(hits: Iterable[tuple[str, Hit]]) -> dict[str, list[tuple[str, Hit]]]:
    sorted_hits: dict[str, list[tuple[str, Hit]]] = {}
    for name, hit in hits:
        code = "unknown_host" if hit.kind == HOST else "watched_word"
        sorted_hits.setdefault(code, []).append((name, hit))
    return sorted_hits


def in_words(hits: Iterable[Hit]) -> str:
    """Each word or host once, with where it stood."""
    each = list({hit.what: hit for hit in hits}.values())
    texts = [f"{hit.what} ({hit.excerpt})" for hit in each[:WORDS_SHOWN]]
    return "; ".join(texts) + ("; …" if len(each) > WORDS_SHOWN else "")


# --- the library ----------------------------------------------------------------------------


def _library(
    page: Any,
    content: dict[str, Any],
    evidence: PageEvidence,
    library: Library,
    watchlist: Watchlist,
) -> Iterator[Finding]:
    recorded = hashes(evidence.act.content) if evidence.act else {}
    for key, current in hashes(content).items():
        if item := library.items.get(key):
            sealed = evidence.act.file_labels.get(key_of(item)) if evidence.act else None
            yield from _file_words(page, key, item, sealed, watchlist)
        if key[0] == "image":
            source = recorded.get(key, current)
            yield from _renditions(page, library.renditions.get(key[1], []), source)


def _file_words(
    page: Any, key: FileKey, item: Any, sealed: dict[str, str] | None, watchlist: Watchlist
) -> Iterator[Finding]:
    """Readers see a document's title and a picture's credit as they were initialled; without a
    paraf that says them, as the library has them now."""
    shown = sealed or {name: getattr(item, name) for name in item.shown_to_readers}
    hits = [(FILES, hit) for text in shown.values() for hit in watchlist.scan(text)]
    for code, of_code in by_code(hits).items():
        words = in_words(hit for _name, hit in of_code)
        detail = f"{item._meta.verbose_name} {key[1]}: {words}"
        yield about(page, NOTICE if sealed else FAILURE, code, fields=[FILES], detail=detail)


def _renditions(page: Any, renditions: Iterable[Any], source: str) -> Iterator[Finding]:
    """Each size is the one made from that picture, which the paraf names by its hash."""
    for rendition in renditions:
        found = file_sha256(rendition.file, cached=False)
        fits = constant_time_compare(rendition.seal, rendition.computed_seal(source, found))
        if fits and found != MISSING_FILE:
            continue
        code = "missing_rendition" if found == MISSING_FILE else "changed_rendition"
        detail = f"{rendition.file.name} ({rendition.image_id})"
        yield about(page, FAILURE, code, fields=[FILES], detail=detail)


def moment(at: Any) -> str:
    """A time as the office writes it, in its own zone."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
