"""Starting the page: on this machine alone, on the port of the settings or the next free one."""

from __future__ import annotations

import http.client
import os
import runpy
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rag.assemble import open_kiosque
from rag.errors import BadSetting
from rag.interface.page import access
from rag.interface.page.guard import HOSTS
from rag.interface.words import say
from rag.records import Language
from rag.settings import PROJECT, Settings
from rag.sources.language import load_identifier

if TYPE_CHECKING:
    from rag.assemble import Kiosque

ADDRESS = "127.0.0.1"
_ENTRY = PROJECT / "app.py"
_PORTS_TRIED = 20
_START_SECONDS = 60.0


def serve(settings: Settings, browser: bool = True, opener: Callable[[Settings], Kiosque] = open_kiosque) -> None:
    """Serves the page until KeyboardInterrupt, which goes on to the caller. Raises BadSetting without a free port.

    `browser`: open the page in the reader's browser when this machine has a display.
    """
    port = free_port(settings.port, settings.language)
    app = runpy.run_path(str(_ENTRY))["app"]
    load_identifier()  # now: it lets go of the interpreter again and again, and among visits waits each time
    access.provide(lambda: opener(settings))
    threading.Thread(target=_announce, args=(port, settings, browser), daemon=True).start()
    try:
        with _launched_as(str(_ENTRY)):
            app.run(config=streamlit_options(port))
    finally:
        access.close()
    # The server swallows the signal that ends it, or not, as its threads happen to run: the caller sees one end only.
    raise KeyboardInterrupt


def streamlit_options(port: int) -> dict[str, Any]:
    """What must hold whatever Streamlit's own files and variables say: they could open the page to the network."""
    return {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": True,
        "server.allowedHosts": list(HOSTS),
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.fileWatcherType": "none",
        "server.showEmailPrompt": False,
        "server.trustedUserHeaders": "{}",
        "browser.gatherUsageStats": False,
        "browser.serverAddress": ADDRESS,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "runner.magicEnabled": False,
        "logger.hideWelcomeMessage": True,
    }


def free_port(first: int, language: Language) -> int:
    """`first` or the next port on which nothing listens. Raises BadSetting."""
    last = min(first + _PORTS_TRIED, 65535)
    for port in range(first, last + 1):
        with socket.socket() as probe:
            # As the server does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OSError:
                continue
            return port
    raise BadSetting(name="port", rule=say("serve.no_port", language, first=first, last=last))


@contextmanager
def _launched_as(path: str) -> Iterator[None]:
    """Streamlit reads its configuration beside the program named by sys.argv: that is the page, not the command."""
    before = sys.argv[:]
    sys.argv[:] = [path]
    try:
        yield
    finally:
        sys.argv[:] = before


def _announce(port: int, settings: Settings, browser: bool) -> None:
    """Prints the address once the page answers, and opens it."""
    address = f"http://{ADDRESS}:{port}"
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(port):
        if time.monotonic() > deadline:
            return
        time.sleep(0.1)
    print(say("serve.ready", settings.language, address=address), flush=True)
    if browser and has_display():
        webbrowser.open(address)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def has_display() -> bool:
    """Whether a browser would have a screen to open on."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
