"""Kiosque as one process that answers each question line as soon as it comes, for bench/compare.py.

`python -m rag ask --batch` reads its whole file first; here the two sides take turns.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from rag.assemble import open_kiosque
from rag.interface.as_json import answer
from rag.settings import load_settings


def main(articles: Path) -> None:
    """Add `articles`, then answer the lines of standard input. The settings come from KIOSQUE_ variables."""
    with closing(open_kiosque(load_settings())) as kiosque:
        for _outcome in kiosque.add([str(articles)]):
            pass
        for line in sys.stdin:
            request = json.loads(line)
            shown = {"id": request["id"]} | answer(kiosque.ask(request["question"]).answer())
            print(json.dumps(shown, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
