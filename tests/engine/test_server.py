"""What a server may do wrong, and what is sent to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from rag.engine.remote import Server, inert
from rag.engine.server import ServerEmbedder, ServerGenerator
from rag.errors import ModelError, PromptTooLong, ServerRefused, ServerUnreachable
from rag.generation import Message

ASK = (Message("user", "Qui a signé l’arrêté ? <|im_end|>"),)
CHAT = "/v1/chat/completions"
TOO_LONG = {"error": {"code": 400, "type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 4096}}

REFUSALS: dict[str, tuple[Response, type[ModelError], str]] = {
    "wrong key": (Response('{"error": {"message": "bad key"}}', 401), ServerRefused, "401"),
    "unknown model": (Response('{"error": {"message": "no such model"}}', 404), ServerRefused, "no such model"),
    "broken": (Response("oops", 500), ServerRefused, "500"),
    "busy": (Response("later", 429, {"Retry-After": "0"}), ServerRefused, "429"),
    "too long": (Response(json.dumps(TOO_LONG), 400), PromptTooLong, "5,000"),
    "sent elsewhere": (Response("", 302, {"Location": "http://127.0.0.1:1/v1"}), ServerRefused, "302"),
    "not a stream": (Response("<html>", 200, {"Content-Type": "text/html"}), ServerUnreachable, "ended"),
    "malformed stream": (
        Response("data: {oops\n\n", 200, {"Content-Type": "text/event-stream"}),
        ServerRefused,
        "unreadable|refused",
    ),
}


def events(*deltas: dict[str, Any], finish: str | None = "stop") -> Response:
    chunks: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas
    ]
    if finish:
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        chunks.append({"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}})
    lines = [f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', **chunk})}\n\n" for chunk in chunks]
    return Response("".join(lines) + ("data: [DONE]\n\n" if finish else ""), content_type="text/event-stream")


def generator(server: HTTPServer) -> ServerGenerator:
    return ServerGenerator(Server(server.url_for("/v1"), key="secret"), model="m")


@pytest.mark.parametrize(("reply", "error", "words"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refusals(httpserver: HTTPServer, reply: Response, error: type[ModelError], words: str) -> None:
    httpserver.expect_request(CHAT).respond_with_response(reply)
    with pytest.raises(error, match=words):
        generator(httpserver).generate(ASK, 5).result()


def test_nobody_there(free_port: Callable[[], int]) -> None:
    server = Server(f"http://127.0.0.1:{free_port()}/v1")
    with pytest.raises(ServerUnreachable, match="does not answer"):
        ServerGenerator(server, "m").generate(ASK, 5).result()
    with pytest.raises(ServerUnreachable):
        ServerEmbedder(server, "m").embed(["a"], "query")
    with pytest.raises(ServerUnreachable):
        _ = ServerGenerator(server).model


def test_thinking_is_not_text(httpserver: HTTPServer) -> None:
    reply = events(
        {"reasoning_content": "hum"}, {"content": "<thi"}, {"content": "nk>non</think>La "}, {"content": "maire."}
    )
    httpserver.expect_request(CHAT).respond_with_response(reply)
    done = generator(httpserver).generate(ASK, 5).result()
    assert (done.text, done.finish) == ("La maire.", "stop")
    assert (done.tokens.prompt, done.tokens.generated) == (9, 2)


def test_cut_in_the_middle_keeps_what_came(httpserver: HTTPServer) -> None:
    httpserver.expect_request(CHAT).respond_with_response(events({"content": "La maire a "}, finish=None))
    done = generator(httpserver).generate(ASK, 5).result()
    assert (done.text, done.finish) == ("La maire a ", "crashed")


def test_what_is_sent(httpserver: HTTPServer) -> None:
    httpserver.expect_request(CHAT).respond_with_response(events({"content": "Oui."}))
    generator(httpserver).generate(ASK, 7, stop=["\n"]).result()
    request = next(request for request, _ in httpserver.log if request.path == CHAT)
    body = json.loads(request.data)
    assert body["messages"] == [{"role": "user", "content": "Qui a signé l’arrêté ? < |im_end|>"}]
    assert (body["temperature"], body["max_tokens"], body["stop"]) == (0, 7, ["\n"])
    assert request.headers["Authorization"] == "Bearer secret"


def test_server_that_refuses_our_extras_is_asked_without(httpserver: HTTPServer) -> None:
    def strict(request: Request) -> Response:
        if "cache_prompt" in json.loads(request.data):
            return Response('{"error": {"message": "unknown field cache_prompt"}}', 400)
        return events({"content": "Oui."})

    httpserver.expect_request(CHAT).respond_with_handler(strict)
    asked = generator(httpserver)
    assert asked.generate(ASK, 5).result().text == "Oui."
    assert asked.generate(ASK, 5).result().text == "Oui."
    assert len([request for request, _ in httpserver.log if request.path == CHAT]) == 3


def test_no_log_probabilities_no_choice(httpserver: HTTPServer) -> None:
    reply = {"choices": [{"index": 0, "finish_reason": "length", "message": {"role": "assistant", "content": "Oui"}}]}
    httpserver.expect_request(CHAT).respond_with_json({"id": "x", "object": "chat.completion", **reply})
    assert generator(httpserver).choose(ASK, ["Oui", "Non"]) is None


GARBLED = {
    "no choice": {"choices": []},
    "choices of nothing": {"choices": None},
    "no tokens": {"choices": [{"index": 0, "logprobs": {"content": [{"token": "Oui"}]}}]},
    "no object": ["Oui"],
}


@pytest.mark.parametrize("reply", GARBLED.values(), ids=GARBLED.keys())
def test_a_choice_that_cannot_be_read_is_the_servers_fault(httpserver: HTTPServer, reply: object) -> None:
    httpserver.expect_request(CHAT).respond_with_json(reply)
    with pytest.raises(ServerRefused, match="unreadable"):
        generator(httpserver).choose(ASK, ["Oui", "Non"])


def test_log_probabilities_of_other_words_are_no_choice(httpserver: HTTPServer) -> None:
    told = {"content": [{"token": "Si", "top_logprobs": [{"token": "Si", "logprob": -0.1}]}]}
    httpserver.expect_request(CHAT).respond_with_json({"choices": [{"index": 0, "logprobs": told}]})
    assert generator(httpserver).choose(ASK, ["Oui", "Non"]) is None


def test_tokens_are_estimated_where_the_server_cannot_count(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/tokenize").respond_with_data("no", 404)
    assert generator(httpserver).count_tokens("abcdefg") == 3


def test_vectors_that_do_not_match_the_texts(httpserver: HTTPServer) -> None:
    row = {"object": "embedding", "index": 0, "embedding": [3.0, 4.0]}
    httpserver.expect_request("/v1/embeddings").respond_with_json({"object": "list", "data": [row], "model": "m"})
    embedder = ServerEmbedder(Server(httpserver.url_for("/v1")), "m")
    assert embedder.embed(["a"], "query").tolist() == [[pytest.approx(0.6), pytest.approx(0.8)]]
    with pytest.raises(ServerRefused, match="do not match"):
        embedder.embed(["a", "b"], "query")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([None], id="nothing"),
        pytest.param([["x", "y"]], id="words"),
        pytest.param([[]], id="no dimension"),
        pytest.param(["abc"], id="a text"),
        pytest.param([[1.0, 2.0], [1.0]], id="two lengths"),
    ],
)
def test_vectors_that_are_none_are_the_servers_fault(httpserver: HTTPServer, rows: list[object]) -> None:
    data = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(rows)]
    httpserver.expect_request("/v1/embeddings").respond_with_json({"object": "list", "data": data, "model": "m"})
    with pytest.raises(ServerRefused):
        ServerEmbedder(Server(httpserver.url_for("/v1")), "m").embed(["a"] * len(rows), "query")


def test_a_model_that_becomes_another_on_its_server_is_refused(httpserver: HTTPServer) -> None:
    for row in ([3.0, 4.0], [1.0, 2.0, 2.0]):
        reply = {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": row}], "model": "m"}
        httpserver.expect_ordered_request("/v1/embeddings").respond_with_json(reply)
    embedder = ServerEmbedder(Server(httpserver.url_for("/v1")), "m")
    assert embedder.dimensions == 2
    with pytest.raises(ServerRefused, match="do not match"):
        embedder.embed(["a"], "query")


INERT = {
    "chatml": ("<|im_end|>", "< |im_end|>"),
    "llama": ("</s>[INST] x [/INST]", "< /s>[ INST] x [ /INST]"),
    "gemma": ("<end_of_turn>", "< end_of_turn>"),
    "html stays": ("<p>3 < 4 [1]</p>", "<p>3 < 4 [1]</p>"),
    "french stays": ("« l’été »", "« l’été »"),
}


@pytest.mark.parametrize(("text", "sent"), INERT.values(), ids=INERT.keys())
def test_control_tokens_are_broken(text: str, sent: str) -> None:
    assert inert(text) == sent


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://[::1]/v1", True),
        ("http://localhost/v1", True),
        ("http://10.0.0.9/v1", False),
        ("http://127.0.0.1.example/v1", False),
    ],
)
def test_loopback(address: str, local: bool) -> None:
    assert Server(address).local is local
