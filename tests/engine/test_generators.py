"""The contract of a Generator, on each implementation: the fake, llama.cpp in a child process, a llama.cpp server."""

from __future__ import annotations

import time

import pytest
from fakes_engine import FakeGenerator

from rag.errors import PromptTooLong
from rag.generation import Message, Prompt
from rag.protocols import Generator

COUNT: Prompt = (
    Message("system", "You do exactly what is asked."),
    Message("user", "Write in words: one, two, three, four, five, six, seven, eight. Nothing else."),
)
LONG: Prompt = (Message("user", "La mairesse d’Orvanne inaugure la passerelle. " * 260 + "Résume."),)
WET: Prompt = (Message("user", "Is snow cold? Answer Yes or No."),)
ACCENTS: Prompt = (Message("user", "Copy exactly: « l’été à Noirmoutier » 🗼 œuvre"),)


@pytest.fixture(
    params=[
        "fake",
        pytest.param("llama", marks=pytest.mark.model),
        pytest.param("llama_server", marks=[pytest.mark.model, pytest.mark.server]),
    ]
)
def generator(request: pytest.FixtureRequest) -> Generator:
    if request.param == "fake":
        words = "one, two, three, four, five, six, seven, eight."
        return FakeGenerator(words, chances=[{"Yes": 0.9, "No": 0.1}], reading_seconds=0.3, word_seconds=0.01)
    found: Generator = request.getfixturevalue(request.param)
    return found


def test_pieces_join_to_the_text_and_can_be_read_twice(generator: Generator) -> None:
    generation = generator.generate(COUNT, 60)
    pieces = list(generation)
    done = generation.result()
    assert done.text and done.finish == "stop"
    assert len([piece for piece in pieces if piece]) > 3
    assert "".join(pieces) == "".join(generation) == done.text
    assert done.seconds.first_token is not None and done.seconds.total is not None
    assert done.seconds.first_token <= done.seconds.total


def test_waiting_is_interrupted_by_empty_pieces(generator: Generator) -> None:
    generation = generator.generate(LONG, 5)
    started = time.monotonic()
    assert next(iter(generation)) == ""
    assert time.monotonic() - started < 0.5
    generation.cancel()
    generation.result()


def test_stop_string_ends_the_reply_and_is_not_shown(generator: Generator) -> None:
    done = generator.generate(COUNT, 60, stop=["four"]).result()
    assert "three" in done.text and "fo" not in done.text
    assert done.finish == "stop"


def test_most_tokens(generator: Generator) -> None:
    done = generator.generate(COUNT, 4).result()
    assert done.finish == "length" and done.text
    assert done.tokens.generated == 4


def test_stops_within_a_second_while_the_prompt_is_read(generator: Generator) -> None:
    generation = generator.generate(LONG, 50)
    time.sleep(0.2)
    started = time.monotonic()
    generation.cancel()
    generation.cancel()
    done = generation.result()
    assert time.monotonic() - started < 1.0
    assert (done.finish, done.text) == ("cancelled", "")


def test_requests_are_served_in_order(generator: Generator) -> None:
    first, second, third = (generator.generate(LONG, 50), generator.generate(COUNT, 3), generator.generate(COUNT, 3))
    assert [first.place, second.place, third.place] == [0, 1, 2]
    second.cancel()
    assert second.result().finish == "cancelled"
    assert third.place == 1  # whoever leaves makes room
    first.cancel()
    assert third.result().text
    assert third.place == 0


def test_greedy_text_does_not_depend_on_what_came_before(generator: Generator) -> None:
    before = generator.generate(COUNT, 30).result()
    generator.generate((COUNT[0], Message("user", "Write in words: ten, nine.")), 8).result()
    after = generator.generate(COUNT, 30).result()
    assert before.text == after.text


def test_choices_sum_to_one_and_the_obvious_wins(generator: Generator) -> None:
    chances = generator.choose(WET, ["Yes", "No"])
    assert chances is not None and set(chances) == {"Yes", "No"}
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["Yes"] > 0.6


def test_too_long_a_prompt_is_refused_before_any_work(generator: Generator) -> None:
    assert generator.count_tokens("un") and generator.ready  # by then it is loaded
    with pytest.raises(PromptTooLong):
        generator.generate((Message("user", "un deux trois quatre cinq " * 2000),), 50)
    with pytest.raises(PromptTooLong):
        generator.generate(COUNT, 5000)


def test_no_half_characters(generator: Generator) -> None:
    pieces = list(generator.generate(ACCENTS, 40))
    assert not any("\ufffd" in piece for piece in pieces)
    if not isinstance(generator, FakeGenerator):
        assert "été" in "".join(pieces)


def test_counts_tokens(generator: Generator) -> None:
    assert generator.count_tokens("") == 0
    assert 3 <= generator.count_tokens("Le préfet a signé l’arrêté.") <= 12
    assert generator.count_tokens("lone \ud800 surrogate") > 0


def test_context_is_stated(generator: Generator) -> None:
    assert generator.context_tokens == 4096
    assert generator.model
