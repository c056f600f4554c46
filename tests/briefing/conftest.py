"""What briefings are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from editions import FAIR, FLOOD, Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path, FLOOD, FAIR)
    yield room
    room.close()
