# Hỏi Báo Cáo. `make run` and `make test` set up everything that they need.
#   make run PYTHON=python3.12 PORT=8000

PYTHON ?= python3
PORT ?= 7860
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
EVALUATION := evaluation
BENCHMARKS := .benchmarks
AXE := build/axe
SAMPLE_GOLD := $(wildcard sample/gold/*.jsonl)
SERIES_GOLD := benchmarks/series/gold.jsonl benchmarks/series/conversations.jsonl
REAL_GOLD := $(wildcard ../shared/gold/*.jsonl)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-faults check eval bench bench-large bench-compare load screenshots \
  accessibility chromium axe clean

help:
	@echo "make run    install, build the sample archive on first start, open the app"
	@echo "make test   install with the test tools, run the test suite"
	@echo "make test-faults  put every fault into every step of every change of an archive"
	@echo "make check  ruff, formatting, mypy"
	@echo "make eval   score the answers to the gold questions"
	@echo "make bench  measure speed and size on the sample archive"
	@echo "make bench-large    the same on archives of up to 400,000 passages (an hour or more)"
	@echo "make bench-compare  a LlamaIndex pipeline beside the product, in its own environment"
	@echo "make load   20 people ask and read while the archive is rebuilt"
	@echo "make screenshots  pictures of every page, into docs/screenshots"
	@echo "make accessibility  what axe-core finds on every page, into docs/accessibility.md"
	@echo "make clean  remove the environment and what was made while running"

run: $(VENV)/.installed-run
	$(BIN)/python app.py --sample --port $(PORT)

# Two workers of many threads each would only get in each other's way.
test: $(VENV)/.installed-test chromium axe
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS)

# Many minutes; what it finds goes into docs/faults.md.
test-faults: $(VENV)/.installed-test
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.index.faults --jobs $(WORKERS) --write docs/faults.md

check: $(VENV)/.installed-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.installed-run
	@mkdir -p $(EVALUATION)
	$(BIN)/python -m index build sample/reports --data $(EVALUATION)/sample
	$(BIN)/python -m assistant evaluate $(SAMPLE_GOLD) --data $(EVALUATION)/sample \
	  --json $(EVALUATION)/sample.json --html $(EVALUATION)/sample.html
	$(BIN)/python -m sample series --out $(EVALUATION)/series-reports
	$(BIN)/python -m index build $(EVALUATION)/series-reports --data $(EVALUATION)/series
	$(BIN)/python -m assistant evaluate $(SERIES_GOLD) --data $(EVALUATION)/series \
	  --json $(EVALUATION)/series.json --html $(EVALUATION)/series.html
ifneq ($(REAL_GOLD),)
	$(BIN)/python -m index build ../shared/reports --data $(EVALUATION)/real
	$(BIN)/python -m assistant evaluate $(REAL_GOLD) --data $(EVALUATION)/real \
	  --json $(EVALUATION)/real.json --html $(EVALUATION)/real.html
endif

bench: $(VENV)/.installed-run
	$(BIN)/python -m benchmarks

# What takes long to make stays in a folder of its own, which `make clean` removes.
bench-large: $(VENV)/.installed-run
	$(BIN)/python -m benchmarks large --work $(BENCHMARKS)

bench-compare: $(VENV)/.installed-run
	$(BIN)/python -m benchmarks compare --work $(BENCHMARKS)

load: $(VENV)/.installed-run
	$(BIN)/python -m benchmarks.load

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed-run: pyproject.toml | $(VENV)/.created
	@echo "Installing into $(VENV); the first time takes a few minutes …"
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/.created
	@echo "Installing with the test tools into $(VENV); the first time takes a few minutes …"
	$(PIP) install --quiet --editable ".[test]"
	@touch $(VENV)/.installed-run $@

$(VENV)/.installed-check: pyproject.toml | $(VENV)/.created
	@echo "Installing with the development tools into $(VENV) …"
	$(PIP) install --quiet --editable ".[test,dev]"
	@touch $(VENV)/.installed-run $(VENV)/.installed-test $@

# The browser tests need Chromium. Where there is none and it cannot be installed they
# skip and say so; the rest of the suite runs all the same.
chromium:
	@for name in chromium chromium-browser google-chrome; do \
	  if command -v $$name >/dev/null; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root="sudo -n"; \
	else echo "No Chromium, and no right to install it: the browser tests will skip."; exit 0; fi; \
	command -v apt-get >/dev/null \
	  || { echo "No Chromium and no apt-get: the browser tests will skip."; exit 0; }; \
	echo "Installing Chromium for the browser tests …"; \
	install="$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium"; \
	{ $$install || { $$as_root apt-get update -qq && $$install; }; } >/dev/null 2>&1 \
	  || echo "Chromium could not be installed: the browser tests will skip."

# The accessibility tests run axe-core in the page; without npm they skip and say so.
axe:
	@if [ -f $(AXE)/node_modules/axe-core/axe.min.js ]; then exit 0; fi; \
	command -v npm >/dev/null || { echo "No npm: the accessibility tests will skip."; exit 0; }; \
	npm install --silent --no-audit --no-fund --no-save --prefix $(AXE) axe-core@4 >/dev/null 2>&1 \
	  || echo "axe-core could not be fetched: the accessibility tests will skip."

screenshots: $(VENV)/.installed-test chromium
	$(BIN)/python -m benchmarks.browser.screenshots

# Many minutes; what it finds goes into docs/accessibility.md and docs/network.md.
accessibility: $(VENV)/.installed-test chromium axe
	$(BIN)/python -m benchmarks.browser.accessibility

clean:
	rm -rf $(VENV) $(EVALUATION) $(BENCHMARKS) build dist *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
