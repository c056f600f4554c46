"""Numbers, dates, names and quotations compare equal across French and English ways of writing them."""

import pytest

from rag.checking import facts
from rag.records import Language

N = "\u202f"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        pytest.param(f"1{N}234,56 €", "€1,234.56", id="decimals"),
        pytest.param("12\u00a0000 manifestants", "12,000 protesters", id="thousands"),
        pytest.param("1,2 million d’euros", "€1.2 million", id="scale"),
        pytest.param("3 milliards", "3 billion", id="milliard"),
        pytest.param("dix mille personnes", "10,000 people", id="words"),
        pytest.param("vingt-trois élus", "twenty-three councillors", id="small words"),
        pytest.param("4,5 %", "4.5%", id="percent"),
        pytest.param("2 500 000", "2.5 million", id="scale or figures"),
        pytest.param("en 2026", "in 2026", id="year"),
    ],
)
def test_the_same_number_in_both_languages(french: str, english: str) -> None:
    [one], [other] = facts.numbers(french, "fr"), facts.numbers(english, "en")
    assert one.values & other.values


@pytest.mark.parametrize(
    ("claim", "claimed_in", "source", "source_in", "same"),
    [
        ("10 %", "fr", "10 per cent", "en", True),
        ("10 %", "fr", "10 euros", "fr", False),
        ("£5", "en", "$5", "en", False),
        ("12 euros", "fr", "12", "fr", True),
        ("vingt-quatre heures", "fr", "24 hours", "en", True),
        ("24 jours", "fr", "24 heures", "fr", False),
        ("douze maisons", "fr", "a dozen houses", "en", True),
        ("the 19th century", "en", "le XIXe siècle", "fr", True),
        ("6 matchs", "fr", "a six-game run", "en", True),
    ],
)
def test_numbers_with_what_they_count(
    claim: str, claimed_in: Language, source: str, source_in: Language, same: bool
) -> None:
    known = facts.all_numbers(source, source_in)
    assert any(number.same(one) for number in facts.numbers(claim, claimed_in)[:1] for one in known) == same


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("12 blessés", "14 blessés", "fr"),
        ("1,2 million", "1,4 million", "fr"),
        ("3 millions", "3 milliards", "fr"),
        ("1.2 million", "1.2 billion", "en"),
        ("0,5", "5", "fr"),
        ("10 000", "1 000", "fr"),
    ],
)
def test_different_numbers_stay_different(first: str, second: str, language: Language) -> None:
    [one], [other] = facts.numbers(first, language), facts.numbers(second, language)
    assert not one.values & other.values


def test_numbers_in_order_as_written() -> None:
    text = "Le 14 octobre, entre 10 000 et 12 000 soldats, soit 3,5 % de plus."
    assert [number.text for number in facts.numbers(text, "fr")] == ["14", "10 000", "12 000", "3,5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mercredi 14 octobre 2026", {"day-2", "month-10"}),
        ("on Wednesday, Oct. 14", {"day-2", "month-10"}),
        ("le 1er mai", {"month-5"}),
        ("She may leave", set()),
        ("de mars à Vénus", set()),
        ("le 3 août", {"month-8"}),
    ],
)
def test_dates(text: str, expected: set[str]) -> None:
    assert facts.dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’usine de Valmorel appartient à Élodie Béranger.", ["Valmorel", "Élodie", "Béranger"]),
        ("Depuis hier, rien.", []),
        ("Odile Castaing a dit non.", ["Odile", "Castaing"]),
        ("OTAN et ONU se réunissent à Londres.", ["OTAN", "ONU", "Londres"]),
        ("Il a plu lundi à Saint-Aubert.", ["Saint-Aubert"]),
        ("Le phare date du XIXème siècle.", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert facts.names(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("OTAN", "NATO"), ("Londres", "London"), ("États-Unis", "US"), ("ÉLYSÉE", "Elysée"), ("U.S.", "États-Unis")],
)
def test_names_that_change_with_the_language(one: str, other: str) -> None:
    assert facts.name_key(one) == facts.name_key(other)


def test_names_of_several_words() -> None:
    assert facts.name_key("États-Unis") in facts.name_keys("the United States said")


@pytest.mark.parametrize(
    "text",
    ["Il a dit : « Nous ne céderons pas »", "He said: “Nous ne céderons pas”", 'Il a dit "Nous ne céderons pas"'],
)
def test_quotations(text: str) -> None:
    assert facts.quotations(text) == ["Nous ne céderons pas"]


def test_a_word_between_marks_is_no_quotation() -> None:
    assert facts.quotations("le « bon sens » et l’« ingérence »") == ["bon sens"]
