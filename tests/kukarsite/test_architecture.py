"""What holds for the whole house (docs/adr/0001-arsitektur.md); the floors are import-linter's."""

from pathlib import Path

from django.conf import settings
from wagtail.models import Page, get_page_models

from workflow_steps.gate import GatedPageMixin

ROOT = Path(settings.BASE_DIR)
LONGEST = 400
CODE = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("kukarsite", "reports", "news", "workflow_steps", "scripts", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)


def test_page_types__all_pass_the_gate() -> None:
    ours = [model for model in get_page_models() if model is not Page]
    assert len(ours) >= 7
    assert [model.__name__ for model in ours if not issubclass(model, GatedPageMixin)] == []


def test_modules__fit_in_one_head() -> None:
    lines = {module: len((ROOT / module).read_text("utf-8").splitlines()) for module in CODE}
    assert len(lines) > 50
    assert [f"{module}: {count}" for module, count in lines.items() if count > LONGEST] == []
