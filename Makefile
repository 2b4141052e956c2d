# Every command a newcomer needs. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench screenshots test-next catalogue styles format clean

PORT ?= 8000
# A uv of the machine, or one of our own in .uv/ that `make` fetches once.
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
RUN := $(UV) run --frozen

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## set everything up, load the demo newsroom and serve it (PORT=8000)
	@$(RUN) python -m scripts.serve_demo --port $(PORT)

test: setup ## run every check: lint, types, catalogue, tests on SQLite and PostgreSQL, browser
	@$(RUN) python -m scripts.check

lint: setup ## the checks without the tests
	@$(RUN) python -m scripts.check --lint

format: setup ## format the code and repair what can be repaired
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

bench: setup ## measure what it costs
	@$(RUN) python -m benchmarks

catalogue: setup ## bring the Indonesian catalogue up to date with the code (needs gettext)
	@$(RUN) python -m scripts.catalogue --update

styles: setup ## join the public site's style sheets into the one that is served
	@$(RUN) python -m scripts.styles --write

screenshots: setup ## picture every public template for docs/gambar, from a running demo (PORT=8000)
	@$(RUN) python -m scripts.screenshots http://127.0.0.1:$(PORT)

test-next: $(UV) ## run the tests on the next Wagtail, in an environment of its own
	@UV=$(UV) $(UV) run --frozen python -m scripts.test_next

setup: $(UV) ## install what pyproject.toml and uv.lock name into .venv/
	@$(UV) sync --frozen --quiet $(UV_SYNC)

.uv/bin/uv:
	@python3 -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo 'Python 3.11 or newer with venv is needed. Debian and Ubuntu: apt install python3 python3-venv'; \
	  exit 1; }
	@echo 'Fetching uv into .uv/ (once)'
	@python3 -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv

clean: ## delete environments and caches (keeps var/, your data)
	rm -rf .venv .venv-next .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
