# Two commands for everybody: `make run` and `make test`. `make help` tells the rest.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run serve test lint format messages clean

help:
	@echo "make run      set up, load the sample, serve on 127.0.0.1:$(PORT) (PORT=… to change)"
	@echo "make test     set up and run the tests"
	@echo "make serve    production settings under gunicorn (needs SECRET_KEY and ALLOWED_HOSTS,"
	@echo "              or makes up both for a trial on this machine)"
	@echo "make lint     what CI checks beside the tests"

.venv/run.stamp: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Newsroom needs Python 3.11 or newer; set PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the site needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements-scale.txt .venv/run.stamp
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: .venv/run.stamp
	@$(BIN)/python -m newsroom.launch run $(PORT)

serve: .venv/run.stamp
	@$(BIN)/python -m newsroom.launch serve $(PORT)

# A worker for each processor: TESTS='-n 0' for one alone, TESTS='tests/live -x' for a part.
test: .venv/dev.stamp
	@$(BIN)/python -m pytest -q -n auto --dist worksteal $(TESTS)

lint: .venv/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: .venv/dev.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf .venv var
