# Needs Python 3.11 or later, make and git; uses uv where it is there.
PYTHON ?= python3
SHARED ?= ../shared
VENV   := .venv
BIN    := $(VENV)/bin
STORE  := build/demo
UV     := $(shell command -v uv 2>/dev/null)

export OMP_NUM_THREADS ?= 1

.PHONY: demo test test-cluster kill lint gate bench model lock docs-check clean

$(VENV)/.ready: requirements.lock pyproject.toml
ifneq ($(UV),)
	uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endif
	touch $@

# What a first look shows: pages read, coded and kept, one mention explained, one question asked.
# One page of the demo is broken on purpose, so `tidings run` must end with 1: "some articles failed".
demo: $(VENV)/.ready
	rm -rf $(STORE)
	@echo '$$ tidings run demo/pages --store $(STORE)'
	@$(BIN)/tidings run demo/pages --store $(STORE); code=$$?; \
	if [ $$code -ne 1 ]; then echo "expected exit code 1 for the page that is broken on purpose, got $$code"; exit 1; fi
	@echo '(exit code 1: one page is broken on purpose, and the run says so instead of hiding it)'
	@echo; echo '$$ tidings sql "SELECT type, status, count(*) …" --store $(STORE)'
	@$(BIN)/tidings sql "SELECT type, status, count(*) AS mentions FROM mentions GROUP BY ALL ORDER BY ALL" --store $(STORE)
	@mention=$$($(BIN)/tidings sql --format csv --store $(STORE) \
	  "SELECT id FROM mentions ORDER BY len(voices) > 0 DESC, earliest IS NULL, confidence DESC, id LIMIT 1" | tail -n 1); \
	echo; echo "$$ tidings explain $$mention --store $(STORE)"; \
	$(BIN)/tidings explain "$$mention" --store $(STORE)

test: $(VENV)/.ready
	$(BIN)/python -m pytest -m "not model and not cluster"
	$(BIN)/python -m pytest -m "model and not cluster"

# A Ray of two nodes on this machine, in an environment of its own: Daft and Ray bring much that nothing else needs.
CLUSTER := .venv-cluster
$(CLUSTER)/.ready: requirements-cluster.lock pyproject.toml
ifneq ($(UV),)
	uv venv --quiet --allow-existing --python $(PYTHON) $(CLUSTER)
	uv pip install --quiet --python $(CLUSTER)/bin/python --require-hashes -r requirements-cluster.lock
	uv pip install --quiet --python $(CLUSTER)/bin/python --no-deps --no-build-isolation -e .
else
	$(PYTHON) -m venv $(CLUSTER)
	$(CLUSTER)/bin/python -m pip install --quiet --require-hashes -r requirements-cluster.lock
	$(CLUSTER)/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
endif
	touch $@

test-cluster: $(CLUSTER)/.ready
	$(CLUSTER)/bin/python -m pytest -m cluster tests/running/test_cluster.py

# A run killed at 50 random points and started again ends with the same store as one that was left alone.
kill: $(VENV)/.ready
	$(BIN)/python tests/kill.py 50

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(VENV)/.ready
	$(BIN)/python -m tidings.scoring.gate $(SHARED)

bench: $(VENV)/.ready
	$(BIN)/python -m tidings.scoring.bench $(SHARED)/gold/news/news.jsonl

# The reader from the corpus in training/ and the lexicon's examples, and the weights of all that joins it with the
# rules, fitted on the eighth of the corpus that it was not trained on: docs/model.md says what is done and why.
MODEL   := build/model
LESSONS := $(MODEL)/lexicon
UNSEEN  := $(MODEL)/left.docs.jsonl:$(MODEL)/left.gold.jsonl
CORPUS   = $(foreach docs,$(wildcard training/*.docs.jsonl),$(docs):$(docs:docs.jsonl=gold.jsonl))
CODING  := src/tidings/data/coding
READER  := src/tidings/data/reader
model: $(VENV)/.ready training/.venv/.ready
	$(BIN)/python -m tidings.scoring.lessons $(LESSONS)
	$(BIN)/python -m tidings.scoring.targets $(CORPUS) $(LESSONS).docs.jsonl:$(LESSONS).gold.jsonl --out $(MODEL)
	training/.venv/bin/python training/train.py --lessons $(LESSONS) --targets $(MODEL) --leave 8 --out $(MODEL)
	cp $(MODEL)/reader.onnx $(MODEL)/tokenizer.json $(MODEL)/labels.json $(READER)
	$(BIN)/python -m tidings.scoring.senses $(CORPUS) --except $(MODEL)/left.docs.jsonl --out $(CODING)/senses.tsv
	$(BIN)/python -m tidings.scoring.sides $(UNSEEN) --out $(CODING)/joint/sides.tsv
	$(BIN)/python -m tidings.scoring.sides $(CORPUS) --no-reader --out $(CODING)/rules/sides.tsv
	$(BIN)/python -m tidings.scoring.calibrate $(UNSEEN) --out $(CODING)/joint/confidence.tsv
	$(BIN)/python -m tidings.scoring.calibrate $(UNSEEN) --no-reader --out $(CODING)/rules/confidence.tsv
	$(BIN)/python -m tidings.scoring.settle $(UNSEEN) --out $(CODING)/joint
	$(BIN)/python -m tidings.scoring.settle $(UNSEEN) --no-reader --out $(CODING)/rules

training/.venv/.ready: training/requirements.lock
	$(PYTHON) -m venv training/.venv
	training/.venv/bin/python -m pip install --quiet torch==2.13.0  # another file for each platform: pinned by version only
	training/.venv/bin/python -m pip install --quiet --no-deps --require-hashes -r training/requirements.lock
	touch $@

# Every command and option of the README and docs is one that there is.
docs-check: $(VENV)/.ready
	$(BIN)/python -m pytest tests/test_docs.py
	$(BIN)/python -m pytest --doctest-modules src/tidings/wire.py src/tidings/bounds.py src/tidings/cleaning src/tidings/annotating/times

lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --group dev \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra cluster --group cluster \
	  --custom-compile-command "make lock" pyproject.toml -o requirements-cluster.lock

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
