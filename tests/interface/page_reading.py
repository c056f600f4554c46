"""What is on a page of AppTest, as a reader sees it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from fakes_kiosque import wait_until
from streamlit.testing.v1 import AppTest

from rag.interface.page.access import shared
from rag.interface.page.markup import JOINER

Open = Callable[[], AppTest]


def bodies(page: AppTest) -> str:
    """The HTML of the page, as it was sent, without its style sheet."""
    return " ".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)


def seen(page: AppTest) -> str:
    """All the text our own HTML shows, with plain spaces."""
    return spaced(html.unescape(re.sub(r"<[^>]+>", "", bodies(page))))


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def marked(page: AppTest) -> list[str]:
    return [html.unescape(one) for one in re.findall(r"<mark>(.*?)</mark>", bodies(page))]


def ask(page: AppTest, question: str) -> AppTest:
    """Asks, and runs the page again once the answer is made, as its fragment would."""
    return answered(page.chat_input(key="question").set_value(question).run())


def answered(page: AppTest) -> AppTest:
    """The page once the answer under way is made; a quick one may have been shown already."""
    job = shared().jobs.answer(page.session_state.conversation)
    assert job is None or wait_until(lambda: job.done)
    page.run()
    assert not page.exception
    return page


def grouped_page(open_stories: Open, **address: str) -> AppTest:
    """The page of stories at an address, once they were found."""
    page = open_stories()
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert wait_until(lambda: not shared().groups.look()[1])
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    """`label` with plain spaces, or as it is typeset."""
    next(one for one in page.button if spaced(one.label) == spaced(label)).click().run()
    assert not page.exception
    return page


def titles(page: AppTest) -> list[str]:
    """The titles in the list of articles, with plain spaces."""
    buttons = [one for one in page.button if (one.key or "").startswith("open-")]
    return [spaced(re.sub(r"\\(.)", r"\1", one.label)).replace(JOINER, "") for one in buttons]
