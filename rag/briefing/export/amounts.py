"""A figure of an article in the reader's language: « 94 millions d’euros » is “€94 million”."""

from __future__ import annotations

from collections.abc import Mapping

from rag.checking.figures import Figure, figures
from rag.records import Language
from rag.typography import NARROW, WIDE, grouped, with_figures

_COUNTED: Mapping[str, tuple[str, str]] = {
    "injured": ("blessé", "injured"), "dead": ("mort", "dead"), "missing": ("disparu", "missing"),
    "evacuated": ("évacué", "evacuated"), "person": ("personne", "people"), "job": ("emploi", "jobs"),
    "spectator": ("spectateur", "spectators"), "visitor": ("visiteur", "visitors"), "child": ("enfant", "children"),
    "marcher": ("manifestant", "protesters"), "pupil": ("élève", "pupils"), "passenger": ("passager", "passengers"),
    "donor": ("donateur", "donors"), "resident": ("habitant", "residents"), "night": ("nuit", "nights"),
    "metre": ("mètre", "metres"), "kilometre": ("kilomètre", "kilometres"), "hectare": ("hectare", "hectares"),
    "tonne": ("tonne", "tonnes"), "home": ("logement", "homes"),
}  # fmt: skip
"""Unit → its French word for one, and its English word for several."""

_MONEY: Mapping[str, tuple[str, str]] = {"euro": ("euros", "€"), "pound": ("livres", "£"), "dollar": ("dollars", "$")}
_SCALES = ((1e9, "milliard", "billion"), (1e6, "million", "million"))


def in_language(text: str, written: Language, into: Language) -> str:
    """`text`, a figure with its unit in the language `written`, as `into` says it; of an unknown unit the digits.

    In the same language it stays, unless it ends with the number: "injured at 14" is "14 injured".
    """
    if written == into and not text[-1:].isdigit():
        return text
    found = list(figures(text, written))
    sure = len(found) == 1 and len(found[0].values) == 1
    said = (_said(found[0], into) if sure else "") or with_figures(text, into)
    return said.replace(NARROW, WIDE) if into == "en" else said


def _said(figure: Figure, into: Language) -> str:
    """The figure in words of the language; "" where these are not known."""
    (value,) = figure.values
    if figure.unit in _MONEY:
        return _money(value, *_MONEY[figure.unit], into)
    if figure.unit == "percent":
        return f"{_number(value, into)}{NARROW}%" if into == "fr" else f"{_number(value, into)}%"
    if figure.unit not in _COUNTED or value < 2:  # of one, "person" and "people" would have to be told apart
        return ""
    french, english = _COUNTED[figure.unit]
    return f"{_number(value, into)}{WIDE}{f'{french}s' if into == 'fr' else english}"


def _money(value: float, french: str, sign: str, into: Language) -> str:
    scale, million, english = next((one for one in _SCALES if value >= one[0]), (1.0, "", ""))
    number = _number(value / scale, into)
    if into == "en":
        return f"{sign}{number}{WIDE}{english}" if english else f"{sign}{number}"
    if not million:
        return f"{number}{WIDE}{french}"
    of = "d’" if french[0] == "e" else "de "
    return f"{number}{WIDE}{million}{'s' * (value >= 2 * scale)} {of}{french}"


def _number(value: float, into: Language) -> str:
    if value == int(value):
        return grouped(int(value), into)
    return f"{value:.6g}".replace(".", "," if into == "fr" else ".")
