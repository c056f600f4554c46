"""Words that exclude one another: what rose did not fall, a third is no quarter, the north is not the south.

A claim that says one of them where its source says another turns the news around without touching a number, a name or a
negation. Only words that stay contrary whoever is speaking are listed: who wins and who loses, who buys and who sells,
what is before and what is after tell the same event from two sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.checking.polarity import denied_places
from rag.checking.repeated import exchanged
from rag.records import Citation, Language

_Forms = tuple[str, str]
"""How French, then English say one of the words of a group: regular expressions."""

_NUMBER = r"(?= (?:[€$£]?\d|(?:a|one|two|three|four|five|ten|twenty|half)\b))"
_DAY = r"(?= (?:\d|jan|feb|mar|apr|may|june?\b|july?\b|aug|sept|oct|nov|dec))"

_GROUPS: Sequence[Sequence[_Forms]] = (
    (
        (
            r"augment(?!atif)\w+|hauss\w+|en hausse|accr(?:oît|u|us|ue|ues|oissement)|croissance"
            r"|grimp\w+|bond(?:i|it|ir)|progression|progress(?:é|e|er|ent|ait)",
            r"increas\w+|rise[ns]?|rising|rose|gr[eo]ws?|grown|growth|climb(?:s|ed|ing)?|soar\w*"
            r"|surg(?:e|ed|es|ing)",
        ),
        (
            r"baiss\w+|recul(?:|é|e|er|ent|ait)|diminu\w+|chut(?:e|é|er|ent|ait)|décr(?:oît|u|ue|oissance)"
            r"|régress\w+|repli",
            r"decreas\w+|declin\w+|falls?|fell|fallen|falling|drop(?:s|ped|ping)?"
            r"|shr[aiu]nk\w*|plung\w+|slump\w*",
        ),
    ),
    (
        (r"cré(?:e|é|er|era|eront|ent|ée|ées|és|ant|ation|ations)", r"creat(?:e|es|ed|ing|ion)"),
        (
            r"supprim\w+|suppressions?|licenci\w+|détrui\w+",
            r"cuts?|cutting|scrap(?:s|ped|ping)?|slash\w*|axe[ds]?|layoffs?|destroy\w*",
        ),
    ),
    (
        (
            r"r?ouv(?:r(?:e|es|ent|ir|ira|iront|irait|ait|aient|i|ant)|ert(?:e|s|es|ure|ures)?)",
            r"(?:re-?)?open(?:s|ed|ing)?",
        ),
        (r"ferm(?:é|ée|és|ées|er|era|eront|eture|etures|ait)", r"clos(?:es|ed|ing|ure|ures)|shut\w*"),
    ),
    (
        (r"accept\w+|approuv\w+|adopt(?!if)\w+|ratifi\w+", r"accept\w*|approv\w+|adopt(?:s|ed|ing|ion)?|ratif\w+"),
        (r"rejet\w*|refus\w*", r"reject\w*|refus\w+|turn(?:s|ed)? down"),
    ),
    (
        (r"autoris\w+|permet\w*", r"allow\w*|authori[sz]\w+|permit\w*"),
        (r"interdi\w+", r"ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbade|outlaw\w*"),
    ),
    (
        (r"arrêté(?:e|s|es)?|interpell\w+|incarcér\w+|emprisonn\w+", r"arrest\w*|jailed|imprison\w*|detain\w+"),
        (r"libér(?:é|ée|és|ées|er|ation)|relâch\w+", r"releas(?:e|ed|es|ing)|freed"),
    ),
    (
        (r"condamn\w+|coupables?", r"convict\w*|sentenced|guilty"),
        (r"acquitt\w+|relax(?:e|é|ée|és|ées)|innocent(?:e|s|es|é|ée)?", r"acquitt\w*|innocent|cleared"),
    ),
    (
        (r"embauch\w+|recrut\w+", r"hir(?:e|es|ed|ing)|recruit\w*"),
        (r"licenci\w+", r"laid off|lay-?offs?|dismiss\w*|sack(?:ed|ing)|redundanc\w+|redundant"),
    ),
    (
        (r"réussi\w*|réussites?|succès", r"success\w*|succeed\w*"),
        (r"échec|échou\w+", r"fail(?:s|ed|ing|ure|ures)?"),
    ),
    (
        (r"bénéfices?|excédents?|profits", r"profits?|surplus"),
        (r"pertes|déficits?", r"loss(?:es)?|deficits?"),
    ),
    (
        (r"commenc\w+|débute\w*|débuté|démarr\w+", r"beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?"),
        (r"termin(?!al|aux)\w+|achev\w+|s[’']arrêt\w+|prend fin|pris fin", r"end(?:s|ed|ing)|finish\w*"),
    ),
    (
        (r"accélér\w+", r"accelerat\w+|speed(?:s|ing)? up|sped up"),
        (r"ralenti\w*", r"slow(?:s|ed|ing|down)?"),
    ),
    (
        (r"renforc\w+|durci\w*", r"strengthen\w*|tighten\w*|toughen\w*"),
        (r"affaibli\w*|assoupli\w*", r"weaken\w*|loosen\w*|eas(?:ed|es|ing)|relax\w*"),
    ),
    (
        (r"construi\w+|construction|bâti(?:e|s|es|r)?", r"buil(?:d|ds|t|ding)|construct\w*"),
        (r"démoli\w*|démolition", r"demolish\w*|demolition|torn down|tear down"),
    ),
    (
        (r"amélior\w+", r"improv\w+"),
        (r"détérior\w+|dégrad\w+|aggrav\w+|empir\w+", r"deteriorat\w+|worsen\w*"),
    ),
    (
        (r"surviv\w+|survécu\w*|rescapée?s?", r"surviv\w+"),
        (r"mort(?:e|s|es)?|décédée?s?|tuée?s?", r"died|dead|killed|deaths?"),
    ),
    ((r"majorit\w+", r"majorit\w+"), (r"minorit\w+", r"minorit\w+")),
    ((r"favorables?", r"in favou?r"), (r"défavorables?|hostiles?|opposée?s?", r"opposed")),
    (
        (r"maxim(?:um|ale?|aux)", r"maximum"),
        (r"minim(?:um|ale?|aux)", r"minimum"),
    ),
    (
        (r"plus d(?:e|es|u)?|au moins|au-dessus", rf"more than|(?:over|above){_NUMBER}|at least"),
        (r"moins d(?:e|es|u)?|au plus|au-dessous", rf"less than|fewer than|(?:under|below){_NUMBER}|at most"),
    ),
    (
        (rf"(?:après le|à (?:partir|compter) du|dès le){_NUMBER}", rf"(?:after|from|since){_DAY}"),
        (rf"(?:jusqu[’']au|avant le){_NUMBER}", rf"(?:until|till|before|up to){_DAY}"),
    ),
    (
        (r"nord", r"north(?:ern)?"),
        (r"sud", r"south(?:ern)?"),
        (r"(?<=[ld][’'])est", r"east(?:ern)?"),
        (r"ouest", r"west(?:ern)?"),
    ),
    (
        (r"printemps", r"spring"),
        (r"(?:(?<=[ld][’'])|(?<=cet )|(?<=en ))été", r"summer"),
        (r"automne", r"autumn"),
        (r"hiver", r"winter"),
    ),
    ((r"gauche", r"left-wing|the left"), (r"(?<!bonne )droite", r"right-wing|the right")),
    (
        (r"moitié", r"half"),
        (r"(?:un|le|deux) tiers", r"(?:one|two)[ -]thirds?|a third(?= of)"),
        (r"(?:un|le|trois) quarts?(?! d[’']heure)", r"(?:one|three)[ -]quarters?|a quarter(?= of)"),
        (r"(?:un|deux|trois|quatre) cinquièmes?", r"(?:one|two|three|four)[ -]fifths?|a fifth(?= of)"),
    ),
    (
        (r"doubl(?:é|ée|er|e|era|ement)", r"doubl(?:e|es|ed|ing)"),
        (r"tripl(?:é|ée|er|e|era|ement)", r"tripl(?:e|es|ed|ing)"),
        (r"quadrupl\w+", r"quadrupl\w+"),
    ),
    (
        (r"premi(?:er|ère)s?(?! ministre)", r"first"),
        (r"deuxièmes?|(?<!\d )secondes?|seconds?", r"second"),
        (r"troisièmes?", r"third"),
        (r"quatrièmes?", r"fourth"),
    ),
)

_Place = tuple[int, int]
"""Which group of the list, which of its words."""


def _compiled(language: int) -> dict[_Place, re.Pattern[str]]:
    return {
        (group, member): re.compile(rf"(?<![\w-])(?:{forms[language]})(?!\w)", re.IGNORECASE)
        for group, words in enumerate(_GROUPS)
        for member, forms in enumerate(words)
    }


_PATTERNS: Mapping[Language, Mapping[_Place, re.Pattern[str]]] = {"fr": _compiled(0), "en": _compiled(1)}


def contraries(claim: str, language: Language, citations: Sequence[Citation]) -> list[tuple[str, str]]:
    """Each word of `claim` that excludes one of the cited sentences, which do not say it, and that other word.

    Also where they say both, if the one stands in the other's place. What a negation bears on is left to `polarity`:
    "did not rise" may well tell of a fall.
    """
    own = [one.quote for one in citations if one.article.language == language]
    replaced = (pair for quote in own for pair in _replaced(claim, quote, language))
    return list(dict.fromkeys([*_unsaid(claim, language, citations), *replaced]))


def _replaced(claim: str, quote: str, language: Language) -> Iterator[tuple[str, str]]:
    """The words that stand where `quote`, which `claim` repeats, has one that excludes them."""
    listed = _words(claim, language)
    for held, said in exchanged(quote, claim):
        ours = {place: word for place, word in _words(" ".join(said), language).items() if place in listed}
        yield from _opposed(ours, _words(" ".join(held), language))


def _unsaid(claim: str, language: Language, citations: Sequence[Citation]) -> Iterator[tuple[str, str]]:
    """The words that no cited sentence and no title says, beside one that excludes them."""
    known: dict[_Place, str] = {}
    for one in citations:
        known |= _affirmed(one.quote, one.article.language)
    heads = [_words(f"{one.quote} {one.article.title}", one.article.language) for one in citations]
    affirmed = _affirmed(claim, language)
    said = {place: word for place, word in affirmed.items() if not any(place in head for head in heads)}
    yield from _opposed(said, {place: word for place, word in known.items() if place not in affirmed})


def _opposed(said: Mapping[_Place, str], known: Mapping[_Place, str]) -> Iterator[tuple[str, str]]:
    for (group, member), word in said.items():
        other = next((found for (one, place), found in known.items() if one == group and place != member), None)
        if other:
            yield word, other


def _words(text: str, language: Language) -> dict[_Place, str]:
    """The listed words of `text`, by their place in the list: the first for each."""
    return {place: found.group() for place, pattern in _PATTERNS[language].items() if (found := pattern.search(text))}


def _affirmed(text: str, language: Language) -> dict[_Place, str]:
    """Those on which nothing that denies bears."""
    denied = denied_places(text, language)
    return {
        place: one.group()
        for place, pattern in _PATTERNS[language].items()
        for one in pattern.finditer(text)
        if not any(start <= one.start() < end for start, end in denied)
    }
