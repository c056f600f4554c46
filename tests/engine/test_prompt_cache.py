"""What is kept of earlier requests: one of each kind, the newest, within the memory allowed."""

from __future__ import annotations

from rag.engine.prompt_cache import KIN_TOKENS, PromptCache, shared

FRENCH, ENGLISH, SUMMARY = (list(range(start, start + KIN_TOKENS + 10)) for start in (0, 1000, 2000))


def test_each_kind_is_found_again() -> None:
    cache = PromptCache(100)
    for tokens in (FRENCH, ENGLISH):
        cache.keep(tokens, 10, lambda kept=tokens: bytes([kept[0] % 256]) * 10)
    found = cache.find([*FRENCH[:KIN_TOKENS], 9999])
    assert found is not None
    assert found.tokens == tuple(FRENCH) and found.state == bytes(10)
    assert cache.find(SUMMARY) is None


def test_the_newer_of_a_kind_takes_the_place_of_the_older() -> None:
    cache = PromptCache(100)
    cache.keep(FRENCH, 60, lambda: bytes(60))
    cache.keep([*FRENCH, 1], 90, lambda: bytes(90))
    found = cache.find(FRENCH)
    assert found is not None and len(found.tokens) == len(FRENCH) + 1


def test_what_was_used_longest_ago_goes_first() -> None:
    cache = PromptCache(100)
    for tokens in (FRENCH, ENGLISH):
        cache.keep(tokens, 50, lambda: bytes(50))
    cache.find(FRENCH)
    cache.keep(SUMMARY, 50, lambda: bytes(50))
    assert [cache.find(tokens) is not None for tokens in (FRENCH, ENGLISH, SUMMARY)] == [True, False, True]


def test_what_is_too_large_or_too_short_is_not_even_made() -> None:
    cache = PromptCache(100)
    cache.keep(FRENCH, 101, lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    cache.keep(FRENCH[: KIN_TOKENS - 1], 1, lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    assert cache.find(FRENCH) is None


def test_shared() -> None:
    assert [shared([], [1]), shared([1, 2], [1, 2, 3]), shared([1, 3], [1, 2])] == [0, 2, 1]
