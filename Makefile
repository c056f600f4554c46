# Each target is one step of daily use; the longer steps are scripts of .ci/.
.POSIX:
.PHONY: help setup run test check bench lock clean environment tools models
PY = .venv/bin/python
QUICK = not model and not server and not browser

help: ## this list // cette liste
	@case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in fr*) french=1 ;; esac; \
	awk -v french="$$french" -F ' ## | // ' \
		'/^[a-z]+:.* ## / { sub(/:.*/, "", $$1); printf "  make %-8s %s\n", $$1, french ? $$3 : $$2 }' Makefile

setup: models ## install everything, download the model, add the samples // tout installer, télécharger le modèle, ajouter les exemples
	@$(PY) -m rag add samples --if-empty

run: setup ## open the newsstand in the browser // ouvrir le kiosque dans le navigateur
	@$(PY) -m rag serve

test: models tools ## every check, as in continuous integration // toutes les vérifications, comme en intégration continue
	@.ci/browser
	@.ci/axe
	@$(PY) -m ruff check --quiet && $(PY) -m ruff format --check --quiet && $(PY) -m mypy --no-error-summary
	@$(PY) -m pytest -q

check: environment tools ## style, types and unit tests, in seconds // style, types et tests unitaires, en secondes
	@$(PY) -m ruff check --quiet && $(PY) -m ruff format --check --quiet && $(PY) -m mypy --no-error-summary
	@$(PY) -m pytest -q -m "$(QUICK)"

bench: models ## speed beside an afternoon's pipeline // vitesse à côté d’une chaîne montée en un après-midi
	@.ci/tools bench/.venv bench/requirements.txt
	@$(PY) bench/compare.py

lock: environment tools ## pin the newest allowed versions again // fixer de nouveau les versions permises les plus récentes
	@$(PY) .ci/lock --upgrade

clean: ## remove what was installed here; library, models and compiled engine stay // retirer ce qui a été installé ici ; la bibliothèque, les modèles et le moteur compilé restent
	rm -rf .venv bench/.venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@.ci/setup

tools: environment
	@.ci/tools .venv tests/requirements.txt

models: environment
	@$(PY) -m rag models pull
