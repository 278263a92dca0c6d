# Two commands do all the set-up: `make demo` shows the main job, `make test` passes the tests.
# While you work: `make quick`. Every night, and before a release: `make test-all`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# All assignments; name some with: make demo ASSIGNMENT=hw1-losses
ASSIGNMENT ?=

# Each process has a part of the files to itself, whose judges it opens once, until it has none left.
PYTEST = OMP_NUM_THREADS=1 $(BIN)/pytest --numprocesses auto --dist worksteal

.PHONY: demo quick test test-all lint fresh bench starter clean

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Gradus needs Python 3.11 or newer; name one with: make PYTHON=python3.11"; exit 1; }
	@echo 'Installing into $(VENV); this takes about a minute the first time.'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed
	$(BIN)/gradus build --demo $(ASSIGNMENT) --output dist
	$(BIN)/gradus demo $(ASSIGNMENT) --output dist/demo

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini tests
	$(BIN)/lint-imports

# Is what students get what the references give, and are these right?
fresh: $(VENV)/installed
	$(BIN)/gradus build --demo $(ASSIGNMENT) --check

quick: $(VENV)/installed
	$(BIN)/ruff check .
	$(PYTEST) -m "not slow and not exhaustive"

test: lint fresh
	$(PYTEST)

test-all: lint fresh
	$(PYTEST) -m "exhaustive or not exhaustive"

bench: $(VENV)/installed
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks

starter: $(VENV)/installed
	$(BIN)/gradus build --demo $(ASSIGNMENT) --output dist

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
