"""The pages of stories and of one article: what belongs together, and addresses that lead there."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from fakes_kiosque import FERRY, FERRY_AGAIN, LIBRARY_VOTE, wait_until
from page_reading import Open, answered, ask, bodies, grouped_page, marked, press, seen
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from rag.interface.page.access import shared
from rag.interface.page.links import question_number, span_at
from rag.interface.page.markup import plain
from rag.interface.words import say
from rag.interface.work import saved
from rag.interface.work.groups import Grouped
from rag.records import Article, Language
from rag.typography import typeset

TYPESET = "Le ferry «\u202fAurore-du-Large\u202f» heurte un quai\u00a0: 12 blessés"
"""The title of FERRY."""

REPRINT = replace(FERRY, source="Le Phare", url=None, published="2026-10-12T20:00:00+02:00")
both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@both_languages
def test_stories_are_listed_opened_and_pictured(language: Language, make_kiosque, open_stories: Open) -> None:
    make_kiosque(language, articles=(FERRY, FERRY_AGAIN, REPRINT, LIBRARY_VOTE))
    page = grouped_page(open_stories)
    assert {"fr": "2 histoires", "en": "2 stories"}[language] in seen(page)
    assert {"fr": "3 articles, 2 titres de presse", "en": "3 articles, 2 outlets"}[language] in seen(page)
    story = shared().groups.look()[0].of_article[FERRY.id]
    press(page, plain(story.title_in(language) or story.title))
    assert page.query_params["story"] == story.id
    assert len(page.get("vega_lite_chart")) == 3
    assert FERRY_AGAIN.title in seen(page)
    assert seen(page).count(f"· {say('stories.reprint', language)}") == 1
    assert f"/library?article={FERRY.id}&amp;lang={language}" in bodies(page)
    press(page, say("stories.back", language))
    assert "story" not in page.query_params


@both_languages
def test_a_story_has_its_calendar_whose_days_lead_to_its_own_articles(
    language: Language, make_kiosque, open_stories: Open
) -> None:
    elsewhere = replace(LIBRARY_VOTE, published="2026-10-13")
    make_kiosque(language, articles=(FERRY, FERRY_AGAIN, REPRINT, elsewhere))
    story = known_stories().of_article[FERRY.id]
    page = grouped_page(open_stories, story=story.id)
    told = {
        "fr": "12 au 13 octobre 2026 : 3 articles. Jour le plus fourni : 12 octobre 2026, 2 articles.",
        "en": "12 to 13 October 2026: 3 articles. Fullest day: 12 October 2026, 2 articles.",
    }
    assert say("coverage", language) in seen(page) and told[language] in seen(page)
    drawn = convert_arrow_bytes_to_pandas_df(page.get("vega_lite_chart")[-1].proto.datasets[0].data.data)
    leading = drawn[drawn.articles > 0].set_index("articles").address.to_dict()
    assert leading == {2: f"#{FERRY.id}", 1: f"#{FERRY_AGAIN.id}"}
    for article in (FERRY, FERRY_AGAIN):
        assert f'<a href="#{article.id}">' in bodies(page) and f'<li id="{article.id}">' in bodies(page)


def test_a_story_of_one_day_has_no_calendar(make_kiosque, open_stories: Open) -> None:
    make_kiosque(articles=(FERRY, REPRINT))
    page = grouped_page(open_stories, story=known_stories().of_article[FERRY.id].id)
    assert len(page.get("vega_lite_chart")) == 2 and say("coverage", "fr") not in seen(page)


def test_titles_are_searched(make_kiosque, open_stories: Open) -> None:
    make_kiosque()
    page = grouped_page(open_stories)
    page.text_input(key="filter-stories").set_value("COUNCIL branch").run()
    assert [one.label for one in page.button] == [plain(LIBRARY_VOTE.title)]


def test_new_articles_are_grouped_while_the_old_stories_stay(make_kiosque, open_stories: Open) -> None:
    kiosque = make_kiosque(articles=(FERRY,))
    page = grouped_page(open_stories)
    let_go, search = threading.Event(), kiosque.stories
    kiosque.stories = lambda: search() if let_go.wait(5) else []
    kiosque._store(LIBRARY_VOTE)
    page.run()
    assert say("stories.searching", "fr") in seen(page) and "1 histoire" in seen(page)
    let_go.set()
    assert wait_until(lambda: not shared().groups.look()[1])
    assert "2 histoires" in seen(page.run())


def test_the_stories_of_the_last_start_are_shown_until_newer_ones_are_found(make_kiosque, open_stories: Open) -> None:
    kiosque = make_kiosque(articles=(FERRY,))
    kiosque.stories()
    let_go, search = threading.Event(), kiosque.stories
    kiosque.stories = lambda: search() if let_go.wait(5) else []
    kiosque._store(LIBRARY_VOTE)
    assert wait_until(lambda: bool(shared().groups.look()[0].stories))
    page = open_stories().run()
    assert say("stories.searching", "fr") in seen(page) and "1 histoire" in seen(page)
    let_go.set()
    assert wait_until(lambda: not shared().groups.look()[1])
    assert "2 histoires" in seen(page.run())


def test_an_empty_library_and_an_unknown_story_are_told(make_kiosque, open_stories: Open) -> None:
    make_kiosque(articles=())
    page = grouped_page(open_stories, story="0123456789abcdef")
    assert [one.value for one in page.info] == [say("stories.gone", "fr"), say("stories.none", "fr")]
    assert 'href="/library?lang=fr"' in bodies(page), "the way out"


def test_a_citation_leads_to_its_sentence_in_the_article(make_kiosque, open_page: Open, open_library: Open) -> None:
    make_kiosque()
    sentence = "L’accident a fait 12 blessés, dont deux sont dans un état grave."
    start = FERRY.text.index(sentence)
    answered = ask(open_page().run(), "Combien de blessés dans l’accident du ferry ?")
    left = answered.session_state.conversation
    address = f"/library?article={FERRY.id}&amp;at={start}-{start + len(sentence)}&amp;c={left}&amp;q=0&amp;lang=fr"
    for kind in ("k-marker", "k-open", "k-there"):  # the number, its source, and where the model read it
        assert f'class="{kind}" href="{address}"' in bodies(answered)
    page = open_library()
    page.query_params["article"] = FERRY.id
    page.query_params["at"] = f"{start}-{start + len(sentence)}"
    page.query_params["c"] = left
    page.query_params["q"] = "0"
    assert marked(page.run()) == [sentence]
    assert f'href="/?c={left}&amp;q=0&amp;lang=fr">{say("article.answer", "fr")}' in bodies(page)
    assert 'id="q0"' in bodies(answered)
    assert page.session_state.conversation == left
    press(page, say("article.back", "fr"))
    assert not {"at", "c", "q"} & set(page.query_params)


@both_languages
@pytest.mark.parametrize("place", ["0-99999", "9-3", "x"], ids=["beyond", "turned", "damaged"])
def test_a_sentence_that_the_article_does_not_have_is_told(
    place: str, language: Language, make_kiosque, open_library: Open
) -> None:
    make_kiosque(language)
    page = open_library()
    page.query_params["article"], page.query_params["at"] = FERRY.id, place
    assert [one.value for one in page.run().info] == [say("article.nowhere", language)]
    assert marked(page) == [] and "Les traversées de mardi" in seen(page)
    del page.query_params["at"]
    assert not page.run().info


def test_from_an_article_that_is_gone_one_goes_back_to_the_answer(
    make_kiosque, open_page: Open, open_library: Open
) -> None:
    make_kiosque()
    left = ask(open_page().run(), "Combien de blessés dans l’accident du ferry ?").session_state.conversation
    page = open_library()
    for name, value in {"article": "<b>", "at": "5-9", "c": left, "q": "0"}.items():
        page.query_params[name] = value
    assert [one.value for one in page.run().info] == [say("article.gone", "fr")]
    assert f'href="/?c={left}&amp;q=0&amp;lang=fr"' in bodies(page)
    press(page, plain(FERRY.title))
    assert page.query_params["article"] == FERRY.id and not {"at", "c", "q"} & set(page.query_params)


@pytest.mark.parametrize("paragraphs, led", [(2, False), (3, True)])
def test_a_first_paragraph_that_may_be_a_standfirst_is_set_apart(
    paragraphs: int, led: bool, make_kiosque, open_library: Open
) -> None:
    first = "Le bassin rouvre samedi ; l’entrée sera gratuite."
    texts = {"short": "Bref.", "long": first * 20, "right": first}
    articles = {
        name: Article(name, "\n".join([text, *["Suite."] * (paragraphs - 1)]), "fr") for name, text in texts.items()
    }
    make_kiosque(articles=tuple(articles.values()))
    for name, article in articles.items():
        page = open_library()
        page.query_params["article"] = article.id
        assert ("k-led" in bodies(page.run())) == (led and name == "right")


@both_languages
def test_a_number_says_what_it_leads_to(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language)
    page = ask(open_page().run(), "Combien de blessés dans l’accident du ferry ?")
    day = {"fr": "12\u00a0octobre 2026", "en": "12\u00a0October 2026"}[language]
    label = f"[1] {typeset(FERRY.title)} (La Gazette de Port-Évrain, {day})"
    marker = f'lang="fr" aria-label="{label}" title="{label}">[1]</a>'
    assert marker in bodies(page)
    kiosque.remove([FERRY.id])
    assert f'<a class="k-marker" href="#a0-1" {marker}' in bodies(page.run()), "what is kept of it"


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 5000, "²"], ids=["none", "letter", "sign", "long", "power"])
def test_a_question_that_is_none_is_the_first(number: str) -> None:
    assert question_number(number) == 0


def test_a_french_title_is_typeset_and_nothing_turns_the_line_around(make_kiosque, open_library: Open) -> None:
    article = replace(FERRY, source="صحيفة الميناء")
    make_kiosque(articles=(article,))
    page = open_library()
    page.query_params["article"] = article.id
    expected = f"<bdi>{TYPESET}</bdi>"
    assert expected in bodies(page.run()) and "<bdi>صحيفة الميناء</bdi>, 12" in bodies(page)


def test_titles_are_typeset_where_they_are_pressed(
    make_kiosque, open_page: Open, open_library: Open, open_stories: Open
) -> None:
    make_kiosque(articles=(FERRY,))
    known_stories()
    assert plain(TYPESET) in [one.label for one in open_library().run().button]
    assert plain(TYPESET) in [one.label for one in open_stories().run().button]
    assert plain(say("chat.suggestion", "fr", title=TYPESET)) in [one.label for one in open_page().run().button]


def test_only_a_conversation_is_gone_back_to(make_kiosque, open_library: Open) -> None:
    make_kiosque()
    page = open_library()
    page.query_params["article"], page.query_params["c"] = FERRY.id, "javascript:alert(1)"
    assert say("article.answer", "fr") not in seen(page.run())


def test_an_article_shows_its_story_its_reprints_its_versions_and_others(make_kiosque, open_library: Open) -> None:
    corrected = replace(FERRY, text=FERRY.text.replace("12 blessés", "14 blessés"))
    make_kiosque(articles=(FERRY, corrected, REPRINT, FERRY_AGAIN, LIBRARY_VOTE))
    shared().groups.look()
    assert wait_until(lambda: not shared().groups.look()[1])
    page = open_library()
    page.query_params["article"] = corrected.id
    page.run()
    assert not page.exception
    for key in ("article.story", "article.versions", "article.similar"):
        assert say(key, "fr") in seen(page)
    assert f"/library?article={FERRY.id}&amp;" in bodies(page)


@pytest.mark.parametrize("place", ["", "x", "5", "9-3", "0-99999", "-1-4", "1-2-3"], ids=lambda place: place or "none")
def test_a_place_that_is_none_marks_nothing(place: str) -> None:
    assert span_at(place, Article("T", "Un texte.", "fr")) is None


@both_languages
def test_a_suggestion_of_the_stories_is_asked(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language, articles=(FERRY,))
    open_page().run()
    assert wait_until(lambda: not shared().groups.look()[1])
    question = say("chat.suggestion", language, title=FERRY.title)
    press(open_page().run(), plain(question))
    assert wait_until(lambda: [one.split() for one in kiosque.asked] == [question.split()])


def test_a_title_that_asks_is_asked_once(make_kiosque, open_page: Open) -> None:
    make_kiosque(articles=(replace(FERRY, title="Le ferry repartira-t-il ?"),))
    known_stories()
    assert plain(say("chat.suggestion", "fr", title="Le ferry repartira-t-il")) in [
        one.label for one in open_page().run().button
    ]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://gazette-port-evrain.example/ferry", "(gazette-port-evrain.example)"),
        ("https://аpple.example/ferry", "(xn--pple-43d.example)"),
        (f"https://{'а' * 70}.example/", "(\\u0430"),
        ("https://[", None),
        ("javascript:alert(1)", None),
    ],
    ids=["plain", "look-alike", "no network name", "broken", "script"],
)
def test_where_an_address_leads_is_told(url: str, host: str | None, make_kiosque, open_library: Open) -> None:
    article = replace(FERRY, url=url)
    make_kiosque(articles=(article,))
    page = open_library()
    page.query_params["article"] = article.id
    page.run()
    assert not page.exception and article.title in seen(page)
    assert (host in seen(page)) if host else "↗" not in seen(page)


@both_languages
def test_a_question_can_be_kept_to_a_story(
    language: Language, make_kiosque, open_stories: Open, open_page: Open
) -> None:
    make_kiosque(language, articles=(FERRY, FERRY_AGAIN, LIBRARY_VOTE))
    story = known_stories().of_article[FERRY.id]
    assert f'href="/?story={story.id}&amp;lang={language}"' in bodies(grouped_page(open_stories, story=story.id))
    page = open_page()
    page.query_params["story"] = story.id
    page = ask(page.run(), "Kelsby council voted: deux bibliothèques et 12 blessés du ferry ?")
    [answer] = saved.turns(shared().kiosque.library, page.session_state.conversation)
    assert answer.query is not None and set(answer.query.filters.articles) == {FERRY.id, FERRY_AGAIN.id}
    assert {hit.article.id for hit in answer.nearest} == {FERRY.id, FERRY_AGAIN.id}
    assert {"fr": "Question posée à 2 articles :", "en": "Asked of 2 articles:"}[language] in seen(page)
    assert {"fr": "Cherchée seulement dans : 2 articles", "en": "Searched only in: 2 articles"}[language] in seen(page)
    press(page, say("scope.everything", language))
    assert "story" not in page.query_params
    press(page, say("answer.again", language))
    press(page, say("chat.again", language))
    answered(page)
    [again] = saved.turns(shared().kiosque.library, page.session_state.conversation)
    assert again.query is not None and again.query.filters.articles == answer.query.filters.articles
    ask(page, "Kelsby council voted to close what?")
    last = saved.turns(shared().kiosque.library, page.session_state.conversation)[-1]
    assert LIBRARY_VOTE.id in {hit.article.id for hit in last.nearest}


def test_a_story_that_is_gone_keeps_nobody_from_asking(make_kiosque, open_page: Open) -> None:
    make_kiosque("fr", articles=(FERRY, LIBRARY_VOTE))
    known_stories()
    page = open_page()
    page.query_params["story"] = "<b>0000"
    page = ask(page.run(), "Combien de blessés sur le ferry de Harrowmouth ?")
    assert "Cette histoire n’est plus dans la bibliothèque" in seen(page)
    assert len(saved.turns(shared().kiosque.library, page.session_state.conversation)) == 1


def test_who_asks_while_stories_are_looked_for_waits(make_kiosque, open_page: Open, monkeypatch) -> None:
    kiosque = make_kiosque("fr", articles=(FERRY, LIBRARY_VOTE))
    found, real = threading.Event(), kiosque.stories
    monkeypatch.setattr(kiosque, "stories", lambda: (found.wait(10), real())[1])
    page = open_page()
    page.query_params["story"] = "0123456789abcdef"
    page.run()
    assert page.chat_input(key="question").disabled
    found.set()
    known_stories()
    assert not page.run().chat_input(key="question").disabled


def known_stories() -> Grouped:
    """The stories of the library, once they were found."""
    assert wait_until(lambda: not shared().groups.look()[1])
    return shared().groups.look()[0]
