"""A briefing as one HTML page that needs nothing else: nothing runs, no remote resource, every text escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rag import __version__
from rag.briefing.edition import Briefing, to_json
from rag.briefing.export.sheet import Block, Sheet
from rag.records import OTHER, Language

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1b; --paper: #fffdf8; --faint: #6b675f; --rule: #d8d2c4; --mark: #8a1f11 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece7dc; --paper: #1b1a18; --faint: #a49d90; --rule: #44403a; --mark: #f0a08f } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 Georgia, "Liberation Serif", serif }
h1, h2 { text-wrap: balance }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .2rem }
.row { display: grid; gap: 0 2.5rem; border-top: 1px solid var(--rule); padding: 1rem 0 .4rem }
.two { grid-template-columns: 1fr 1fr }
section { min-width: 0; overflow-wrap: anywhere }
p, ul, ol { margin: 0 0 .7rem }
ul { padding-left: 1.1rem }
ol { padding-left: 2rem; font-size: .88rem }
.about, .facts, .quality { color: var(--faint); font-size: .88rem }
.figures { border-left: 3px solid var(--mark); padding-left: .7rem; list-style: none;
  margin: .35rem 0 .35rem -1.1rem }
a { color: var(--mark); text-decoration: none }
sup { line-height: 0; font-size: .7em }
:target { outline: 2px solid var(--mark); outline-offset: 2px }
@media (max-width: 46rem) { .two { grid-template-columns: 1fr } }
@media print { body { max-width: none; padding: 0; font-size: 10pt } section { break-inside: avoid } }
"""

_TAGS = {"title": "h1", "headline": "h2", "section": "h2", "about": "p", "facts": "p", "quality": "p"}


Address = Callable[[Block, Language], str | None]
"""Where the text of a block leads, ready for an HTML attribute; None for text that leads nowhere."""


After = Callable[[Block, Language], str]
"""HTML that a page adds after a block; "" for none."""


def nothing(_block: Block, _language: Language) -> str:
    """Adds nothing."""
    return ""


def nowhere(_block: Block, _language: Language) -> None:
    """Leads nowhere: a file stands alone."""


@dataclass(frozen=True)
class _Drawing:
    """What a page adds of its own."""

    address: Address
    after: After


DATA = '<script type="application/json" id="briefing">'
"""What the briefing as data stands behind, in a page, so that it can be checked again; browsers run nothing of it."""

GENERATOR = "Kiosque "
"""What the version that made the page stands behind."""


def html(briefing: Briefing, languages: Sequence[Language]) -> str:
    """The page, the languages side by side and story beside story; notes lead to the exact sentences and back."""
    return _page(briefing, languages, f"{DATA}{_data(briefing)}</script>\n")


def letter(briefing: Briefing, languages: Sequence[Language]) -> str:
    """The page without its data: mail servers take a message with a script for an attack, whatever is in it."""
    return _page(briefing, languages, "")


def _page(briefing: Briefing, languages: Sequence[Language], data: str) -> str:
    title, content = _text(Sheet(briefing, languages[0]).title), body(briefing, languages)
    return (
        f'<!DOCTYPE html>\n<html lang="{languages[0]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{GENERATOR}{__version__}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{content}\n{data}</body>\n</html>\n"
    )


def _data(briefing: Briefing) -> str:
    """The briefing as JSON that ends no element: its strings may hold these signs, nothing else of it does."""
    return to_json(briefing).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def body(briefing: Briefing, languages: Sequence[Language], address: Address = nowhere, after: After = nothing) -> str:
    """What stands between the tags of the body, for a page that brings its own style, addresses and additions."""
    sheets = [Sheet(briefing, language) for language in languages]
    rows = [[sheet.head() for sheet in sheets]]
    rows += [list(parts) for parts in zip(*(_by_entry(sheet) for sheet in sheets), strict=True)]
    rows += [[sheet.rest() for sheet in sheets], [sheet.notes() for sheet in sheets]]
    width = " two" if len(sheets) > 1 else ""
    return "\n".join(
        f'<div class="row{width}">\n{_row(row, languages, _Drawing(address, after))}\n</div>'
        for row in rows
        if any(blocks for blocks in row)
    )


def _by_entry(sheet: Sheet) -> list[list[Block]]:
    return [list(blocks) for _, blocks in groupby(sheet.stories(), key=lambda block: block.entry)]


def _row(row: Sequence[Sequence[Block]], languages: Sequence[Language], drawing: _Drawing) -> str:
    return "\n".join(
        f'<section lang="{language}">\n{_blocks(blocks, language, drawing)}\n</section>'
        for blocks, language in zip(row, languages, strict=True)
    )


def _blocks(blocks: Sequence[Block], language: Language, drawing: _Drawing) -> str:
    parts = []
    for kind, group in groupby(blocks, key=lambda block: _list_of(block)):
        items = "\n".join(_block(block, language, drawing) for block in group)
        parts.append(f"<{kind}>\n{items}\n</{kind}>" if kind else items)
    return "\n".join(parts)


def _list_of(block: Block) -> str:
    if block.kind == "note":
        return "ol"
    return "ul" if block.kind in ("line", "figures", "item") else ""


def _block(block: Block, language: Language, drawing: _Drawing) -> str:
    marks = "".join(_mark(number, language) for number in dict.fromkeys(block.notes))
    place, text = drawing.address(block, language), _spoken(block, language)
    text = f'<a href="{place}">{text}</a>' if place else text
    if block.kind == "note":
        return f'<li id="{language}-{block.number}" value="{block.number}">{text}</li>'
    tag = _TAGS.get(block.kind, "li")
    return f'<{tag} class="{block.kind}">{text}{marks}</{tag}>{drawing.after(block, language)}'


def _spoken(block: Block, language: Language) -> str:
    """The text, with what is in the other language marked as such, for voices and hyphens."""
    text, foreign = _text(block.text), _text(block.foreign)
    return text.replace(foreign, f'<span lang="{OTHER[language]}">{foreign}</span>', 1) if foreign else text


def _mark(number: int, language: Language) -> str:
    return f'<sup><a href="#{language}-{number}">[{number}]</a></sup>'


def _text(text: str) -> str:
    return escape(text)
