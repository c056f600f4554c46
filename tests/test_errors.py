"""Every error says the same thing in both languages, and the tree at the top of its module is the real one."""

import ast
import re
from string import Formatter

import pytest

from rag import errors
from rag.settings import PROJECT


def every_error() -> list[type[errors.KiosqueError]]:
    found, left = [], [errors.KiosqueError]
    while left:
        children = left.pop().__subclasses__()
        found += children
        left += children
    return [one for one in found if one.__module__ == "rag.errors"]


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize(
    "error", [one for one in every_error() if not one.__subclasses__()], ids=lambda one: one.__name__
)
def test_both_languages_with_the_same_values(error: type[errors.KiosqueError]) -> None:
    assert error.english and error.french
    assert fields(error.english) == fields(error.french)
    made = error(**dict.fromkeys(fields(error.english), 3))
    assert str(made) == made.sentence("en") != made.sentence("fr")


def test_the_drawn_tree_names_every_error() -> None:
    drawn = set(re.findall(r"[A-Z]\w+", (errors.__doc__ or "").split("\n\n")[1]))
    assert drawn == {one.__name__ for one in every_error()} | {"KiosqueError"}


def test_no_cause_is_written_in_one_language() -> None:
    """Words of ours that fill a sentence come in both; those of other programs are passed on as they are."""
    bare = [
        f"{path.name}:{keyword.value.lineno}"
        for path in (PROJECT / "rag").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg in ("cause", "rule", "why")
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
    ]
    assert bare == []
