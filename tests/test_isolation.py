"""The fixtures that isolate the tests do isolate them."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

TOUCHED = "the network was touched"


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_a_connection_beyond_this_machine_fails(call: str) -> None:
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match=TOUCHED):
        getattr(client, call)(("192.0.2.1", 80))


def test_a_look_up_beyond_this_machine_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=TOUCHED):
        socket.create_connection(("kiosque.example", 80))


def test_an_asynchronous_connection_beyond_this_machine_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=TOUCHED):
        asyncio.run(asyncio.open_connection("kiosque.example", 80))


def test_this_machine_is_reached(free_port: Callable[[], int]) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        for host in ("127.0.0.1", "localhost"):
            with socket.create_connection((host, server.getsockname()[1])) as client:
                assert client.getpeername() == server.getsockname()


def test_no_setting_is_inherited(tmp_path_factory: pytest.TempPathFactory) -> None:
    names = {name for name in os.environ if name.startswith(("KIOSQUE_", "LANGSMITH_", "LANGCHAIN_"))}
    assert names == {"KIOSQUE_HOME"}
    assert Path(os.environ["KIOSQUE_HOME"]).is_relative_to(tmp_path_factory.getbasetemp())
