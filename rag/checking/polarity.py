"""Yes or no: whether a claim denies what its source affirms, or the reverse.

Each negation is given the words it bears on: the verb and what follows, as far as the next stop. A claim and a sentence
of the same language contradict each other when what a negation of one bears on stands in the other and is not denied
there: an antonym ("n'est pas ouvert" for "fermé") is no contradiction.
Across languages only the presence of a denial can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from rag.library.stems import STOP_WORDS, folded, stem
from rag.records import Language

_TOKEN = re.compile(r"n['’]t\b|n['’](?=[^\W\d])|[^\W_]+?(?=n['’]t\b)|[^\W_]+|[^\w\s'’-]")
_REACH = 4
"""Words after a negation that it bears on: "n'a pas encore été entièrement fermé"."""

_BETWEEN = 8
"""Words that may part "ne" from "pas"."""

_LIGHT = frozenset(
    "serai seras sera serons serez seront serait seraient aura auront aurait auraient desormais dorenavant deja "
    "toujours maintenant aujourd'hui actuellement still already always currently longer anymore".split()
)
"""Between a negation and what it denies: « ne seront désormais plus diffusés » denies « diffusés »."""

_CLOSING = frozenset("pas plus jamais rien aucun aucune guere personne ni nul nulle".split())
_ALONE: dict[Language, frozenset[str]] = {
    "fr": frozenset("pas jamais aucun aucune ni sans non".split()),
    "en": frozenset("not n't never no none nobody nothing neither nor cannot without".split()),
}
_VERBAL = frozenset({"ne", "n'", "not", "n't", "never", "cannot"})
"""Negations of a verb; the others ("sans", "no") are more often said otherwise in the other language."""

_OFTEN_A_PREFIX = frozenset({"non"})
"""Negations that are part of a word in the other language: « non éligible », "ineligible"."""

_HIDDEN = re.compile(
    r"(?:refus|reject|rejet|fail(?!ed state)|echou|deni|deny|lack|manqu|miss(?!ion|il)|absen|prevent|empech|evit|avoid"
    r"|interdi|banned|banni|cess|stop|arret|renonc|exclu|oppos|contre|against|hardly|rarely|impossib|incapa|priv(?:e|at)"
    r"|ignor|perd|doubt|dout|aucun|instead|unless|except|hormis|plutot"
    r"|un(?:able|likely|clear|known|fair|usual|certain|happy|safe|fit|willing|stable)"
    r"|dis(?:agree|miss|pel|prov|approv|parai|appear|sua)|in(?:capa|suff|utile|connu|just|efficac|visib)|[a-z]{3,}less$)"
)
"""Beginnings of words that deny without a negation: "refuse", "unable"."""

_HIDDEN_WORDS = frozenset(
    "ban bans nie nient nier peu few moins less only seul seule seuls seules avant before until rather lieu sauf loin "
    "far faute yet encore nul nulle rien lost lose loses without sans".split()
)
"""Such words in full, whose beginnings others share: "nie" and "niece", « peu » and « peut »."""


@dataclass(frozen=True)
class Denial:
    """A negation: the words it bears on, the first after it being its `head`, its text and its own word in it."""

    head: str
    stems: frozenset[str]
    text: str
    mark: str


@dataclass(frozen=True)
class Polarity:
    """The words of a text, those denied and those affirmed, and its negations."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    denials: tuple[Denial, ...]
    hidden: bool


def polarity(text: str, language: Language) -> Polarity:
    """What `text` affirms and denies, by stems."""
    tokens = [match.group() for match in _TOKEN.finditer(normalize("NFC", text))]
    plain = [folded(token).replace("’", "'") for token in tokens]
    content = {place: stem(word.lower(), language) for place, word in enumerate(tokens) if _is_content(word)}
    ranges = [(_with_content(places, content), mark) for places, mark in _ranges(plain, language)]
    inside = {place for places, _ in ranges for place in places}
    return Polarity(
        frozenset(one for place, one in content.items() if place not in inside),
        frozenset(one for place, one in content.items() if place in inside),
        tuple(_denial(places, mark, tokens, content) for places, mark in ranges),
        bool(ranges) or any(word in _HIDDEN_WORDS or _HIDDEN.match(word) for word in plain),
    )


def denied_places(text: str, language: Language) -> list[tuple[int, int]]:
    """Offsets in `text`, composed (NFC), of the words that a negation bears on, or a word such as "refuse"."""
    tokens = list(_TOKEN.finditer(text))
    plain = [folded(one.group()).replace("’", "'") for one in tokens]
    hidden = [_after(plain, at) for at, word in enumerate(plain) if _HIDDEN.match(word)]
    places = {at for found, _ in _ranges(plain, language) for at in found}.union(*hidden)
    return [tokens[at].span() for at in sorted(places)]


def _with_content(places: list[int], content: Mapping[int, str]) -> list[int]:
    """`places`, and where they hold no word that says something, the nearest such words on both sides."""
    if not places or any(place in content for place in places):
        return places
    before = max((place for place in content if place < places[0]), default=places[0])
    after = min((place for place in content if place > places[-1]), default=places[-1])
    return [before, *places, after]


def _is_content(word: str) -> bool:
    return word.isalnum() and word.lower() not in STOP_WORDS and folded(word) not in _CLOSING | _LIGHT


def _denial(places: list[int], mark: int, tokens: list[str], stems: Mapping[int, str]) -> Denial:
    borne = [stems[place] for place in sorted(places, key=lambda one: (one < mark, one)) if place in stems]
    text = " ".join(tokens[i] for i in sorted({mark, *places}))
    return Denial(borne[0] if borne else "", frozenset(borne), text, folded(tokens[mark]).replace("’", "'"))


def _ranges(words: list[str], language: Language) -> list[tuple[list[int], int]]:
    """For each negation the places of the words it bears on, and its own place."""
    found: list[tuple[list[int], int]] = []
    closed = -1
    for place, word in enumerate(words):
        if place <= closed:
            continue
        if language == "fr" and word in ("ne", "n'"):
            closing = _closing(words, place)
            if closing:
                verb = [] if _corrected(words, closing) else range(place + 1, closing)
                found.append(([*verb, *_after(words, closing)], place))
                closed = closing
            elif _opened(words, place):
                found.append((_after(words, place), place))
        elif word in _ALONE[language] and not _idle(words, place):
            before = [place - 1] if language == "en" and place else []
            found.append(([*before, *_after(words, place)], place))
    return found


_NOBODY = frozenset("personne rien nul nulle".split())
_DETERMINERS = frozenset("la une cette chaque toute quelque".split())


def _corrected(words: list[str], closing: int) -> bool:
    """Whether what follows "pas" gives way to something else: « ne fermera pas trois nuits, mais deux » will close."""
    stop = next((at for at in range(closing + 1, len(words)) if not words[at][:1].isalnum()), len(words))
    return stop > closing + 1 and words[stop : stop + 2] == [",", "mais"]


def _opened(words: list[str], place: int) -> bool:
    """Whether what denies comes before the "ne" at `place`: « personne n’a », « rien de grave n’est »."""
    for at in range(max(0, place - _REACH), place):
        if words[at] in _NOBODY and not (at and words[at - 1] in _DETERMINERS):
            return True
        if words[at] == "plus" and words[at + 1] in {"un", "une"}:
            return True
    return False


_IDLE_AFTER = frozenset({"only", "just", "seulement"})


def _idle(words: list[str], place: int) -> bool:
    """Whether the negation at `place` denies nothing: "whether or not", "pas seulement", « Non, … », « non plus »."""
    following = words[place + 1 : place + 2]
    if words[place] == "non" and (place == 0 or following in (["plus"], ["loin"]) or not _after(words, place)):
        return True
    return words[place - 1 : place] in (["or"], ["ou"]) or not _IDLE_AFTER.isdisjoint(following)


def _closing(words: list[str], place: int) -> int | None:
    """Where the "pas" of the "ne" at `place` is; None for "ne … que", which affirms, and for a "ne" alone."""
    for at in range(place + 1, min(place + _BETWEEN, len(words))):
        if words[at] in _CLOSING:
            return at
        if words[at] in ("que", "qu"):
            return None
    return None


def _after(words: list[str], place: int) -> list[int]:
    """The next words after `place`, as far as a stop."""
    places = []
    for at in range(place + 1, min(place + 1 + _REACH, len(words))):
        if not words[at][:1].isalnum():  # empty where an accent stands alone
            break
        places.append(at)
    return places


def contradiction(claim: str, language: Language, source: str, source_language: Language) -> str | None:
    """The negation that the claim has and its source has not, or the reverse; None when they agree."""
    said, known = polarity(claim, language), polarity(source, source_language)
    if language != source_language:
        return _unlike(said, known, len(claim) / max(1, len(source)))
    affirmed = known.affirmed if known.hidden else known.affirmed | {""}  # "" heads a negation of little words only
    added = (one for one in said.denials if one.head in affirmed and one.stems.isdisjoint(known.denied))
    lost = (one for one in known.denials if _lost(one, said, known))
    return next((one.text for one in (*added, *lost)), None)


def _lost(denial: Denial, said: Polarity, known: Polarity) -> bool:
    """Whether `said` holds most of the words of a denial of its source, as affirmed."""
    only_denied = denial.stems - known.affirmed
    kept = only_denied & said.affirmed
    return denial.head in kept and denial.stems.isdisjoint(said.denied) and len(kept) >= len(only_denied) / 2


def _unlike(said: Polarity, known: Polarity, share: float) -> str | None:
    """Across languages: a negation of the claim where its source has none, or of the source where a claim has none.

    `share` is the length of the claim in that of its source: a short claim may leave out what is denied.
    """
    ours = [one.text for one in said.denials if one.mark not in _OFTEN_A_PREFIX]
    if ours and not known.hidden:
        return ours[0]
    verbal = next((one.text for one in known.denials if one.mark in _VERBAL), None)
    return verbal if not said.hidden and share >= _WHOLE else None


_WHOLE = 0.7
"""From this length on a claim tells the whole of its source."""
