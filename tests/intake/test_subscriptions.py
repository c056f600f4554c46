"""Subscribing to feeds, and the commands about them: real HTTP on this machine, a real library."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from feeding import refresh, subscribe
from feeds import publish, story_page
from typer.testing import CliRunner
from web_server import Reply, Site

from rag.assemble import Kiosque
from rag.errors import AddressRefused, FeedUnreadable, NotFetched, SourceMissing, UnknownFeed
from rag.fetching.opml import Feed, write_opml
from rag.interface.commands import app
from rag.records import Failure, Filters

pytestmark = pytest.mark.server

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
    assert len(kiosque.library.articles(Filters(collection="Ports"))) == 2


def test_a_list_that_is_handed_over_is_imported(site: Site, kiosque: Kiosque) -> None:
    content = write_opml([Feed(publish(site, "/flux", range(2)), "Le Phare", "Ports")])
    assert [outcome.status for outcome in kiosque.add_bytes("mes flux.opml", content)] == ["added", "added"]
    (refused,) = kiosque.add_bytes("vide.opml", b"<opml version='2.0'><body/></opml>")
    assert isinstance(refused.error, FeedUnreadable)
    assert len(kiosque.library.articles(Filters(collection="Ports"))) == 2


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
