# From a fresh clone: `make brief`, then `make test`. `make` alone lists the targets.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help brief briefs test notebooks lint lock lab clean

PYTHON ?= python3
CORPUS ?= seeds
TITLE ?=
export CORPUS TITLE
BIN := .venv/bin
NOTEBOOKS = $(wildcard notebooks/*.ipynb)
SETUP := .venv/package.stamp

# $(call step,what is done,command): run it, then say how long it took.
step = @TIMEFORMAT='  $(strip $(1)): %1R s'; time { $(2); }

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20
	@echo '  CORPUS=folder-or-file TITLE="…" make brief    your own articles instead of seeds/'

brief: $(SETUP)  ## write briefs/brief.html (sets up .venv first, if need be)
	@mkdir -p briefs
	$(call step,brief,$(BIN)/ioc brief "$$CORPUS" -o briefs/brief.html $(if $(TITLE),--title "$$TITLE"))
	@echo "  file: $$PWD/briefs/brief.html"

briefs: $(SETUP) brief  ## the brief, and each notebook as an HTML page, in briefs/
	$(call step,notebooks as pages,$(BIN)/python tools/notebooks.py --html briefs $(NOTEBOOKS))
	@ls -1 "$$PWD"/briefs/*.html | sed 's/^/  file: /'

test: $(SETUP) lint  ## every check: lint, notebooks, tests
	$(call step,notebooks run again,$(BIN)/python tools/notebooks.py --check $(NOTEBOOKS))
	$(call step,nbval,$(BIN)/pytest -q --nbval --nbval-current-env --nbval-cell-timeout=60 $(NOTEBOOKS))
	$(call step,pytest,$(BIN)/pytest -q --durations=10 tests)

notebooks: $(SETUP)  ## run the notebooks from top to bottom and write their outputs
	$(call step,notebooks,$(BIN)/python tools/notebooks.py $(NOTEBOOKS))

lint: $(SETUP)  ## ruff: format and rules, notebooks too
	$(call step,lint,$(BIN)/ruff format -q --check && $(BIN)/ruff check -q)

lab: $(SETUP)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

lock: .venv/lock.stamp  ## write requirements.lock anew, with the newest versions that pyproject.toml allows
	$(call step,lock,.venv/lock/bin/pip-compile -q --all-extras --upgrade --generate-hashes --allow-unsafe --strip-extras \
		--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml)

clean:  ## remove what make made
	rm -rf .venv briefs build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# Set-up: each stamp is younger than all that it was made from, so a second run starts no pip.
.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $(PYTHON) has to be Python 3.11 or newer; this is $$($(PYTHON) -V 2>&1)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'make: this Python cannot make a virtual environment. On Debian: apt-get install python3-venv' >&2; exit 1; }
	$(call step,.venv,$(PYTHON) -m venv .venv)
	@touch $@

# Bytecode is written here, on all cores, whatever PYTHONDONTWRITEBYTECODE says: without it each start costs seconds.
.venv/lock.stamp .venv/requirements.stamp: .venv/python.stamp

.venv/requirements.stamp: requirements.lock
	$(call step,packages,$(BIN)/pip install -q --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock)
	$(call step,bytecode,$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true)
	@touch $@

$(SETUP): .venv/requirements.stamp pyproject.toml
	$(call step,ioc_analysis,$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .)
	@touch $@

.venv/lock.stamp:
	$(call step,pip-tools,$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install -q pip-tools)
	@touch $@
