# `make serve` and `make test` do everything on a fresh machine; `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000

# Folder of articles. Each folder gets a store of its own, so that switching back is instant.
CORPUS ?= corpus
ifeq ($(abspath $(CORPUS)),$(abspath corpus))
STORE ?= vectorstore
else
STORE ?= vectorstore/$(notdir $(abspath $(CORPUS)))-$(firstword $(shell echo "$(abspath $(CORPUS))" | cksum))
endif

# Folder of data sets that answers are measured on; it belongs to others and is not in this tree.
DATA ?= ../shared/data

# Where the tests make their stores: in memory nothing waits for a disk. A container may have but a
# few megabytes there; they take some hundred.
MEMORY ?= $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "/dev/shm"; found = 1 } \
  END { if (!found) print "$(or $(TMPDIR),/tmp)" }')

# Environment of the small chat model of test-llm, never this project's own.
LLM ?= .llm

# Without compiled files each process of the tests would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install serve ingest test test-kill test-llm evaluate bench bench-archive bench-growth \
  clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(VENV)/.installed ## make .venv with what the program needs

serve: $(VENV)/.installed ## install, ingest, serve (CORPUS=/path/to/articles, PORT=8000)
	@$(BIN)/qa-service serve --check --store "$(STORE)" --host $(HOST) --port $(PORT)
	$(BIN)/qa-service ingest "$(CORPUS)" --store "$(STORE)"
	exec $(BIN)/qa-service serve --store "$(STORE)" --host $(HOST) --port $(PORT)

ingest: $(VENV)/.installed ## bring the archive in step with its folder (CORPUS=...)
	$(BIN)/qa-service ingest "$(CORPUS)" --store "$(STORE)"

test: $(VENV)/.installed-dev ## install, then style, types, layers and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory --jobs 2 types tests

.PHONY: types tests
types:
	$(BIN)/mypy

# As yielding as the process that embeds for a server (models/worker.py), which tests wait for: beside
# two busy processes of the usual priority it would get a thirtieth of a core.
tests:
	TMPDIR=$(MEMORY) nice -n 19 $(BIN)/pytest --numprocesses 3 --dist worksteal

test-kill: $(VENV)/.installed ## kill 100 ingestions and look after (ten minutes)
	$(BIN)/python benchmarks/kill.py

test-llm: $(VENV)/.installed-dev ## ask a real, small chat model on this machine (LLM=folder of its own)
	$(BIN)/python benchmarks/llm.py "$(LLM)" || test $$? -eq 77  # 77: cannot be had here

evaluate: $(VENV)/.installed-dev ## compare with benchmarks/baseline.json (DATA=..., RAISE=1 to raise it)
	$(BIN)/python benchmarks/evaluate.py "$(DATA)" $(if $(RAISE),--raise)
	TEST_SHARE=1 $(BIN)/pytest tests -m floors

bench: $(VENV)/.installed-dev ## measure beside LangChain, LlamaIndex, Haystack, txtai (DATA=..., ROUNDS=N)
	$(BIN)/python benchmarks/compare.py "$(DATA)" $(if $(ROUNDS),--rounds $(ROUNDS))

bench-archive: $(VENV)/.installed-dev ## measure the ingestion of a large archive (DATA=..., LIMIT=N)
	$(BIN)/python benchmarks/archive.py "$(DATA)/news-fr-dev.jsonl.gz" $(if $(LIMIT),--limit $(LIMIT))

bench-growth: $(VENV)/.installed-dev ## measure archives of growing size (DATA=..., SIZES=1000,10000, KEEP=folder)
	$(BIN)/python benchmarks/growth.py "$(DATA)/news-fr-dev.jsonl.gz" $(if $(SIZES),--sizes $(SIZES)) \
	  $(if $(KEEP),--keep "$(KEEP)")

clean: ## remove .venv and the store (not the articles, not the prepared model)
	rm -rf $(VENV)
	find vectorstore -mindepth 1 ! -name README.md -delete

# pip is brought up to date first: old ones take minutes to resolve the same versions.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make serve PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --upgrade pip
	$(BIN)/python -m pip install --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --constraint constraints.txt --editable '.[dev]'
	touch $@
