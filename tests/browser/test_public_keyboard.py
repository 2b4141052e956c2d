"""Every kind of public page walked from its first to its last control by the Tab key, no script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import DESK, PHONE
from .test_public_a11y import addresses  # noqa: F401 a fixture

STEPS = 250
# What can be reached on the page as it is shown, in the order of the document; the last question
# is whether a press would do anything without a script.
CONTROLS = """() => {
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, video[controls], [tabindex]"
  );
  const shown = [...all].filter((control) => {
    if (control.tabIndex < 0 || control.disabled || control.type === "hidden") return false;
    return control.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  });
  shown.forEach((control, number) => control.setAttribute("data-walk", number));
  return shown.map((control) => ({
    name: `${control.tagName.toLowerCase()} ${(control.innerText || control.name || "").trim()}`,
    dead: control.tagName === "BUTTON" && !control.form && !control.popoverTargetElement,
  }));
}"""
# Where the focus is, and whether a reader can see that: a ring, inside the screen, under nothing.
FOCUSED = """() => {
  const control = document.activeElement;
  if (!control || control === document.body) return null;
  const style = getComputedStyle(control);
  // The controls within a video are the browser's own, and so is their ring.
  const own = control.tagName === "VIDEO";
  const ring = own || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const box = [...control.getClientRects()].find((rect) => rect.width && rect.height);
  let seen = false;
  if (box) {
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 40), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    seen = !!top && (control.contains(top) || top.contains(control));
  }
  const html = control.outerHTML.slice(0, 120);
  return {number: control.getAttribute("data-walk"), ring, seen, html};
}"""


def walk(page: Any) -> Iterator[dict[str, Any]]:
    for step in range(STEPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        # Past the last one: in the browser's own bar, or without one at the first again.
        if focused is None or (step and focused["number"] == "0"):
            return
        yield focused
    raise AssertionError("the walk does not end")


def problems(page: Any) -> list[str]:
    controls = page.evaluate(CONTROLS)
    found = [f"does nothing: {control['name']}" for control in controls if control["dead"]]
    reached: list[str] = []
    for focused in walk(page):
        if focused["number"] not in reached[-1:]:  # a video has several stops
            reached.append(focused["number"])
        found += [f"no ring: {focused['html']}"] if not focused["ring"] else []
        found += [f"not in sight: {focused['html']}"] if not focused["seen"] else []
    if reached != [str(number) for number in range(len(controls))]:
        missed = [c["name"] for n, c in enumerate(controls) if str(n) not in reached]
        found.append(f"out of order, or never reached: {missed} of {reached}")
    return found


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_every_public_page__is_walked_by_keyboard_without_javascript(
    browser_page: Callable[..., Any],
    live_server: Any,
    addresses: dict[str, str],  # noqa: F811
    screen: dict[str, int],
) -> None:
    page = browser_page(screen, java_script_enabled=False, reduced_motion="reduce")
    found = {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").inner_text().strip(), name
        found[name] = problems(page)
    assert {name: issues for name, issues in found.items() if issues} == {}
