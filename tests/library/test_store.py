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
from tests.library.shelf import ADDRESS, add, embed_all, found, passages_of, story

# ----------------------------------------------------------------------------- adding


def test_adding_twice_changes_nothing(library: Library) -> None:
    assert [add(library, story(1)).status, add(library, story(1)).status] == ["added", "unchanged"]
    assert library.count() == 1
    assert library.passage_count() == len(passages_of(library, story(1))) == 3


def test_what_was_stored_is_what_is_read(library: Library) -> None:
    article = dataclasses.replace(story(1), author="Anaïs Le Goff", url="https://phare.example/a?b=c")
    add(library, article)

    assert library.article(article.id) == article
    assert [span.text for span in library.sentences(article.id)][:2] == [
        "Le conseil de Kerloc1 a voté « l’aide n10 » : 10 400 € par foyer, selon M. Le Bec.",
        "L’opposition s’y refuse ; elle l’a dit mardi.",
    ]
    for _, passage in library.passages([passage.id for passage in passages_of(library, article)]):
        assert passage.span.text == article.text[passage.span.start : passage.span.end]


def test_passages_come_in_the_order_asked_without_the_unknown(library: Library) -> None:
    add(library, story(1))
    add(library, story(2))
    asked = [f"{story(2).id}-1", "nothing-0", f"{story(1).id}-0"]

    assert [passage.id for _, passage in library.passages(asked)] == [asked[0], asked[2]]


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
    assert [article.ref for article in library.articles(Filters(source="l’ÉCHO"))] == ["r4"]
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
    library.store_vectors(ids, np.zeros_like(vectors), "fake-words")  # another process was quicker

    assert (library.pending(9), library.pending_count(), library.vector_count()) == ([], 0, 3)
    assert [change.passage_id for change in library.queued()] == ids
    assert np.allclose(np.linalg.norm(library.vectors()[1], axis=1), 1)
    assert library.vectors([ids[2], "unknown", ids[0]])[0] == [ids[0], ids[2]]


def test_vectors_of_a_model_that_the_library_has_left_are_refused(library: Library) -> None:
    """One process adds articles while another indexes the library anew with another model."""
    add(library, story(1))
    embed_all(library)
    add(library, story(2))
    waiting = library.pending(-1)
    vectors = FakeEmbedder().embed([one.text for one in waiting], "passage")
    library.forget_vectors()
    library.use_embedder(FakeEmbedder("another"))

    with pytest.raises(EmbedderChanged):
        library.store_vectors([one.passage_id for one in waiting], vectors, "fake-words")

    assert library.vector_count() == 0


def test_vectors_of_an_empty_library(library: Library) -> None:
    library.use_embedder(FakeEmbedder())

    assert library.vectors()[1].shape == (0, 256)
    assert library.vectors([])[0] == []


def test_vectors_of_the_wrong_shape_are_refused(library: Library) -> None:
    library.use_embedder(FakeEmbedder())

    with pytest.raises(ValueError, match="shape"):
        library.store_vectors(["a"], np.zeros((1, 3), dtype=np.float32), "fake-words")


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


def test_a_page_that_changed_each_hour_for_months_can_be_removed(library: Library) -> None:
    for number in range(1200):
        library.add(Article("Direct", f"Il est {number} h à Kerloc.", "fr", url=ADDRESS, origin=ADDRESS), [], [])
    (last,) = library.articles()
    assert len(library.older_versions(last.id)) == 1199

    library.remove(last.id)

    with library._database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 0


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
