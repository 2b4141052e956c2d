"""Walks through every screen of the admin that a person can reach, and collects what it says."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urldefrag, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, get_resolver, resolve
from playwright.sync_api import Error, Response
from playwright.sync_api import Page as Tab

from .conftest import DESK, PHONE

Kind = tuple[str, bool]

# Text and the attributes that are shown or read out; dialogs and templates not yet opened too.
COLLECT = """() => {
  const SPOKEN = ["title", "aria-label", "aria-description", "aria-roledescription",
                  "aria-valuetext", "placeholder", "alt", "label", "summary"];
  const SILENT = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "CODE", "SVG", "TEXTAREA"]);
  // The time picker's button for a mode that Wagtail does not use, and a search button that
  // static/css/admin.css takes out.
  const NEVER_SHOWN = ".xdsoft_save_selected, .modal .search-form .submit";
  const UNSEEN = /action|url|href|src|controller|selector|target|regex|pattern|format|style/i;
  const found = new Set();
  const add = (text) => {
    const tidy = (text || "").replace(/\\s+/g, " ").trim();
    if (/[A-Za-z]{2}/.test(tidy)) found.add(tidy);
  };
  const data = (value) => {
    if (!/^[\\[{]/.test(value)) return / /.test(value) ? add(value) : null;
    const leaves = (node) => {
      if (typeof node === "string") { if (/ /.test(node)) add(node); }
      else if (node && typeof node === "object") Object.values(node).forEach(leaves);
    };
    try { leaves(JSON.parse(value)); } catch { /* no JSON */ }
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return add(node.data);
    if (![Node.ELEMENT_NODE, Node.DOCUMENT_FRAGMENT_NODE].includes(node.nodeType)) return;
    if (SILENT.has(node.nodeName.toUpperCase())) return;
    if (node.matches && node.matches(NEVER_SHOWN)) return;
    if (node.getAttribute) {
      if (node.lang && !node.lang.startsWith("id") && node !== document.documentElement) return;
      for (const name of SPOKEN) add(node.getAttribute(name));
      if (node.nodeName === "INPUT" && ["submit", "button", "reset"].includes(node.type))
        add(node.getAttribute("value"));
      for (const [name, value] of Object.entries(node.dataset || {}))
        if (!UNSEEN.test(name)) data(value);
    }
    if (node.content && node.nodeName === "TEMPLATE") visit(node.content);
    if (node.shadowRoot) visit(node.shadowRoot);
    node.childNodes.forEach(visit);
  };
  add(document.title);
  visit(document.body);
  return [...found];
}"""
LINKS = """() => [...document.querySelectorAll("a[href], [data-url], [data-chooser-url]")]
  .map((node) => node.getAttribute("href") || node.dataset.url || node.dataset.chooserUrl)
  .map((address) => new URL(address, document.baseURI).href)"""
# What opens on a click: menus, panels, the block chooser. Not what leads elsewhere or decides.
OPEN = """async (most) => {
  const CLOSED = "button[aria-expanded='false'], [data-controller~='w-dropdown'] > button, " +
    ".c-sf-add-button, .Draftail-BlockToolbar__trigger";
  const closed = () => [...document.querySelectorAll(CLOSED)]
    .filter((node) => node.offsetParent && !node.dataset.crawled && !node.closest("nav"));
  for (let opened = 0; opened < most; opened++) {
    const node = closed()[0];
    if (!node) break;
    node.dataset.crawled = "1";
    node.click();
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
# A message fades in a moment after the screen is there: half transparent it has no contrast.
SETTLED = """() => [...document.querySelectorAll(".messages > ul > li")].every(
  (node) => getComputedStyle(node.parentNode).opacity === "1")"""
# Screens of one kind; the second may be in another state. With parameters it is the same screen.
EXAMPLES = {False: 2, True: 1}
NEVER = {
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtail_bulk_action",  # what was ticked is in its address
}


# Wagtail's screens that we changed; what is wholly ours is told by where its view lives.
CHANGED = {
    "wagtailadmin_home",
    "wagtailadmin_explore",
    "wagtailadmin_explore_root",
    "wagtailadmin_account",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:edit",
    "wagtailimages:edit",
    "wagtaildocs:edit",
}
OURS = ("kukarsite.", "news.", "reports.", "workflow_steps.")
# Wagtail's rich text field is named by a label that its editor is not tied to (Draftail).
NOT_OURS = {"aria-input-field-name"}
# Wagtail's button below a new user's form that opens the tab of roles calls itself a tab.
LEFT_OUT = {"exclude": [["a.button[role=tab]"]]}


@dataclass
class Screen:
    """``faults``: what axe finds, and what is wider than a phone; of our own screens only."""

    address: str
    name: str
    status: int
    texts: list[str]
    faults: list[str]


def is_ours(name: str) -> bool:
    """Added or changed by us, by the name of its address."""
    return name in CHANGED or any(found.startswith(OURS) for found in _modules().get(name, ()))


@cache
def _modules() -> dict[str, set[str]]:
    """The modules of the views by the name of their address."""
    found: dict[str, set[str]] = {}

    def walk(entries: Iterable[Any], space: str) -> None:
        for entry in entries:
            if hasattr(entry, "url_patterns"):
                walk(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space)
            elif entry.name:
                view = getattr(entry.callback, "view_class", entry.callback)
                found.setdefault(f"{space}{entry.name}", set()).add(view.__module__)

    walk(get_resolver().url_patterns, "")
    return found


class Walk:
    """Every kind of screen that can be reached by links from the dashboard, a few of each."""

    def __init__(self, tab: Tab, base: str, *, is_judged: Callable[[str], bool]) -> None:
        self.tab, self.base, self.is_judged = tab, base, is_judged
        self.waiting = deque([f"{base}/admin/"])
        self.known = set(self.waiting)
        self.seen: Counter[Kind] = Counter()

    def __iter__(self) -> Iterator[Screen]:
        while self.waiting:
            address = self.waiting.popleft()
            kind = self._kind_of(address)
            if kind is None or self.seen[kind] >= EXAMPLES[kind[1]]:
                continue
            self.seen[kind] += 1
            screen = self._visit(address, kind)
            if screen:
                yield screen

    def _visit(self, address: str, kind: Kind) -> Screen | None:
        answer = self._open(address)
        if answer is None or not self.tab.url.startswith(f"{self.base}/admin/"):
            return None  # a file, or what readers see
        kind_of_file = answer.headers.get("content-type") or ""
        if kind_of_file.startswith("application/json"):
            self._show_modal(answer)
        elif not kind_of_file.startswith("text/html"):
            return None
        name = kind[0]
        faults = self._faults() if self.is_judged(name) and self.seen[kind] == 1 else []
        self.tab.evaluate(OPEN, 25)
        self._note(self.tab.evaluate(LINKS))
        texts = self.tab.evaluate(COLLECT)
        return Screen(address.removeprefix(self.base), name, answer.status, texts, faults)

    def _faults(self) -> list[str]:
        self.tab.wait_for_function(SETTLED)
        found = [
            f"{one['id']}: {node['html'][:200]}"
            for one in Axe().run(self.tab, context=LEFT_OUT).response["violations"]
            if one["id"] not in NOT_OURS
            for node in one["nodes"][:2]
        ]
        size = self.tab.viewport_size
        self.tab.set_viewport_size(PHONE)
        wide = self.tab.evaluate("document.documentElement.scrollWidth")
        self.tab.set_viewport_size(size or DESK)
        return [*found, f"{wide} px wide"] if wide > PHONE["width"] else found

    def _open(self, address: str) -> Response | None:
        try:
            return self.tab.goto(address, wait_until="load")
        except Error as error:
            if "Download is starting" in error.message:
                return None
            raise

    def _show_modal(self, answer: Response) -> None:
        """A chooser's screen comes as HTML within JSON, for a dialog."""
        content = answer.json()
        html = content.get("html", "") if isinstance(content, dict) else ""
        show = "(html) => { document.body.innerHTML = `<div class='modal'>${html}</div>` }"
        self.tab.evaluate(show, html)

    def _note(self, found: list[str]) -> None:
        for link in found:
            target = urldefrag(link).url
            if target not in self.known:
                self.known.add(target)
                self.waiting.append(target)

    def _kind_of(self, address: str) -> Kind | None:
        """Its view, and whether it has parameters; ``None``: not a screen of the admin."""
        if not address.startswith(f"{self.base}/admin/"):
            return None
        parts = urlsplit(address)
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        if match.view_name in NEVER or "export=" in parts.query:
            return None
        return match.view_name, bool(parts.query)
