"""Feeds from end to end: real HTTP on this machine, a real library, a fake embedder."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from feeding import refresh, subscribe
from feeds import item, publish, rss, story_page
from web_server import Misbehaviour, Reply, Site, dripping, send

from rag.assemble import Kiosque
from rag.errors import AddressRefused, FeedUnreadable, GivenUp, NotFetched
from rag.fetching.opml import Feed, write_opml
from rag.records import Filters, Outcome

pytestmark = pytest.mark.server

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
    titles = Counter(article.title.split(" ")[1] for article in kiosque.library.articles())
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
    page, site.replies["/story/1"] = site.replies["/story/1"], Reply(status=404)
    feed = site.replies["/flux"]
    assert isinstance(feed, Reply)
    site.replies["/flux"] = Reply(feed.body, headers={"ETag": '"v1"'})
    first = refresh(kiosque)["flux"]
    assert (first.counts, first.failures[0].origin) == ({"added": 1, "failed": 1}, site.url("/story/1"))
    assert kiosque.library.feeds()[0].etag is None
    assert refresh(kiosque)["flux"].counts == {"failed": 1}
    last = refresh(kiosque)["flux"]
    assert last.counts == {"failed": 1}
    assert isinstance(last.failures[0].error, GivenUp)
    assert "Après 3 essais, on n’y revient plus" in last.failures[0].error.sentence("fr")
    assert refresh(kiosque)["flux"].counts == {}
    assert kiosque.library.feeds()[0].etag == '"v1"'
    site.replies["/story/1"] = page
    assert refresh(kiosque)["flux"].counts == {}


@pytest.mark.parametrize("status", [500, 502, 429, 503])
def test_a_page_that_may_come_is_asked_for_until_it_does(site: Site, kiosque: Kiosque, status: int) -> None:
    subscribe(kiosque, publish(site, "/flux", range(1)))
    page, site.replies["/story/0"] = site.replies["/story/0"], Reply(status=status)
    for _ in range(5):
        assert refresh(kiosque)["flux"].counts == {"failed": 1}
        time.sleep(0.1)  # the tests' hosts are busy for 0.05 s
    site.replies["/story/0"] = page
    assert refresh(kiosque)["flux"].counts == {"added": 1}


def test_a_busy_host_is_asked_nothing_more_and_its_summaries_do_not_take_the_place_of_its_articles(
    site: Site, elsewhere: Site, kiosque: Kiosque
) -> None:
    summary = f"<description>{'Le bac de Kervalec reprendra la mer « dès lundi », dit-on. ' * 6}</description>"
    items = [item(elsewhere.url(f"/{number}"), more=summary) for number in range(4)]
    site.replies["/flux"] = Reply(rss(items))
    elsewhere.replies = {f"/{number}": Reply(status=429, headers={"Retry-After": "120"}) for number in range(4)}
    subscribe(kiosque, site.url("/flux"))
    report = refresh(kiosque)["flux"]
    assert report.counts == {"failed": 4}
    assert all("demande d’attendre 1" in failure.error.sentence("fr") for failure in report.failures if failure.error)
    assert elsewhere.paths() == ["/0"]


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
    (article,) = kiosque.library.articles()
    assert "8 400 €" in article.text
    kiosque.library.remove(article.id)
    site.replies["/flux"] = atom("2026-10-12T12:00:00Z")
    assert refresh(kiosque)["flux"].counts == {}, "what the reader erased does not come back"


def test_a_correction_in_a_feed_with_whole_texts_becomes_a_version(site: Site, kiosque: Kiosque) -> None:
    def whole(sum_: str) -> Reply:
        said = f"Le conseil de Kervalec a voté « {sum_} € » pour le bac, selon Mme Le Bec, qui s’en félicite. " * 20
        more = f"<pubDate>Mon, 12 Oct 2026 10:00:00 +0200</pubDate><description>{said}</description>"
        return Reply(rss([item(site.url("/bac"), "Le bac de Kervalec", more=more)]))

    site.replies["/flux"] = whole("7 400")
    subscribe(kiosque, site.url("/flux"))
    assert refresh(kiosque)["flux"].counts == {"added": 1}
    assert refresh(kiosque)["flux"].counts == {}
    site.replies["/flux"] = whole("8 400")
    assert refresh(kiosque)["flux"].counts == {"updated": 1}
    assert [article.text.count("8 400 €") for article in kiosque.library.articles()] == [20]


def test_one_article_of_two_feeds_is_fetched_once_and_is_in_both_collections(site: Site, kiosque: Kiosque) -> None:
    for name in ("ports", "une"):
        kiosque.library.subscribe(Feed(publish(site, f"/{name}", [1, 2]), collection=name))
    for _ in range(2):
        refresh(kiosque)
    assert Counter(site.paths())["/story/1"] == 1
    assert kiosque.library.count() == 2
    assert [len(kiosque.library.articles(Filters(collection=name))) for name in ("Ports", "une", "autre")] == [2, 2, 0]


def test_a_collection_holds_those_inside_it(site: Site, kiosque: Kiosque) -> None:
    for number, name in enumerate(["Presse", "Presse / Mer", "Presse / Mer / Été", "Presse_locale", "presses / x"]):
        kiosque.library.subscribe(Feed(publish(site, f"/{number}", [number]), collection=name))
    refresh(kiosque)
    wanted = ("presse", "Presse / Mer", "%", "Mer")
    assert [len(kiosque.library.articles(Filters(collection=name))) for name in wanted] == [3, 2, 0, 0]


def test_a_version_added_by_hand_stays_in_the_collection(site: Site, kiosque: Kiosque) -> None:
    kiosque.library.subscribe(Feed(publish(site, "/flux", [7]), collection="Ports"))
    refresh(kiosque)
    site.replies["/story/7"] = Reply(story_page(7).replace("7 400 €", "8 400 €"))
    assert [outcome.status for outcome in kiosque.add([site.url("/story/7")])] == ["updated"]
    (article,) = kiosque.library.articles(Filters(collection="Ports"))
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
