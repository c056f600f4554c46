"""The web page as an ASGI application: its script and what guards it. `python -m rag serve` starts it."""

import streamlit as st
from starlette.middleware import Middleware

import rag.interface.page.frame  # noqa: F401 - now, so that the first visit need not wait for it
from rag.assemble import open_kiosque
from rag.interface.page import access, files
from rag.interface.page.guard import Guard
from rag.interface.page.localise import Localised
from rag.interface.page.trouble import tell_unexpected
from rag.settings import PROJECT, load_settings

access.provide(lambda: open_kiosque(load_settings()))

app = st.App(
    PROJECT / "rag" / "interface" / "page" / "script.py",
    routes=files.ROUTES,
    middleware=[Middleware(Guard), Middleware(Localised)],
    on_script_error=tell_unexpected,
)
