# Every command a person or a machine needs. `make run` and `make test` set everything up themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# On Linux, PyTorch's CPU build is a tenth of the default one:
#   make run TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
TORCH_FLAGS = $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

.PHONY: run test fuzz check bench lock format screenshots clean

## Start the app on http://localhost:8501, with the sample articles in an empty home
run: $(VENV)/run.done
	$(BIN)/dateline serve --sample

## Run the tests, in the browser too
test: $(VENV)/dev.done
	sh tests/install_browser.sh
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

## Run the property tests on examples that no run has drawn before
fuzz: $(VENV)/dev.done
	DATELINE_TEST_RANDOM=1 $(BIN)/python -m pytest -n 2 -m hypothesis

## Lint and types
check: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

## Print the slow measurements: throughput beside the tutorial way, search times, quality on real data
bench: $(VENV)/dev.done
	$(BIN)/python -m tests.bench

## Take the pictures of every page again, light and dark, wide and narrow
screenshots: $(VENV)/dev.done
	sh tests/install_browser.sh
	$(BIN)/python -m tests.ui.app.screenshots docs

format: $(VENV)/dev.done
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

## Choose every version anew
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install -q uv
	$(VENV)-lock/bin/uv pip compile -q -U --universal --python-version 3.11 --all-extras \
		--custom-compile-command "make lock" pyproject.toml -o requirements-dev.lock
	$(VENV)-lock/bin/uv pip compile -q -U --universal --python-version 3.11 --extra openai --extra ollama \
		--extra anthropic -c requirements-dev.lock --custom-compile-command "make lock" \
		pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) $(VENV)-lock build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The lock names every version, so nothing is resolved, except torch's own few needs: which ones depends
# on the build of torch that the machine gets.
$(VENV)/run.done: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q $(TORCH_FLAGS) -c requirements.lock torch==2.13.0
	$(BIN)/pip install -q --no-deps -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.done: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q $(TORCH_FLAGS) -c requirements-dev.lock torch==2.13.0
	$(BIN)/pip install -q --no-deps -r requirements-dev.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/run.done
