"""False claims made of a true sentence by changing one thing: a number, a name, a date, a negation, a contrary or
a quoted word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from rag.evaluation.reversals import another_fraction, another_toll, contrary
from rag.library.stems import folded
from rag.records import Article, Language
from rag.typography import MONTHS, WEEKDAYS

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ][\w-]*[^\W_](?:[ \u00a0][A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ][\w-]*[^\W_])*")
_FIGURES = re.compile(r"\d+(?:[.,\u00a0\u202f ’]\d{3})*(?:[.,]\d+)?")
QUOTED = re.compile(r"«[^«»]+»|“[^“”]+”|\"[^\"]+\"")
_SCALES = {
    "fr": [("million", "milliard"), ("milliard", "million")],
    "en": [("million", "billion"), ("billion", "million")],
}
_SMALL: dict[str, Sequence[str]] = {
    "fr": "deux trois quatre cinq six sept huit dix onze douze treize quinze vingt trente quarante cinquante".split(),
    "en": "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split(),
}
_SCALED = {
    "fr": re.compile(r"(?<![\d.,])(\d+(?:,\d+)?)[ \u00a0\u202f](million|milliard)s?(?: d[e’'] ?)?"),
    "en": re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) (million|billion)\b"),
}
_MONTH = {language: "|".join(names) for language, names in MONTHS.items()}
_BARE_MONTH = {
    "fr": re.compile(rf"\b(?:en|depuis|dès|début|fin|mi-) ?({_MONTH['fr']})\b(?! \d)"),
    "en": re.compile(rf"\b(?:in|since|until|early|late|mid-) ?({_MONTH['en']})\b(?! \d)"),
}
_NOBODYS = {
    "fr": (
        (r"\bPersonne n[e’'] ?", "Tout le monde "),
        (r"\bRien n[e’'] ?", "Tout "),
        (r"(?<=[a-zé]) non(?= (?!plus|seulement)[a-zé]+\b)", ""),
    ),
    "en": ((r"\b(?:No one|Nobody)\b", "Everybody"), (r"\bNothing\b", "Everything")),
}
_CALENDAR = {folded(word) for words in (MONTHS, WEEKDAYS) for each in words.values() for word in each}
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


def falsehoods(text: str, article: Article, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each false claim made of `text`, a sentence of `article`: its kind, the rule and the claim.

    `names` are those of the article, as `proper_names` finds them.
    """
    for (kind, rule), falsehood in _FALSEHOODS.items():
        chance = Random(f"{rule} {text}")  # noqa: S311 - to choose, not to hide
        yield from ((kind, rule, claim) for claim in falsehood(text, article.language, chance))
    chance = Random(text)  # noqa: S311 - to choose, not to hide
    yield from (("name", "another of the article", claim) for claim in _renamed(text, names, names, chance))
    yield from (("name", "of no article", claim) for claim in _renamed(text, names, _NOBODY, chance))
    words = [word for word in re.findall(r"(?<![\w’'-])[a-zà-ÿ]{5,}\b", article.text) if word not in text]
    if words:
        yield from (("quotation", "another word", claim) for claim in _misquoted(text, words, chance))


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


def _without_scale(text: str, language: Language, chance: Random) -> Iterator[str]:
    """5 euros where the sentence has 5 millions d'euros."""
    found = _SCALED[language].search(text)
    if found:
        yield from _placed_once(text, found, found.group(1))


def _one_of_the_scale(text: str, language: Language, chance: Random) -> Iterator[str]:
    """1 million where the sentence has 5 millions."""
    found = _SCALED[language].search(text)
    if found and not found.group(1).startswith("1") and not re.search(r"\b(?:une?|one|a) \w+(?:lli|d)", text):
        yield f"{text[: found.start()]}1 {found.group(2)}{text[found.end(2) :].removeprefix('s')}"


def _placed_once(text: str, old: re.Match[str], new: str) -> Iterator[str]:
    """`text` with the number `new` for what `old` matched, unless the rest of it holds that number too."""
    rest = f"{text[: old.start()]}\n{text[old.end() :]}"
    if new not in [one.group() for one in _FIGURES.finditer(rest)]:
        yield f"{text[: old.start()]}{new} {text[old.end() :].lstrip()}"


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
    if re.search(rf"\d(?:er)? (?:{_MONTH[language]})\b|\b(?:{_MONTH[language]}) \d", text):
        yield from _swapped(MONTHS[language], text, chance)


def _another_bare_month(text: str, language: Language, chance: Random) -> Iterator[str]:
    """« en mai » where the sentence has « en mars »."""
    found = _BARE_MONTH[language].search(text)
    if found:
        other = chance.choice([month for month in MONTHS[language] if month not in text])
        yield text[: found.start(1)] + other + text[found.end(1) :]


def _another_weekday(text: str, language: Language, chance: Random) -> Iterator[str]:
    yield from _swapped(WEEKDAYS[language], text, chance)


def _another_year(text: str, language: Language, chance: Random) -> Iterator[str]:
    found = re.search(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,])", text)
    if found:
        yield from _placed(text, found, str(int(found.group()) + chance.choice([-12, -3, -2, -1, 1, 2, 3, 12])))


def _another_day(text: str, language: Language, chance: Random) -> Iterator[str]:
    found = re.search(
        rf"(?<!\d)\d{{1,2}}(?= (?:{_MONTH[language]})\b)|(?<=\w )(?<!\d)\d{{1,2}}(?=, (?:1|2)\d{{3}})", text
    )
    if found:
        yield from _placed(text, found, str(int(found.group()) % 27 + chance.choice([1, 2])))


def _shorter_day(text: str, language: Language, chance: Random) -> Iterator[str]:
    """5 juin where the sentence has 15 juin."""
    months = _MONTH[language]
    found = re.search(rf"(?<!\d)([123])[1-9] (?:{months})\b|\b(?:{months}) ([123])[1-9](?!\d)", text)
    if found:
        at = found.start(found.lastindex or 0)
        yield text[:at] + text[at + 1 :]


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


def _somebody(text: str, language: Language, chance: Random) -> Iterator[str]:
    """Somebody where the sentence has nobody, guilty where it has not guilty."""
    for pattern, new in _NOBODYS[language]:
        found = re.search(pattern, text)
        if found:
            yield text[: found.start()] + new + text[found.end() :]
            return


_FALSEHOODS: dict[tuple[str, str], Callable[[str, Language, Random], Iterator[str]]] = {
    ("number", "digit"): _another_digit,
    ("number", "magnitude"): _another_magnitude,
    ("number", "scale"): _another_scale,
    ("number", "scale left out"): _without_scale,
    ("number", "one of the scale"): _one_of_the_scale,
    ("number", "in words"): _another_word_number,
    ("number", "fraction"): another_fraction,
    ("number", "of others"): another_toll,
    ("date", "month"): _another_month,
    ("date", "month alone"): _another_bare_month,
    ("date", "weekday"): _another_weekday,
    ("date", "year"): _another_year,
    ("date", "day"): _another_day,
    ("date", "shorter day"): _shorter_day,
    ("negation", "inserted"): _negated,
    ("negation", "removed"): _affirmed,
    ("negation", "nobody"): _somebody,
    ("contrary", "another word"): contrary,
}


def proper_names(text: str) -> list[str]:
    """Capitalised words of `text` that neither open a sentence nor are abbreviated nor stand anywhere in lower case."""
    common = set(re.findall(r"(?<![\w-])[a-zà-ÿœ][\w-]*", text))
    inside = (one for one in _CAPITALISED.finditer(text) if re.search(r"[\w,;] $", text[: one.start()][-2:]))
    found = [one.group() for one in inside if text[one.end() : one.end() + 1] not in (".", "’", "'")]
    return [name for name in dict.fromkeys(found) if not _common(name, common)]


def _common(name: str, common: set[str]) -> bool:
    words = name.replace("\u00a0", " ").split()
    return any(word.lower() in common or folded(word) in _CALENDAR or len(word) < 4 for word in words)


_NOBODY = ("Velmorand", "Quistrec", "Hazelbourne", "Ombredanne", "Brackenshaw", "Saint-Orvain")


def _renamed(text: str, names: Sequence[str], others: Sequence[str], chance: Random) -> Iterator[str]:
    """One of `names` in the sentence changed into one of `others`, of another root than all words of the sentence."""
    roots = {folded(word)[:4] for word in re.findall(r"\w+", text)}
    others = [name for name in others if roots.isdisjoint(folded(word)[:4] for word in re.findall(r"\w+", name))]
    own = [one for one in _CAPITALISED.finditer(text) if one.group() in names]
    if own and others:
        one = chance.choice(own)
        yield text[: one.start()] + chance.choice(others) + text[one.end() :]


def _misquoted(text: str, words: Sequence[str], chance: Random) -> Iterator[str]:
    """One long word inside the quotation marks changed into a word of elsewhere in the article."""
    quotes = [one for one in QUOTED.finditer(text) if len(one.group().split()) >= 4]
    for quote in quotes[:1]:
        inside = list(re.finditer(r"(?<![\w’'-])[a-zà-ÿ]{4,}\b", quote.group()))
        if inside:
            one = chance.choice(inside)
            start, end = quote.start() + one.start(), quote.start() + one.end()
            yield text[:start] + chance.choice(words) + text[end:]
