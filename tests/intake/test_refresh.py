"""Feeds from end to end: real HTTP on this machine, a real library, a fake embedder."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from feeds import item, publish, rss, story_page
from typer.testing import CliRunner
from web_server import Misbehaviour, Reply, Site, dripping, send, serving

from rag import assemble
from rag.assemble import Kiosque, open_kiosque
from rag.errors import AddressRefused, FeedUnreadable, NotFetched, SourceMissing, UnknownFeed
from rag.fetching.fetch import Fetcher, Limits
from rag.fetching.opml import Feed, write_opml
from rag.intake.refresh import FeedReport
from rag.interface.commands import app
from rag.records import Failure, Outcome
from rag.settings import load_settings

pytestmark = pytest.mark.server

QUICK = Limits(seconds=10.0, silence_seconds=5.0, size_bytes=1_000_000, redirects=3, pause_seconds=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def settings(site: Site, elsewhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kiosque may fetch from the two sites, without pauses, and has a fake embedder."""
    monkeypatch.setattr(assemble, "make_embedder", lambda settings: FakeEmbedder())
    monkeypatch.setattr(assemble, "Fetcher", lambda hosts, offline: Fetcher(hosts, offline, QUICK))
    monkeypatch.setenv("KIOSQUE_PRIVATE_HOSTS", json.dumps([site.host, elsewhere.host]))
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "fr")


@pytest.fixture
def start(settings: None) -> Iterator[Callable[[], Kiosque]]:
    """Each call is a new start of the program on the same library."""
    made: list[Kiosque] = []

    def make() -> Kiosque:
        made.append(open_kiosque(load_settings()))
        return made[-1]

    yield make
    for kiosque in made:
        kiosque.close()


@pytest.fixture
def kiosque(start: Callable[[], Kiosque]) -> Kiosque:
    return start()


def refresh(kiosque: Kiosque) -> dict[str, FeedReport]:
    """The reports of one refresh, by the last word of the feed's address; each outcome has been on disk."""
    reports = {}
    for event in kiosque.refresh(kiosque.library.feeds()):
        if isinstance(event, Outcome):
            assert event.article is None or kiosque.library.article(event.article.id)
        else:
            reports[event.feed.address.rpartition("/")[2]] = event
    return reports


def subscribe(kiosque: Kiosque, *addresses: str) -> None:
    for address in addresses:
        kiosque.library.subscribe(Feed(address))


# ----------------------------------------------------------------------------- lists from strangers


def test_a_list_that_names_private_machines_brings_the_rest(site: Site, kiosque: Kiosque) -> None:
    good = Feed(publish(site, "/flux", range(2), "Le Phare"))
    inside = [
        *("http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/latest/", "http://2852039166/"),
        *("file:///etc/passwd", "http://nas.local/flux", "gopher://phare.example/flux"),
    ]
    content = write_opml([*map(Feed, inside), good])
    outcomes = list(kiosque.add_bytes("flux.opml", content))
    assert Counter(one.status for one in outcomes) == {"added": 2, "failed": len(inside)}
    assert kiosque.library.meta("centres"), "who asks first does not wait for them"
    refused = {one.origin: one.error for one in outcomes if one.status == "failed"}
    assert set(refused) == set(inside)
    assert {type(error) for error in refused.values()} == {AddressRefused}
    assert all(error and error.sentence("fr").endswith(".") for error in refused.values())


# ----------------------------------------------------------------------------- many feeds, good and bad


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def misbehaving(site: Site) -> dict[str, Reply | Misbehaviour]:
    """Feeds that are no good, by the word that names them."""
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>"
    return {
        "silent": lambda handler: site.stopped.wait(20),
        "endless": dripping(endless, b"<item><title>encore</title></item>" * 5_000, 0, site.stopped),
        "broken": Reply("Oups", status=500),
        "private": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
        "malformed": Reply('<?xml version="1.0"?><rss version="2.0"><channel><titl'),
        "laughs": Reply(f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>{rss([item("x", "&l9;")])[38:]}'),
        "unchanged": Reply(status=304),
    }


def slow(reply: Reply | Misbehaviour) -> Misbehaviour:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        assert isinstance(reply, Reply)
        time.sleep(0.8)
        send(handler, reply)

    return answer


def test_everything_good_arrives_once_and_each_bad_feed_is_named(site: Site, elsewhere: Site, kiosque: Kiosque) -> None:
    for name, reply in misbehaving(elsewhere).items():
        elsewhere.replies[f"/{name}"] = reply
        subscribe(kiosque, elsewhere.url(f"/{name}"))
    for number in range(10):
        bad = item("javascript:alert(1)") + item("file:///etc/passwd") if number == 9 else ""
        stories = range(number * 20, number * 20 + 20)
        subscribe(kiosque, publish(site, f"/flux{number}", stories, f"Flux {number}", more=bad))
    site.replies["/flux3"] = slow(site.replies["/flux3"])

    started = time.monotonic()
    reports = refresh(kiosque)
    assert time.monotonic() - started < 90

    assert kiosque.library.count() == 200
    titles = Counter(article.title.split(" ")[1] for article in kiosque.articles())
    assert titles == Counter(f"n{number}" for number in range(200))
    assert {name: report.counts["added"] for name, report in reports.items() if report.counts} == {
        f"flux{number}": 20 for number in range(10)
    }
    assert [failure.origin for failure in reports["flux9"].failures] == ["javascript:alert(1)", "file://etc/passwd"]
    assert {name: type(report.error) for name, report in reports.items() if report.error} == {
        "silent": NotFetched, "endless": NotFetched, "broken": NotFetched, "private": AddressRefused,
        "malformed": FeedUnreadable, "laughs": FeedUnreadable,
    }  # fmt: skip
    assert reports["unchanged"].status == "unchanged"
    assert all(count == 1 for path, count in Counter(site.paths()).items() if path.startswith("/story/"))
    assert "500" in (kiosque.library.feed(elsewhere.url("/broken")).trouble or "")


# ----------------------------------------------------------------------------- again and again


def test_what_was_taken_is_not_asked_for_again(site: Site, kiosque: Kiosque) -> None:
    subscribe(kiosque, publish(site, "/flux", range(3)))
    refresh(kiosque)
    del site.visits[:]
    publish(site, "/flux", range(4))
    report = refresh(kiosque)["flux"]
    assert report.counts == {"added": 1}
    assert site.paths() == ["/flux", "/story/3"]


def test_the_server_is_asked_whether_anything_changed(site: Site, kiosque: Kiosque) -> None:
    address = publish(site, "/flux", range(2))
    feed = site.replies["/flux"]
    assert isinstance(feed, Reply)
    marks = {"ETag": '"v1"', "Last-Modified": "Mon, 12 Oct 2026 10:00:00 GMT"}
    site.replies["/flux"] = Reply(feed.body, headers=marks)
    subscribe(kiosque, address)
    refresh(kiosque)
    site.replies["/flux"] = Reply(status=304)
    assert refresh(kiosque)["flux"].status == "unchanged"
    assert site.visits[-1].headers["if-none-match"] == '"v1"'
    assert site.visits[-1].headers["if-modified-since"] == marks["Last-Modified"]
    assert kiosque.library.feeds()[0].etag == '"v1"'


def test_a_page_that_failed_is_tried_again_then_left_alone(site: Site, kiosque: Kiosque) -> None:
    subscribe(kiosque, publish(site, "/flux", range(2)))
    page, site.replies["/story/1"] = site.replies["/story/1"], Reply(status=503)
    feed = site.replies["/flux"]
    assert isinstance(feed, Reply)
    site.replies["/flux"] = Reply(feed.body, headers={"ETag": '"v1"'})
    first = refresh(kiosque)["flux"]
    assert (first.counts, first.failures[0].origin) == ({"added": 1, "failed": 1}, site.url("/story/1"))
    assert kiosque.library.feeds()[0].etag is None
    for _ in range(2):
        assert refresh(kiosque)["flux"].counts == {"failed": 1}
    assert refresh(kiosque)["flux"].counts == {}
    assert kiosque.library.feeds()[0].etag == '"v1"'
    site.replies["/story/1"] = page
    assert refresh(kiosque)["flux"].counts == {}


def test_a_page_that_comes_back_is_taken(site: Site, kiosque: Kiosque) -> None:
    subscribe(kiosque, publish(site, "/flux", range(1)))
    page, site.replies["/story/0"] = site.replies["/story/0"], Reply(status=503)
    refresh(kiosque)
    site.replies["/story/0"] = page
    assert refresh(kiosque)["flux"].counts == {"added": 1}


def feed_of(site: Site, *items: str) -> None:
    site.replies["/flux"] = Reply(rss(items))


def test_the_same_link_under_another_name_is_the_same_article(site: Site, kiosque: Kiosque) -> None:
    subscribe(kiosque, publish(site, "/flux", [7]))
    refresh(kiosque)
    del site.visits[:]
    feed_of(site, item(site.url("/story/7"), guid="un autre"))
    assert refresh(kiosque)["flux"].counts == {}
    feed_of(site, item(site.url("/story/7?x=1"), guid="un autre"))
    assert refresh(kiosque)["flux"].counts == {}
    assert set(site.paths()) == {"/flux"}


def test_an_updated_entry_becomes_a_new_version(site: Site, kiosque: Kiosque) -> None:
    def atom(stamp: str) -> Reply:
        link, entry = site.url("/story/7"), "<entry><id>urn:7</id><title>x</title>"
        body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Quai</title>{entry}<link href="{link}"/>'
        return Reply(f"{body}<updated>{stamp}</updated></entry></feed>")

    publish(site, "/flux", [7])
    site.replies["/flux"] = atom("2026-10-12T10:00:00Z")
    subscribe(kiosque, site.url("/flux"))
    assert refresh(kiosque)["flux"].counts == {"added": 1}
    corrected = story_page(7).replace("7 400 €", "8 400 €")
    site.replies |= {"/flux": atom("2026-10-12T11:00:00Z"), "/story/7": Reply(corrected)}
    assert refresh(kiosque)["flux"].counts == {"updated": 1}
    assert refresh(kiosque)["flux"].counts == {}
    (article,) = kiosque.articles()
    assert "8 400 €" in article.text
    kiosque.library.remove(article.id)
    site.replies["/flux"] = atom("2026-10-12T12:00:00Z")
    assert refresh(kiosque)["flux"].counts == {}, "what the reader erased does not come back"


def test_one_article_of_two_feeds_is_fetched_once_and_is_in_both_collections(site: Site, kiosque: Kiosque) -> None:
    for name in ("ports", "une"):
        kiosque.library.subscribe(Feed(publish(site, f"/{name}", [1, 2]), collection=name))
    for _ in range(2):
        refresh(kiosque)
    assert Counter(site.paths())["/story/1"] == 1
    assert kiosque.library.count() == 2
    assert [len(kiosque.articles(collection=name)) for name in ("Ports", "une", "autre")] == [2, 2, 0]


def test_a_version_added_by_hand_stays_in_the_collection(site: Site, kiosque: Kiosque) -> None:
    kiosque.library.subscribe(Feed(publish(site, "/flux", [7]), collection="Ports"))
    refresh(kiosque)
    site.replies["/story/7"] = Reply(story_page(7).replace("7 400 €", "8 400 €"))
    assert [outcome.status for outcome in kiosque.add([site.url("/story/7")])] == ["updated"]
    (article,) = kiosque.articles(collection="Ports")
    assert "8 400 €" in article.text


def test_whoever_stops_early_loses_nothing(site: Site, start: Callable[[], Kiosque]) -> None:
    first = start()
    address = publish(site, "/flux", range(30))
    feed = site.replies["/flux"]
    assert isinstance(feed, Reply)
    site.replies["/flux"] = Reply(feed.body, headers={"ETag": '"v1"'})
    subscribe(first, address)
    walk = first.refresh(first.library.feeds())
    seen = [next(walk) for _ in range(5)]
    walk.close()  # type: ignore[attr-defined]
    first.close()
    assert all(isinstance(outcome, Outcome) for outcome in seen)
    assert start().library.count() == 5
    asked = Counter(site.paths())
    report = refresh(start())["flux"]
    assert report.counts["added"] == 25
    assert start().library.count() == 30
    again = Counter(site.paths()) - asked
    assert not any(f"/story/{number}" in again for number in range(5))


def test_a_mistake_of_ours_in_a_reader_is_not_swallowed(
    site: Site, kiosque: Kiosque, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(kiosque, publish(site, "/flux", range(1)))
    monkeypatch.setattr("rag.intake.refresh.take", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refresh(kiosque)


# ----------------------------------------------------------------------------- adding and subscribing


def test_adding_a_feed_takes_its_articles_and_subscribes(site: Site, kiosque: Kiosque) -> None:
    address = publish(site, "/flux", range(3))
    page = site.url("/story/9")
    site.replies["/story/9"] = Reply(story_page(9))
    outcomes = list(kiosque.add([address, page]))
    assert Counter(outcome.status for outcome in outcomes) == {"added": 4}
    (feed,) = kiosque.library.feeds()
    assert (feed.address, feed.title) == (address, "Le Phare de l’Ouest")
    assert refresh(kiosque)["flux"].counts == {}


def test_adding_a_list_names_the_feeds_that_fail(site: Site, kiosque: Kiosque, tmp_path: Path) -> None:
    good, gone = publish(site, "/flux", range(2)), site.url("/parti")
    file = tmp_path / "mes flux.opml"
    file.write_bytes(write_opml([Feed(good, "Le Phare", "Ports"), Feed(gone), Feed("file:///etc/passwd", "x")]))
    outcomes = list(kiosque.add([str(file)]))
    failed = {outcome.origin: type(outcome.error) for outcome in outcomes if outcome.error}
    assert failed == {"file:///etc/passwd": AddressRefused, gone: NotFetched}
    assert len(kiosque.articles(collection="Ports")) == 2


def test_a_list_that_is_handed_over_is_imported(site: Site, kiosque: Kiosque) -> None:
    content = write_opml([Feed(publish(site, "/flux", range(2)), "Le Phare", "Ports")])
    assert [outcome.status for outcome in kiosque.add_bytes("mes flux.opml", content)] == ["added", "added"]
    (refused,) = kiosque.add_bytes("vide.opml", b"<opml version='2.0'><body/></opml>")
    assert isinstance(refused.error, FeedUnreadable)
    assert len(kiosque.articles(collection="Ports")) == 2


def test_subscribing_takes_no_article(site: Site, kiosque: Kiosque) -> None:
    site.replies["/page"] = Reply(story_page(1))
    results = list(kiosque.subscribe([publish(site, "/flux", range(2)), site.url("/page"), site.url("/x")], "Ports"))
    assert isinstance(results[0], Feed) and results[0].collection == "Ports"
    assert [type(one.error) for one in results if isinstance(one, Failure)] == [FeedUnreadable, NotFetched]
    assert kiosque.library.count() == 0


def test_a_page_announces_its_feed(site: Site, kiosque: Kiosque) -> None:
    publish(site, "/rss/une.xml", range(1))
    link = '<link rel="alternate" type="application/rss+xml" href="/rss/une.xml">'
    site.replies["/"] = Reply(f"<!doctype html><head>{link}</head><p>Bonjour", headers={"Content-Type": "text/html"})
    site.replies["/piege"] = Reply(
        f"<html><head>{link.replace('/rss/une.xml', 'http://10.0.0.1/')}", headers={"Content-Type": "text/html"}
    )
    site.replies["/rien"] = Reply("<!-- -->", headers={"Content-Type": "text/html"})
    results = list(kiosque.subscribe([site.url("/"), site.url("/piege"), "absent.opml", site.url("/rien")]))
    assert isinstance(results[0], Feed) and results[0].address == site.url("/rss/une.xml")
    assert [type(one.error) for one in results if isinstance(one, Failure)] == [
        AddressRefused,
        SourceMissing,
        FeedUnreadable,
    ]


def test_what_a_feed_lists_can_be_looked_at_without_keeping_it(site: Site, kiosque: Kiosque) -> None:
    items = list(kiosque.read([publish(site, "/flux", range(2)), site.url("/x")]))
    assert [type(item).__name__ for item in items] == ["Article", "Article", "Failure"]
    assert kiosque.library.count() == 0 and kiosque.library.feeds() == []


def test_unsubscribing_keeps_the_articles(site: Site, kiosque: Kiosque) -> None:
    subscribe(kiosque, publish(site, "/flux", range(2)))
    refresh(kiosque)
    kiosque.library.unsubscribe(kiosque.library.feed("1"))
    assert kiosque.library.feeds() == [] and kiosque.library.count() == 2
    with pytest.raises(UnknownFeed):
        kiosque.library.feed("1")


# ----------------------------------------------------------------------------- the command line


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_commands_about_feeds(site: Site, settings: None, tmp_path: Path) -> None:
    good, bad = publish(site, "/flux", range(3)), site.url("/faux")
    added = json.loads(run("feeds", "add", good, bad, "--collection", "Ports", "--json", code=3))
    assert [one["status"] for one in added["feeds"]] == ["added"]
    assert added["failed"][0]["source"] == bad and "404" in added["failed"][0]["error"]
    assert json.loads(run("feeds", "add", good, "--json"))["feeds"][0]["status"] == "unchanged"

    told = json.loads(run("refresh", "--json"))
    assert (told["added"], told["feeds"][0]["status"], told["feeds"][0]["failed"]) == (3, "read", [])
    assert run("refresh").strip() == "Le Phare de l’Ouest : rien de nouveau"
    assert len(json.loads(run("list", "--collection", "ports", "--json"))["articles"]) == 3

    assert len(json.loads(run("search", "aide", "--collection", "ports", "--json"))["hits"]) > 0
    run("search", "aide", "--collection", "montagne", code=4)

    file = tmp_path / "flux.opml"
    run("feeds", "export", str(file))
    assert "Ports · Le Phare de l’Ouest" in run("feeds", "list")
    run("feeds", "remove", "1")
    assert json.loads(run("feeds", "list", "--json")) == {"feeds": []}
    assert json.loads(run("feeds", "add", str(file), "--json"))["feeds"][0]["collection"] == "Ports"
    run("feeds", "remove", "1", code=1)


def test_exit_codes_of_refresh(site: Site, settings: None) -> None:
    run("refresh")
    good = publish(site, "/flux", range(1))
    run("feeds", "add", good)
    run("refresh", "2", code=1)
    site.replies["/flux"] = Reply(status=500)
    assert "le serveur a répondu 500" in run("refresh", code=1)
    run("feeds", "add", publish(site, "/autre", range(2, 4)))
    run("refresh", code=3)
    run("refresh", site.url("/autre"))


def test_adding_a_feed_again_is_no_failure(site: Site, settings: None) -> None:
    address = publish(site, "/flux", range(2))
    assert run("add", address).strip() == "2 ajouté"
    assert run("add", address).strip() == "rien de nouveau"
    assert json.loads(run("add", address, "--json"))["articles"] == []


def test_a_page_is_added_and_extracted_by_its_address(site: Site, settings: None) -> None:
    site.replies["/story/1"] = Reply(story_page(1))
    (line,) = run("extract", site.url("/story/1")).splitlines()
    assert json.loads(line)["path"] == json.loads(line)["url"] == site.url("/story/1")
    added = json.loads(run("add", site.url("/story/1"), site.url("/x"), "--json", code=3))
    assert (added["added"], added["failed"][0]["source"]) == (1, site.url("/x"))


@pytest.mark.parametrize("arguments", [("add", "/flux"), ("extract", "/flux"), ("feeds", "add", "/flux"), ("refresh",)])
def test_offline_forbids_it_all(arguments: tuple[str, ...], site: Site, settings: None) -> None:
    run("feeds", "add", publish(site, "/flux", range(1)))
    del site.visits[:]
    words = [site.url(word) if word == "/flux" else word for word in arguments]
    done = CliRunner().invoke(app, ["--offline", *words])
    assert done.exit_code == 1
    assert "« offline » l’interdit" in done.output
    assert site.visits == []
