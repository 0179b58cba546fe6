# One verb a task; CI uses the same ones (.ci/run).
#   make run          environment, install, read the bulletins, serve on http://127.0.0.1:5000
#   make test         every test                      make test ARGS="-k chat"
#   make lint         style, types, who imports whom
#   make eval         the gold questions against their floors
#   make bench        how long a person waits, how fast bulletins are read, how well paragraphs are found
#   make ways         the gold questions typed in other ways: how many get the same answer
#   make learn      how much each sign of a sentence counts, learned anew from the gold questions
#                   (ARGS: folders of your own, each with bulletins/ and questions.jsonl)
#   make fuzz         looks for texts that break the readers      make fuzz ARGS="--seconds 600 text"
#   make coverage     the tests again, with branch coverage
#   make clean        remove the environment and caches (never the data folder)

PYTHON ?= python3
VENV   ?= .venv
GOLD   ?= tests/gold/questions.jsonl
FLOOR_RIGHT  ?= 100
CEIL_WRONG   ?= 0
MORE   ?= tests/gold/questions-more.jsonl
MORE_RIGHT   ?= 97
MORE_WRONG   ?= 0.5
FACTS  ?= tests/gold/facts.jsonl
# Questions over the invented bulletins, together in one folder.
INVENTED ?= tests/gold/questions-dev.jsonl
INVENTED_RIGHT ?= 88
INVENTED_WRONG ?= 3
# Questions for what the bulletins nearly have: the nearest is told, or nothing is.
NEAREST ?= tests/gold/questions-nearest.jsonl
ARGS   ?=

PY  := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help run test lint eval bench ways learn fuzz coverage clean

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/.runs
	@exec $(PY) app.py

test: $(VENV)/.tests
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 \
	  || echo "NOTICE: no Chromium here, the browser tests will be skipped (Debian: apt-get install chromium)"
	$(PY) -m pytest $(ARGS)

lint: $(VENV)/.tests
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

# The first set must be answered whole; the second is wider and its floor may only rise; the facts
# of the shipped bulletin must all be read, with nothing extra.
eval: $(VENV)/.runs
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT \
	  && $(PY) app.py --data "$$data" evaluate $(GOLD) --floor-right $(FLOOR_RIGHT) --ceil-wrong $(CEIL_WRONG) \
	  && $(PY) app.py --data "$$data" evaluate $(MORE) --floor-right $(MORE_RIGHT) --ceil-wrong $(MORE_WRONG) \
	  && $(PY) app.py --data "$$data" evaluate --facts $(FACTS) --floor-right 100 \
	  && $(PY) app.py --data "$$data" ingest --reset tests/gold/bulletins > /dev/null \
	  && $(PY) app.py --data "$$data" evaluate $(INVENTED) --floor-right $(INVENTED_RIGHT) --ceil-wrong $(INVENTED_WRONG) \
	  && $(PY) app.py --data "$$data" evaluate $(NEAREST) --floor-right 100 --ceil-wrong 0

bench: $(VENV)/.runs
	$(PY) -m bench $(ARGS)

ways: $(VENV)/.tests
	PYTHONPATH=. $(PY) tests/ways_of_typing.py $(ARGS)

learn: $(VENV)/.runs
	$(PY) -m bench.learning $(ARGS)

fuzz: $(VENV)/.fuzz
	PYTHONPATH=. $(PY) tests/fuzzing.py $(ARGS)

coverage: $(VENV)/.tests
	$(PY) -m pytest --cov --cov-report=term $(ARGS)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment: stamp files, so that a repeated make installs nothing and needs no network ---

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên; chỉ định bằng: make PYTHON=python3.12 ..."; \
	  echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Không tạo được môi trường Python (Debian, Ubuntu: apt-get install python3-venv)"; \
	  echo "Could not make a Python environment (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }

$(VENV)/.runs: requirements.txt | $(PY)
	@echo "Đang cài đặt / Installing …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.tests: requirements-dev.txt $(VENV)/.runs
	@echo "Đang cài công cụ kiểm thử / Installing the test tools …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# atheris has no build for every system: without it, Hypothesis fuzzes alone.
$(VENV)/.fuzz: requirements-fuzz.txt $(VENV)/.tests
	@$(PIP) -r requirements-fuzz.txt || echo "NOTICE: atheris cannot be installed here"
	@touch $@
