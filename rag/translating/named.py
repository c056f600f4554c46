"""Names in two languages: "OTAN" left in English is mended into "NATO", and the other way; a name lost is missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from os.path import commonprefix
from typing import NamedTuple

from rag.checking import facts
from rag.checking.aliases import ACRONYMS, ALIASES, CITIES, COUNTRIES, ORDINARY
from rag.checking.named import holds, proper
from rag.library.stems import STOP_WORDS
from rag.records import Citation, Language
from rag.translating.acronyms import spelled_out

_JOINED = {("de", "le "): "du ", ("à", "le "): "au "}
"""French prepositions that melt into the article."""

_FRENCH_BEFORE = r"(?:\b(de |d’|à )?(l’|la |le |L’|La |Le )|\b(du |au |de |d’|à ))?(?<!of )\b"
_ALONE = r"\b(?! [A-Z])"
"""London Bridge, Scotland Yard and the Bank of China are names of their own."""

_ALIKE = 0.75
"""Share of their letters from which two words are one name: Londres is London."""

_CAPITALS, _LONGER = 0.7, re.compile(r"[^\W\d_]{4,}")
"""Share of its longer words with a capital from which a headline is such that capitals tell no name."""

_FEWEST_LETTERS = 5
"""Of names that are one letter apart by accident: Anne and Anna are two."""

_ACRONYM = re.compile(r"[A-Z]{2,5}s?")


class _Name(NamedTuple):
    """A name as it stands in the other language and in this one; in French acronyms and countries have an article."""

    left: str
    right: str
    article: str


def mended(translated: str, source: str, into: Language) -> str:
    """`translated` with the names of `source` that it left as they were, now as the language `into` prints them."""
    for name in _names(into):
        if _stands(name.left, source):
            translated = _put(name, translated)
    return translated


def lost_acronyms(source: str, translated: str, into: Language) -> list[str]:
    """The acronyms of `source` that `translated` neither prints in its own language nor spells out."""
    keys = {facts.name_key(name) for name in facts.names(translated)}
    known = (name for name in _names(into) if name.left.isupper() and _stands(name.left, source))
    return [
        name.left
        for name in known
        if not (_stands(name.right, translated) or facts.name_key(name.left) in keys)
        and not spelled_out(translated, name.right)
    ]


def respelled(translated: str, source: Citation) -> str:
    """`translated` with the names of the cited sentence spelled as there, where accents or one letter went astray.

    A name of one word without a hyphen may be a place, spelled by its language (Québec is Quebec): for a letter another
    word of it has to stand beside it, there or elsewhere in the article ("Courtevoye" after "Anselme Courtevoye").
    """
    for name in _whole(source):
        translated = _accented(translated, " ".join(name))
        if len(name) == 1 and _is_surname(name[0], source.article.text):
            for word in re.findall(r"\b[^\W\d_]+\b", translated):
                if word[:1].isupper() and _one_letter_apart(word, name[0]):
                    translated = re.sub(rf"\b{word}\b", name[0], translated)
        for before, after in zip(name, name[1:], strict=False):
            said = rf"\b{re.escape(before)} ([^\W\d_]+)|\b([^\W\d_]+) {re.escape(after)}\b"
            for found in re.finditer(said, translated):
                word, meant = (found.group(1), after) if found.group(1) else (found.group(2), before)
                if word[:1].isupper() and not _translatable(meant) and _one_letter_apart(word, meant):
                    translated = re.sub(rf"\b{word}\b", meant, translated)
    return translated


def _is_surname(word: str, text: str) -> bool:
    """Whether `text` has a first name before `word`."""
    found = re.search(rf"\b([^\W\d_][\w’-]+) {re.escape(word)}\b", text)
    return found is not None and not _translatable(found.group(1)) and len(facts.names(found.group())) > 1


def _accented(text: str, name: str) -> str:
    """`text` with the accents of `name` wherever it stands without them: "Port-Evrain" is "Port-Évrain"."""
    plain = _unaccented(name)
    if plain != name and re.search(r"[ -]", name):
        for found in re.finditer(rf"\b{re.escape(plain)}\b", _unaccented(text)):
            text = text[: found.start()] + name + text[found.end() :]
    return text


def _unaccented(text: str) -> str:
    """`text` without accents, each letter at its place."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter was left out, added or exchanged, accents aside; not the first, nor the last (Princesse)."""
    first, second = facts.fold(one), facts.fold(other)
    if first == second or first[:1] != second[:1] or min(len(first), len(second)) < _FEWEST_LETTERS:
        return False
    start = len(commonprefix([first, second]))
    end = len(commonprefix([first[start:][::-1], second[start:][::-1]]))
    return end > 0 and max(len(first), len(second)) - start - end == 1


def lost_names(source: Citation, translated: str) -> list[str]:
    """The names of the cited sentence of which `translated` has no word.

    Acronyms, and words that names of institutions are made of, prove nothing: they are translated.
    """
    keys = facts.name_keys(translated)
    names = [name for name in _whole(source) if not all(map(_translatable, name))]
    return [" ".join(name) for name in names if not any(_held(word, keys) for word in name)]


def kept_names(source: Citation) -> list[str]:
    """The names of the cited sentence that both languages print alike, as far as is known."""
    whole = ([word for word in name if facts.fold(word) not in ALIASES] for name in _whole(source))
    return [" ".join(name) for name in whole if not all(map(_translatable, name))]


def _whole(source: Citation) -> list[list[str]]:
    """The names of the cited sentence, those side by side as one; of a headline in capitals all as one."""
    text, found = source.quote, list[list[str]]()
    longer = _LONGER.findall(text)
    headline = text[-1:].isalnum() and sum(word[0].isupper() for word in longer) > _CAPITALS * len(longer)
    for word in facts.names(text, proper([source.article])):
        if found and (headline or re.search(rf"\b{re.escape(found[-1][-1])}\.?\s{re.escape(word)}\b", text)):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _translatable(word: str) -> bool:
    return facts.fold(word) in ORDINARY or word.lower() in STOP_WORDS or _ACRONYM.fullmatch(word) is not None


def _held(word: str, keys: Set[str]) -> bool:
    """Whether `keys` have `word`, or those of its parts that have a capital: "Tokyo-based" is Tokyo."""
    capital = "-".join(part for part in word.split("-") if part[:1].isupper())
    return any(holds(keys, form, _ALIKE) for form in (word, capital))


def _names(into: Language) -> Iterator[_Name]:
    with_article = {**ACRONYMS, **COUNTRIES}.items()
    pairs = [(english, *re.split(r"(?<=’)|(?<= )", french, maxsplit=1)) for english, french in with_article]
    pairs += [(english, "", french) for english, french in CITIES.items()]
    for english, article, french in pairs:
        yield _Name(french, english, "") if into == "en" else _Name(english, french, article)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None


def _put(name: _Name, text: str) -> str:
    if not name.article:
        return re.sub(rf"\b{name.left}{_ALONE}", name.right, text)
    return re.sub(_FRENCH_BEFORE + rf"{name.left}{_ALONE}", lambda found: _with_article(name, found), text)


def _with_article(name: _Name, found: re.Match[str]) -> str:
    """The French name after the preposition that stands before it, its article fitting: "du NATO" is "de l’OTAN"."""
    before, article, both = (group or "" for group in found.groups())
    to = {"d": "de", "a": "à", "à": "à"}.get((before or both)[:1].lower(), "")
    if not (to or article):
        return name.right
    joined = _JOINED.get((to, name.article)) or f"{to} {name.article}".lstrip()
    return (joined[:1].upper() + joined[1:] if article[:1].isupper() and not to else joined) + name.right
