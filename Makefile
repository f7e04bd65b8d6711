# Everything a newcomer needs: `make demo` and `make test`. Each target makes its own environment first.
# Another interpreter: make PYTHON=python3.12 VENV=.venv312 test

PYTHON ?= python3
VENV   ?= .venv
PEERS  ?= $(VENV)-peers
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq
# make UPGRADE= lock keeps the versions that are pinned and pins only what is new.
UPGRADE ?= --upgrade
LOCK   := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
          --custom-compile-command "make lock"

.PHONY: help demo test campaign lint format bench lock docs clean

help:
	@echo "make demo      crawl the bundled sample portals and show what was found"
	@echo "make test      run the tests"
	@echo "make campaign  run the long tests: kills, damaged files, thousands of pages, other programs (some minutes)"
	@echo "make lint      ruff and mypy"
	@echo "make format    let ruff format and sort"
	@echo "make bench     measure speed against named peers"
	@echo "make lock      pin the newest versions again (needs a package index)"
	@echo "make docs      write README's answers, docs/sql.md and docs/terminal.svg from a real run"
	@echo "make clean     remove the environment and caches, never an archive"

demo: $(VENV)/core.stamp
	$(BIN)/gongkai demo

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto

campaign: $(VENV)/dev.stamp $(PEERS)/peers.stamp
	GONGKAI_PEERS=$(PEERS) $(BIN)/python -m pytest -n auto -m campaign

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

lock: $(VENV)/dev.stamp
	$(LOCK) $(UPGRADE) -o requirements.lock requirements.in requirements-build.in
	$(LOCK) $(UPGRADE) -c requirements.lock -o requirements-dev.lock requirements.in requirements-build.in requirements-office.in \
	  requirements-export.in requirements-schedule.in requirements-browse.in requirements-dev.in
	$(LOCK) $(UPGRADE) -o requirements-peers.lock requirements-peers.in

docs: $(VENV)/core.stamp
	$(BIN)/python docs/refresh.py
	$(BIN)/python docs/walk_through.py

clean:
	rm -rf $(VENV) $(PEERS) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info

# The environment. A stamp is newer than what it was made from, so nothing is installed twice.

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "gongkai needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "making the environment $(VENV) (a minute, once)"
	@$(PYTHON) -m venv $(VENV) || { echo "no venv here; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@touch $@

# The build backend is pinned in the lock too, so the editable install downloads nothing.
$(VENV)/core.stamp: $(VENV)/python.stamp requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Other programs that read what we export, apart: pywb needs old libraries, and one of them takes brotli's place.
$(PEERS)/peers.stamp: requirements-peers.lock
	@echo "making the environment $(PEERS) of other programs (half a minute, once)"
	@$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements-peers.lock
	@touch $@
