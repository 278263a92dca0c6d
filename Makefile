# Two commands do all the set-up: `make demo` shows the main job, `make test` passes the tests.
# While you work: `make quick`. Every night, and before a release: `make test-all`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# All assignments; name some with: make demo ASSIGNMENT=hw1-losses
ASSIGNMENT ?=

# A class of hw4-codec takes another minute or so: make demo ASSIGNMENT=hw4-codec
CLASSES = hw1-losses hw2-backprop hw3-generalization

# How many processes run tests. One more than there are processors: what is stopped at a limit of
# time is waited for, and something else may run meanwhile.
PROCESSES ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)')

# Each process has a part of the files to itself, whose judges it opens once, until it has none left.
# What pytest makes of the tests is kept, also where Python is told to keep nothing: it takes 7 s.
PYTEST = OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses $(PROCESSES) --dist worksteal

# So many letters fit a cell of JupyterLab, with its list of files, in a window of 1100 pixels.
CELL = 78

# What needs no tests to have run, side by side; what fails is named, and then no test is run.
CHECKS = $(MAKE) --no-print-directory --jobs 2 lint fresh

# On all processors, where pip takes one, and without what no one imports; what some package keeps for
# another Python does not compile, which is no fault.
BYTECODE = $(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib || true

.PHONY: demo quick test test-all lint style types types-of-tests imports fresh bench starter clean

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Gradus needs Python 3.11 or newer; name one with: make PYTHON=python3.11"; exit 1; }
	@echo 'Installing into $(VENV); this takes about a minute the first time.'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable '.[dev]'
	@$(BYTECODE)
	@touch $@

demo: $(VENV)/installed
	$(BIN)/gradus build --demo $(ASSIGNMENT) --output dist
	$(BIN)/gradus demo $(or $(ASSIGNMENT),$(CLASSES)) --output dist/demo

lint: style types types-of-tests imports

style: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff format --check --line-length $(CELL) assignments/*/hw*.py
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy

types-of-tests: $(VENV)/installed
	$(BIN)/mypy --config-file tests/mypy.ini tests

imports: $(VENV)/installed
	$(BIN)/lint-imports

# Is what students get what the references give, and are these right?
fresh: $(VENV)/installed
	$(BIN)/gradus build --demo $(ASSIGNMENT) --check

quick: $(VENV)/installed
	$(BIN)/ruff check .
	$(PYTEST) -m "not slow and not exhaustive"

test: $(VENV)/installed
	@$(CHECKS)
	$(PYTEST)

test-all: $(VENV)/installed
	@$(CHECKS)
	$(PYTEST) -m "exhaustive or not exhaustive"

bench: $(VENV)/installed
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks

starter: $(VENV)/installed
	$(BIN)/gradus build --demo $(ASSIGNMENT) --output dist

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
