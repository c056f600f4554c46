from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.library.sentences import LONGEST_CHARS, split_sentences
from rag.records import Language

FRENCH = [
    pytest.param("Il part.|Elle reste.", id="plain"),
    pytest.param("M. Dupont et Mme Le Goff sont là.|MM. Roux et Le Bihan aussi.", id="titles"),
    pytest.param("Me Lebrun plaide.|Selon Me. Lebrun, tout va bien.", id="lawyer"),
    pytest.param("Le P.-D.G. Alain Roy démissionne.|Il quitte le P.-D.G.|Le groupe va mal.", id="dotted"),
    pytest.param("L’art. 49 al. 3 est invoqué.|Voir p. 12 et vol. II du rapport.", id="numbered"),
    pytest.param("En 52 av. J.-C. Vercingétorix perd.|Né en 12 apr. J.-C.|Il meurt jeune.", id="before Christ"),
    pytest.param("J. K. Moreau, George W. Blin et Anne J. Le Bihan arrivent.|La vitamine C.|Le reste.", id="initials"),
    pytest.param("Un taux de 3,5 %, puis 4.2 points.|Le cours vaut 1 234,56 €.", id="decimals"),
    pytest.param("Il hésite… puis part.|Et puis...|Paris s’éveille.", id="ellipsis"),
    pytest.param("Voir www.phare-ouest.fr/a.html?b=1.|Puis écrire à x@phare.fr.|Fin.", id="addresses"),
    pytest.param("« C’est faux ! » s’est-il emporté.|« Vraiment ? »|Il sort.", id="guillemets"),
    pytest.param("« C’est\u202ffaux\u202f!\u202f» s’est-il emporté.|«\u202fAh\u202f!\u202f»|Fin.", id="narrow spaces"),
    pytest.param("Il a dit : « Je pars. »|Puis : « Je reste ».|Et rien.", id="stop inside quotation"),
    pytest.param("Le maire avance ; l’opposition recule : rien ne va.|Fin.", id="semicolon and colon"),
    pytest.param("Des pommes, des poires, etc. et du pain.|Du lait, etc.|Le marché ferme.", id="et cetera"),
    pytest.param("– Oui.|– Non.|— Peut-être ?|Fin.", id="dialogue"),
    pytest.param("L’État (le vrai !) décide.|(Il le dit.)|Fin [...]", id="brackets"),
    pytest.param("En 2024.|12 personnes sont venues.|Le 3 sept. 2025, rien.", id="digits open"),
    pytest.param("À l’U.E. on doute.|C’est l’O.N.U. qui décide.", id="acronyms"),
    pytest.param("Un titre sans point\n|Le texte.|Suite\n|- premier point\n|- second point", id="headings and lists"),
    pytest.param("1. Premier point.\n|2. Deuxième point.|Suite.", id="numbered list"),
    pytest.param("Quoi ?!|Rien !!!|Si.", id="several marks"),
    pytest.param("Voir www.Gazette.example, M.Le Goff et le P.-D.G.Roy.", id="not glued"),
]

ENGLISH = [
    pytest.param("He left.|She stayed.", id="plain"),
    pytest.param("Mr. Smith met Dr. Jones and Sen. Blake.|Mrs. Gray did not.", id="titles"),
    pytest.param("The U.S. Senate voted.|It left the U.S.|The vote failed.", id="country"),
    pytest.param("No. 10 is closed.|No.|He left.|See Nos. 3 and 4.", id="number or no"),
    pytest.param("Acme Inc. said so.|It belongs to Acme Inc.|The rest is gone.", id="company"),
    pytest.param("Fruit, i.e. apples, e.g. red ones.|Done.", id="latin"),
    pytest.param("It opens at 9 a.m. Monday.|At 9 p.m.|Police left.|By 10 a.m. all was calm.", id="clock"),
    pytest.param("“We won!” he said.|“We won!” Ann Lee said.|“Why?”|Nobody knows.", id="attribution"),
    pytest.param('"Go."|He went.|"Why?" she asked.|He did.', id="straight quotes"),
    pytest.param("Tell me.|He did.|A Ph.D. student did it.", id="words and degrees"),
    pytest.param("On Jan. 5 it rose 3.5 percent.|In Sept. 2025 it fell.", id="months"),
    pytest.param("St. Olave has Mt. Ash.|Gen. Marsh agreed.", id="places"),
    pytest.param("Version 2.0.1 is out.|See https://x.example/a.b?c=d.|It works.", id="versions"),
    pytest.param("Prices rose; wages fell: nothing new.|The end.", id="semicolon"),
    pytest.param("J. R. Stone wrote it.|Plan B.|It failed.", id="initials"),
    pytest.param("Breaking news\n|The mayor left.\r\n|Next", id="heading and crlf"),
]


def _cases(language: Language, table: list[object]) -> list[object]:
    return [pytest.param(language, *case.values, id=f"{language}: {case.id}") for case in table]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Il est mort.|Les secours sont là.|Une minute passe.", id="after a word"),
        pytest.param('Ni "oui", ni "non".|L’élu vote : « Oui ».|La séance finit.', id="after a quotation"),
        pytest.param('Il part.|"Nous restons", dit-elle.|"Et nous partons."', id="before one"),
        pytest.param('Il dit "je viens."|Nous étions là...|Va-t-on voter ?', id="behind one"),
    ],
)
def test_sentences_glued_to_one_another_are_cut(marked: str) -> None:
    assert [span.text for span in split_sentences(marked.replace("|", ""), "fr")] == marked.split("|")


@pytest.mark.parametrize(("language", "marked"), _cases("fr", FRENCH) + _cases("en", ENGLISH))
def test_cuts_where_a_reader_would(language: Language, marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    text = marked.replace("\n|", "\n").replace("|", " ")

    assert [span.text for span in split_sentences(text, language)] == expected


ALPHABET = st.sampled_from("aé É.,;:!?…«»“”\"'’()[]-–0 1\n\r\t\u00a0\u202f\u2028M🙂\x1e")


@given(st.text(ALPHABET, max_size=200) | st.text(max_size=100), st.sampled_from(["fr", "en"]))
def test_spans_are_exact_ordered_and_cover_every_character(text: str, language: Language) -> None:
    spans = split_sentences(text, language)
    covered = "".join(span.text for span in spans)

    assert all(span.text == text[span.start : span.end] == span.text.strip() != "" for span in spans)
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))
    assert "".join(covered.split()) == "".join(text.split())
    assert all(len(span.text) <= LONGEST_CHARS for span in spans)


def test_a_text_without_stops_is_cut_at_commas_then_spaces() -> None:
    commas, spaces = "un deux trois, " * 100, "mot " * 400

    assert all(span.text.endswith(",") for span in split_sentences(commas, "fr"))
    assert all(span.text.endswith("mot") and span.text.startswith("mot") for span in split_sentences(spaces, "fr"))


@pytest.mark.parametrize(
    "piece", [".", ". ", ".) ", "M. ", "A. ", ". » ", "? ", " ", "x", '."', "Le chat dort. ", "\n."]
)
def test_a_long_text_takes_a_moment_whatever_it_is_made_of(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()

    split_sentences(text, "fr")

    assert time.process_time() - start < 10  # half a second alone; quadratic work would take minutes
