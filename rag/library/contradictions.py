"""Do two texts that are nearly the same say something else: another number, another name, or the contrary?

Only what stands between the same words on both sides is compared: elsewhere a text was rewritten, or goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from rag.library.stems import folded

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
_NUMBER_NAMES = (
    "deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 treize:13 quatorze:14 quinze:15 "
    "seize:16 vingt:20 vingts:20 trente:30 quarante:40 cinquante:50 soixante:60 cent:100 cents:100 mille:1000 "
    "two:2 three:3 four:4 five:5 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 "
    "sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 "
    "eighty:80 ninety:90 hundred:100 thousand:1000"
)
_NUMBERS = {name: int(number) for name, number in (pair.split(":") for pair in _NUMBER_NAMES.split())}
_OTHER_NUMBERS = frozenset(
    "million millions milliard milliards billion premier premiere second seconde dernier first third".split()
)
_DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "january february march april may june july august september october november december".split()
)
_NUMBER_WORDS = _OTHER_NUMBERS | _DAYS | _NUMBERS.keys()
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
    made: list[str] = []
    for spelled, run in groupby(words, _NUMBERS.__contains__):
        if spelled:
            made.append(str(_value([_NUMBERS[word] for word in run])))
            continue
        for word in run:
            if made and made[-1].isdigit() and len(word) == 3 and word.isdigit() and made[-1] != "0":
                made[-1] += word
            else:
                made.append(word)
    return made


def _value(parts: list[int]) -> int:
    """[4, 20, 12] and [90, 2] are 92, [2, 1000, 3, 100] is 2,300: what is smaller multiplies, what is not adds."""
    total = last = 0
    for part in parts:
        multiplies = part >= 100 or (part, last) == (20, 4)
        last = max(last, 1) * part if multiplies else last + part
        if part == 1000:
            total, last = total + last, 0
    return total + last


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
