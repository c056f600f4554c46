"""A model file from Hugging Face, or from the mirror that HF_ENDPOINT names."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when the library is imported

from httpx2 import HTTPError
from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
from huggingface_hub.errors import LocalEntryNotFoundError, OfflineModeIsEnabled
from tqdm.auto import tqdm  # type: ignore[import-untyped] # it ships no types

from rag.engine.catalogue import HubFile, ModelCard
from rag.errors import DownloadFailed, brief
from rag.protocols import Progress

_FOLDER = ".hub"
"""Where the client keeps what it has downloaded so far."""

_NO_HASH = {"fr": "Hugging Face n’en publie pas l’empreinte", "en": "Hugging Face publishes no hash of it"}

_ERRORS = (HTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled, OSError, ValueError)
"""What the hub's client raises when there is no network, no such file, a wrong size or a refusal."""


@dataclass(frozen=True)
class Published:
    """What the hub says of a file: the hash it stores it under, its size, and the revision it belongs to."""

    sha256: str
    size_bytes: int
    revision: str


def published(card: ModelCard, source: HubFile) -> Published:
    """Ask the hub, without downloading. Raises DownloadFailed."""
    url = hf_hub_url(source.repository, source.file, revision=source.revision)
    try:
        found = get_hf_file_metadata(url)
    except _ERRORS as error:
        raise DownloadFailed(model=card.id, cause=brief(error)) from error
    if not re.fullmatch("[0-9a-f]{64}", found.etag or "") or not found.size or not found.commit_hash:
        raise DownloadFailed(model=card.id, cause=_NO_HASH)
    return Published(str(found.etag), found.size, found.commit_hash)


def fetch(card: ModelCard, source: HubFile, version: Published, folder: Path, progress: Progress) -> Path:
    """Download exactly the version that was published; resumes. The hash is the caller's to check.

    Raises DownloadFailed.
    """

    class Bar(tqdm):  # type: ignore[misc] # the client takes a class, and tells it bytes
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **{**options, "disable": False, "file": _Nowhere(), "mininterval": 0.1})

        def update(self, n: float = 1) -> None:
            super().update(n)
            progress(int(self.n), version.size_bytes)

    try:
        path = hf_hub_download(
            source.repository,
            source.file,
            revision=version.revision,
            local_dir=folder / _FOLDER,
            tqdm_class=Bar,
        )
    except _ERRORS as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk's fault, not the network's
        raise DownloadFailed(model=card.id, cause=brief(error)) from error
    return Path(path)


def forget(folder: Path) -> None:
    """Remove what downloads have left in `folder`."""
    shutil.rmtree(folder / _FOLDER, ignore_errors=True)


class _Nowhere:
    """Where the bar's own drawing goes."""

    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...
