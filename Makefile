# Each target sets up .venv if it isn't there; a second call installs nothing.
PYTHON ?= python3.11
BIN := .venv/bin
# Material announces its end of life in every build; nothing here can act on it.
export NO_MKDOCS_2_WARNING := 1
# Read by pip wherever it installs something, the build of this package included.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: venv serve site offline test zoo survey stand-ins counterfactuals bench mutants versions fix
.DELETE_ON_ERROR:

venv: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

serve: venv
	-$(BIN)/claims verify # what differs is shown on the pages
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

site: venv
	$(BIN)/mkdocs build --strict --site-dir site

# The same in a folder that a browser opens without a server, search included.
offline: venv
	OFFLINE=true $(BIN)/mkdocs build --strict --site-dir build/offline

# What holds the pages' markup against the HTML standard; where it can't be had, those tests are
# skipped and say so.
CHECKER := tests/site/node_modules/.package-lock.json

$(CHECKER): tests/site/package-lock.json
	@if ! command -v npm > /dev/null; then echo "no npm: markup goes unchecked"; \
	elif npm ci --silent --no-audit --no-fund --fetch-retries 1 --prefix tests/site; then touch $@; \
	else echo "npm ci failed: markup goes unchecked"; fi

# pytest comes last, so that a run ends on its summary line. A test takes a minute at most, with what
# it rests on; one that takes fifteen never ends.
test: venv $(CHECKER)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mkdocs build --strict --site-dir site
	$(BIN)/pytest claims tests docs --nbval -n 2 --timeout 900

# Measures architectures that no claim is about, and writes how often which value was mistaken.
zoo: venv
	$(BIN)/python -m tests.zoo

# What a survey of many repositories takes, beside the hub library's own call, for the page on it.
survey: venv
	$(BIN)/python -m tests.bench.survey

# Trains the two small models that alternatives are run on where no real weights can be: minutes.
stand-ins: venv
	$(BIN)/python -m claims._stand_ins

# Runs every alternative on the stand-ins, and writes what each costs.
counterfactuals: venv
	$(BIN)/python -m tests.running

# Timings beside their baselines; never part of the tests, since machines are noisy.
bench: venv
	$(BIN)/python -m tests.bench

# Which claims notice which change; a few of them are among the tests.
mutants: venv
	$(BIN)/python -m tests.mutants

# All claims on the oldest and the newest transformers that pyproject.toml admits, each in an
# environment of its own; never part of the tests, since it takes minutes and 3 GB.
versions: venv
	$(BIN)/python -m tests.versions

fix: venv
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
