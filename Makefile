# Each target sets up what it needs; a second run does not reinstall.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := hooks
export ALLOW
# Material 9.8 announces its end of life at every build; the README says what it means for this project.
export NO_MKDOCS_2_WARNING := 1
# Without it, our own code would be compiled at each build: 0.3 s.
unexport PYTHONDONTWRITEBYTECODE

# The browser of the tests: the one that is there, else installed.
WITH_CHROMIUM = CHROMIUM="$$($(BIN)/python tests/support/find_chromium.py)" && export CHROMIUM &&

# Two processes at a time; the tests of a file stay together, with what they share.
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help site serve check test test-slow test-system bench lint lock schemas clean release publish rollback links

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site.stamp ## build the site, strictly, into site/
	@$(BIN)/mkdocs build --strict --quiet
	@echo "Look at it: make serve, or $(BIN)/python -m http.server --directory site"

serve: $(VENV)/site.stamp ## preview at http://127.0.0.1:8000/, reloading at each edit
	@$(BIN)/mkdocs serve --livereload

check: $(VENV)/site.stamp ## validate data, front matter, twins, links and addresses, in seconds
	@$(BIN)/python -m toolkit check

test: $(VENV)/test.stamp lint ## style, types and the tests to run before every commit
	@$(WITH_CHROMIUM) $(PYTEST)

test-slow: $(VENV)/test.stamp ## tests that build the site many times or make journeys in a browser
	@$(WITH_CHROMIUM) $(PYTEST) --ignore=tests/browser/test_smoke.py tests/slow tests/browser

release: $(VENV)/publish.stamp ## check, build and pack the commit into dist/ (ALLOW=demonstration, CHECKED=1 after make test)
	@$(BIN)/python -m publishing ready
	@[ -n "$(CHECKED)" ] || $(MAKE) --no-print-directory test
	@$(BIN)/python -m publishing release

publish: $(VENV)/publish.stamp ## bring the last release to a target of config/targets.yaml (TARGET=name, DRY_RUN=1, RELEASE=archive, REASON=text)
	@$(BIN)/python -m publishing publish $(if $(DRY_RUN),--dry-run) $(if $(RELEASE),--release "$(RELEASE)") --reason "$(REASON)" "$(TARGET)"

links: site $(VENV)/publish.stamp ## check the links to other sites
	@$(BIN)/python -m publishing links

rollback: $(VENV)/publish.stamp ## go back to the previous release of a target (TARGET=name, TO=release, REASON=text)
	@$(BIN)/python -m publishing rollback --to "$(TO)" --reason "$(REASON)" "$(TARGET)"

test-system: $(VENV)/test.stamp ## tests that need Debian packages, which this installs
	@sh tests/system/install.sh
	@$(WITH_CHROMIUM) $(BIN)/python -m pytest tests/system

bench: $(VENV)/bench.stamp $(VENV)/test.stamp site ## measure builds, edits, pages, search and lists (SIZES="S M L" ROUNDS=3); writes bench.json
	@$(WITH_CHROMIUM) PYTHONPATH=hooks:tests $(BIN)/python -m bench --sizes $(or $(SIZES),S M) --rounds $(or $(ROUNDS),3)
	@$(WITH_CHROMIUM) $(BIN)/python -m bench.search
	@$(WITH_CHROMIUM) $(BIN)/python -m bench.inventory

lint: $(VENV)/test.stamp ## style and types
	@$(BIN)/ruff check --quiet hooks publishing tests bench
	@$(BIN)/ruff format --quiet --check hooks publishing tests bench
	@$(BIN)/mypy

lock: $(VENV)/test.stamp ## choose again the exact versions of requirements/*.in
	@$(BIN)/python -m pip install --quiet uv==0.13.9
	@for name in site publish test bench; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt; done

schemas: $(VENV)/site.stamp ## write the JSON Schemas editors' programs read
	@$(BIN)/python -m toolkit schema

clean: ## remove all that was made here
	@rm -rf $(VENV) .cache site dist

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/site.stamp: requirements/site.txt $(VENV)/python.stamp
	@echo "Installing the packages of $<..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/publish.stamp: requirements/publish.txt $(VENV)/site.stamp
	@echo "Installing the packages of $<..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/publish.stamp
	@echo "Installing the packages of $<..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/site.stamp
	@echo "Installing the packages of $<..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
