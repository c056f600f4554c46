"""Summaries: one set of claims, two languages, the same citations and numbers in both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from fakes_engine import FakeGenerator
from newsstand import BRIDGE, CHEESE, stocked

from rag.answering.prompting import Prompts
from rag.briefing.summarise import Summarising
from rag.library.sentences import split_sentences
from rag.records import Citation, Span
from rag.translating.faithful import figures, rendering_faults, translation_faults
from rag.translating.translate import Translator
from rag.translating.writer import Writer


@pytest.fixture
def summarising() -> Summarising:
    return Summarising(Writer(FakeGenerator()), Prompts(), FakeEmbedder())


def with_replies(summarising: Summarising, *replies: str) -> Summarising:
    return replace(summarising, writer=Writer(FakeGenerator(*replies)))


FIRST, SECOND, *_ = (span.text for span in split_sentences(BRIDGE.text, "fr"))
TRANSLATED = (
    "The Valmorel bridge was closed on Tuesday after the flood of the Lisse.",
    "According to the prefect, Maëlle Kerouédan, 12,500 people cannot cross.",
)


def test_the_articles_speak_and_the_other_language_is_a_translation(summarising: Summarising) -> None:
    summary = with_replies(summarising, *TRANSLATED).summarise([BRIDGE])
    assert summary.claims[0].supported
    assert summary.claims[0].text_fr == FIRST
    assert summary.claims[0].text_en == TRANSLATED[0]
    for claim in summary.claims:
        [citation] = claim.citations
        assert BRIDGE.text[citation.span.start : citation.span.end] == citation.quote == claim.text_fr


def test_lines_stand_in_the_order_of_the_text_and_are_numbered_in_it(summarising: Summarising) -> None:
    summary = with_replies(summarising, "~").summarise([BRIDGE])
    tried = [claim.citations[0] for claim in summary.claims if not claim.supported]
    starts = [one.span.start for one in tried]
    assert starts == sorted(starts)
    assert [one.number for one in tried] == list(range(1, len(starts) + 1))


def test_an_english_article_is_translated_into_french(summarising: Summarising) -> None:
    summary = with_replies(summarising, "Une foire au fromage s’est tenue.").summarise([CHEESE])
    assert summary.claims[0].text_en in CHEESE.text


COST = replace(
    BRIDGE, text="Les travaux du pont coûteront 1,2 million d’euros. Ils dureront jusqu’au printemps prochain."
)


def test_a_translation_that_changes_a_number_is_asked_for_again_with_the_numbers_named() -> None:
    model = FakeGenerator("The works will cost €1.5 million.", "The bridge works will cost €1.2 million.", "~")
    summary = Summarising(Writer(model), Prompts(), FakeEmbedder()).summarise([COST])
    assert summary.claims[0].text_en == "The bridge works will cost €1.2 million."
    assert "1.2" in model.prompts[1][1].text


@pytest.mark.parametrize(
    ("translated", "named"),
    [
        pytest.param("The bridge works will cost €1.2 billion.", "1.2", id="a number"),
        pytest.param("The bridge works of Harrowmouth will cost €1.2 million.", "Harrowmouth", id="a name"),
        pytest.param("The bridge works will not cost €1.2 million.", "not", id="a negation"),
        pytest.param("Les works du pont coûteront €1.2 million.", "coûteront", id="words as they were"),
    ],
)
def test_a_translation_that_says_something_else_is_not_shown(
    summarising: Summarising, translated: str, named: str
) -> None:
    summary = with_replies(summarising, translated).summarise([COST])
    assert not summary.claims[0].supported and summary.claims[0].text_en == ""
    assert translated not in summary.text_en


def test_lines_that_cannot_be_translated_make_way_and_two_stand_as_they_are(summarising: Summarising) -> None:
    text = " ".join(f"La commune numéro {n} a voté son budget pour l’année à venir." for n in range(1, 12))
    summary = with_replies(summarising, "A council voted.").summarise([replace(BRIDGE, text=text)])
    assert [claim.supported for claim in summary.claims] == [False, True] * 2 + [False] * 6
    for refused, claim in zip(summary.claims[:4:2], summary.claims[1:4:2], strict=True):
        assert claim.text_fr == claim.text_en == f"«\u202f{refused.text_fr}\u202f»"


def test_what_an_article_says_first_is_not_left_out(summarising: Summarising) -> None:
    known = ("A council voted.",) * 3 + ("The works will last until the next spring.", "~")
    summary = with_replies(summarising, *known).summarise([COST])
    lead, after = COST.text.split(". ", 1)
    assert [claim.supported for claim in summary.claims] == [False, True, True]
    assert summary.claims[1].text_fr == summary.claims[1].text_en == f"«\u202f{lead}.\u202f»"
    assert summary.claims[2].text_fr == after


def test_among_several_articles_another_sentence_takes_the_place_of_one_that_is_not_translated(
    summarising: Summarising,
) -> None:
    text = "La mairie de Valmorel paiera la moitié du chantier. Les bateaux restent à quai depuis la crue de la Lisse."
    other = replace(COST, title="Le pont", text=text)
    town, boats = (
        "Valmorel’s town hall will pay half of the works.",
        "The boats have stayed at the quay since the flood of the Lisse.",
    )
    summary = with_replies(summarising, *("A council voted.",) * 3, town, boats).summarise([COST, other])
    assert [claim.text_en for claim in summary.claims if claim.supported] == [town, boats]
    assert not any(claim.text_fr == claim.text_en for claim in summary.claims)


def test_a_sentence_that_says_he_follows_the_one_that_says_who(summarising: Summarising) -> None:
    text = "Le maire Odilon Varède a démissionné lundi soir. Il quittera la mairie de Valmorel vendredi. On votera."
    town = replace(BRIDGE, title="La mairie", text=text)
    known = ("The mayor Odilon Varède resigned on Monday evening.", "He leaves Valmorel’s town hall on Friday.", "~")
    assert "Il quittera la mairie de Valmorel vendredi." in with_replies(summarising, *known).summarise([town]).text_fr
    lost = with_replies(summarising, "Nobody resigned.").summarise([town, CHEESE])
    assert not any(claim.text_fr.startswith("Il ") for claim in lost.claims)


def test_a_translation_has_the_marks_of_print(summarising: Summarising) -> None:
    said = replace(CHEESE, text="“It was our best year,” said the mayor of Kelsby.")
    summary = with_replies(summarising, '"C\'était notre meilleure année", a dit le maire de Kelsby.').summarise([said])
    assert summary.claims[0].text_fr == "«\u202fC’était notre meilleure année\u202f», a dit le maire de Kelsby."


@pytest.mark.parametrize(
    ("french", "written", "shown"),
    [
        ("« Rien ne presse à Kelsby. »", "Nothing is urgent at Kelsby.", "“Nothing is urgent at Kelsby.”"),
        (
            "« Rien ne presse », a dit Odilon, « à Kelsby ».",
            'Nothing is urgent", said Odilon, “at Kelsby”.',
            "“Nothing is urgent”, said Odilon, “at Kelsby”.",
        ),
        (
            "« Rien ne presse à Kelsby », a dit Odilon.",
            'Odilon said: "Nothing is urgent at Kelsby."',
            "Odilon said: “Nothing is urgent at Kelsby.”",
        ),
    ],
)
def test_the_marks_of_a_quotation_are_put_where_they_were(
    summarising: Summarising, french: str, written: str, shown: str
) -> None:
    said = replace(CHEESE, text=french, language="fr")
    claim = with_replies(summarising, written).summarise([said]).claims[0]
    assert (claim.text_en, claim.supported) == (shown, True)


def test_a_name_left_as_it_was_is_printed_as_the_language_does(summarising: Summarising) -> None:
    told = replace(BRIDGE, text="Le chef de l’OTAN a visité le pont de Valmorel lundi matin.")
    summary = with_replies(summarising, "The head of OTAN visited the Valmorel bridge on Monday morning.")
    claim = summary.summarise([told]).claims[0]
    assert (claim.supported, claim.text_en) == (True, "The head of NATO visited the Valmorel bridge on Monday morning.")


@pytest.mark.parametrize(
    ("french", "english", "same"),
    [
        ("Il était 0 h 20, mardi.", "It was 20:00 on Tuesday.", False),
        ("Il était 0 h 20, mardi.", "It was 0:20 on Tuesday.", True),
        ("Le vote est à 20 heures 15.", "The vote is at 20:15.", True),
        ("Le vote est à 14 h 30.", "The vote is at 2:30 p.m.", True),
        ("Le vote est à 14 h 30.", "The vote is at 2:30 a.m.", False),
        ("Le vote dure 24 heures.", "The vote lasts 24 hours.", True),
    ],
)
def test_a_time_of_day_stays_what_it_is(french: str, english: str, same: bool) -> None:
    told = Citation(0, replace(BRIDGE, text=french), Span(0, len(french), french))
    assert (rendering_faults(told, english, "en") == ()) == same


def test_a_quotation_may_be_translated(summarising: Summarising) -> None:
    said = replace(BRIDGE, text="« Le pont tiendra tout l’hiver », a promis la préfète Maëlle Kerouédan.")
    summary = with_replies(
        summarising, "“The bridge will hold all winter,” promised the prefect, Maëlle Kerouédan."
    ).summarise([said])
    assert summary.claims[0].supported, summary.claims[0].reasons


@pytest.mark.parametrize(
    ("title", "written", "shown"),
    [
        ("Le maire parle", "The mayor speaks.", "The mayor speaks"),
        ("« Le maire parle »", "“The mayor speaks.”", "“The mayor speaks”"),
        ("Prison pour l’ex-P.-D.G.", "Prison for the former C.E.O.", "Prison for the former C.E.O."),
        ("La chute du P.-D.G. de Brezhan", "The fall of Brezhan’s C.E.O.", "The fall of Brezhan’s C.E.O."),
        ("Le maire parle.", "The mayor speaks.", "The mayor speaks."),
    ],
)
def test_a_title_stays_a_title(title: str, written: str, shown: str) -> None:
    source = Citation(0, replace(BRIDGE, title=title), Span(0, len(title), title))
    assert Translator(Writer(FakeGenerator(written)), Prompts()).translated(source)[0] == shown


def test_what_was_written_once_is_not_written_again(tmp_path: Path) -> None:
    library, index, _ = stocked(tmp_path)
    model = FakeGenerator(*TRANSLATED)
    remembering = Summarising(Writer(model, library), Prompts(), FakeEmbedder())
    first = remembering.summarise([BRIDGE])
    asked = len(model.prompts)
    assert remembering.summarise([BRIDGE]).claims == first.claims
    assert len(model.prompts) == asked
    library.remove(CHEESE.id)
    remembering.summarise([BRIDGE])
    assert len(model.prompts) > asked
    index.close()
    library.close()


@pytest.mark.parametrize(
    ("french", "english", "faults"),
    [
        ("12 500 habitants", "12,500 people", 0),
        ("1,2 million d’euros", "1.2 million euros", 0),
        ("dix mille personnes", "ten thousand people", 0),
        ("dix mille personnes", "10,000 people", 1),
        ("12 500 habitants", "12,000 people", 2),
        ("un premier essai", "a first trial", 0),
        ("un deuxième essai", "a second trial", 0),
        ("un troisième essai", "a second trial", 2),
        ("une quarantaine de maisons", "about forty houses", 0),
        ("une quarantaine de maisons", "forty-four houses", 1),
        ("des centaines de maisons", "hundreds of houses", 0),
        ("une réserve de 133\u202f000 km2", "a reserve of 133,000 km²", 0),
        ("les deux maisons", "both houses", 0),
        ("le dernier tiers", "the final third", 0),
        ("des habitants", "12 people", 1),
        ("un pont", "a bridge", 0),
        ("Le musée paie 12 euros une lune grattée par un peintre", "12 euros", 1),
        ("un pont", "a bridge that was closed on Tuesday", 1),
        ("un pont", "", 1),
    ],
)
def test_numbers_survive_translation(french: str, english: str, faults: int) -> None:
    assert len(translation_faults(french, "fr", english, "en")) == faults


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1\u202f234,50 euros et 3,5 %", ["1234.5", "3.5"]),
        ("1,234.5 euros, in 2026, 3.5%", ["1234.5", "2026", "3.5"]),
        ("12 500 habitants, 12 et 12", ["12500", "12", "12"]),
        ("le 1er, à 21h30", ["1", "21", "30"]),
        ("trois nuits", []),
    ],
)
def test_figures_read_the_same_in_both_languages(text: str, found: list[str]) -> None:
    assert sorted(figures(text).elements()) == sorted(found)


def test_what_articles_begin_with_comes_first(summarising: Summarising) -> None:
    start = "Le pont de Valmorel est fermé depuis mardi après la crue de la Lisse."
    dyke = "La digue de Valmorel a cédé mardi après la crue de la Lisse."
    level = "La Lisse a atteint 4,20 mètres mardi au pont de Valmorel, après la crue."
    articles = [replace(BRIDGE, title=text, text=text) for text in (f"{start} {level}", f"{dyke} {start}")]
    summary = with_replies(summarising, "~").summarise(articles)
    starts = [claim.citations[0].span.start for claim in summary.claims if not claim.supported]
    assert starts == sorted(starts) and starts.count(0) == 2 < len(starts)
