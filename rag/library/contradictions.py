"""Do two texts that are nearly the same say something else: another number, another name, or the contrary?

Only what stands between the same words on both sides is compared: elsewhere a text was rewritten, or goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from text_to_num import alpha2digit

from rag.library.stems import folded
from rag.records import LANGUAGES
from rag.typography import MONTHS, WEEKDAYS

CONTEXT_WORDS = 4
"""Equal words on both sides that make two sentences the same one, told with another number. With 3, figures of the
day in a re-edited dispatch ("3,310 in 24 hours") count as well."""

ONE_NAME = 0.8
"""Least likeness (difflib's ratio) of two spellings of a name: "Tanguidec" and "Tanguidek", not "Maëlle", "Maïwenn"."""

MOST_VALUES, MOST_WORDS, LONGEST_NAME = 9, 9, 40
"""Values of one place, words of a name, letters of a word that are looked at: a text made to be slow has more."""

LONGEST_CHARS = 200_000
"""What is compared of a text, from its beginning: no article is longer, a book would take all the memory."""

Values = Callable[[list[re.Match[str]], list[str]], list[bool]]
"""(words as written, the same folded) → which of them are values."""

_VALUE = "0"
_WORD = re.compile(r"\w+")
_STARTS = re.compile(r"^$|[.!?…:«“\"\n][\s\u00a0\u202f]*$|[-–—] $")
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_NUMBERS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente "
    "quarante cinquante soixante cent cents mille two three four five seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand".split()
)
_OTHER_NUMBERS = frozenset(
    "million millions milliard milliards billion premier premiere second seconde dernier first third".split()
)
_DAYS = {folded(name) for names in (MONTHS, WEEKDAYS) for language in LANGUAGES for name in names[language]}
_NUMBER_WORDS = _OTHER_NUMBERS | _DAYS | _NUMBERS
_OF_A_DAY = re.compile(r"(?:[12]?\d|3[01]|1er|\d(?:st|nd|rd|th)|\d\dth|(?:19|20)\d\d)$")
_NOT = frozenset("ne n pas non not never cannot".split())


def contradict(text: str, other: str) -> bool:
    """Whether a sentence of both tells another number or name, or only one of them denies what it says."""
    text, other = text[:LONGEST_CHARS], other[:LONGEST_CHARS]
    return (
        _differ(_in_context(text, _numbers), _in_context(other, _numbers), _same_number)
        or _differ(_in_context(text, _names), _in_context(other, _names), _same_name)
        or _denied(text, other)
    )


# ----------------------------------------------------------------------------- values in their place


def _differ(
    ours: dict[str, set[str]], theirs: dict[str, set[str]], same: Callable[[list[str], list[str]], bool]
) -> bool:
    """Whether the same words stand around other values."""
    return any(
        ours[context].isdisjoint(theirs[context])
        and not any(
            same(one.split(), another.split())
            for one in sorted(ours[context])[:MOST_VALUES]
            for another in sorted(theirs[context])[:MOST_VALUES]
        )
        for context in ours.keys() & theirs.keys()
    )


def _in_context(text: str, values: Values) -> dict[str, set[str]]:
    """The values of `text` (numbers or names) by the words around them: "la ville … euros pour" → {"12 400"}."""
    found = list(_WORD.finditer(text))
    plain = folded("\n".join(word.group() for word in found)).split("\n")
    words, told = list[str](), list[str]()
    for is_value, run in groupby(zip(values(found, plain), plain, strict=True), lambda pair: pair[0]):
        several = [word for _, word in run]
        words += [_VALUE] if is_value else several
        told += [" ".join(several)] if is_value else [""] * len(several)
    contexts: dict[str, set[str]] = {}
    for place in range(CONTEXT_WORDS, len(words) - CONTEXT_WORDS):
        if told[place]:
            context = " ".join(words[place - CONTEXT_WORDS : place + CONTEXT_WORDS + 1])
            contexts.setdefault(context, set()).add(told[place])
    return contexts


def _numbers(_found: list[re.Match[str]], plain: list[str]) -> list[bool]:
    return [word in _NUMBER_WORDS or _DIGIT.search(word) is not None for word in plain]


def _names(found: list[re.Match[str]], _plain: list[str]) -> list[bool]:
    """Which words have a capital that is not the one of a sentence."""
    starts = (_STARTS.search(word.string[max(word.start() - 3, 0) : word.start()]) for word in found)
    return [word.group()[0].isupper() and not start for word, start in zip(found, starts, strict=True)]


def _same_number(ours: list[str], theirs: list[str]) -> bool:
    """Whether both are one number ("12", "douze") or one day, told more or less fully ("lundi", "lundi 12 octobre")."""
    one, another = _in_digits(ours), _in_digits(theirs)
    if one == another:
        return True
    less, more = sorted((set(one), set(another)), key=len)
    dated = less & _DAYS and less < more
    return bool(dated and all(word in _DAYS or _OF_A_DAY.match(word) for word in more))


def _in_digits(words: list[str]) -> list[str]:
    """Numbers in words as figures, thousands in one piece: "deux mille", "2 000" and "2,000" are "2000"."""
    text = " ".join(words)
    for language in LANGUAGES:
        text = alpha2digit(text, language, threshold=0)
    return _THOUSANDS.sub("", text).split()


def _same_name(ours: list[str], theirs: list[str]) -> bool:
    """Whether one name is in the other ("Tanguy", "Nolwenn Tanguy"), spelled otherwise at most."""
    less, more = sorted((ours, theirs), key=len)
    return len(more) <= MOST_WORDS and all(any(_one_spelling(word, other) for other in more) for word in less)


def _one_spelling(word: str, other: str) -> bool:
    if max(len(word), len(other)) > LONGEST_NAME:
        return word == other
    return sorted(word) == sorted(other) or SequenceMatcher(None, word, other).ratio() >= ONE_NAME


# ----------------------------------------------------------------------------- the contrary


def _denied(text: str, other: str) -> bool:
    """Whether words of both are denied in one only: "ne rouvrira pas avant l’hiver", "rouvrira avant l’hiver"."""
    ours, theirs = _in_sequence(text), _in_sequence(other)
    pairs = [(ours[words], theirs[words]) for words in ours.keys() & theirs.keys()]
    return any((one.denied and not another.near) or (another.denied and not one.near) for one, another in pairs)


@dataclass
class _Sequence:
    """Some words in a row: whether one of them is `denied` wherever they stand, or anything `near` them is anywhere."""

    denied: bool = True
    near: bool = False


def _in_sequence(text: str) -> dict[tuple[str, ...], _Sequence]:
    words, denied = _denials(text)
    found: dict[tuple[str, ...], _Sequence] = {}
    for start in range(len(words) - CONTEXT_WORDS):
        end = start + CONTEXT_WORDS + 1
        sequence = found.setdefault(tuple(words[start:end]), _Sequence())
        sequence.denied &= any(denied[start:end])
        sequence.near |= any(denied[max(start - CONTEXT_WORDS, 0) : end + CONTEXT_WORDS])
    return found


def _denials(text: str) -> tuple[list[str], list[bool]]:
    """The words without "ne", "pas" and their like, and which of them follow one."""
    words: list[str] = []
    denied: list[bool] = []
    after = False
    for word in _WORD.findall(folded(text)):
        if word in _NOT or (word == "t" and words and words[-1].endswith("n")):  # "didn’t"
            after = True
            continue
        words.append(word)
        denied.append(after)
        after = False
    return words, denied
