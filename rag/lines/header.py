"""The lines before an article: navigation, title, byline, date, outlet, tags. What they tell is kept, they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rag.lines.dates import find_date
from rag.lines.furniture import is_furniture
from rag.lines.prose import is_prose, letters

ZONE_LINES = 12
"""How many lines with text may come before the article itself, those of one word aside."""

MENU_LINES = 60
"""The same with them: a site's menu is long, but what is searched for among them takes a time quadratic in them."""

META_CHARS = 160
GLUED_TITLE_CHARS = 15
"""Shorter titles are not searched at the end of a navigation line: "News" would be found in anything."""


@dataclass(frozen=True)
class Header:
    """What the first lines tell, and the lines of the article itself."""

    body: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None


_IN_NAME = r"(?:[^.!?:;]|(?<=\b[A-ZÀ-ÖØ-Þ])\.)"
_NAME = rf"(?:(?i:la rédaction){_IN_NAME}{{0,60}}|(?:[A-ZÀ-ÖØ-Þ]|d['’]|de |von |van ){_IN_NAME}{{1,70}})"
_BYLINE = re.compile(
    r"(?i:by|par|de notre (?:envoyée?|correspondante?)[^,]{0,40},?|texte(?: de| :)?|propos recueillis par|rédigé par|"
    rf"écrit par|words by|story by|written by|posted by|publié par|auteur ?:|author ?:)\s+(?P<name>{_NAME})"
)
_SOURCE = re.compile(r"(?i:source|publication|journal|outlet) ?: ?(?P<name>.{2,60})")
_VERB = (
    r"(?:publié|paru|posté|créé|mis(?:e)? (?:à jour|en ligne)|modifié|actualisé)e?s?|"
    r"(?:last |first )?(?:published|posted|updated|modified)"
)
_FILLER = re.compile(rf"(?:\b(?:{_VERB}|on|le|à|at|the|du|of|date|article)\b[\s:]*)+", re.IGNORECASE)
_TOLD = re.compile(rf"\b(?:{_VERB})\b", re.IGNORECASE)
_LAST_WORDS = re.compile(rf"(?:\s+(?:{_VERB}|on|le|at|à))+$")
_SEPARATOR = re.compile(r"\s+[–—|·•-]+\s+|\s*[|·•—]\s*|\s*,\s*|\s*[()]\s*")
_BARS = re.compile(r"\s*[|·•]\s*|\s+[–—]\s+")
_CLOCK = re.compile(r"(?:at )?[A-Z]{1,2}[SD]T|GMT|UTC|CES?T|WES?T|heure de Paris|(?:London|local) time|heure locale")
_CRUMBS = re.compile(
    r"[^>›»/→]{2,40}(?:\s[>›»/→]\s[^>›»/→]{2,60}){2,}|(?:home|accueil)(?:\s*[>›»/|→·].*)?", re.IGNORECASE
)
_TAG = r"#?[A-ZÀ-ÖØ-Þ0-9][\w’'&-]*(?:\s[\w’'&-]+){0,3}"
_TAGS = re.compile(rf"{_TAG}(?:\s*[,/|·]\s*{_TAG})+")

_RUBRICS = frozenset(
    "accueil|à la une|actualité|actualités|politique|société|économie|monde|international|france|europe|régions|local|"
    "faits divers|justice|sport|sports|culture|sciences|santé|planète|environnement|climat|éducation|médias|opinions|"
    "débats|idées|tribune|météo|en direct|dernière minute|"
    "home|news|top stories|politics|business|economy|world|uk|us|sport|health|science|technology|climate|education|"
    "arts|entertainment|opinion|weather|travel|lifestyle|live".split("|")
)
"""Sections that newspapers have in common, in small letters."""


def read_header(lines: Sequence[str], title: str | None = None) -> Header:
    """Split `lines` into what they say about the article and the article. `title` is given when already known."""
    zone = _zone(lines)
    below = _below_standfirst(lines, zone)
    told, left = _metadata(lines, [number for number in [*zone, *below] if not is_furniture(lines[number])])
    left = _without_navigation(lines, left)
    if title is None:
        left, name = _without_menu(lines, left)
        told = replace(told, source=told.source or name)
    outlet = _outlet(lines, zone, left, title)
    if outlet is not None:
        left.remove(outlet)
        told = replace(told, source=told.source or lines[outlet].strip())
    title = title or next((lines[number].strip() for number in left), None)
    body = [number for number in left if not _same(lines[number], title)]
    if title:
        body = [number for number in body if not _is_tags(lines[number])]
    skipped = {*zone, *below} - set(body)
    kept = tuple(line for number, line in enumerate(lines) if number not in skipped)
    return replace(told, title=title, body=kept)


def _zone(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines with text before the first paragraph, or before there are too many of them."""
    zone: list[int] = []
    longer = 0
    for number, line in enumerate(lines):
        if longer == ZONE_LINES or len(zone) == MENU_LINES or (is_prose(line) and not _read_line(line)):
            break
        if line.strip():
            zone.append(number)
            longer += " " in line.strip()
    return zone


def _below_standfirst(lines: Sequence[str], zone: Sequence[int]) -> list[int]:
    """The numbers of the bylines and of the lines that tell when it was published, right after the first paragraph."""
    after = (number for number in range(zone[-1] + 1 if zone else 0, len(lines)) if lines[number].strip())
    below: list[int] = []
    if not is_prose(lines[next(after, 0)]):
        return below
    for number in islice(after, ZONE_LINES):
        told = _read_line(lines[number])
        if told and (told.author or _TOLD.search(lines[number])):
            below.append(number)
        elif not is_furniture(lines[number]):
            break
    return below


def _metadata(lines: Sequence[str], numbers: Sequence[int]) -> tuple[Header, list[int]]:
    """What bylines and date lines say (the first that speaks wins), and the numbers of the other lines."""
    told, left = Header(), []
    for number in numbers:
        line = _read_line(lines[number])
        if line is None:
            left.append(number)
        else:
            told = Header(
                author=told.author or line.author,
                published=told.published or line.published,
                source=told.source or line.source,
            )
    return told, left


def _read_line(line: str) -> Header | None:
    """A byline, a line with the date or with the outlet; None for any other line."""
    line = line.strip()
    if not line or len(line) > META_CHARS:
        return None
    if source := _SOURCE.fullmatch(line):
        return Header(source=source["name"].strip())
    if found := find_date(line):
        return _read_dated(line, *found)
    parts = [part.strip() for part in _BARS.split(line) if part.strip() and not is_furniture(part)]
    byline = _BYLINE.fullmatch(parts[0]) if len(parts) == 1 else None
    return Header(author=byline["name"].strip(" ,")) if byline else None


def _read_dated(line: str, published: str, place: tuple[int, int]) -> Header | None:
    """ "Outlet — Tuesday 13 October 2026", "By Name, published on …"; None when the line is a sentence or a title."""
    rest, dates = f"{line[: place[0]]} | {line[place[1] :]}", 1
    while later := find_date(rest):
        rest, dates = f"{rest[: later[1][0]]} | {rest[later[1][1] :]}", dates + 1
    parts = [part for part in map(_told_part, _SEPARATOR.split(rest)) if part]
    bylines = [match["name"] for part in parts if (match := _BYLINE.fullmatch(part))]
    names = [part for part in parts if not _BYLINE.fullmatch(part)]
    outside = line[: place[0]].rstrip() or line[place[1] :].lstrip()
    apart = bool(_FILLER.search(outside) or re.search(r"[–—|·•,(:-]$|^[–—|·•,):-]", outside))
    if dates > 1 and not _TOLD.search(line):  # from one day to another, or somebody's life
        return None
    if names and (not (apart or bylines) or rest.rstrip().endswith((".", "!", "?")) or not all(map(_is_outlet, names))):
        return None
    return Header(published=published, author=next(iter(bylines), None), source=next(iter(names), None))


def _told_part(part: str) -> str:
    """A part of a date line without the words that only introduce the date; "" when they are all there is."""
    part = part.strip(" .:;–—-")
    return "" if _FILLER.fullmatch(part) or _CLOCK.fullmatch(part) or is_furniture(part) else _LAST_WORDS.sub("", part)


def _without_navigation(lines: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """Without breadcrumbs, nor a menu that ends with the title, nor anything before a title that comes twice."""
    left = [n for n in numbers if not _CRUMBS.fullmatch(lines[n].strip()) and not _ends_with_title(lines, n, numbers)]
    twice = next((n for n in left if sum(_same(lines[n], lines[other]) for other in left) > 1), None)
    return left if twice is None else [number for number in left if number >= twice]


def _ends_with_title(lines: Sequence[str], number: int, numbers: Sequence[int]) -> bool:
    line = lines[number].strip()
    later = (lines[other].strip() for other in numbers if other > number)
    return any(len(line) > len(title) >= GLUED_TITLE_CHARS and line.endswith(title) for title in later)


def _without_menu(lines: Sequence[str], numbers: Sequence[int]) -> tuple[list[int], str | None]:
    """Without the menu of the site, when a longer line comes after it, and the outlet's name before the menu."""
    entries = [_is_entry(lines[number]) for number in numbers]
    start = 1 if entries and not entries[0] and _is_outlet(lines[numbers[0]].strip()) else 0
    end = next((place for place in range(start, len(entries)) if not entries[place]), len(entries))
    known = [lines[number].strip().casefold() in _RUBRICS for number in numbers[start:end]]
    followed = end < len(numbers) and len(lines[numbers[end]].split()) > 2
    if not any(known) and not (len(known) > 1 and followed) or not (followed or all(known)):
        return list(numbers), None
    return list(numbers[end:]), lines[numbers[0]].strip() if start else None


def _is_entry(line: str) -> bool:
    line = line.strip()
    return line.casefold() in _RUBRICS or (" " not in line and line[:1].isupper() and line[-1].isalnum())


def _outlet(lines: Sequence[str], zone: Sequence[int], left: Sequence[int], title: str | None) -> int | None:
    """The line that is an outlet's name and nothing else, next to a line that was put aside; never the title."""
    if title is None and len(left) < 2:
        return None
    if title is None and len(lines[left[0]]) > len(lines[left[1]]):
        left = left[1:]  # of the first two lines, the longer one is the title: it counts as put aside
    for number in left:
        place = zone.index(number)
        beside = {*zone[max(place - 1, 0) : place], *zone[place + 1 : place + 2]}
        if beside - set(left) and _is_name(lines[number]) and not _same(lines[number], title):
            return number
    return None


def _is_name(line: str) -> bool:
    """Whether `line` is two to five words, the long ones with a capital: "Le Courrier des Deux-Rives"."""
    line = line.strip()
    words = [re.sub(r"^[dl]['’]", "", word) for word in line.split()]
    if not 2 <= len(words) <= 5 or "," in line:
        return False
    return line[0].isupper() and line[-1].isalnum() and all(word[:1].isupper() for word in words if len(word) > 3)


_OUTLET = re.compile(
    r"(?:[LD][’']|(?:Le|La|Les|The) )?[A-ZÀ-ÖØ-Þ][\w-]*(?: [A-ZÀ-ÖØ-Þ][\w-]*)?"
    r"(?: (?:du |des |de la |de l[’']|de |d[’']|et |au |aux |of the |of |and )[\w-]+){1,2}"
)
"""Names with words in lower case after a preposition only: « L’Arpenteur du soir », "Voice of the shore"."""


def _is_outlet(part: str) -> bool:
    """Whether `part`, beside a date, can be a name: also of one word, or as "Le Ponant libre"."""
    name = re.sub(r" (?:avec|with) .*| \d+(?:[.,]\d)?$", "", part)
    if _OUTLET.fullmatch(name) or _is_name(name):
        return True
    words = name.split()
    if len(words) > 1 and (len(words) > 4 or words[0] not in ("Le", "La", "Les", "The")):
        return False
    return all(word[0].isupper() for word in words[:2])


def _same(line: str, title: str | None) -> bool:
    return title is not None and letters(line) == letters(title)


def _is_tags(line: str) -> bool:
    line = line.strip()
    return len(line) <= 100 and _TAGS.fullmatch(line) is not None and find_date(line) is None
