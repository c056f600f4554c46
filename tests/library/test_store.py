from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from rag.errors import EmbedderChanged, UnknownArticle
from rag.library.stems import match_query
from rag.library.store import Library
from rag.records import Article, Filters
from tests.fakes import FakeEmbedder
from tests.library.shelf import add, embed_all, story


def found(library: Library, question: str) -> list[str]:
    """Ids of the articles that BM25 finds, best first, each once."""
    ids = [passage_id for passage_id, _ in library.lexical(match_query(question), 10)]
    return list(dict.fromkeys(article.id for article, _ in library.passages(ids)))


# ----------------------------------------------------------------------------- adding


def test_adding_twice_changes_nothing(library: Library) -> None:
    assert [add(library, story(1)).status, add(library, story(1)).status] == ["added", "unchanged"]
    assert library.count() == 1
    assert library.passage_count() == len(library.passages_of(story(1).id)) == 3


def test_what_was_stored_is_what_is_read(library: Library) -> None:
    article = dataclasses.replace(story(1), author="Anaïs Le Goff", url="https://phare.example/a?b=c")
    add(library, article)

    assert library.article(article.id) == article
    assert [span.text for span in library.sentences(article.id)][:2] == [
        "Le conseil de Kerloc1 a voté « l’aide n10 » : 10 400 € par foyer, selon M. Le Bec.",
        "L’opposition s’y refuse ; elle l’a dit mardi.",
    ]
    for _, passage in library.passages([passage.id for passage in library.passages_of(article.id)]):
        assert passage.span.text == article.text[passage.span.start : passage.span.end]


def test_passages_come_in_the_order_asked_without_the_unknown(library: Library) -> None:
    add(library, story(1))
    add(library, story(2))
    asked = [f"{story(2).id}-1", "nothing-0", f"{story(1).id}-0"]

    assert [passage.id for _, passage in library.passages(asked)] == [asked[0], asked[2]]


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


ADDRESS = "https://phare.example/2026/aide"


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


# ----------------------------------------------------------------------------- finding and listing


def test_find_takes_an_id_a_ref_or_the_beginning_of_an_id(library: Library) -> None:
    add(library, story(1))
    add(library, story(2))
    wanted = story(1)

    assert [library.find(key) for key in (wanted.id, "r1", wanted.id[:6])] == [wanted] * 3


@pytest.mark.parametrize("key", ["", "zzzz", "*", "a*", "????", "-", "' OR 1 --", "0" * 16, "é"])
def test_find_says_when_there_is_none(library: Library, key: str) -> None:
    add(library, story(1))

    with pytest.raises(UnknownArticle):
        library.find(key)


def test_articles_are_filtered_and_newest_first(library: Library) -> None:
    undated = dataclasses.replace(story(5), published=None, language="en")
    evening = dataclasses.replace(story(4), published="2026-10-04T22:30:00+02:00", source="L’Écho")
    for article in (story(2), evening, story(3), undated):
        add(library, article)

    assert [article.ref for article in library.articles()] == ["r5", "r4", "r3", "r2"]
    assert [article.ref for article in library.articles(Filters("2026-10-04", "2026-10-04"))] == ["r4", "r3"]
    assert [article.ref for article in library.articles(Filters(source="l’écho".upper()))] in (["r4"], [])
    assert [article.ref for article in library.articles(Filters(source="L’Écho"))] == ["r4"]
    assert [article.ref for article in library.articles(Filters(language="en"))] == ["r5"]
    assert len(library.articles(limit=2)) == 2


# ----------------------------------------------------------------------------- lexical search


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Quelle aide ont votée les conseils ?", id="plural and feminine"),
        pytest.param("AIDE KERLOC1", id="capitals"),
        pytest.param("conseil vote foyer", id="without accents"),
        pytest.param("l'économie \" du conseil", id="quotation mark"),
        pytest.param("NEAR(conseil", id="near"),
        pytest.param("conseil*", id="star"),
        pytest.param("AND conseil OR NOT", id="operators"),
        pytest.param("budget-2026 conseil", id="hyphen"),
        pytest.param("title:conseil {text}: ^conseil", id="columns"),
        pytest.param("conseil\0\ud800🙂", id="NUL, half character, emoji"),
    ],
)
def test_any_question_finds_its_words(library: Library, question: str) -> None:
    add(library, story(1))

    assert found(library, question) == [story(1).id]


@pytest.mark.parametrize("question", ["", "   ", "?!", '"', '""""', "🙂", "\0", "zyxwv"])
def test_questions_without_a_known_word_find_nothing(library: Library, question: str) -> None:
    add(library, story(1))

    assert library.lexical(match_query(question), 5) == []


def test_rare_words_and_titles_count_more(library: Library) -> None:
    for number in range(1, 9):
        add(library, story(number))

    ranked = library.lexical(match_query("aide Kerloc3"), 50)

    assert ranked[0][0].startswith(story(3).id)
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert ranked[0][1] > 0


def test_stem_frequencies_count_passages(library: Library) -> None:
    add(library, story(1))
    add(library, story(2))

    assert library.stem_frequencies({"conseil", "kerloc1", "absent"}) == {"conseil": 6, "kerloc1": 3}


# ----------------------------------------------------------------------------- vectors


def test_the_embedder_is_bound_at_first_use(library: Library) -> None:
    library.use_embedder(FakeEmbedder())
    library.use_embedder(FakeEmbedder())

    with pytest.raises(EmbedderChanged):
        library.use_embedder(FakeEmbedder("another"))
    with pytest.raises(EmbedderChanged):
        library.use_embedder(FakeEmbedder(dimensions=128))
    assert (library.embedder, library.dimensions) == ("fake-words", 256)


def test_vectors_are_stored_once_and_queued(library: Library) -> None:
    add(library, story(1))
    embed_all(library)
    ids, vectors = library.vectors()
    library.store_vectors(ids, np.zeros_like(vectors))  # another process was quicker

    assert (library.pending(9), library.pending_count(), library.vector_count()) == ([], 0, 3)
    assert [change.passage_id for change in library.queued()] == ids
    assert np.allclose(np.linalg.norm(library.vectors()[1], axis=1), 1)
    assert library.vectors([ids[2], "unknown", ids[0]])[0] == [ids[0], ids[2]]


def test_vectors_of_an_empty_library(library: Library) -> None:
    library.use_embedder(FakeEmbedder())

    assert library.vectors()[1].shape == (0, 256)
    assert library.vectors([])[0] == []


def test_vectors_of_the_wrong_shape_are_refused(library: Library) -> None:
    library.use_embedder(FakeEmbedder())

    with pytest.raises(ValueError, match="shape"):
        library.store_vectors(["a"], np.zeros((1, 3), dtype=np.float32))


def test_revision_tells_that_vectors_changed(library: Library) -> None:
    seen = [library.revision]
    add(library, story(1))
    embed_all(library)
    seen.append(library.revision)
    library.remove(story(1).id)
    seen.append(library.revision)

    assert sorted(set(seen)) == seen


# ----------------------------------------------------------------------------- removing


def test_removal_leaves_no_byte_of_the_text(library: Library) -> None:
    kept, gone = story(1), story(2, "La tanière zyxwv du blaireau. " * 200)
    older = dataclasses.replace(story(3, "Le terrier qwrtz du renard. " * 9), url=ADDRESS)
    gone = dataclasses.replace(gone, url=ADDRESS, title="Tanière")
    for article in (kept, older, gone):
        add(library, article)
    embed_all(library)

    library.remove(gone.id)

    content = b"".join(path.read_bytes() for path in library.home.iterdir())
    assert b"Kerloc1" in content
    for trace in (b"zyxwv", b"qwrtz", b"blaireau", b"terrier", b"Tani"):
        assert trace not in content
    assert library.vector_count() == 3
    with pytest.raises(UnknownArticle):
        library.article(older.id)


def test_removing_what_is_not_there(library: Library) -> None:
    with pytest.raises(UnknownArticle):
        library.remove("nothing")


# ----------------------------------------------------------------------------- conversations and copies


def test_conversations_keep_their_turns_in_order(library: Library) -> None:
    library.save_turn("a", '{"question": "L’aide ?", "text": "400 €"}')
    library.save_turn("b", '{"question": "Qui ?"}')
    library.save_turn("a", '{"question": "Et après ?"}')

    assert library.turns("a") == ['{"question": "L’aide ?", "text": "400 €"}', '{"question": "Et après ?"}']
    assert [(one.id, one.title, one.turns) for one in library.conversations()] == [
        ("a", "L’aide ?", 2),
        ("b", "Qui ?", 1),
    ]
    library.remove_conversation("a")
    assert (library.turns("a"), len(library.conversations())) == ([], 1)


def test_an_answer_asked_again_takes_the_place_of_the_last(library: Library) -> None:
    for text in ("un", "deux"):
        library.save_turn("a", f'{{"question": "Qui ?", "text": "{text}"}}')
    library.save_turn("a", '{"question": "Quoi ?"}', replacing=True)
    assert library.turns("a") == ['{"question": "Qui ?", "text": "un"}', '{"question": "Quoi ?"}']


def test_a_conversation_goes_by_its_name_until_it_is_taken_away(library: Library) -> None:
    library.save_turn("a", '{"question": "L’aide ?"}')
    for name, title in (("Le bac", "Le bac"), ("Le ferry", "Le ferry"), ("", "L’aide ?")):
        library.rename_conversation("a", name)
        assert [one.title for one in library.conversations()] == [title]


def test_a_rating_keeps_its_answer_until_the_conversation_is_erased(library: Library) -> None:
    first, second = '{"question": "Qui ?"}', '{"question": "Quoi ?"}'
    library.save_turn("a", first)
    library.save_turn("b", first)
    library.rate("a", 0, False)
    library.rate("a", 0, True)
    library.rate("a", 7, True)
    assert (library.rated("a"), library.rated("b")) == ({0: True}, {})
    library.save_turn("a", second, replacing=True)
    assert library.rated("a") == {}
    assert [(one.conversation, one.good, one.answer) for one in library.ratings()] == [("a", True, first)]
    library.rate("a", 0, False)
    library.rate("a", 0, None)
    assert [one.answer for one in library.ratings()] == [first]
    library.rename_conversation("a", "Le bac")
    library.remove_conversation("a")
    library.save_turn("a", first)
    assert library.ratings() == [] and library.rated("a") == {}
    assert library.conversations()[0].title == "Qui ?"


def test_several_articles_are_removed_together_or_not_at_all(library: Library) -> None:
    for number in (1, 2, 3):
        add(library, story(number))
    with pytest.raises(UnknownArticle):
        library.remove(story(1).id, "nothing")
    assert library.count() == 3
    library.remove(story(1).id, story(3).id)
    assert [one.id for one in library.articles()] == [story(2).id]


def test_an_article_is_removed_with_its_older_version_or_itself_named_beside_it(library: Library) -> None:
    older, newer = (dataclasses.replace(story(number), url=ADDRESS) for number in (1, 2))
    for article in (older, newer):
        add(library, article)
    library.remove(newer.id, older.id, newer.id)
    assert library.count() == 0


def test_a_backup_is_a_whole_library(library: Library, tmp_path: Path) -> None:
    add(library, story(1))
    embed_all(library)
    (tmp_path / "copy").mkdir()

    library.backup(tmp_path / "copy" / "library.sqlite3")

    with Library(tmp_path / "copy") as copy:
        assert copy.articles() == library.articles()
        assert np.array_equal(copy.vectors()[1], library.vectors()[1])


def test_an_article_equal_to_a_stored_one_is_the_same_object_of_value(library: Library) -> None:
    add(library, Article(title="", text="Un mot.", language="fr"))

    assert library.articles() == [Article(title="", text="Un mot.", language="fr")]
