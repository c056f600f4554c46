"""Reprints and versions: what is searched of articles that say the same, or that follow one another at one place."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from rag.library.store import Library
from tests.library.shelf import ADDRESS, add, embed_all, found, story


def test_a_reprint_is_listed_but_only_the_first_is_searched(library: Library) -> None:
    first = story(1)
    reprint = dataclasses.replace(first, source="L’Écho", ref="echo", text=first.text.upper().replace("É", "E") + " !")
    add(library, first)

    outcome = add(library, reprint)

    assert (outcome.status, outcome.of, outcome.of_ref) == ("duplicate", first.id, "r1")
    assert (library.count(), library.reprints()) == (2, {reprint.id: first.id})
    assert found(library, "Kerloc1") == [first.id]


def test_when_the_first_goes_its_reprint_is_searched(library: Library) -> None:
    first, reprint = story(1), dataclasses.replace(story(1), source="L’Écho")
    add(library, first)
    add(library, reprint)

    library.remove(first.id)

    assert found(library, "Kerloc1") == [reprint.id]
    assert (library.reprints(), len(library.pending(99))) == ({}, 3)


def test_texts_without_words_are_not_reprints_of_each_other(library: Library) -> None:
    assert [add(library, story(1, text)).status for text in ("…", "!!!")] == ["added", "added"]


def test_a_new_text_at_the_same_address_is_a_new_version(library: Library) -> None:
    old, new = (dataclasses.replace(story(number), url=ADDRESS) for number in (1, 2))
    add(library, old)
    embed_all(library)

    assert add(library, new).status == "updated"
    assert found(library, "Kerloc1 Kerloc2") == [new.id]
    assert library.articles() == [new]
    assert library.article(old.id) == old
    assert {change.operation for change in library.queued() if change.passage_id.startswith(old.id)} == {
        "upsert",
        "delete",
    }
    assert [add(library, article).status for article in (old, new)] == ["unchanged", "unchanged"]


def test_a_corrected_title_is_a_new_version_not_a_reprint(library: Library) -> None:
    old = dataclasses.replace(story(1), url=ADDRESS)
    new = dataclasses.replace(old, title="L’aide, corrigée")
    add(library, old)

    assert add(library, new).status == "updated"
    assert found(library, "corrigée") == [new.id]


def test_the_reprint_of_a_replaced_version_is_searched(library: Library) -> None:
    old, new = (dataclasses.replace(story(number), url=ADDRESS) for number in (1, 2))
    reprint = dataclasses.replace(story(1), source="L’Écho")
    for article in (old, reprint, new):
        add(library, article)

    assert found(library, "Kerloc1") == [reprint.id]


def test_a_file_that_changed_is_a_new_version(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "aide.txt"
    path.write_text("peu importe")
    old, new = (dataclasses.replace(story(number), origin=str(path)) for number in (1, 2))
    add(library, old)

    assert add(library, new).status == "updated"


@pytest.mark.parametrize(
    "address",
    [
        "http://phare.example/2026/aide",
        "https://www.phare.example/2026/aide/",
        "https://phare.example:443/2026/aide?utm_source=lettre&utm_medium=mail&fbclid=x",
        "https://PHARE.example/2026/%61ide#commentaires",
        "https://m.phare.example/2026/aide?xtor=RSS-1",
    ],
)
def test_one_place_has_many_addresses(library: Library, address: str) -> None:
    add(library, dataclasses.replace(story(1), url=ADDRESS))

    same = add(library, dataclasses.replace(story(1), url=address, ref="encore"))
    assert (same.status, same.ref, same.article and same.article.url) == ("unchanged", "encore", ADDRESS)
    assert add(library, dataclasses.replace(story(2), url=address)).status == "updated"
    assert library.count() == 1


TIMES = ["2026-10-02", "2026-10-02T18:12", "2026-10-02T18:12:44+02:00"]


@pytest.mark.parametrize("where", [{}, {"url": ADDRESS}, {"origin": "-", "ref": None}], ids=["line", "page", "input"])
@pytest.mark.parametrize("published", TIMES)
def test_a_date_that_is_told_more_or_less_exactly_is_the_same(
    library: Library, published: str, where: dict[str, str]
) -> None:
    stored = dataclasses.replace(story(1), published=TIMES[1], **where)
    add(library, stored)

    again = add(library, dataclasses.replace(stored, published=published, updated="2026-10-02T20:00"))

    assert (again.status, again.article and again.article.id) == ("unchanged", stored.id)
    assert library.articles() == [stored]


def test_the_same_text_of_another_line_or_another_day_is_a_reprint(library: Library) -> None:
    stored = dataclasses.replace(story(1), published=TIMES[1])
    add(library, stored)
    for change in ({"ref": "r2", "published": TIMES[0]}, {"published": "2026-10-03"}):
        assert add(library, dataclasses.replace(stored, **change)).status == "duplicate"


@pytest.mark.parametrize("address", [f"{ADDRESS}?page=2", f"{ADDRESS}/suite", "https://phare.example:8080/2026/aide"])
def test_another_address_is_another_place(library: Library, address: str) -> None:
    add(library, dataclasses.replace(story(1), url=ADDRESS))
    assert add(library, dataclasses.replace(story(2), url=address)).status == "added"


def test_the_place_of_a_library_of_before_is_known(library: Library) -> None:
    address = "https://www.phare.example/2026/aide/"
    add(library, dataclasses.replace(story(1), url=address))
    with library._database.transaction() as change:
        change.execute("UPDATE articles SET place = url")
    assert add(library, dataclasses.replace(story(2), url=address)).status == "updated"


def test_a_page_that_says_again_what_it_said_is_brought_back(library: Library) -> None:
    first, second = (dataclasses.replace(story(number), url=ADDRESS, origin=ADDRESS) for number in (1, 2))
    for article in (first, second):
        add(library, article)
    embed_all(library)

    assert add(library, first).status == "updated"
    assert library.articles() == [first]
    assert found(library, "Kerloc1 Kerloc2") == [first.id]
    assert len(library.pending(-1)) == library.passage_count()
    assert library.older_versions(first.id) == [second]
    statuses = [add(library, article).status for article in (first, second, second)]
    assert statuses == ["unchanged", "updated", "unchanged"]
    assert library.articles() == [second]
    library.remove(second.id)
    assert library.count() == 0


def test_a_version_that_comes_back_and_repeats_another_is_its_reprint(library: Library) -> None:
    first, second = (dataclasses.replace(story(number), url=ADDRESS, origin=ADDRESS) for number in (1, 2))
    reprint = dataclasses.replace(story(1), source="L’Écho")
    for article in (first, second, reprint, first):
        add(library, article)
    assert library.reprints() == {first.id: reprint.id}
    assert found(library, "Kerloc1 Kerloc2") == [reprint.id]


def test_the_beginning_that_a_paywall_leaves_does_not_replace_the_whole(library: Library) -> None:
    whole = dataclasses.replace(story(1), url=ADDRESS, origin=ADDRESS)
    stub = dataclasses.replace(whole, text=f"{whole.text[:200]}…")
    add(library, whole)
    for _ in range(2):
        outcome = add(library, stub)
        assert (outcome.status, outcome.article) == ("unchanged", whole)
    shorter = dataclasses.replace(whole, text="L’aide « n1 » est retirée, a fait savoir le conseil de Kerloc1 mardi.")
    assert add(library, shorter).status == "updated"


def test_the_whole_replaces_the_beginning_which_does_not_come_back(library: Library) -> None:
    whole = dataclasses.replace(story(1), url=ADDRESS, origin=ADDRESS)
    stub = dataclasses.replace(whole, text=f"{whole.text[:200]}…")
    assert [add(library, article).status for article in (stub, whole, stub)] == ["added", "updated", "unchanged"]
    assert library.articles() == [whole]


def test_pages_that_give_one_address_for_all_do_not_replace_each_other(library: Library) -> None:
    section = "https://phare.example/rubrique"
    pages = [
        dataclasses.replace(story(number), url=section, origin=f"https://phare.example/a{number}") for number in (1, 2)
    ]
    assert [add(library, page).status for page in pages] == ["added", "added"]
    again = dataclasses.replace(story(3), url=section, origin="https://phare.example/a2?utm_source=lettre")
    assert add(library, again).status == "updated"
    assert {article.ref for article in library.articles()} == {"r1", "r3"}
    same_title = dataclasses.replace(story(4), title=story(1).title, url=section, origin="https://phare.example/a1/amp")
    assert add(library, same_title).status == "updated"
    assert {article.ref for article in library.articles()} == {"r4", "r3"}


@pytest.mark.parametrize(
    "where",
    [
        pytest.param({"origin": "-"}, id="standard input"),
        pytest.param({"origin": "lot.jsonl:1"}, id="line"),
        pytest.param({"url": "https://phare.example/"}, id="front page"),
        pytest.param({"url": "https://phare.example/?utm_source=lettre#une"}, id="front page, tracked"),
        pytest.param({"origin": "a\0b"}, id="impossible name"),
        pytest.param({"origin": ""}, id="nowhere"),
    ],
)
def test_articles_from_a_place_that_holds_many_do_not_replace_each_other(
    library: Library, where: dict[str, str]
) -> None:
    statuses = [add(library, dataclasses.replace(story(number), **where)).status for number in (1, 2)]

    assert statuses == ["added", "added"]
