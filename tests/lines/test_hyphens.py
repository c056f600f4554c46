"""Words cut at the end of a line."""

from __future__ import annotations

import pytest

from rag.lines.hyphens import joined, words_of

CUT = {
    "cut": ("a pro-", "mis", "a promis"),
    "soft hyphen": ("a pro\u00ad", "mis", "a promis"),
    "before a capital": ("à Port-", "Tudal", "à Port-Tudal"),
    "clitic": ("Celle-", "ci", "Celle-ci"),
    "verb and pronoun": ("y a-", "t-il", "y a-t-il"),
    "franco-": ("l’accord franco-", "allemand", "l’accord franco-allemand"),
    "francophone": ("la presse franco-", "phone", "la presse francophone"),
    "porte-parole": ("le porte-", "parole", "le porte-parole"),
    "porterait": ("il porte-", "rait", "il porterait"),
    "porte-avions": ("deux porte-", "avions", "deux porte-avions"),
    "after a hyphen": ("au rez-de-", "chaussée", "au rez-de-chaussée"),
    "c’est-à-dire": ("C’est-à-", "dire", "C’est-à-dire"),
    "c’est-": ("c’est-", "à-dire", "c’est-à-dire"),
    "chef-lieu": ("le chef-", "lieu", "le chef-lieu"),
    "cut after a hyphen of its own": ("le vice-prési-", "dent", "le vice-président"),
    "numbers": ("quatre-", "vingt-dix", "quatre-vingt-dix"),
    "years": ("en 2025-", "2026", "en 2025-2026"),
    "anti": ("l’anti-", "inflation", "l’anti-inflation"),
    "antidote": ("l’anti-", "dote", "l’antidote"),
    "week-end": ("ce week-", "end", "ce week-end"),
    "a dash": ("la mer -", "ou le vent", "la mer - ou le vent"),
    "English": ("a state-of-", "the-art quay", "a state-of-the-art quay"),
}


@pytest.mark.parametrize(("text", "words", "whole"), CUT.values(), ids=list(CUT))
def test_words_cut_at_the_end_of_a_line(text: str, words: str, whole: str) -> None:
    assert joined([text, words], set()) == whole


def test_the_rest_of_the_document_tells_how_a_word_is_written() -> None:
    assert joined(["les micro-", "algues"], words_of("Des micro-algues vertes")) == "les micro-algues"
    assert joined(["un sous-", "marin"], words_of("Le sousmarin jaune")) == "un sousmarin"
