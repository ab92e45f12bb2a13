# From a fresh clone: `make brief`, then `make test`. `make` alone lists the targets.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help brief briefs test notebooks bench fuzz soak lint lab lock clean

PYTHON ?= python3
CORPUS ?= seeds
TITLE ?=
export CORPUS TITLE

BIN := .venv/bin
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
SETUP := .venv/package.stamp
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps

# $(call step,what is done,command): run it and say how long it took.
step = @TIMEFORMAT='%6R s  $(1)'; time { $(2); }

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20
	@echo '  CORPUS=folder-or-file TITLE="…" make brief    your own articles instead of seeds/'

brief: $(SETUP)  ## write briefs/brief.html, first making .venv if need be
	@mkdir -p briefs
	$(call step,the brief in all,$(BIN)/ioc brief "$$CORPUS" -o briefs/brief.html $(if $(TITLE),--title "$$TITLE"))
	@echo "Open $$PWD/briefs/brief.html"

briefs: brief  ## the brief, and each notebook as an HTML page, in briefs/
	$(call step,the notebooks as pages,$(BIN)/python tools/notebooks.py --html briefs $(NOTEBOOKS))
	@for page in $(NOTEBOOKS:notebooks/%.ipynb=%); do echo "Open $$PWD/briefs/$$page.html"; done

test: $(SETUP) lint  ## every check: lint, then the notebooks' outputs and the tests
	$(call step,the first plot,$(BIN)/pytest -q tests/browser/test_lab.py -k $(TIMED))
	$(call step,nbval and pytest,$(SIDE_BY_SIDE))

# What counts seconds has the machine to itself; then the browser's tests and all others share two cores. What the browser's
# say is shown when they have ended; each ends with the other's failure known.
TIMED := first_plot
define SIDE_BY_SIDE
mkdir -p build; \
	$(BIN)/pytest -q tests/browser -k 'not $(TIMED)' --durations=8 > build/browser.log 2>&1 & \
	browser=$$!; trap "kill $$browser 2> /dev/null || true" EXIT; code=0; \
	$(BIN)/pytest -q --nbval --nbval-current-env --nbval-cell-timeout=60 $(NOTEBOOKS) || code=1; \
	$(BIN)/pytest -q --ignore=tests/browser --durations=8 || code=1; \
	wait $$browser || code=1; cat build/browser.log; [ $$code = 0 ]
endef

notebooks: $(SETUP)  ## run the notebooks from top to bottom and write their outputs
	$(call step,the notebooks,$(BIN)/python tools/notebooks.py $(NOTEBOOKS))

bench: $(SETUP)  ## measure speed and scale into benchmarks/RESULTS.md; BENCH_SETS=folder of annotated news: accuracy too
	$(call step,speed and scale,$(BIN)/python benchmarks/scale.py --write $(BENCH))
	@for topic in statements utterances claims; do echo "align $$topic"; \
		$(BIN)/python benchmarks/align.py $$topic $(BENCH_SETS:%=%/outlets); done
	@for name in sentences keyness $(BENCH_SETS:%=quotes) figures dates; do echo "$$name"; case $$name in \
		quotes|figures|dates) $(BIN)/python benchmarks/$$name.py $(BENCH_SETS:%=%/$$name);; \
		*) $(BIN)/python benchmarks/$$name.py;; esac; done

fuzz: $(SETUP) build/fuzz/lib  ## feed every public entry broken input, FUZZ_SECONDS (600) each; FUZZ="csv html": these alone
	$(BIN)/python tests/fuzz/run.py --seconds $(or $(FUZZ_SECONDS),600) $(FUZZ)

# Not in the lock: it is made for Linux, and nothing but this needs it.
build/fuzz/lib:
	$(call step,atheris installed,$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --target $@ 'atheris>=3')

soak: $(SETUP)  ## attacks too large for the tests: hostile text, huge, packed, deep and countless articles; SOAK=linear: one
	$(BIN)/python benchmarks/soak.py $(SOAK)

lint: $(SETUP)  ## ruff: format and rules, notebooks too
	$(call step,lint,$(BIN)/ruff format --quiet --check && $(BIN)/ruff check --quiet)

lab: $(SETUP)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

lock: build/lock/bin/uv  ## write requirements.lock anew: the newest versions for every system and Python allowed
	$(call step,the lock,$< pip compile --quiet --no-config --universal --python-version 3.11.0 --all-extras \
		--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade \
		-o requirements.lock pyproject.toml)

build/lock/bin/uv:
	$(call step,uv installed,$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv)

clean:  ## remove what make made
	rm -rf .venv briefs build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# Set-up. Each stamp is younger than all that it was made from, so a second run starts no pip. A .venv that was moved,
# or whose Python has been replaced, is no good: it loses its stamps here and is made anew.
FRESH := $(shell { grep -qsF '$(CURDIR)/.venv' .venv/pyvenv.cfg && $(BIN)/python -c 'import pip'; } 2>/dev/null || \
	{ rm -f .venv/*.stamp; echo --clear; })

.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'make: Python 3.11 or newer is needed: PYTHON=/path/to/python3 make' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'make: this Python cannot make a virtual environment. On Debian: apt-get install python3-venv' >&2; exit 1; }
	$(call step,.venv made,$(PYTHON) -m venv $(FRESH) .venv)
	@touch $@

# Bytecode is written on all cores, even where PYTHONDONTWRITEBYTECODE is set: without it every start takes seconds more.
.venv/packages.stamp: .venv/python.stamp requirements.lock
	$(call step,packages installed (about 900 MB),$(PIP) --no-compile --require-hashes -r requirements.lock)
	$(call step,packages compiled,$(BIN)/python -m compileall -qq -j 0 .venv/lib || true)
	@touch $@

$(SETUP): .venv/packages.stamp pyproject.toml
	$(call step,ioc_analysis installed,$(PIP) --no-build-isolation --editable . && $(BIN)/python -m compileall -qq ioc_analysis)
	@touch $@
