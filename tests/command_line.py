"""What the command line has."""

from __future__ import annotations

from typer import Typer

from rag.interface.commands import app


def commands(group: Typer = app, prefix: str = "") -> set[str]:
    """Every command of `group`, those of a group inside it behind its name: "ask", "models pull"."""
    own = {prefix + (one.name or one.callback.__name__) for one in group.registered_commands if one.callback}
    for inner in group.registered_groups:
        assert inner.typer_instance
        own |= commands(inner.typer_instance, f"{inner.name} ")
    return own
