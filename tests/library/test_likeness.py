"""Near duplicates: a dispatch printed with light edits is one story, a column that keeps its title is not."""

from __future__ import annotations

import dataclasses
import random
import time
from pathlib import Path

import pytest

from rag.library.contradictions import contradict
from rag.library.likeness import keys, repeats
from rag.library.stems import match_query
from rag.library.store import Library
from rag.records import Article
from rag.sources import read
from tests.library.shelf import add, embed_all, passages_of

SAMPLES = Path(__file__).parents[2] / "samples"

DISPATCH = Article(
    title="Kervalec : la criée rouvrira le 3 novembre",
    text=(
        "La criée de Kervalec rouvrira le 3 novembre, a annoncé lundi la présidente du port, Nolwenn Tanguy.\n\n"
        "Le toit, arraché par la tempête de février, a été refait pour 2,4 millions d’euros, dont 800 000 € versés par "
        "la région. Les 38 mareyeurs, installés depuis huit mois sous une tente, reprendront leurs places « sans "
        "tirage au sort », a-t-elle précisé devant les représentants des pêcheurs.\n\n"
        "La première vente est prévue à 5 heures. Elle sera ouverte au public, qui pourra suivre les enchères depuis "
        "la galerie. Le syndicat des marins salue une décision attendue ; il demande toujours la rénovation des quais, "
        "où deux grues sur cinq ne fonctionnent plus."
    ),
    language="fr", published="2026-10-12", source="Agence Ouest-Mer", ref="depeche",
)  # fmt: skip
EDITED = DISPATCH.text.replace("a annoncé lundi", "a fait savoir lundi").replace("salue une", "se réjouit d’une")


def reprint(text: str = EDITED, **changes: str) -> Article:
    return dataclasses.replace(DISPATCH, **{"source": "L’Écho", "ref": "echo", "text": text, **changes})


SAME = {
    "light edits": reprint(),
    "light edits under another title": reprint(title="La criée de Kervalec rouvre enfin"),
    "without its last paragraph": reprint(EDITED.rpartition("\n\n")[0]),
    "with a paragraph of its own": reprint(EDITED + "\n\nÀ Kervalec, on n’a pas oublié la tempête : la mairie prépare "
                                           "une exposition de photographies, qui ouvrira au printemps."),
    "half as long, same title, next day": reprint(EDITED[:480], published="2026-10-13"),
    "without a date": reprint(published=""),
    "a number in figures": reprint(EDITED.replace("depuis huit mois", "depuis 8 mois")),
    "a day told more fully": reprint(EDITED.replace("fait savoir lundi la", "fait savoir lundi 12 octobre la")),
    "a name told less fully": reprint(EDITED.replace("Nolwenn Tanguy.", "Tanguy.")),
    "a name spelled otherwise": reprint(EDITED.replace("Nolwenn Tanguy.", "Nolwen Tanguy.")),
    "denied in other words": reprint(EDITED.replace("ne fonctionnent plus", "ne fonctionnent pas encore")),
}  # fmt: skip

OTHER = {
    "another figure": reprint(EDITED.replace("Les 38 mareyeurs", "Les 28 mareyeurs")),
    "another sum": reprint(EDITED.replace("2,4 millions", "3,1 millions")),
    "another hour": reprint(EDITED.replace("à 5 heures", "à 6 heures")),
    "another number in words": reprint(EDITED.replace("depuis huit mois", "depuis six mois")),
    "another name under another title": reprint(
        EDITED.replace("Nolwenn Tanguy", "Maëlle Cariou"), title="Le port s’explique"
    ),
    "another name under the same title": reprint(EDITED.replace("Nolwenn Tanguy", "Maëlle Tanguy")),
    "denied": reprint(EDITED.replace("rouvrira le", "ne rouvrira pas le").replace("salue", "regrette")),
    "denied where the first is, under another title": reprint(
        EDITED.replace("ne fonctionnent plus", "fonctionnent de nouveau"), title="Le port s’explique"
    ),
    "announced as a correction": reprint(title="Rectificatif : Kervalec, la criée rouvrira le 3 novembre"),
    "in another language": dataclasses.replace(reprint(), language="en"),
    "half as long under another title": reprint(EDITED[:330], title="La criée rouvre"),
    "half as long, same title, a week later": reprint(EDITED[140:400], published="2026-10-19"),
}


@pytest.mark.parametrize("article", SAME.values(), ids=list(SAME))
def test_a_dispatch_printed_with_edits_is_a_duplicate(library: Library, article: Article) -> None:
    add(library, DISPATCH)
    outcome = add(library, dataclasses.replace(article, published=article.published or None))
    assert (outcome.status, outcome.of, outcome.of_ref) == ("duplicate", DISPATCH.id, "depeche")
    assert library.count() == 2
    assert library.passage_count() == len(passages_of(library, DISPATCH))


@pytest.mark.parametrize("article", OTHER.values(), ids=list(OTHER))
def test_what_says_something_else_is_added(library: Library, article: Article) -> None:
    add(library, DISPATCH)
    assert add(library, article).status == "added"


VALUES = {
    "thousands": ("deux mille trois cents", "2 300", True),
    "thousands in English": ("2,300", "2\u202f300", True),
    "eighty": ("quatre-vingt-douze", "92", True),
    "other tens": ("soixante-dix", "60", False),
    "a decimal": ("2,4", "2", False),
    "millions": ("2 millions", "2", False),
    "a day and another number": ("lundi", "mardi 12 octobre", False),
    "a year": ("12 octobre", "12 octobre 2026", True),
    "a count after a day": ("lundi", "lundi 412", False),
}


@pytest.mark.parametrize(("one", "another", "same"), VALUES.values(), ids=list(VALUES))
def test_numbers_are_compared_by_what_they_mean(one: str, another: str, same: bool) -> None:
    text = "Le port de Kervalec a compté pour cette saison {} exactement, selon la mairie et les mareyeurs du quai."
    assert contradict(text.format(one), text.format(another)) != same


HOSTILE = {
    "one word": "mot " * 100_000,
    "one sentence": "La mer ne monte pas, le vent tourne et la pluie revient sans fin sur le quai. " * 7_000,
    "one place for many numbers": " ".join(
        f"le port a compté en tout {n} bateaux de plus au quai." for n in range(9_000)
    ),
    "capitals": "Le Port De Kervalec A Rouvert Hier Pour De Bon " * 12_000,
    "a long word": f"le port de la ville {'É' * 300_000} rouvre enfin ce matin après la tempête de l’hiver " * 2,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_any_texts_are_compared_in_seconds(text: str) -> None:
    started = time.process_time()
    contradict(text, f"Avant. {text[9:-9]}".replace("7", "8").replace("É", "E", 1).replace("Hier", "Lundi", 1))
    assert time.process_time() - started < 10


ALERT = reprint(DISPATCH.text.rpartition("\n\n")[0], source="Le Phare", ref="alerte")


def test_a_fuller_reprint_is_the_one_that_is_searched(library: Library) -> None:
    add(library, ALERT)
    add(library, reprint(ALERT.text + " Bref.", ref="bref"))
    embed_all(library)
    outcome = add(library, DISPATCH)
    assert (outcome.status, outcome.of) == ("duplicate", ALERT.id)
    assert set(library.reprints().values()) == {DISPATCH.id} and len(library.reprints()) == 2
    assert library.passage_count() == len(passages_of(library, DISPATCH)) == library.pending_count()
    assert library.lexical(match_query("enchères galerie"), 9)[0][0].startswith(DISPATCH.id)
    assert add(library, reprint()).of == DISPATCH.id
    library.remove(DISPATCH.id)
    assert add(library, reprint(EDITED + " À suivre.", ref="third")).of == reprint().id, "the longest takes its part"


def test_a_reprint_with_its_own_words_for_all_is_no_fuller(library: Library) -> None:
    more = "\n\nÀ Kervalec, on n’a pas oublié la tempête : la mairie prépare une exposition de photographies, "
    add(library, reprint(EDITED + more + "qui ouvrira au printemps dans la halle, avec les dessins des écoliers."))
    end = "\n\nLe vent, lui, soufflera « trois jours au moins » sur la côte, prévient le sémaphore de Port-Évrain."
    assert add(library, DISPATCH).status == add(library, reprint(EDITED + end, ref="fin")).status == "duplicate"
    assert len(set(library.reprints().values())) == 1 and DISPATCH.id in library.reprints()


def test_a_column_with_the_same_title_is_added(library: Library) -> None:
    words = [f"mot{letter}{other}" for letter in "abcdefghij" for other in "klmnopqrst"]
    chance = random.Random(1)
    columns = [reprint(" ".join(chance.sample(words, 80)), ref=str(number)) for number in range(25)]
    assert {add(library, column).status for column in columns} == {"added"}
    assert add(library, reprint(columns[0].text + " de plus", ref="again")).of_ref == "0"  # behind 24 of that title


def test_a_correction_at_the_same_address_is_a_new_version(library: Library) -> None:
    address = "https://echo.example/2026/criee"
    add(library, dataclasses.replace(DISPATCH, url=address))
    corrected = reprint(EDITED.replace("38", "28"), url=address)
    assert add(library, corrected).status == "updated"
    assert add(library, reprint(EDITED, url=address)).status == "updated"  # nearly the text of the version it replaces


def test_a_flood_of_copies_is_one_story(library: Library) -> None:
    add(library, DISPATCH)
    copies = [reprint(EDITED.replace("enchères", f"enchères {letter * 3}")) for letter in "abcdefghijklmnopqrst"]
    assert {add(library, copy).of for copy in copies} == {DISPATCH.id}


def test_when_the_first_goes_its_reprint_takes_its_part(library: Library) -> None:
    add(library, DISPATCH)
    add(library, reprint())
    library.remove(DISPATCH.id)
    assert add(library, reprint(EDITED + " À suivre.", ref="third")).of == reprint().id


def test_copies_are_found_after_reopening(tmp_path: Path) -> None:
    with Library(tmp_path) as first:
        add(first, DISPATCH)
    with Library(tmp_path) as second:
        assert add(second, reprint()).status == "duplicate"


def test_short_texts_are_not_compared(library: Library) -> None:
    brief = DISPATCH.text[:200]
    assert keys(reprint(brief)) == ()
    assert [add(library, reprint(text)).status for text in (brief, brief + " Enfin.")] == ["added", "added"]


def test_keys_stay_the_same_from_one_version_to_the_next() -> None:
    """They are kept in the library: other keys would not be found there."""
    assert len(keys(DISPATCH)) == 26
    assert keys(DISPATCH)[0] == 6061036643766498049
    assert keys(DISPATCH)[-1] == 5080318643621121555


def test_the_samples_reprint_is_found_and_their_correction_is_not_one() -> None:
    def sample(name: str) -> Article:
        (item,) = read(str(SAMPLES / name), "fr")
        assert isinstance(item, Article)
        return item

    dispatch = sample("2026-10-13/lait-accord-lactostrelle.txt")
    assert repeats(sample("2026-10-13/accord-sur-le-prix-du-lait.html"), dispatch)
    wrong = sample("2026-10-12/urgences-fermees-trois-nuits.html")
    assert not repeats(sample("2026-10-15/rectificatif-urgences.md"), wrong)
