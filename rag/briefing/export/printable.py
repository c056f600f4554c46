"""Text in the signs that a font has, without another number or name coming of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Set

_WRITTEN = {
    "\u202f": "\u00a0", "\u2009": "\u00a0", "\u2007": "\u00a0", "\u2011": "-",
    "∼": "~", "⋅": "·", "ŋ": "n", "Ŋ": "N", "ɛ": "e", "ɔ": "o",
}  # fmt: skip
"""What stands for signs that our font lacks and that are no accented letter."""

_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"
_PLAIN = str.maketrans(_RAISED + _LOWERED, "0123456789+-" * 2)
_ABOVE, _BELOW = re.compile(f"[{_RAISED}]+"), re.compile(f"(?<=\\d)[{_LOWERED}]+")
_APART = re.compile(r"(?<=\d)[⅐-⅞↉①-⓿]")


def printable(text: str, signs: Set[int]) -> str:
    """`text` with each sign as it is when its code point is in `signs`, else as its base letter or in others, else "?".

    Exponents keep a mark, "10⁻⁶" is "10^-6" where "⁻" lacks, and what follows a figure stays apart from it.
    """

    def mended(mark: str) -> Callable[[re.Match[str]], str]:
        return lambda run: run[0] if _there(run[0], signs) else mark + run[0].translate(_PLAIN)

    text = unicodedata.normalize("NFC", text)
    for run, mark in ((_ABOVE, "^"), (_BELOW, "_"), (_APART, " ")):
        text = run.sub(mended(mark), text)
    return "".join(_sign(sign, signs) for sign in text)


def _there(text: str, signs: Set[int]) -> bool:
    return all(ord(sign) in signs and (sign.isprintable() or sign == "\u00a0") for sign in text)


def _sign(sign: str, signs: Set[int]) -> str:
    if sign.isspace() and sign != "\u00a0":
        return _WRITTEN.get(sign, " ")
    if unicodedata.category(sign) in ("Cf", "Mn"):
        return ""  # joiners, directions, accents of their own: nothing to see
    forms = (sign, _WRITTEN.get(sign, ""), _base(sign), _decimal(sign))
    return next((form for form in forms if form and _there(form, signs)), "?")


def _base(sign: str) -> str:
    """The sign without accents or strokes: "ḥ" is "h", "Ɓ" is "B", "Ⅳ" is "IV"."""
    parts = unicodedata.normalize("NFKD", sign)
    plain = "".join(_WRITTEN.get(one, one) for one in parts if not unicodedata.combining(one))
    whole, stroke, _ = unicodedata.name(sign, "").partition(" WITH ")
    return unicodedata.lookup(whole) if plain == sign and stroke and whole.startswith("LATIN") else plain


def _decimal(sign: str) -> str:
    """A figure of another script, as ours: it has the same value."""
    return str(value) if (value := unicodedata.decimal(sign, None)) is not None else ""
