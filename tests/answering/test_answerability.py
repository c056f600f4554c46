"""The chance that the articles give the answer: what raises it, and what it is by the model's word alone."""

from dataclasses import replace

import pytest

from rag.answering.answerability import Calibration, Told, told_probability

WEIGHTS = Calibration()
SHORT = Told(yes=0.9, missing=0.1, quoted=False)


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(replace(SHORT, yes=0.2), id="the model says no"),
        pytest.param(replace(SHORT, missing=0.7), id="the cited sentences lack most of the question"),
        pytest.param(replace(SHORT, quoted=True), id="nothing but a sentence could be quoted"),
    ],
)
def test_what_an_answer_shows_lowers_its_chance(worse: Told) -> None:
    assert told_probability(worse, WEIGHTS) < told_probability(SHORT, WEIGHTS)


def test_all_of_it_together_drops_the_answer_and_none_leaves_it_sure() -> None:
    assert told_probability(Told(0.2, 0.7, True), WEIGHTS) < WEIGHTS.dropped
    assert told_probability(SHORT, WEIGHTS) > WEIGHTS.doubtful


def test_across_languages_the_model_s_word_counts_alone() -> None:
    sure, unsure = (told_probability(Told(yes, None, False), WEIGHTS) for yes in (0.9, 0.1))
    assert unsure < WEIGHTS.doubtful < sure
    assert unsure == told_probability(Told(0.1, None, True), WEIGHTS)


def test_a_model_that_cannot_tell_counts_as_one_in_doubt() -> None:
    assert told_probability(replace(SHORT, yes=None), WEIGHTS) == told_probability(replace(SHORT, yes=0.5), WEIGHTS)
