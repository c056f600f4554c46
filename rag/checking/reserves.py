"""Facts that a claim states and its source only supposes: « aurait fui », "might close", "reportedly".

The French press conditional tells what is not established; a claim in the indicative makes a fact of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.library.stems import STOP_WORDS, stem
from rag.records import Citation, Language

_SUPPOSED: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(r"\b(?:pourrai|aurai|serai|devrai)(?:t|ent)\b|\b(?:peut-être|probablement|possible que)\b", re.I),
    "en": re.compile(r"\b(?:might|could|allegedly|reportedly|perhaps|possibly|probably)\b|\bmay(?= [a-z])", re.I),
}
"""What says that the verb after it is not certain."""

_SOFTENED: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\w{2}rai(?:t|ent)\b|\bpeut|\bpeuvent|\bpossib|\bprobab|\bsans doute|\brisqu|\bselon\b|\bd[’']après\b|\bsuppos"
        r"|\bsoupçonn|\bprésum|\benvisag|\bmenac|\béventuel|\bprév|\bserai|\bdoi(?:t|vent)\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:might|may|could|would|can|should|alleg|reported|perhaps|possib|potential|probab|likel|suspect|accord"
        r"|suppos|threat|risk|expect|claim|seem|appear|fear)",
        re.I,
    ),
}
"""What says in a claim that it is not certain, or whose word it is."""

_REACH = 4
"""Words after what supposes among which its verb is: « aurait déjà été arrêté »."""

_BETWEEN = STOP_WORDS | frozenset("avoir bientôt déjà toujours ensuite soon already still now also".split())
"""Words that may stand between a reserve and its verb, those in -ment and -ly aside."""

_WORD = re.compile(r"[^\W\d_]+|[,;:.()«»“”]")


def unreserved(claim: str, language: Language, citations: Sequence[Citation]) -> Iterator[str]:
    """The verbs that `claim` states, and cited sentences of its language have with a reserve only, as written there."""
    own = [one for one in citations if one.article.language == language]
    if _SOFTENED[language].search(claim):
        return
    said = {stem(word, language) for word in _WORD.findall(claim.lower())}
    supposed = {key: text for one in own for key, text in _supposed(one.quote, language)}
    heads = " ".join(f"{_certain(one.quote, language)} {one.article.title}" for one in citations)
    stated = {stem(word, language) for word in _WORD.findall(heads.lower())}
    yield from (text for key, text in supposed.items() if key in said and key not in stated)


def _supposed(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """The stem of each verb that `text` has with a reserve, and both as written."""
    for found in _SUPPOSED[language].finditer(text):
        for number, word in enumerate(_WORD.finditer(text, found.end())):
            if number == _REACH or not word.group()[0].isalpha():
                break
            if word.group().lower() not in _BETWEEN and not word.group().endswith(("ment", "ly")):
                yield stem(word.group().lower(), language), text[found.start() : word.end()]
                break


def _certain(text: str, language: Language) -> str:
    """`text` without what stands right after a reserve."""
    for _, phrase in _supposed(text, language):
        text = text.replace(phrase, " ")
    return text
