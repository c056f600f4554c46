"""What a reader knows of a story already: what its earlier articles say, and the lines that told it.

A sentence says nothing new when another one has all its words that matter, its figures and its denials. That holds for
a reprint, an agency's text that was cut, a paragraph of background; it does not for a toll that rose or a bridge that
opened, however alike the rest. A sentence of the other language says nothing new when it could be the translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.briefing.edition import Entry
from rag.briefing.twins import renders, twins
from rag.checking import facts
from rag.library.sentences import split_sentences
from rag.library.stems import content_stems
from rag.protocols import Embedder
from rag.records import LANGUAGES, Article, Evidence, Language, Span

_FEWEST_WORDS = 3
"""Words of the shortest sentence that can be news: "(Avec agence)" and headings are none."""

_DENIAL = re.compile(r"\b(?:ne|n['’]|pas|jamais|sans|aucune?|plus|not|no|never|without)\b|n['’]t\b", re.IGNORECASE)

Keys = frozenset[str]


@dataclass(frozen=True)
class Heard:
    """Sentences that say nothing new: `known` by their words, `told` also in the other language."""

    known: frozenset[Keys] = frozenset()
    told: tuple[Evidence, ...] = ()

    def adds(self, article: Article) -> bool:
        """Whether a sentence of `article` says something new; its title alone does not."""
        return not self.known or any(_whole(span.text) for span in self.left(article))

    def left(self, article: Article) -> list[Span]:
        """The sentences of `article` that no known one of the same language says all of."""
        spans = split_sentences(article.text, article.language)
        return [span for span in spans if not self._says(_keys(span.text, article.language))] if self.known else spans

    def _says(self, keys: Keys) -> bool:
        return any(keys <= known for known in self.known)

    def translated(self, sentences: Sequence[Evidence], embedder: Embedder) -> set[int]:
        """The places of those of `sentences` that were told in the other language."""
        if not self.told:
            return set()
        every = [*sentences, *self.told]
        near = twins(every, embedder)
        return {
            place
            for place, one in enumerate(sentences)
            if any(other >= len(sentences) and renders(one, every[other]) for other in near[place])
        }


NOTHING = Heard()


def heard(articles: Iterable[Article], entries: Iterable[Entry]) -> Heard:
    """What `articles` say and what the lines of `entries` told."""
    told = tuple(
        _evidence(entry.headline.text(language), line.text(language), language)
        for entry in entries
        for line in entry.lines
        for language in LANGUAGES
    )
    read = [(span.text, one.language) for one in articles for span in split_sentences(one.text, one.language)]
    said = [(one.span.text, one.article.language) for one in told]
    return Heard(frozenset(_keys(text, language) for text, language in (*read, *said)), told)


def _evidence(title: str, text: str, language: Language) -> Evidence:
    return Evidence(Article(title, text, language), Span(0, len(text), text), 0.0)


def _whole(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and text[-1:] in '.!?…»”"'


def _keys(text: str, language: Language) -> Keys:
    """The stems, figures and denials of a sentence: what another one must have to say as much."""
    figures = {f"{value:.15g}" for number in facts.numbers(text, language) for value in number.values}
    denials = {f"not {found.lower()}" for found in _DENIAL.findall(text)}
    return frozenset({*content_stems(text, language), *figures, *denials})
