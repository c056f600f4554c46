"""Starting the page."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from rag.errors import BadSetting
from rag.interface.page import serve
from rag.settings import PROJECT


def test_a_taken_port_is_passed_over(free_port) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port(port, "fr") > port


def test_without_a_free_port_the_setting_is_named(monkeypatch: pytest.MonkeyPatch, free_port) -> None:
    monkeypatch.setattr(serve, "_PORTS_TRIED", 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        with pytest.raises(BadSetting, match="aucun port libre"):
            serve.free_port(taken.getsockname()[1], "fr")


def test_the_first_visit_waits_for_no_import() -> None:
    program = "import runpy, sys; runpy.run_path('app.py'); print('rag.interface.page.frame' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_nothing_can_open_the_page_to_the_network_or_report_its_use() -> None:
    options = serve.streamlit_options(8501)
    assert options["server.address"] == "127.0.0.1"
    assert options["server.allowedHosts"] == ["127.0.0.1", "localhost"]
    assert options["browser.gatherUsageStats"] is False
    assert options["client.showErrorDetails"] == "none"


@pytest.mark.parametrize(("variables", "display"), [({}, False), ({"DISPLAY": ":0"}, True)], ids=["none", "one"])
def test_display(variables: dict[str, str], display: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert serve.has_display() is display
