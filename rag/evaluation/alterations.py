"""Sentences made true and false by rule: what a support check must let pass, and what it must catch.

Each source sentence gives true claims (itself, the same in other figures, a part of it) and false ones, each with one
thing changed: a number, a name, a date, a negation, or a word inside quotation marks. The rules know nothing of how
claims are checked. The same sentence always gives the same claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from rag.library.sentences import split_sentences
from rag.library.stems import folded
from rag.records import Article, Language, Span

_SHORTEST, _LONGEST = 40, 350
"""Characters of a sentence worth altering: shorter ones are headings, longer ones are lists."""

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ][\w-]*[^\W_](?:[ \u00a0][A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ][\w-]*[^\W_])*")
_FIGURES = re.compile(r"\d+(?:[.,\u00a0\u202f ’]\d{3})*(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})([\u00a0\u202f ,])(\d{3})(?![\d]|[\u00a0\u202f ,]\d)")
_QUOTED = re.compile(r"«[^«»]+»|“[^“”]+”|\"[^\"]+\"")
_SCALES = {
    "fr": [("million", "milliard"), ("milliard", "million")],
    "en": [("million", "billion"), ("billion", "million")],
}
_SMALL: dict[str, Sequence[str]] = {
    "fr": "deux trois quatre cinq six sept huit dix onze douze treize quinze vingt trente quarante cinquante".split(),
    "en": "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split(),
}
_MONTHS: dict[str, Sequence[str]] = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_DAYS: dict[str, Sequence[str]] = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_CALENDAR = {folded(word) for words in (_MONTHS, _DAYS) for each in words.values() for word in each}
_VERBS = {
    "fr": re.compile(
        r"(?<=\w )(est|sont|a|ont|était|étaient|sera|seront|avait|avaient|peut|peuvent|doit|doivent|va|vont)(?= [a-zé])"
    ),
    "en": re.compile(r"(?<=\w )(is|are|was|were|has|have|had|will|would|can|could|should|must|may)(?= [a-z])"),
}
_BEFORE_A_VERB = re.compile(
    r"(?:\b(?:ne|se|me|te|le|la|les|lui|leur|y|en|nous|vous|on|il y|not|never)|[’'][a-zà-ÿ]*) $", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:ne|pas|jamais|aucune?|plus|guère|rien|ni|sans|not|never|no|nor|without|none)\b|n[’']", re.IGNORECASE
)
_REMOVED = {
    "fr": re.compile(r"\b(?:ne |n[’'])((?:[ly] ?[’']?)?\w+) (?:pas|jamais|guère)\b(?! (?:seulement|moins|que|plus))"),
    "en": re.compile(
        r"(?<=[a-z])n[’']t\b(?<!can[’']t)(?<!won[’']t)| (?:not|never)\b(?! (?:only|just|least|yet|to))(?<!or not)"
    ),
}


@dataclass(frozen=True)
class Case:
    """A claim, the sentence it is checked against, and what was done to it; `kind` is "true" or what is false."""

    claim: str
    article: Article
    span: Span
    kind: str
    rule: str


def cases(article: Article) -> Iterator[Case]:
    """Every true and false claim that the rules make of the sentences of `article`."""
    names = _names(article.text)
    for span in split_sentences(article.text, article.language):
        if not _SHORTEST <= len(span.text) <= _LONGEST or span.text[-1] not in '.!?»”"':
            continue
        for kind, rule, claim in _variants(span.text, article, names):
            if claim != span.text or rule == "verbatim":
                yield Case(claim, article, span, kind, rule)


def _variants(text: str, article: Article, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    chance, language = Random(text), article.language  # noqa: S311 - to choose, not to hide
    yield "true", "verbatim", text
    for rule, truth in _TRUTHS.items():
        yield from (("true", rule, claim) for claim in truth(text, language))
    for (kind, rule), falsehood in _FALSEHOODS.items():
        yield from ((kind, rule, claim) for claim in falsehood(text, language, chance))
    yield from (("name", "another of the article", claim) for claim in _renamed(text, names, chance))
    words = [word for word in re.findall(r"(?<![\w’'-])[a-zà-ÿ]{5,}\b", article.text) if word not in text]
    if words:
        yield from (("quotation", "another word", claim) for claim in _misquoted(text, words, chance))


# ----------------------------------------------------------------------------- true


def _other_figures(text: str, language: Language) -> Iterator[str]:
    """12 500 as 12500, and as the other language writes it."""
    if _QUOTED.search(text):
        return
    if _THOUSANDS.search(text):
        yield _THOUSANDS.sub(r"\1\3", text)
    scaled = re.search(r"(?<![\d.,])(\d{1,3})(?:[.,](\d))? million(?:s)?\b(?: d[e’'] ?)?", text)
    if scaled:
        value = int(scaled.group(1)) * 1_000_000 + int(scaled.group(2) or 0) * 100_000
        figures = f"{value:,}".replace(",", "\u202f") if language == "fr" else f"{value:,}"
        yield text[: scaled.start()] + figures + " " + text[scaled.end() :].lstrip()


def _clauses(text: str, language: Language) -> Iterator[str]:
    """Without the words before the first comma, or those after the last; never with half a quotation."""
    parts = text.split(", ")
    for kept in (parts[1:], parts[:-1]):
        clause = ", ".join(kept).rstrip(" .,;") + "."
        whole = all(clause.count(one) == clause.count(other) for one, other in ("«»", "“”", "()"))
        if len(parts) > 1 and len(clause.split()) >= 6 and whole and clause.count('"') % 2 == 0:
            yield clause[0].upper() + clause[1:]


def _reported(text: str, language: Language) -> Iterator[str]:
    """As part of a longer answer. Names keep their capital; other first words lose it."""
    first = text.split()[0]
    if folded(first) in _OPENERS:
        lower = text[0].lower() + text[1:]
        yield f"Selon l’article, {lower}" if language == "fr" else f"According to the article, {lower}"


_OPENERS = frozenset(
    "le la les un une des ce cette ces il elle ils elles the a an this that these he she it they".split()
)

_TRUTHS: dict[str, Callable[[str, Language], Iterator[str]]] = {
    "figures": _other_figures,
    "a part": _clauses,
    "reported": _reported,
}


# ----------------------------------------------------------------------------- false


def _another_digit(text: str, language: Language, chance: Random) -> Iterator[str]:
    found = list(_FIGURES.finditer(text))
    if found:
        one = chance.choice(found)
        at = chance.choice([place for place, char in enumerate(one.group()) if char.isdigit()])
        digit = chance.choice([new for new in "123456789" if new != one.group()[at]])
        yield from _placed(text, one, one.group()[:at] + digit + one.group()[at + 1 :])


def _another_magnitude(text: str, language: Language, chance: Random) -> Iterator[str]:
    """A whole number ten times as large, grouped as it was."""
    found = [
        one
        for one in _FIGURES.finditer(text)
        if re.fullmatch(r"[1-9]\d*|\d{1,3}(?:[\u00a0\u202f ,]\d{3})+", one.group())
    ]
    if found:
        one = chance.choice(found)
        mark = next((char for char in one.group() if not char.isdigit()), "")
        value = int(re.sub(r"\D", "", one.group())) * 10
        yield from _placed(text, one, f"{value:,}".replace(",", mark) if mark else str(value))


def _placed(text: str, old: re.Match[str], new: str) -> Iterator[str]:
    """`text` with `new` for `old`, unless the sentence held `new` already."""
    if new not in [one.group() for one in _FIGURES.finditer(text)]:
        yield text[: old.start()] + new + text[old.end() :]


def _another_scale(text: str, language: Language, chance: Random) -> Iterator[str]:
    for one, other in _SCALES[language]:
        if re.search(rf"\d {one}", text) and other not in text:
            yield re.sub(rf"(?<=\d ){one}", other, text, count=1)


def _swapped(words: Sequence[str], text: str, chance: Random) -> Iterator[str]:
    """One of `words` changed into another that the sentence does not hold."""
    found = [one for one in re.finditer(r"(?<![\w-])[^\W\d_]+(?![\w-])", text) if one.group() in words]
    if found:
        one = chance.choice(found)
        other = chance.choice([word for word in words if word not in text])
        yield text[: one.start()] + other + text[one.end() :]


def _another_word_number(text: str, language: Language, chance: Random) -> Iterator[str]:
    yield from _swapped(_SMALL[language], text, chance)


def _another_month(text: str, language: Language, chance: Random) -> Iterator[str]:
    dated = re.search(
        r"\d(?:er)? (" + "|".join(_MONTHS[language]) + r")\b|\b(" + "|".join(_MONTHS[language]) + r") \d", text
    )
    if dated:
        yield from _swapped(_MONTHS[language], text, chance)


def _another_weekday(text: str, language: Language, chance: Random) -> Iterator[str]:
    yield from _swapped(_DAYS[language], text, chance)


def _another_year(text: str, language: Language, chance: Random) -> Iterator[str]:
    found = re.search(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,])", text)
    if found:
        yield from _placed(text, found, str(int(found.group()) + chance.choice([-12, -3, -2, -1, 1, 2, 3, 12])))


def _another_day(text: str, language: Language, chance: Random) -> Iterator[str]:
    months = "|".join(_MONTHS[language])
    found = re.search(rf"(?<!\d)\d{{1,2}}(?= (?:{months})\b)|(?<=\w )(?<!\d)\d{{1,2}}(?=, (?:1|2)\d{{3}})", text)
    if found:
        yield from _placed(text, found, str(int(found.group()) % 27 + chance.choice([1, 2])))


def _negated(text: str, language: Language, chance: Random) -> Iterator[str]:
    verbs = [one for one in _VERBS[language].finditer(text) if not _BEFORE_A_VERB.search(text[: one.start()])]
    if not verbs or _NEGATION.search(text):
        return
    verb = chance.choice(verbs)
    if language == "en":
        yield f"{text[: verb.end()]} {chance.choice(['not', 'never'])}{text[verb.end() :]}"
        return
    no = "n’" if verb.group()[0] in "aeéo" else "ne "
    yield f"{text[: verb.start()]}{no}{verb.group()} {chance.choice(['pas', 'jamais'])}{text[verb.end() :]}"


def _affirmed(text: str, language: Language, chance: Random) -> Iterator[str]:
    found = _REMOVED[language].search(text)
    if found:
        kept = found.group(1) if language == "fr" else ""
        yield text[: found.start()] + kept + text[found.end() :]


_FALSEHOODS: dict[tuple[str, str], Callable[[str, Language, Random], Iterator[str]]] = {
    ("number", "digit"): _another_digit,
    ("number", "magnitude"): _another_magnitude,
    ("number", "scale"): _another_scale,
    ("number", "in words"): _another_word_number,
    ("date", "month"): _another_month,
    ("date", "weekday"): _another_weekday,
    ("date", "year"): _another_year,
    ("date", "day"): _another_day,
    ("negation", "inserted"): _negated,
    ("negation", "removed"): _affirmed,
}


def _names(text: str) -> list[str]:
    """Capitalised words of `text` that neither open a sentence nor are abbreviated nor stand anywhere in lower case."""
    common = set(re.findall(r"(?<![\w-])[a-zà-ÿœ][\w-]*", text))
    inside = (one for one in _CAPITALISED.finditer(text) if re.search(r"[\w,;] $", text[: one.start()][-2:]))
    found = [one.group() for one in inside if text[one.end() : one.end() + 1] not in (".", "’", "'")]
    return [name for name in dict.fromkeys(found) if not _common(name, common)]


def _common(name: str, common: set[str]) -> bool:
    words = name.replace("\u00a0", " ").split()
    return any(word.lower() in common or folded(word) in _CALENDAR or len(word) < 4 for word in words)


def _renamed(text: str, names: Sequence[str], chance: Random) -> Iterator[str]:
    """One name of the sentence changed into another of the article, of another root than all words of the sentence."""
    roots = {folded(word)[:4] for word in re.findall(r"\w+", text)}
    others = [name for name in names if roots.isdisjoint(folded(word)[:4] for word in re.findall(r"\w+", name))]
    own = [one for one in _CAPITALISED.finditer(text) if one.group() in names]
    if own and others:
        one = chance.choice(own)
        yield text[: one.start()] + chance.choice(others) + text[one.end() :]


def _misquoted(text: str, words: Sequence[str], chance: Random) -> Iterator[str]:
    """One long word inside the quotation marks changed into a word of elsewhere in the article."""
    quotes = [one for one in _QUOTED.finditer(text) if len(one.group().split()) >= 4]
    for quote in quotes[:1]:
        inside = list(re.finditer(r"(?<![\w’'-])[a-zà-ÿ]{4,}\b", quote.group()))
        if inside:
            one = chance.choice(inside)
            start, end = quote.start() + one.start(), quote.start() + one.end()
            yield text[:start] + chance.choice(words) + text[end:]
