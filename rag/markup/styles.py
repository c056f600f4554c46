"""What styles hide: the declarations of an element, and the rules of a page's style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHEET_CHARS = 200_000
"""How much of a style sheet is read. 31 press pages carry a third of it at most."""

Compound = frozenset[str]
"""What one element must have: {"p", ".chapo"} for p.chapo."""

_TINY = r"0+(?:\.0*)?(?:[a-z]+|%)?|[01]?(?:\.\d+)?(?:px|pt)|0?\.0\d*(?:r?em)?|[0-4]%"
_AWAY = r"-(?:\d{3,}|[3-9]\d(?:r?em|v[wh])).*"
_FLAT = r"(?:0+|[01]px)"
_HIDING = {
    name: re.compile(value)
    for names, value in {
        "display": "none",
        "visibility": "hidden|collapse",
        "content-visibility": "hidden",
        "mso-hide": "all",
        "opacity": r"0*(?:\.0\d*)?|[0-4]%",
        "filter": r"(?:.*\s)?opacity\(0(?:\.0\d*)?%?\).*",
        "font-size": _TINY,
        "font": rf"(?:[a-z]+\s+)*(?:{_TINY})(?:/\S+)?(?:\s.*)?",
        "color": r"transparent|[a-z]{3,4}\((?:(?:[^,]*,){3}|[^/]*/)\s*0*(?:\.0\d*)?%?\s*\)|"
        r"#[0-9a-f]{3}0|#[0-9a-f]{6}0[0-9a-f]",
        "top right text-indent margin-left": _AWAY,
        "left": rf"{_AWAY}|[1-9]\d\d+v[wh]",
        "transform": r".*(?:scale[xy]?\(0*(?:\.0\d*)?\s*[,)]|"
        r"translate(?:3d|[xy])?\(-?(?:\d{4,}px|\d{2,}r?em|\d{3,}v[wh])).*",
        "clip": r"rect\([01](?:px)?[\s,].*",
        "clip-path": r"inset\((?:50|100)%.*|circle\(0.*",
    }.items()
    for name in names.split()
}
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)
_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)|@layer\b[^{}]*", re.IGNORECASE)
_COMPOUND = re.compile(r"(?:[\w-]+|\*)?((?:[.#][\w-]+)*)")
_NAMED = {"white": "ffffff", "black": "000000"}


def hides(told: dict[str, str]) -> bool:
    """Whether an element with these declarations shows no text that can be read."""
    if any(rule.fullmatch(told.get(name, "")) for name, rule in _HIDING.items() if told.get(name)):
        return True
    sizes = (told.get(name, "") for name in ("height", "max-height", "width", "max-width"))
    if told.get("overflow", "").startswith("hidden") and any(re.fullmatch(_FLAT, size) for size in sizes):
        return True
    own = colour(told.get("color", ""))
    return own is not None and own == background(told)


def declarations(style: str) -> dict[str, str]:
    """Each property and its value, in small letters, comments and escapes undone."""
    if not style:
        return {}
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", style)).lower()
    pairs = (part.partition(":") for part in plain.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def background(told: dict[str, str]) -> str | None:
    """The colour behind an element, when its declarations give one and no picture."""
    value = told.get("background-color") or told.get("background")
    return colour(value) if value else None


def colour(value: str) -> str | None:
    """A colour as six hexadecimal digits; None for one written in other ways."""
    value = _NAMED.get(value.strip(), value.strip().lstrip("#"))
    if match := re.fullmatch(r"rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)", value):
        return "".join(f"{int(part):02x}" for part in match.groups())
    value = "".join(sign * 2 for sign in value) if len(value) == 3 else value
    return value if re.fullmatch("[0-9a-f]{6}", value) else None


def hiding_selectors(sheet: str) -> Iterator[tuple[Compound, ...]]:
    """The selectors of the rules that hide on every screen: an element, after those around it, from the outermost.

    Those that ask for more (a child, a state, an attribute) are left alone, as are rules under other conditions.
    """
    for names, declared in _rules(sheet):
        if hides(declarations(declared)):
            yield from filter(None, map(_compounds, names.split(",")))


def _compounds(selector: str) -> tuple[Compound, ...]:
    """() for a selector of another form."""
    found = []
    for part in selector.split():
        match = _COMPOUND.fullmatch(part)
        if match is None:
            return ()
        tag = part[: len(part) - len(match[1])].lower().strip("*")
        found.append(frozenset([*re.findall(r"[.#][\w-]+", match[1]), *([tag] if tag else [])]))
    return tuple(found)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule for all screens.

    Split at its braces: a search for whole rules starts again at each sign of a sheet made to take for ever.
    """
    opened: list[str] = []
    pieces = re.split(r"([{}])", _COMMENT.sub("", sheet[:SHEET_CHARS]))
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            opened.append(text.rpartition(";")[2].strip())
        elif opened:
            names = opened.pop()
            if "@" not in names and (not opened or (len(opened) == 1 and _SCREENS.fullmatch(opened[0]))):
                yield names, text


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or "0", 16)
    return match[2] or (chr(code) if code < 0x110000 else "")
