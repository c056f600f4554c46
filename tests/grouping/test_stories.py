"""Stories: disjoint, whole, in both languages, explained; the same id as they grow."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import FakeEmbedder
from newsstand import BRIDGE, CHEESE

from rag.assemble import Kiosque
from rag.briefing.figures import differing
from rag.grouping.copies import originals
from rag.grouping.nearness import nearness
from rag.grouping.stories import ALWAYS, Days, Story, stories
from rag.intake.ingest import embed_waiting
from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article
from rag.settings import Settings

BRIDGE_LATER = replace(
    BRIDGE,
    title="Le pont de Valmorel rouvert après la crue",
    text=(
        "Le pont de Valmorel a rouvert vendredi. La préfète, Maëlle Kerouédan, s’en félicite : les 12\u202f500 "
        "habitants privés de passage depuis la crue de la Lisse le retrouvent. Le chantier a coûté 1,3 million d’euros."
    ),
    published="2026-10-16",
    source="L’Arpenteur du soir",
)
BRIDGE_COPY = replace(BRIDGE, text=f"{BRIDGE.text}\n\n(Avec agence)", published="2026-10-15", source="Le Relais")
UNDATED = replace(
    CHEESE, title="Rugby: Wexholme lose again", text="Wexholme lost 12 to 31, their ninth defeat.", published=None
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as opened:
        yield opened


def put(library: Library, *articles: Article) -> None:
    embedder = FakeEmbedder()
    library.use_embedder(embedder)
    for one in articles:
        library.add(one, split_passages(one, 900), split_sentences(one.text, one.language))
    embed_waiting(library, embedder)


def found(library: Library, days: Days = ALWAYS) -> list[Story]:
    return stories(library, FakeEmbedder(), days)


def titles(story: Story) -> set[str]:
    return {one.title for one in story.articles}


def test_every_article_is_in_one_story_also_alone_and_undated(library: Library) -> None:
    put(library, BRIDGE, CHEESE, BRIDGE_LATER, UNDATED)
    groups = found(library)
    assert Counter(one.id for story in groups for one in story.articles) == Counter(
        one.id for one in (BRIDGE, CHEESE, BRIDGE_LATER, UNDATED)
    )
    assert {BRIDGE.title, BRIDGE_LATER.title} in [titles(story) for story in groups]
    assert {UNDATED.title} in [titles(story) for story in groups]


def test_the_story_of_more_outlets_comes_first_and_says_why(library: Library) -> None:
    put(library, CHEESE, BRIDGE, BRIDGE_LATER)
    first, second = found(library)
    assert (first.first, first.last) == ("2026-10-14", "2026-10-16")
    assert set(first.outlets) == {"Le Courrier des Deux-Rives", "L’Arpenteur du soir"}
    assert first.score > second.score
    assert [one.title for one in first.articles] == [BRIDGE.title, BRIDGE_LATER.title]


@pytest.mark.parametrize("other", ["Wexholme", "Tarnbeck", "Ostrelle", "Varède"])
def test_of_equal_stories_of_a_day_the_longer_one_comes_first(library: Library, other: str) -> None:
    alone = replace(UNDATED, published="2026-10-16", text=UNDATED.text.replace("Wexholme", other))
    put(library, alone, BRIDGE, BRIDGE_LATER)
    first, second = found(library, Days("2026-10-16", "2026-10-16"))
    assert first.score == second.score
    assert titles(first) == {BRIDGE_LATER.title}


def test_a_reprint_belongs_to_the_story_but_counts_once(library: Library) -> None:
    exact = replace(BRIDGE, title="Le pont de Valmorel est fermé", source="Ondes")
    put(library, BRIDGE, exact, BRIDGE_COPY)
    (story,) = found(library)
    assert len(story.articles) == 3
    assert story.outlets == ("Le Courrier des Deux-Rives",)
    assert set(story.original.values()) == {BRIDGE.id}


def test_the_id_stays_while_the_story_grows_and_when_its_first_article_is_corrected(library: Library) -> None:
    first = replace(BRIDGE, url="https://deux-rives.example/pont")
    put(library, CHEESE, first)
    before = {story.id for story in found(library)}
    put(library, BRIDGE_LATER, replace(first, text=f"{BRIDGE.text} Le pont est neuf."))
    assert {story.id for story in found(library)} == before


def test_the_part_of_a_day_keeps_the_id_of_the_whole(library: Library) -> None:
    put(library, BRIDGE, BRIDGE_LATER, CHEESE, UNDATED)
    whole = {story.id: story for story in found(library)}
    (part,) = found(library, Days("2026-10-16", "2026-10-16"))
    assert titles(part) == {BRIDGE_LATER.title}
    assert titles(whole[part.id]) == {BRIDGE.title, BRIDGE_LATER.title}


def test_days_apart_make_articles_less_alike(library: Library) -> None:
    later = replace(BRIDGE, published="2027-02-01", title="Un an après", text=f"{BRIDGE.text} Un an déjà.")
    put(library, BRIDGE, BRIDGE_COPY, later)
    near = nearness([BRIDGE, BRIDGE_COPY, later], library, FakeEmbedder())
    numbers = near.days.argsort()
    table = near.similarities(numbers, numbers)
    content = near.vectors @ near.vectors.T
    assert table[0, 1] == pytest.approx(content[0, 1])
    assert table[0, 2] == pytest.approx(content[0, 2] - 0.15)


VOTE = replace(
    BRIDGE,
    title="Kersaliou vote son budget",
    text="Le conseil municipal de Kersaliou a voté lundi un budget de 48\u202fmillions d’euros, à l’unanimité.",
)


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        pytest.param(VOTE.text.replace("Kersaliou", "Valmorel"), 0.15, id="another town"),
        pytest.param(VOTE.text.replace("48", "52"), 0, id="the same town"),
        pytest.param(VOTE.text.replace(" de Kersaliou", ""), 0, id="no town named"),
    ],
)
def test_articles_that_name_others_altogether_are_less_alike(library: Library, text: str, cost: float) -> None:
    other = replace(VOTE, title="Un budget", text=text)
    put(library, VOTE, other)
    near = nearness([VOTE, other], library, FakeEmbedder())
    content = float(near.vectors[0] @ near.vectors[1])
    assert near.similarities(np.array([0]), np.array([1])).item() == pytest.approx(content - cost)


def test_a_name_is_the_same_in_both_languages(library: Library) -> None:
    french = replace(VOTE, text="Le maire de Londres et celui de La Haye sont reçus à l’ONU.")
    english = replace(VOTE, title="Mayors", text="The mayor of London is at the UN.", language="en")
    put(library, french, english)
    ours, theirs = nearness([french, english], library, FakeEmbedder()).names
    assert ours & theirs == {"lond", "un"}


def test_a_library_without_articles_has_no_stories(library: Library) -> None:
    put(library)
    assert found(library) == []


def test_a_text_made_from_another_is_its_copy_and_not_one_that_shares_a_subject() -> None:
    assert originals([BRIDGE, BRIDGE_COPY, CHEESE]) == {
        BRIDGE.id: BRIDGE.id,
        BRIDGE_COPY.id: BRIDGE.id,
        CHEESE.id: CHEESE.id,
    }


@pytest.fixture(scope="module")
def newsstand(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosque]:
    """The sample newsstand, embedded by the real embedder."""
    kiosque = Kiosque(Settings(home=tmp_path_factory.mktemp("newsstand")))
    list(kiosque.add([str(project / "samples")]))
    yield kiosque
    kiosque.close()


def planted(project: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((project / "rag/evaluation/newsstand/stories.toml").read_text("utf-8"))[
        "stories"
    ]
    return found


def file_of(article: Article) -> str:
    return "/".join(Path(article.origin).parts[-2:])


@pytest.mark.model
@pytest.mark.timeout(600)
def test_the_planted_stories_of_the_sample_newsstand(project: Path, newsstand: Kiosque) -> None:
    groups = newsstand.stories()
    ours = {frozenset(file_of(one) for one in story.articles) for story in groups}
    assert ours == {frozenset(one["files"]) for one in planted(project)}
    milk = next(story for story in groups if "lait" in story.title.lower())
    assert len(milk.articles) == 3 and len(milk.outlets) == 1


@pytest.mark.model
@pytest.mark.timeout(600)
def test_the_planted_disagreements_of_the_sample_newsstand(project: Path, newsstand: Kiosque) -> None:
    shown = set()
    for story in newsstand.stories():
        for group in differing(story.articles, newsstand.library, newsstand.embedder):
            shown |= {(file_of(one.citation.article), re.sub(r"\D", "", one.text)) for one in group.mentions}
    disagreements = [
        {(value["file"], re.sub(r"\D", "", value["value"])) for value in one["values"]}
        for story in planted(project)
        for one in story.get("disagreements", ())
    ]
    found = [one for one in disagreements if len({figure for _, figure in one & shown} - {""}) > 1]
    assert len(found) >= 7
