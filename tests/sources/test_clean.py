"""Cleaning: what goes, what stays, and that a second cleaning changes nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sources.clean import clean, clean_line, make_title, printable, repair, strip_controls

CLEANED = {
    "NFD becomes NFC": ("E\u0301lys\u0065\u0301e", "Élysée"),
    "narrow spaces stay": ("« 1\u202f200\u00a0€ »\u202f!", "« 1\u202f200\u00a0€ »\u202f!"),
    "apostrophe and guillemets stay": ("l’été, « dit-elle »", "l’été, « dit-elle »"),
    "odd quotation marks stay": ("ce qu'il nomme d' »abandon »", "ce qu'il nomme d' »abandon »"),
    "tabs become spaces": ("a\tb", "a b"),
    "runs of spaces": ("a    b  c", "a b c"),
    "blank lines": ("a\r\n\r\n \r\n\nb\rc", "a\n\nb\nc"),
    "line separators": ("a\u2028b\u0085c", "a\nb\nc"),
    "zero width": ("pa\u200bro\ufeffle\u2060", "parole"),
    "soft hyphen": ("anti\u00adconstitutionnel", "anticonstitutionnel"),
    "right-to-left override": ("\u202eabc\u202c", "abc"),
    "invisible tags": ("ok\U000e0049\U000e0067", "ok"),
    "escape sequences": ("\x1b[31mrouge", "[31mrouge"),
    "lone surrogate": ("a\ud800b", "ab"),
    "glued sentences": ("Il est mort.Les secours sont là.", "Il est mort. Les secours sont là."),
    "glued after a quotation": ("« C’est fini ».L’usine ferme.", "« C’est fini ». L’usine ferme."),
    "glued before a quotation": ("Il se tait.« Non » dit-elle.", "Il se tait. « Non » dit-elle."),
    "glued after a straight quotation": ('Ni "oui", ni "non".Les élus votent.', 'Ni "oui", ni "non". Les élus votent.'),
    "glued before a straight quotation": (
        'Il "part".Il fait vite."Nous restons", dit-elle.',
        'Il "part". Il fait vite. "Nous restons", dit-elle.',
    ),
    "glued behind a straight quotation": ('Il dit "je viens."Nous étions là.', 'Il dit "je viens." Nous étions là.'),
    "glued to a question": ("Il attend...Va-t-on voter ?", "Il attend... Va-t-on voter ?"),
    "an acronym stays": ("The U.S. Army and the P.-D.G. of X", "The U.S. Army and the P.-D.G. of X"),
    "an address stays": ("voir www.exemple.Fr, merci", "voir www.exemple.Fr, merci"),
    "a decimal stays": ("3.5 et 1,2.5", "3.5 et 1,2.5"),
}


@pytest.mark.parametrize(("text", "expected"), CLEANED.values(), ids=list(CLEANED))
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


# Plain drawings of text seldom meet what matters: give them pieces that do.
PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "mort.Les ",
            "fin ».« Oui ",
            'dit."Nous ',
            '"',
            "\r\n",
            "\t ",
            "\u0301",
            "\u200b",
            "e",
            "\ud800",
            "\U000e0041",
            " \n",
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


@given(TEXTS)
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(TEXTS)
def test_clean_text_can_be_stored_and_shown(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned if c != "\n")
    assert "\n\n\n" not in cleaned
    assert "\n" not in clean_line(text)


@given(TEXTS)
def test_only_controls_go_from_given_text(text: str) -> None:
    expected = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    assert strip_controls(text) == expected


def test_many_accents_on_one_letter_take_no_time() -> None:
    assert len(clean("e" + "\u0316\u0300" * 200_000)) <= 9


def test_repair_mends_only_what_is_broken() -> None:
    sound = "L’été à Kervalec : « 1\u202f200 € »"
    broken = "prÃ©sentÃ© Ã\u00a0 lâ€™Ã©tÃ©"
    assert repair(f"{sound}\n{broken}") == f"{sound}\nprésenté à l’été".replace("l’", "l’")


TITLES = {
    "a first sentence": ("La criée rouvre lundi. Les mareyeurs attendent.", "La criée rouvre lundi."),
    "a quotation": ("« Nous rouvrons lundi. » La maire l’a dit.", "« Nous rouvrons lundi. »"),
    "an abbreviation": ("M. Le Goff a démissionné. Il part.", "M. Le Goff a démissionné."),
    "a long sentence": ("mot " * 60, "mot " * 19 + "mot…"),
    "one long word": ("x" * 200, "x" * 80 + "…"),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=list(TITLES))
def test_make_title(text: str, expected: str) -> None:
    assert make_title(text) == expected


def test_a_file_name_is_made_printable() -> None:
    assert printable("a\n\x1b\u202e\udce9b") == "a\ufffd\ufffd\ufffd\ufffdb"
