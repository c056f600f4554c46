"""Text in the signs that the standard fonts of PDF have (Windows-1252), without another number or name coming of it."""

from __future__ import annotations

import re
import unicodedata

_WRITTEN = {
    "\u202f": "\u00a0", "\u2009": "\u00a0", "\u2007": "\u00a0",
    "−": "-", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—",
    "≥": ">=", "≤": "<=", "≈": "~", "∼": "~", "≠": "!=", "→": "->", "←": "<-",
    "⁄": "/", "∕": "/", "⋅": "·", "∙": "·", "′": "'", "″": '"', "ʼ": "’", "ʻ": "‘", "μ": "µ",
    "ı": "i", "ə": "e", "Ə": "E", "ŋ": "n", "Ŋ": "N", "ɛ": "e", "ɔ": "o", "ẞ": "SS",
}  # fmt: skip
"""What stands for signs that the fonts lack and that are no accented letter."""

_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"
_PLAIN = str.maketrans(_RAISED + _LOWERED, "0123456789+-" * 2)
_ABOVE, _BELOW = re.compile(f"[{_RAISED}]+"), re.compile(f"(?<=\\d)[{_LOWERED}]+")
_APART = re.compile(r"(?<=\d)[⅐-⅞↉①-⓿]")


def printable(text: str) -> str:
    """`text` with each sign as the fonts have it, else as its base letter or in other signs, else "?".

    Exponents keep a mark, "10⁶" is "10^6", and what follows a figure stays apart from it.
    """
    text = unicodedata.normalize("NFC", text)
    text = _ABOVE.sub(lambda run: run[0] if _there(run[0]) else f"^{run[0].translate(_PLAIN)}", text)
    text = _BELOW.sub(lambda run: f"_{run[0].translate(_PLAIN)}", text)
    return "".join(map(_sign, _APART.sub(r" \g<0>", text)))


def _there(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return all(sign.isprintable() or sign == "\u00a0" for sign in text)


def _sign(sign: str) -> str:
    if sign in _WRITTEN:
        return _WRITTEN[sign]
    if sign.isspace() and sign != "\u00a0":
        return " "
    if unicodedata.category(sign) in ("Cf", "Mn"):
        return ""  # joiners, directions, accents of their own: nothing to see
    return next((form for form in (sign, _base(sign), _decimal(sign)) if form and _there(form)), "?")


def _base(sign: str) -> str:
    """The sign without accents or strokes: "ź" is "z", "Ł" is "L", "Ⅳ" is "IV", "⅓" is "1/3"."""
    parts = unicodedata.normalize("NFKD", sign)
    plain = "".join(_WRITTEN.get(one, one) for one in parts if not unicodedata.combining(one))
    whole, stroke, _ = unicodedata.name(sign, "").partition(" WITH ")
    return unicodedata.lookup(whole) if plain == sign and stroke and whole.startswith("LATIN") else plain


def _decimal(sign: str) -> str:
    """A figure of another script, as ours: it has the same value."""
    return str(value) if (value := unicodedata.decimal(sign, None)) is not None else ""
