"""Claims: what the model wrote, cut, cleaned, attributed, numbered and checked."""

from pathlib import Path

import pytest
from fakes import FakeEmbedder

from rag.answering.attribute import Attributor
from rag.answering.claims import check_claims, cleaned, is_refusal, marked, otherwise, quotation, with_markers
from rag.answering.disagreement import Other, Sort
from rag.checking.verify import unsupported_reasons
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article, Citation, Evidence, Language, Span

BRIDGE = Article(
    title="Le pont de Valmorel fermé",
    text=(
        "Le pont de Valmorel a été fermé mardi après la crue. Selon la préfète, Maëlle Kerouédan, "
        "12\u202f500 habitants sont privés de passage. « Nous ne rouvrirons pas avant lundi », a-t-elle dit. "
        "Les travaux coûteront 1,2 million d’euros."
    ),
    language="fr",
    published="2026-10-14",
    source="Le Courrier des Deux-Rives",
)


def evidence(article: Article = BRIDGE) -> list[Evidence]:
    return [Evidence(article, span, 1.0) for span in split_sentences(article.text, article.language)]


def citation(sentence: int, article: Article = BRIDGE) -> Citation:
    return Citation(1, article, split_sentences(article.text, article.language)[sentence])


@pytest.fixture
def attributor(tmp_path: Path) -> Attributor:
    return Attributor(Library(tmp_path), FakeEmbedder(), evidence(), "Combien d’habitants sont privés de passage ?")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Le pont est fermé [1].", "Le pont est fermé."),
        ("Le pont est fermé [1, 2] depuis mardi (3).", "Le pont est fermé depuis mardi."),
        ("**Le pont** est  `fermé`.", "Le pont est fermé."),
        ("- Le pont est fermé.", "Le pont est fermé."),
        ("Le pont est fermé [4][2].", "Le pont est fermé."),
        ("Le pont est fermé (voir [3]) depuis mardi [2] [5].", "Le pont est fermé depuis mardi."),
        ("Elle est née à Lyon (1957).", "Elle est née à Lyon (1957)."),
        ("Il a 12 ans (né en 2014).", "Il a 12 ans (né en 2014)."),
    ],
)
def test_what_the_model_marks_by_itself_is_removed(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("Les extraits ne mentionnent pas le prix.", True),
        ("Je ne sais pas.", True),
        ("The extracts do not mention it.", True),
        ("There is no information on this.", True),
        ("L’article ne mentionne pas le prix.", True),
        ("The article doesn’t mention the price.", True),
        ("La réponse n’est pas dans les extraits.", True),
        ("L’heure n’est pas précisée.", True),
        ("Non, le préfet n’a pas donné son accord.", False),
        ("No information was stolen.", False),
        ("The policy does not provide cover.", False),
        ("« Je ne sais pas », a répondu le maire.", False),
        ("La préfète ne sait pas nager.", False),
        ("The minister does not smoke.", False),
    ],
)
def test_refusals_in_the_model_s_own_words(text: str, refuses: bool) -> None:
    assert is_refusal(text) is refuses


def test_each_claim_cites_the_exact_slice_it_comes_from(attributor: Attributor) -> None:
    text = "12 500 habitants sont privés de passage. Les travaux coûteront 1,2 million d’euros."
    claims = check_claims(text, "", "fr", attributor)
    assert [claim.supported for claim in claims] == [True, True]
    for claim in claims:
        [one] = claim.citations
        assert BRIDGE.text[one.span.start : one.span.end] == one.quote
    assert "12\u202f500" in claims[0].citations[0].quote
    assert with_markers(claims).count("[1]") == with_markers(claims).count("[2]") == 1


def test_a_claim_from_nowhere_is_not_supported(attributor: Attributor) -> None:
    [claim] = check_claims("Le baril de pétrole vaut 70 dollars.", "", "fr", attributor)
    assert not claim.supported
    assert claim.citations == ()
    assert claim.reasons == ("aucune phrase des articles ne dit cela",)


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "expected"),
    [
        pytest.param("12 500 habitants sont privés de passage.", 1, "fr", (), id="spaces of figures"),
        pytest.param("12,500 people cannot pass.", 1, "en", (), id="English figures"),
        pytest.param(
            "14 500 habitants sont privés de passage.",
            1,
            "fr",
            ("le nombre « 14 500 » n’est pas dans la phrase citée",),
            id="another number",
        ),
        pytest.param("It will cost €1.2 million.", 3, "en", (), id="scale and currency"),
        pytest.param(
            "It will cost €1.2 billion.",
            3,
            "en",
            ("the number “1.2 billion” is not in the cited sentence",),
            id="another scale",
        ),
        pytest.param(
            "Selon Odile Castaing, des habitants sont privés de passage.",
            1,
            "fr",
            (
                "le nom « Odile » n’est pas dans la phrase citée",
                "le nom « Castaing » n’est pas dans la phrase citée",
            ),
            id="another name",
        ),
        pytest.param("Le pont a été fermé mardi 13.", 0, "fr", (), id="the day that a day of the week means"),
        pytest.param("The bridge was closed on October 13.", 0, "en", (), id="the same in English"),
        pytest.param(
            "Le pont a été fermé mardi 27.",
            0,
            "fr",
            ("la date « mardi 27 » n’est pas dans la phrase citée",),
            id="another day",
        ),
        pytest.param(
            "Le pont a fermé jeudi.", 0, "fr", ("la date « jeudi » n’est pas dans la phrase citée",), id="weekday"
        ),
        pytest.param("Le pont a fermé en octobre 2026.", 0, "fr", (), id="month and year of publication"),
        pytest.param("Elle a dit : « Nous ne rouvrirons pas avant lundi ».", 2, "fr", (), id="quotation"),
        pytest.param(
            "Elle a dit : « Nous ne rouvrirons jamais le pont ».",
            2,
            "fr",
            ("la citation « Nous ne rouvrirons jamais le pont » n’est pas mot pour mot dans la phrase citée",),
            id="altered quotation",
        ),
    ],
)
def test_support(claim: str, sentence: int, language: Language, expected: tuple[str, ...]) -> None:
    assert unsupported_reasons(claim, [citation(sentence)], language) == expected


@pytest.mark.parametrize(
    ("question", "supported"),
    [
        pytest.param("Qui est Maëlle Kerouédan ?", True, id="named elsewhere in the article"),
        pytest.param("Qui est Odile Castaing ?", False, id="named nowhere in the article"),
    ],
)
def test_a_name_brought_by_the_question_must_stand_in_the_article(question: str, supported: bool) -> None:
    name = question.removeprefix("Qui est ").removesuffix(" ?")
    assert (unsupported_reasons(f"{name} parle du pont.", [citation(0)], "fr", question) == ()) is supported


@pytest.mark.parametrize(
    ("claim", "question", "own"),
    [
        pytest.param(
            "Le pont de Valmorel est suspendu.", "Comment est le pont de Valmorel ?", "suspendu", id="its own"
        ),
        pytest.param("Le pont de Valmorel est fermé.", "Comment est le pont de Valmorel ?", None, id="the article's"),
        pytest.param("Une fermeture.", "Que subit le pont de Valmorel ?", None, id="another form of a word"),
        pytest.param("Mardi, il a été clos.", "Quand le pont a-t-il fermé ?", None, id="in other words, with a date"),
        pytest.param("The Valmorel bridge is a suspension one.", "What is the bridge like?", None, id="other language"),
    ],
)
def test_what_answers_must_be_in_the_articles(claim: str, question: str, own: str | None) -> None:
    """A small model likes to answer from memory, and the words of its sentence stand in some article anyway."""
    language: Language = "en" if claim.startswith("The") else "fr"
    expected = () if own is None else (f"la phrase citée ne dit pas « {own} »",)
    assert unsupported_reasons(claim, [citation(0)], language, question) == expected


def test_two_articles_do_not_lend_each_other_their_names() -> None:
    asmara = Article("Asmara", "Asmara est la capitale de l’Érythrée.", "fr")
    desert = Article("Le désert", "La Mauritanie est couverte par le désert.", "fr")
    both = [Citation(1, asmara, Span(0, 37, asmara.text)), Citation(2, desert, Span(0, 41, desert.text))]
    reasons = unsupported_reasons(
        "Asmara est la capitale de la Mauritanie.", both, "fr", "Quelle est la capitale de la Mauritanie ?"
    )
    assert "Mauritanie" in " ".join(reasons)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        pytest.param("Loïc Prigent a battu le record du tour en juillet.", "Loïc", id="whom the question names"),
        pytest.param("Maëlle Prigent a battu le record du tour en juillet.", None, id="whom the sentence names"),
        pytest.param("Maëlle Prigent, dont Loïc est le frère, a battu le record.", None, id="both, elsewhere"),
        pytest.param("La championne Prigent a battu le record du tour.", None, id="in other words"),
    ],
)
def test_a_name_does_not_take_the_place_of_another(claim: str, wrong: str | None) -> None:
    text = "En juillet, Maëlle Prigent a battu le record du tour. Elle court depuis six ans avec Loïc, son frère."
    article = Article("Le record du tour", text, "fr")
    cited = [Citation(1, article, Span(0, 53, text[:53]))]
    reasons = unsupported_reasons(claim, cited, "fr", "Qu’a battu Loïc Prigent en juillet ?")
    assert reasons == (() if wrong is None else (f"le nom « {wrong} » n’est pas dans la phrase citée",))


def test_a_footnote_of_the_article_is_no_marker_of_ours() -> None:
    text = "Le pont date de 1998[3] et la halle de 2004 [12]."
    item = Evidence(Article("Le pont", text, "fr"), Span(0, len(text), text), 1.0)
    claim = quotation(item, 1, "fr")
    assert with_markers([claim]) == "«\u202fLe pont date de 1998 et la halle de 2004.\u202f» [1]"
    assert claim.citations[0].quote == text


def test_the_citation_is_the_sentence_that_says_it_not_one_under_the_same_title(tmp_path: Path) -> None:
    ferry = Article(
        "Un ferry heurte un quai : 12 blessés",
        "Parti au petit matin, le navire a percuté le quai. Douze personnes ont été blessées, selon les secours.",
        "fr",
    )
    attributor = Attributor(
        Library(tmp_path), FakeEmbedder(), evidence(ferry), "Combien de blessés l’accident a-t-il faits ?"
    )
    [claim] = check_claims("12 blessés", "", "fr", attributor)
    assert claim.supported
    assert [one.quote[:5] for one in claim.citations] == ["Douze"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le pont est fermé.", "Le pont est fermé [1]."),
        ("Est-il fermé ?", "Est-il fermé [1]?"),
        ("fermé", "fermé [1]"),
        ("« Jamais »…", "« Jamais » [1]…"),
    ],
)
def test_markers_stand_before_the_final_stop(text: str, expected: str) -> None:
    assert marked(text, [Citation(1, BRIDGE, Span(0, 1, "L"))]) == expected


@pytest.mark.parametrize(
    ("sort", "language", "said"),
    [
        pytest.param("figure", "fr", "Le Phare donne un autre chiffre : « Le port compte 70 bateaux. »", id="figure"),
        pytest.param("name", "fr", "Le Phare donne un autre nom : « Le port compte 70 bateaux. »", id="name"),
        pytest.param("place", "fr", "Le Phare donne un autre lieu : « Le port compte 70 bateaux. »", id="place"),
        pytest.param("date", "fr", "Le Phare donne une autre date : « Le port compte 70 bateaux. »", id="date"),
        pytest.param("date", "en", "Le Phare gives another date: “Le port compte 70 bateaux.”", id="in English"),
    ],
)
def test_what_another_article_answers(sort: Sort, language: Language, said: str) -> None:
    text = "Le port compte 70 bateaux.[2]"  # a footnote of the article is no marker of ours
    article = Article("Au port", text, "fr", source="Le Phare")
    claim = otherwise(Other(Evidence(article, Span(0, len(text), text), 1.0), sort), 3, language)
    assert claim.text == said and [one.number for one in claim.citations] == [3]
