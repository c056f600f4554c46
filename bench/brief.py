"""How long a briefing takes on the first day, on the next one, and made again; and the memory it needs.

    .venv/bin/python -m bench.brief             the stories told when no time is given
    .venv/bin/python -m bench.brief --all       every story
    .venv/bin/python -m bench.brief --write F   only writes the articles of both days, as lines of the import format

60 articles tell of the 15 events of bench/brief.toml; five of them are reprints, one gives another figure. Five more
articles come on the next day.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bench.ingest import memory_mb
from rag.assemble import Kiosque, open_kiosque
from rag.briefing.export.write import FORMATS
from rag.engine.local import LlamaGenerator
from rag.grouping.stories import Days
from rag.records import LANGUAGES, Language
from rag.settings import load_settings

MONDAY, TUESDAY = "2026-10-12", "2026-10-13"
OUTLETS: dict[Language, tuple[str, ...]] = {
    "fr": ("Le Phare du matin", "L’Arpenteur du soir", "Le Courrier des Deux-Rives"),
    "en": ("The Kelsby Dispatch", "The Ledger of the North"),
}
REPRINTED_EACH = 3
"""The fourth article of every third event is a reprint of the first, its last sentence cut."""

Line = dict[str, str]


def first_day(events: Sequence[dict[Language, list[str]]]) -> Iterator[Line]:
    """Four articles for each event, outlets taking turns; the first event has another figure in English."""
    for number, event in enumerate(events):
        told = {language: event[language][2].strip().splitlines() for language in LANGUAGES}
        parts: list[tuple[Language, int]] = [("fr", 0), ("en", 0), ("fr", 1), ("en", 1)]
        for place, (language, half) in enumerate(parts):
            sentences, title, outlets = (
                told[language][3 * half : 3 * half + 3],
                event[language][half],
                OUTLETS[language],
            )
            outlet = outlets[(number + half) % len(outlets)]
            if place == 3 and number % REPRINTED_EACH == 0:
                sentences, title, language = told["fr"][:2], event["fr"][0], "fr"
                outlet = OUTLETS["fr"][(number + 2) % len(OUTLETS["fr"])]
            text = "\n\n".join(sentences)
            if number == 0 and language == "en":
                text = text.replace("340", "420")
            yield _line(f"{number}-{place}", title, text, outlet, language, MONDAY)


def next_day(later: Sequence[Line]) -> Iterator[Line]:
    """The articles that come on the day after."""
    for number, one in enumerate(later):
        text = "\n\n".join(one["text"].strip().splitlines())
        yield _line(f"later-{number}", one["title"], text, one["source"], one["language"], TUESDAY)


def _line(ident: str, title: str, text: str, source: str, language: str, published: str) -> Line:
    return {"id": ident, "title": title, "text": text, "source": source, "language": language, "published": published}


def day_told(kiosque: Kiosque, day: str, lines: Sequence[Line], everything: bool) -> float:
    """Add `lines` and brief `day`: the seconds of the briefing."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
        file.flush()
        statuses = [outcome.status for outcome in kiosque.add([file.name])]
    started = time.perf_counter()
    briefing = kiosque.brief(Days(day, day), minutes=600 if everything else None)
    seconds = time.perf_counter() - started
    worker = kiosque.generator.pid if isinstance(kiosque.generator, LlamaGenerator) else None
    shown = sum(len(entry.lines) for entry in briefing.entries)
    print(
        f"{day}: {len(statuses)} articles; {len(briefing.entries)} stories told, {len(briefing.listed)} named, "
        f"{shown} lines, {briefing.dropped} dropped, "
        f"{sum(len(entry.figures) for entry in briefing.entries)} with figures that differ: {seconds:.1f} s, "
        f"peak {memory_mb('VmHWM')} MB and the model's process {memory_mb('VmHWM', worker) if worker else 0} MB",
        flush=True,
    )
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for the two briefings in every format")
    options = parser.parse_args()
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    days = {MONDAY: list(first_day(told["event"])), TUESDAY: list(next_day(told["later"]))}
    if options.write:
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for day in days.values() for one in day)
        options.write.write_text("".join(lines), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as home, closing(open_kiosque(load_settings(home=Path(home)))) as kiosque:
        seconds = [day_told(kiosque, day, lines, options.all) for day, lines in days.items()]
        again = day_told(kiosque, MONDAY, [], options.all)
        print(f"next day {seconds[1] / seconds[0]:.0%} of the first; the first made again {again:.1f} s")
        if options.keep:
            keep(kiosque, options.keep)


def keep(kiosque: Kiosque, folder: Path) -> None:
    """Write the briefings to `folder`, in every format."""
    folder.mkdir(parents=True, exist_ok=True)
    for day in (MONDAY, TUESDAY):
        briefing = kiosque.brief(Days(day, day))
        for form, make in FORMATS.items():
            (folder / f"{day}.{form}").write_bytes(make(briefing, LANGUAGES))


if __name__ == "__main__":
    main()
