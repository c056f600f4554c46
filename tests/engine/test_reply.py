"""Bytes → text: characters, thinking, stop strings, loops."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.engine.reply import ReplyText, loops

CASES = {
    "plain": ("Bonjour.", (), "Bonjour."),
    "stop": ("Un fait.\n\nQuestion : autre", ("\n\nQuestion",), "Un fait."),
    "earliest stop": ("a STOP b FIN", ("FIN", "STOP"), "a "),
    "almost a stop": ("Un fait.\n\nQuestin", ("\n\nQuestion",), "Un fait.\n\nQuestin"),
    "thinking": ("<think>hum, 70 dollars</think>\n\nOui.", (), "Oui."),
    "thinking twice": ("<think>a</think>Oui <think>b</think>non.", (), "Oui non."),
    "thinking without end": ("Oui. <think>je doute", (), "Oui. "),
    "other brackets": ("[THINK]hum[/THINK]Non.", (), "Non."),
    "almost thinking": ("2 <thin", (), "2 <thin"),
    "stop inside thinking": ("<think>FIN</think>Oui FIN", ("FIN",), "Oui "),
    "nothing": ("", ("x",), ""),
}


def read(text: str, stop: tuple[str, ...], size: int) -> str:
    reply = ReplyText(stop)
    data = text.encode()
    return "".join(reply.feed(data[n : n + size]) for n in range(0, len(data), size)) + reply.finish()


@pytest.mark.parametrize(("text", "stop", "shown"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_shown_text_does_not_depend_on_how_it_arrives(text: str, stop: tuple[str, ...], shown: str, size: int) -> None:
    assert read(text, stop, size) == shown


@given(st.text(), st.integers(1, 7))
def test_text_without_tags_or_stops_comes_out_whole(text: str, size: int) -> None:
    text = text.replace("<", "").replace("[", "").encode("utf-8", "replace").decode()
    assert read(text, (), size) == text


@given(st.text(alphabet="abF I<>think/"), st.lists(st.text(alphabet="abF I", min_size=1, max_size=3), max_size=3))
def test_a_stop_string_never_shows(text: str, stop: list[str]) -> None:
    shown = read(text, tuple(stop), 1)
    assert not any(word in shown for word in stop)
    assert "<think>" not in shown


def test_half_a_character_is_dropped() -> None:
    reply = ReplyText()
    assert reply.feed("été".encode()[:-1]) + reply.finish() == "ét"


def test_prompt_that_opened_the_thinking() -> None:
    reply = ReplyText(opened="<think>")
    assert reply.feed(b"hum</think> Oui.") == "Oui."


LOOPS = {
    "period 1": ([7] * 60, True),
    "period 7": (list(range(7)) * 9, True),
    "period 20": (list(range(20)) * 3, True),
    "period 50": (list(range(50)) * 3, True),
    "twice only": (list(range(20)) * 2, False),
    "short": ([7] * 59, False),
    "rising": (list(range(300)), False),
    "after a beginning": ([*range(100), *([1, 2] * 30)], True),
}


@pytest.mark.parametrize(("tokens", "found"), LOOPS.values(), ids=LOOPS.keys())
def test_loops(tokens: list[int], found: bool) -> None:
    assert loops(tokens) is found


def test_a_list_that_counts_is_no_loop() -> None:
    lines = itertools.chain.from_iterable([1, 2, number, 3] for number in range(100, 160))
    assert not loops(list(lines))
