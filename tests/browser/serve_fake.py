"""Serves the page over a fake Kiosque, for the browser tests: its one argument is a JSON object of options."""

from __future__ import annotations

import json
import sys

from fakes_kiosque import FERRY, FERRY_AGAIN, HOSTILE, LIBRARY_VOTE, FakeKiosque, Pace

from rag.errors import ModelMissing
from rag.interface.page.serve import serve
from rag.records import Article
from rag.settings import load_settings

if __name__ == "__main__":
    options = json.loads(sys.argv[1])
    settings = load_settings(port=options["port"], language=options.get("language", "fr"))
    articles = (FERRY, LIBRARY_VOTE, HOSTILE) if options.get("articles", True) else ()
    articles += (FERRY_AGAIN,) if options.get("again") else ()
    more = [Article(f"Dépêche {n}", f"La dépêche {n}.", "fr") for n in range(options.get("more", 0))]
    kiosque = FakeKiosque(
        settings,
        articles=(*articles, *more),
        pace=Pace(*(options.get(name, 0.0) for name in ("reading", "piece", "adding"))),
        missing=ModelMissing(model="qwen-mini") if options.get("missing") else None,
    )
    try:
        serve(settings, browser=False, opener=lambda _: kiosque)  # type: ignore[arg-type, return-value]
    except KeyboardInterrupt:
        sys.exit(130)
