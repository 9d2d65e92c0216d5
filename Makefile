# marsad: `make help` lists what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.marsad-installed
PYTHON ?= python3
EXAMPLES ?= examples/

.PHONY: help setup demo test lint format snapshots docs errors bench check clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make .venv and install marsad with its tools

# uv where it is there, else the standard library's venv with pip; a .venv that exists is kept
$(STAMP): pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  test -x $(BIN)/python || uv venv --python $(PYTHON) $(VENV); \
	  uv pip install --python $(BIN)/python -e '.[dev]'; \
	else \
	  test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
	  $(BIN)/python -m pip install --disable-pip-version-check -q -e '.[dev]'; \
	fi
	@touch $@

demo: setup ## Code the example articles and show what they report
	$(BIN)/marsad code $(EXAMPLES) --format table

test: setup ## Run the tests
	$(BIN)/python -m pytest

lint: setup ## Style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: setup ## Write the records of the example articles anew, to be read in the diff
	MARSAD_UPDATE_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/test_snapshots.py

docs: setup ## Write the generated parts of the documentation anew
	$(BIN)/python scripts/make_command_reference.py
	$(BIN)/python scripts/refresh_docs.py
	$(BIN)/python scripts/make_images.py

errors: setup ## Where the coder errs on the annotated articles, by kind (MARSAD_GOLD names their folder) -> build/errors.md
	$(BIN)/python tests/gold/error_table.py dev train posts -o build/errors.md

bench: setup ## Measure speed and memory (MARSAD_BENCH_CORPUS names a corpus)
	$(BIN)/python benchmarks/bench.py

check: setup ## Check the data files and the installation
	$(BIN)/marsad check

clean: ## Remove .venv and all that was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
