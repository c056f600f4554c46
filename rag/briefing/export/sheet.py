"""The words of a briefing in one language, block by block: what every format lays out in its own way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.briefing.edition import Briefing, Entry, Figures, Line, Note, Share
from rag.briefing.export.amounts import in_language
from rag.records import Language
from rag.sources.language import detect
from rag.typography import WIDE, day, days, nested, typeset

Kind = Literal["title", "about", "headline", "facts", "line", "figures", "section", "item", "quality", "note"]

_FRENCH = {
    "title": "Le briefing du {days}",
    "subject": " : {subject}",
    "about": "{stories}, {sources} ; lecture : {minutes} min",
    "silence": "Rien de nouveau dans vos articles depuis le briefing du {day}.",
    "nothing": "Aucun article du {days}.",
    "nothing.on": "Aucun article du {days} pour « {subject} ».",
    "new": "nouveau", "developed": "suite", "unchanged": "sans changement",
    "facts": "{status} · {articles}, {outlets} · {days}",
    "begun": " · premier article le {day}",
    "articles.one": "article", "articles.many": "articles", "outlets.one": "journal", "outlets.many": "journaux",
    "stories.one": "sujet", "stories.many": "sujets",
    "checked.one": "affirmation vérifiée", "checked.many": "affirmations vérifiées",
    "dropped.one": "écartée", "dropped.many": "écartées",
    "unnamed": "source inconnue", "undated": "sans date",
    "differ": "Les chiffres diffèrent : {readings}.",
    "change": "Le chiffre a changé : {readings}.",
    "also": "Aussi dans vos articles",
    "still": "Rien de nouveau sur ces sujets",
    "quality": "{checked}, {dropped} ; modèle {model} ; fait le {made}.",
    "acronyms": "Sigles",
    "acronym": "{short} : {long}",
    "picture": "Les articles",
    "shares": "{day} : {articles} ({outlets})",
    "notes": "Sources",
    "cited": "{title}, {source}, {day} : {quote}",
    "quoted": "« {text} »",
}  # fmt: skip
_ENGLISH = {
    "title": "The briefing of {days}",
    "subject": ": {subject}",
    "about": "{stories}, {sources}; reading time: {minutes} min",
    "silence": "Nothing new in your articles since the briefing of {day}.",
    "nothing": "No article of {days}.",
    "nothing.on": "No article of {days} for “{subject}”.",
    "new": "new", "developed": "continued", "unchanged": "no change",
    "facts": "{status} · {articles}, {outlets} · {days}",
    "begun": " · first article on {day}",
    "articles.one": "article", "articles.many": "articles", "outlets.one": "outlet", "outlets.many": "outlets",
    "stories.one": "story", "stories.many": "stories",
    "checked.one": "claim checked", "checked.many": "claims checked",
    "dropped.one": "dropped", "dropped.many": "dropped",
    "unnamed": "unknown source", "undated": "undated",
    "differ": "The figures differ: {readings}.",
    "change": "The figure has changed: {readings}.",
    "also": "Also in your articles",
    "still": "Nothing new on these stories",
    "quality": "{checked}, {dropped}; model {model}; made on {made}.",
    "acronyms": "Acronyms",
    "acronym": "{short}: {long}",
    "picture": "The articles",
    "shares": "{day}: {articles} ({outlets})",
    "notes": "Sources",
    "cited": "{title}, {source}, {day}: {quote}",
    "quoted": "“{text}”",
}  # fmt: skip

_MARKS: dict[str, Language] = {"«»": "fr", "“”": "en"}


@dataclass(frozen=True)
class Block:
    """A piece of text; `notes` are the numbers that follow it, `number` its own when it is a note.

    `entry` is the place of the story that it belongs to, so that two languages can be laid side by side. `foreign` is
    the part of the text that is in the other language, "" for none.
    """

    kind: Kind
    text: str
    notes: tuple[int, ...] = ()
    number: int = 0
    entry: int = -1
    foreign: str = ""


class Sheet:
    """The blocks of a briefing in one language."""

    def __init__(self, briefing: Briefing, language: Language) -> None:
        self.language = language
        self._briefing = briefing
        self._notes = {note.number: note for note in briefing.notes}

    def head(self) -> list[Block]:
        """Title, what it holds, and silence where there is nothing."""
        one = self._briefing
        blocks = [Block("title", self.title)]
        if one.told:
            blocks.append(Block("about", self._about()))
        else:
            key, days = "nothing.on" if one.subject else "nothing", self._days(one.since, one.until)
            blocks.append(Block("about", self._say(key, days=days, subject=one.subject)))
        if one.silent_since:
            blocks.append(Block("about", self._say("silence", day=self._day(one.silent_since))))
        return blocks

    def stories(self) -> list[Block]:
        """The stories told, in order."""
        return [block for place, entry in enumerate(self._briefing.entries) for block in self._entry(entry, place)]

    def rest(self) -> list[Block]:
        """Stories that are only named, those that did not move, and how the briefing was made."""
        one = self._briefing
        blocks = list[Block]()
        for heading, entries in (("also", one.listed), ("still", one.unchanged)):
            if entries:
                blocks.append(Block("section", self._say(heading)))
                blocks += map(self._item, entries)
        if one.acronyms:
            blocks.append(Block("section", self._say("acronyms")))
            blocks += [Block("item", self._say("acronym", **vars(each)), (each.note,)) for each in one.acronyms]
        if one.picture:
            blocks += [Block("section", self._say("picture")), *self._picture(one.picture)]
        return [*blocks, *([self._quality()] if one.told else [])]

    def _quality(self) -> Block:
        """How many claims were checked, by whom and when; of a briefing that tells nothing nobody asks."""
        one, made = self._briefing, self._day(self._briefing.made_at)
        checked, dropped = self._counted("checked", one.checked), self._counted("dropped", one.dropped)
        return Block("quality", self._say("quality", checked=checked, dropped=dropped, model=one.model, made=made))

    def _picture(self, shares: Sequence[Share]) -> list[Block]:
        """A line for each day: its articles, then those of each outlet."""
        days: dict[str | None, list[Share]] = {}
        for share in shares:
            days.setdefault(share.day, []).append(share)
        return [
            Block("item", self._say(
                "shares", day=self._day(when), articles=self._counted("articles", sum(one.articles for one in own)),
                outlets=", ".join(f"{one.outlet or self._say('unnamed')} {one.articles}" for one in own),
            ))
            for when, own in days.items()
        ]  # fmt: skip

    def notes(self) -> list[Block]:
        """The footnotes under their heading; none without notes."""
        notes = [Block("note", self._cited(note), number=note.number) for note in self._briefing.notes]
        return [Block("section", self._say("notes")), *notes] if notes else []

    @property
    def title(self) -> str:
        one = self._briefing
        subject = self._say("subject", subject=one.subject) if one.subject else ""
        return self._say("title", days=self._days(one.since, one.until)) + subject

    def _entry(self, entry: Entry, place: int) -> list[Block]:
        headline, foreign = self._headline(entry)
        return [
            Block("headline", headline, entry=place, foreign=foreign),
            Block("facts", self._facts(entry), entry=place),
            *(self._line(line, place) for line in entry.lines),
            *(self._figures(one, place) for one in entry.figures),
        ]

    def _item(self, entry: Entry) -> Block:
        headline, foreign = self._headline(entry)
        return Block("item", f"{headline} ({self._days(entry.last, entry.last)})", foreign=foreign)

    def _headline(self, entry: Entry) -> tuple[str, str]:
        """The headline, and the part of it that is in the other language: one that was not translated is quoted."""
        text = entry.headline.text(self.language)
        if entry.headline.fr != entry.headline.en or detect(text, self.language) == self.language:
            return self._printed(text), ""
        quoted = self._quoted(text)
        return quoted, quoted

    def _line(self, line: Line, place: int) -> Block:
        """A line; one that stands as it is in both languages has its own quotation marks, which tell its language."""
        text = line.text(self.language)
        own = _MARKS.get(text[:1] + text[-1:]) if line.fr == line.en else None
        if own is None:
            return Block("line", self._printed(text), line.notes, entry=place)
        inner = text[1:-1].strip()
        text = text.replace(inner, nested(inner, own))
        return Block("line", text, line.notes, entry=place, foreign="" if own == self.language else text)

    def _facts(self, entry: Entry) -> str:
        articles, outlets = self._counted("articles", entry.articles), self._counted("outlets", len(entry.outlets))
        days, status = self._days(entry.first, entry.last), self._say(entry.status)
        earlier = entry.begun if entry.begun != entry.first else None
        begun = self._say("begun", day=self._day(earlier)) if earlier else ""
        return self._say("facts", status=status, articles=articles, outlets=outlets, days=days) + begun

    def _figures(self, figures: Figures, place: int) -> Block:
        between = typeset(" ; ") if self.language == "fr" else "; "
        readings = between.join(self._reading(one.figure, self._notes[one.note]) for one in figures.readings)
        notes = tuple(one.note for one in figures.readings)
        return Block("figures", self._say(figures.kind, readings=readings), notes, entry=place)

    def _reading(self, figure: str, note: Note) -> str:
        said = in_language(figure, detect(note.quote, self.language), self.language)
        return f"{said} ({note.source or self._say('unnamed')}, {self._day(note.published)})"

    def _printed(self, text: str) -> str:
        """`text` in the language of the sheet, its spaces as print has them; notes keep what stands in the article."""
        text = re.sub(r"(?<=\d) (?=[mb]illi(?:on|ard))", WIDE, text)
        return typeset(text) if self.language == "fr" else text

    def _cited(self, note: Note) -> str:
        source, when = note.source or self._say("unnamed"), self._day(note.published)
        return self._say("cited", title=note.title, source=source, day=when, quote=self._quoted(note.quote))

    def _quoted(self, text: str) -> str:
        return self._say("quoted", text=nested(text, self.language))

    def _about(self) -> str:
        one = self._briefing
        stories, sources = self._counted("stories", len(one.told)), self._counted("outlets", one.sources)
        return self._say("about", stories=stories, sources=sources, minutes=one.minutes(self.language))

    def _days(self, first: str | None, last: str | None) -> str:
        return days(first, last, self.language) or self._say("undated")

    def _day(self, published: str | None) -> str:
        return day(published, self.language) or self._say("undated")

    def _counted(self, noun: str, number: int) -> str:
        single = number < 2 if self.language == "fr" else number == 1
        return f"{number} {self._say(f'{noun}.one' if single else f'{noun}.many')}"

    def _say(self, key: str, **values: object) -> str:
        template = typeset(_FRENCH[key]) if self.language == "fr" else _ENGLISH[key]
        return template.format(**values)


def one_line(text: str) -> str:
    """`text` without line breaks; no-break spaces stay."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()
