"""What can be tuned: one frozen record, read from settings.toml and from KIOSQUE_… variables (which win)."""

from __future__ import annotations

import json
import locale
import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from rag.errors import BadSetting
from rag.records import Language

PROJECT = Path(__file__).resolve().parent.parent


def system_language() -> Language:
    """French where the system speaks French, else English."""
    name = locale.getlocale()[0] or ""
    return "fr" if name.lower().startswith("fr") else "en"


class Settings(BaseSettings):
    """Every knob of Kiosque, with its unit."""

    model_config = SettingsConfigDict(env_prefix="KIOSQUE_", env_file=None, extra="forbid", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("kiosque"), description="folder of the library")
    models: Path = Field(default=PROJECT / "models", description="folder of the catalogue and the weights")
    language: Language = Field(default_factory=system_language, description="language of messages and of the page")
    answering_model: str | None = Field(default=None, description="catalogue id or path of a .gguf file")
    answering_server: str | None = Field(default=None, description="address of an OpenAI-compatible server, with /v1")
    embedder: str | None = Field(default=None, description="catalogue id, or the model name on embedding_server")
    embedding_server: str | None = Field(default=None, description="address of an OpenAI-compatible server, with /v1")
    server_key: SecretStr | None = Field(default=None, description="key sent to both servers")
    chroma_server: str | None = Field(default=None, description="address of a Chroma server")
    passage_chars: int = Field(default=900, ge=200, le=4000, description="longest passage, in characters")
    evidence_tokens: int | None = Field(
        default=None, ge=50, le=8000, description="most tokens of evidence shown to the model; none: by its speed"
    )
    answer_tokens: int = Field(default=200, ge=16, le=4000, description="most tokens of an answer")
    context_tokens: int = Field(default=4096, ge=512, le=131072, description="tokens the model keeps in memory")
    threads: int = Field(default=0, ge=0, le=256, description="threads of the model; 0 means one for each core")
    port: int = Field(default=8501, ge=1024, le=65535, description="port of the page on 127.0.0.1")
    offline: bool = Field(default=False, description="forbid even the commands whose purpose is fetching")
    private_hosts: frozenset[str] = Field(
        default=frozenset(), description="machines of a private network that may be fetched from: name or name:port"
    )

    @field_validator("answering_server", "embedding_server", "chroma_server")
    @classmethod
    def _names_a_machine(cls, address: str | None) -> str | None:
        """`address` when something can be asked at it. Raises ValueError."""
        if address is not None:
            parts = urlsplit(address if "://" in address else f"http://{address}")
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
                raise ValueError(address)
        return address

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = _settings_file(init_settings(), env_settings())
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)


def _settings_file(*sources: dict[str, Any]) -> Path:
    home = next((source["home"] for source in sources if source.get("home")), user_data_path("kiosque"))
    return Path(home) / "settings.toml"


Origin = Literal["default", "file", "variable"]


def origin(settings: Settings, name: str) -> Origin:
    """Where the value of a setting comes from; what a program has handed over counts as the file's."""
    if f"KIOSQUE_{name}".upper() in {one.upper() for one in os.environ}:
        return "variable"
    return "file" if name in settings.model_fields_set else "default"


def load_settings(**overrides: Any) -> Settings:
    """The settings in force; `overrides` win over variables and file. Raises BadSetting."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(name=".".join(map(str, first["loc"])), rule=_rule(first)) from error
    except SettingsError as error:  # the variable of the one setting that is a list
        raise BadSetting(name="private_hosts", rule=_LIST) from error
    except (ValueError, OSError) as error:
        raise BadSetting(name="settings.toml", rule=str(error)) from error


_RULES = {
    "greater_than_equal": ("il lui faut {ge} au moins", "it must be {ge} at least"),
    "less_than_equal": ("il lui faut {le} au plus", "it must be {le} at most"),
    "literal_error": ("on attend {expected}", "what is expected is {expected}"),
    "bool_parsing": ("on attend true ou false", "what is expected is true or false"),
    "extra_forbidden": ("aucun réglage ne porte ce nom", "no setting has this name"),
    "value_error": (
        "une adresse s’écrit http://machine:port ou https://machine",
        "an address is written http://machine:port or https://machine",
    ),
}
_LIST = {"fr": 'une liste s’écrit ["nas.local"]', "en": 'a list is written ["nas.local"]'}
_WHOLE = ("on attend un nombre entier", "what is expected is a whole number")


def _rule(error: ErrorDetails) -> dict[str, str]:
    """What a setting must be, in both languages; in pydantic's words where it is none of the usual mistakes."""
    kind, values = error["type"], error.get("ctx", {})
    rule = _WHOLE if kind.startswith("int_") else _RULES.get(kind)
    if rule is None:
        return {"fr": error["msg"], "en": error["msg"]}
    return {"fr": rule[0].format_map(values), "en": rule[1].format_map(values)}


def remember(home: Path, name: str, value: str) -> None:
    """Write one text setting to settings.toml, leaving every other line as it is. Raises BadSetting."""
    file = home / "settings.toml"
    temporary = file.with_suffix(".toml.new")
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        # The format has no tables: every line is a setting of its own. JSON strings are TOML strings.
        kept = [line for line in lines if not re.match(rf"\s*{name}\s*=", line)]
        home.mkdir(parents=True, exist_ok=True)
        temporary.write_text("\n".join([f"{name} = {json.dumps(value)}", *kept, ""]), encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        raise BadSetting(name="settings.toml", rule=error.strerror or str(error)) from error
