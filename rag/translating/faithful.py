"""Does a translation say what its sentence says? Figures, dates, names and denials are compared, and words left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rag.checking import facts
from rag.checking.clock import times, without_times
from rag.checking.reasons import reason
from rag.checking.verify import mistranslated
from rag.records import Citation, Language
from rag.translating.keywords import lost_keywords
from rag.translating.named import lost_acronyms, lost_names
from rag.translating.shades import lost_shades, words_left

_LONGEST, _FREE_WORDS = 1.8, 2
"""How many times longer one rendering may be, some words aside: beyond, something was left out or added."""

_FIGURES = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f,.]\d{3}(?!\d))+|\d+")
"""A number in figures: groups of three, or figures in a row."""

_DECIMALS = re.compile(r"[.,](\d+)")

_POWER = re.compile(r"(?<=[\d\s\u00a0\u202f])([kcm]?m)([23])\b")
"""« 133 000 km2 » counts no two."""


def rendering_faults(source: Citation, translated: str, into: Language) -> tuple[str, ...]:
    """What `translated` says otherwise than the sentence it renders, as reasons in the language of the sentence."""
    text, language = source.quote, source.article.language
    faults = translation_faults(text, language, translated, into)
    faults += mistranslated(translated, source, into)
    names = dict.fromkeys((*lost_names(source, translated), *lost_acronyms(text, translated, into)))
    shades = (*lost_shades(text, language, translated, into), *lost_keywords(text, language, translated, into))
    changed = (*words_left(text, translated, into), *names, *_other_times(text, translated), *shades)
    return (*faults, *(reason("translation", language, value) for value in changed))


def _other_times(text: str, translated: str) -> list[str]:
    """The times of day of the sentence, when the translation tells others: "0 h 20" is not "20:00"."""
    theirs = times(translated, lasting=True)
    return [text[one.start : one.end] for one in times(text) if not any(one.same(other) for other in theirs)]


def translation_faults(text: str, language: Language, translated: str, other: Language) -> tuple[str, ...]:
    """Numbers that one of the two renderings has and the other has not, as reasons in `language`.

    Numbers must have the same values, whatever word tells them (« une centaine », "both"), and those in figures must be
    in figures, as often, in both: "12" is not "twelve".
    The lengths must be of one size.
    """
    sizes = sorted((len(text.split()), len(translated.split())))
    if sizes[0] * _LONGEST < sizes[1] - _FREE_WORDS or not translated:
        return (reason("translation", language, text),)
    text, translated = (_POWER.sub(_raised, without_times(one)) for one in (text, translated))
    first, second = facts.numbers(text, language), facts.numbers(translated, other)
    lost = [one.text for one in first if not _held(one, facts.all_numbers(translated, other))]
    added = [one.text for one in second if not _held(one, facts.all_numbers(text, language))]
    ours, theirs = figures(text), figures(translated)
    differing: Iterable[str] = [*lost, *added] or [*(ours - theirs), *(theirs - ours)]
    return tuple(reason("translation", language, value) for value in dict.fromkeys(differing))


def _raised(unit: re.Match[str]) -> str:
    return unit.group(1) + {"2": "²", "3": "³"}[unit.group(2)]


def _held(number: facts.Number, others: Iterable[facts.Number]) -> bool:
    return any(number.values & one.values for one in others)


def figures(text: str) -> Counter[str]:
    """The numbers of `text` in figures, in one form for both languages: "1 234,50" and "1,234.5" are "1234.5"."""
    found: Counter[str] = Counter()
    at = 0
    while match := _FIGURES.search(text, at):
        decimals = _DECIMALS.match(text, match.end())
        at = decimals.end() if decimals else match.end()
        whole = str(int(re.sub(r"\D", "", match.group())))
        fraction = decimals.group(1).rstrip("0") if decimals else ""
        found[f"{whole}.{fraction}" if fraction else whole] += 1
    return found
