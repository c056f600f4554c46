"""What the documentation says is what the program has: commands, settings, models."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import commands

from rag.engine import catalogue
from rag.settings import PROJECT, Settings

README = (PROJECT / "README.md").read_text("utf-8")
PAGES = [PROJECT / "README.md", PROJECT / "models" / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
ROW = re.compile(r"^\| `([a-z_]+)`(?: \(`KIOSQUE_[A-Z]+`\))?(?:, `([a-z_]+)`)? \|", re.MULTILINE)


def told(text: str) -> set[str]:
    """The commands that a page shows after `python -m rag`."""
    known = commands()
    shown = re.findall(r"python -m rag ([a-z]+)(?: ([a-z]+))?", text)
    return {f"{first} {second}" if f"{first} {second}" in known else first for first, second in shown}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_pages_show_commands_that_exist(page: Path) -> None:
    groups = {name.split()[0] for name in commands()}
    assert told(page.read_text("utf-8")) <= commands() | groups


def test_the_readme_tells_every_command() -> None:
    words = set(re.findall(r"[a-z]+", README))
    assert {name for name in commands() if not set(name.split()) <= words} == set()


def test_the_settings_page_has_every_setting_with_its_default() -> None:
    page = (PROJECT / "docs" / "settings.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+?) \|", page, re.MULTILINE))
    expected = {name: field.description for name, field in Settings.model_fields.items()}
    assert rows == expected


def test_the_readme_names_settings_that_exist() -> None:
    named = {name for pair in ROW.findall(README) for name in pair if name}
    assert named and named <= set(Settings.model_fields)


def test_the_readme_lists_the_models_of_the_catalogue() -> None:
    models = catalogue.load(PROJECT / "models").models
    rows = re.findall(r"^\| `([a-z0-9.-]+)` \| (\d[\d,.]*) (MB|GB) \| ([^|]+) \|", README, re.MULTILINE)
    told_sizes = {name: (float(size.replace(",", "")), unit, licence.strip()) for name, size, unit, licence in rows}
    assert set(told_sizes) == {model.id for model in models}
    for model in models:
        size, unit, licence = told_sizes[model.id]
        assert licence == model.licence
        assert size == pytest.approx(model.size_bytes / {"MB": 1e6, "GB": 1e9}[unit], rel=0.06)
