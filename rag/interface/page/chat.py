"""The chat: a conversation, its question under way, and the next one."""

from __future__ import annotations

import streamlit as st

from rag.engine import catalogue
from rag.errors import EmbedderChanged, ModelMissing
from rag.interface.notes import notes
from rag.interface.page import actions, conversations, remedies, scope, takeaway, titles, views, why
from rag.interface.page.access import model_error, shared
from rag.interface.page.links import Asked
from rag.interface.page.markup import plain, shortened
from rag.interface.page.trouble import tell
from rag.interface.titles import title_of_story
from rag.interface.words import counted, say, sentence
from rag.interface.work import saved
from rag.interface.work.jobs import AnswerJob
from rag.records import Answer, Language
from rag.typography import days

_POLL_SECONDS = 0.25
"""How often the page looks at the answer being made: a token of the default model takes about as long."""

_LOOK_SECONDS = 1.0
"""How often a first visit looks whether stories were found."""

_SUGGESTIONS, _LONGEST_TITLE = 3, 90


def draw(language: Language) -> None:
    """The page of one conversation."""
    conversation = conversations.current(language)
    jobs = shared().jobs
    job = jobs.answer(conversation)
    # Before the answers are read: a job that is done by now has saved its answer among them.
    busy = job is not None and not job.done
    answers = saved.turns(shared().kiosque.library, conversation)
    if not answers and job is None:
        _welcome(language)
        _suggest(conversation, language)
    elif job is None:
        _tell_model_state(language)
    if job and busy and job.instead:
        answers = answers[:-1]
    begun = answers[0].question if answers else job.question if job else ""
    if begun:
        titles.show(begun, language)
        st.html(f'<h1 class="k-heard">{say("page.chat", language)}</h1>')
    rated = shared().kiosque.library.rated(conversation)
    for number, answer in enumerate(answers):
        place = actions.Place(conversation, number, last=not busy and number == len(answers) - 1)
        _draw_answer(answer, place, language)
        actions.draw(answer, place, rated.get(number), language)
    if job and busy:
        _follow(job, len(answers), language)
    elif job:
        _conclude(job, len(answers), language)
    scope.draw(language)
    _ask(conversation, busy, language)
    conversations.draw(conversation, language)


# ----------------------------------------------------------------------------- before the first question


def _welcome(language: Language) -> None:
    """What it is about; on a first run, all that is missing stands below, in view also on a telephone."""
    told = "" if scope.story() else views.note(_scope(language))
    empty = shared().kiosque.library.count() == 0
    first = " k-first" if empty or model_error() else ""
    st.html(f'<div class="k-welcome{first}"><h1>{say("chat.title", language)}</h1>{told}</div>')
    with st.container(horizontal_alignment="center", key="missing"):
        if empty:
            remedies.offer_samples(language)
        _tell_model_state(language)


def _suggest(conversation: str, language: Language) -> None:
    """A question for each of the stories that are told most, once they are known: nobody waits for them here."""
    grouped, searching = shared().groups.look()
    if searching and not grouped.stories:
        _await_stories()
    chosen = scope.story()
    with st.container(horizontal_alignment="center", gap="xsmall", key="suggestions"):
        for story in [chosen] if chosen else grouped.stories[:_SUGGESTIONS]:
            title = shortened(title_of_story(story, language), _LONGEST_TITLE).rstrip("? \u00a0\u202f")
            question = say("chat.suggestion", language, title=title)
            st.button(
                plain(question),
                key=f"suggestion-{story.id}",
                on_click=_begin,
                args=(conversation, question),
            )


@st.fragment(run_every=_LOOK_SECONDS)
def _await_stories() -> None:
    """Draws nothing, and the page anew when stories are found; a question asked at that very moment goes first."""
    grouped, searching = shared().groups.look()
    if (grouped.stories or not searching) and not st.session_state.get("question"):
        st.rerun()


def _scope(language: Language) -> str:
    library = shared().kiosque.library
    count = library.count()
    if not count:
        return say("chat.empty", language)
    articles = counted("articles", count, language)
    known = library.days()
    if not known:
        return say("chat.scope.undated", language, articles=articles)
    return say("chat.scope", language, articles=articles, days=days(*known, language))


def _tell_model_state(language: Language) -> None:
    error = model_error()
    if error:
        st.warning(plain(sentence(error, language)) + "\n\n" + plain(say("chat.no_model", language)))
        if isinstance(error, ModelMissing):
            _offer_model(language)


def _offer_model(language: Language) -> None:
    settings = shared().kiosque.settings
    known = catalogue.load(settings.models)
    wanted = settings.answering_model or known.default("answering").id
    for card in known.models:
        if card.id == wanted:
            remedies.offer_pull(card, language)


# ----------------------------------------------------------------------------- an answer


def _ask(conversation: str, busy: bool, language: Language) -> None:
    label = say("chat.busy" if busy else "chat.input", language)
    waiting = busy or scope.pending()
    # At the root of the page it would have Streamlit keep the window at the page's end, past the answer's beginning.
    with st.container(key="asking"):
        question = st.chat_input(label, disabled=waiting, max_chars=actions.LONGEST_QUESTION, key="question")
    if question and question.strip():
        _begin(conversation, question)
        st.rerun()


def _begin(conversation: str, question: str) -> None:
    shared().jobs.ask(conversation, question, scope.filters())
    conversations.show(conversation)


@st.fragment(run_every=_POLL_SECONDS)
def _follow(job: AnswerJob, number: int, language: Language) -> None:
    """The answer being made: what was found, then the words as they come, and a way to stop."""
    if job.done:
        st.rerun()
    st.html(views.question(job.question, number))
    if job.evidence:
        st.html(views.evidence(job.evidence, language, Asked(job.conversation, number)))
    if job.text:
        st.html(views.draft(job.text, language))
    with st.container(horizontal=True, vertical_alignment="center", key="progress"):
        st.html(f'<p class="k-phase" role="status">{_progress(job, language)}</p>')
        st.button(say("chat.stop", language), icon=":material/stop_circle:", on_click=job.stop_now, key="stop")


def _progress(job: AnswerJob, language: Language) -> str:
    phase = job.phase
    if phase == "done":
        return ""
    place = counted("requests", job.place, language)
    words = say(f"phase.{phase}", language, place=place)
    return f"{_found(job, language)} · {words}" if job.nearest else words


def _found(job: AnswerJob, language: Language) -> str:
    passages = counted("passages", len(job.nearest), language)
    return say("phase.found", language, passages=passages, sentences=counted("sentences", len(job.evidence), language))


def _conclude(job: AnswerJob, number: int, language: Language) -> None:
    """A job that ended: saved, it is among the answers; failed, it is told here until the next question."""
    error = job.failure or job.future.exception()
    if error is None:
        shared().jobs.forget(job.conversation)
        return
    if job.unsaved:
        _draw_answer(job.unsaved, actions.Place(job.conversation, number, last=True), language)
    else:
        st.html(views.question(job.question, number) + (views.draft(job.text, language) if job.text else ""))
    tell(error, language)
    if isinstance(error, EmbedderChanged):
        remedies.offer_index(language)
    if job.nearest and not job.unsaved:
        st.html(views.nearest(job.nearest, language, Asked(job.conversation, number)))
    if st.button(say("chat.again", language), icon=":material/refresh:"):
        shared().jobs.ask(job.conversation, job.question, job.filters, job.instead)
        st.rerun()


def _draw_answer(answer: Answer, place: actions.Place, language: Language) -> None:
    asked = Asked(place.conversation, place.number)
    st.html(views.question(answer.question, place.number))
    st.html(views.answer(answer, language, f"a{place.number}", asked))
    told = "".join(views.note(line) for line in notes(answer, language))
    nearest = "" if answer.answered else views.nearest(answer.nearest, language, asked)
    carried = takeaway.carried(answer, place.number, language)
    st.html(nearest + told + why.panel(answer, language, asked) + carried)
