"""Fetching over real HTTP on this machine: what comes, and every way it can go wrong."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from web_server import Misbehaviour, Reply, Site, dripping, send, serving

from rag.errors import AddressRefused, NotFetched
from rag.fetching.explore import explore
from rag.fetching.fetch import Fetcher, Limits, may_pass
from rag.fetching.turns import is_busy
from rag.fetching.unpack import gunzip
from rag.records import Article, Failure

pytestmark = pytest.mark.server

QUICK = Limits(seconds=1.0, silence_seconds=0.5, size_bytes=200_000, redirects=3, pause_seconds=0)
STORY = (
    "<!doctype html><html><head><title>La criée de Kervalec rouvre</title>{head}</head><body><article>"
    "<h1>La criée de Kervalec rouvre</h1><p>La criée de Kervalec a rouvert lundi après trois mois de travaux, "
    "a annoncé la mairie. Les pêcheurs ont débarqué « 12 tonnes » de sardines dès la première nuit.</p>"
    "<p>Le mareyeur Yannig Floc’h espère retrouver ses acheteurs de Port-Évrain avant l’été.</p></article>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def fetcher(site: Site) -> Fetcher:
    return Fetcher({site.host}, limits=QUICK)


def only(address: str, fetcher: Fetcher) -> Article | Failure:
    (item,) = explore(address, fetcher, "fr")
    return item


# ----------------------------------------------------------------------------- what comes


def test_a_page_becomes_an_article_under_its_address(site: Site, fetcher: Fetcher) -> None:
    site.replies["/criee"] = Reply(STORY.format(head=""), headers={"Content-Type": "text/html; charset=utf-8"})
    item = only(site.url("/criee"), fetcher)
    assert isinstance(item, Article)
    assert item.title == "La criée de Kervalec rouvre"
    assert "« 12 tonnes »" in item.text
    assert item.url == item.origin == site.url("/criee")


def test_nothing_is_told_about_the_reader(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.replies["/"] = Reply("Bonjour", headers={"Set-Cookie": "suivi=1"})
    fetcher.get(site.url("/"))
    fetcher.get(site.url("/"))
    assert {name for visit in site.visits for name in visit.headers} == {
        "host", "user-agent", "accept", "accept-encoding",
    }  # fmt: skip


def test_the_name_stays_in_the_request_though_its_number_is_connected_to(site: Site) -> None:
    name = f"kervalec.example:{site.port}"
    site.replies["/"] = Reply("Bonjour")
    asked: list[str] = []
    fetcher = Fetcher({name}, limits=QUICK, resolve=lambda host, port: asked.append(host) or ["127.0.0.1"])
    assert fetcher.get(f"http://{name}/").content == b"Bonjour"
    assert asked == ["kervalec.example"]
    assert site.visits[0].headers["host"] == name


def test_the_charset_of_the_server_is_honoured(site: Site, fetcher: Fetcher) -> None:
    body = STORY.format(head="<meta charset='windows-1252'>").encode("macintosh")
    site.replies["/criee"] = Reply(body, headers={"Content-Type": "text/html; charset=Macintosh"})
    item = only(site.url("/criee"), fetcher)
    assert isinstance(item, Article)
    assert item.title == "La criée de Kervalec rouvre" and "l’été" in item.text


def test_a_condition_that_holds_brings_nothing(site: Site, fetcher: Fetcher) -> None:
    site.replies["/"] = Reply(status=304)
    found = fetcher.get(site.url("/"), etag='"abc"', modified="Mon, 12 Oct 2026 10:00:00 GMT")
    assert not found.changed and found.content == b""
    assert site.visits[0].headers["if-none-match"] == '"abc"'
    assert site.visits[0].headers["if-modified-since"] == "Mon, 12 Oct 2026 10:00:00 GMT"


def test_a_packed_body_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    text = STORY.format(head="").encode() * 30
    site.replies["/"] = Reply(gzip.compress(text), headers={"Content-Encoding": "gzip"})
    assert fetcher.get(site.url("/")).content == text


def test_a_body_packed_in_several_parts_comes_whole(site: Site, fetcher: Fetcher) -> None:
    text = STORY.format(head="").encode() * 3
    parts = b"".join(gzip.compress(text[at : at + 200]) for at in range(0, len(text), 200))
    site.replies["/"] = Reply(parts + b"\0" * 9, headers={"Content-Encoding": "gzip"})
    assert fetcher.get(site.url("/")).content == text


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_unpacking_does_not_depend_on_where_the_chunks_end(size: int) -> None:
    packed = gzip.compress("L’été « à quai ».".encode() * 9) + gzip.compress(b"") + gzip.compress(b"Fin.")
    chunks = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert b"".join(gunzip(chunks)) == gzip.decompress(packed)


def test_redirections_are_followed_to_their_end(site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = Reply(status=301, headers={"Location": "b?x=1"})
    site.replies["/b?x=1"] = Reply(status=307, headers={"Location": site.url("/criee")})
    site.replies["/criee"] = Reply(STORY.format(head=""), headers={"Content-Type": "text/html"})
    item = only(site.url("/a"), fetcher)
    assert isinstance(item, Article)
    assert (item.origin, item.url) == (site.url("/a"), site.url("/criee"))


LOCATIONS = {
    "escaped": (b"/%C3%A9t%C3%A9", "/%C3%A9t%C3%A9"),
    "UTF-8": ("/été".encode(), "/%C3%A9t%C3%A9"),
    "Latin-1": ("/été".encode("latin-1"), "/%C3%A9t%C3%A9"),
    "a space": ("/l’été à quai?q=a b".encode(), "/l%E2%80%99%C3%A9t%C3%A9%20%C3%A0%20quai?q=a%20b"),
}


@pytest.mark.parametrize(("location", "path"), LOCATIONS.values(), ids=list(LOCATIONS))
def test_a_redirection_is_read_as_browsers_do(location: bytes, path: str, site: Site, fetcher: Fetcher) -> None:
    site.replies["/a"] = told("302 Found", headers=f"Content-Length: 0\r\nLocation: {location.decode('latin-1')}\r\n")
    site.replies[path] = Reply("Bonjour")
    assert fetcher.get(site.url("/a")).content == b"Bonjour"
    assert site.paths() == ["/a", path]


def test_a_page_cannot_take_the_address_of_another_site(site: Site, fetcher: Fetcher) -> None:
    for name, own in (("/vrai", site.url("/article/12")), ("/faux", "https://gazette-port-evrain.example/ferry")):
        head = f'<link rel="canonical" href="{own}">'
        site.replies[name] = Reply(STORY.format(head=head), headers={"Content-Type": "text/html"})
    items = [only(site.url(name), fetcher) for name in ("/vrai", "/faux")]
    assert [item.url for item in items if isinstance(item, Article)] == [site.url("/article/12"), site.url("/faux")]


@pytest.mark.parametrize(
    ("own", "accepted"),
    [("/ports/criee", True), ("/ports/criee/amp", True), ("/ports/criee/amp.html", True), ("/ports", True),
     ("/ports/criee/la-suite", False), ("/ports/criee/2", False)],
)  # fmt: skip
def test_a_page_cannot_take_the_address_of_its_section(own: str, accepted: bool, site: Site, fetcher: Fetcher) -> None:
    head = f'<link rel="canonical" href="{site.url("/ports/criee")}">'
    site.replies[own] = Reply(STORY.format(head=head), headers={"Content-Type": "text/html"})
    item = only(site.url(own), fetcher)
    assert isinstance(item, Article)
    assert item.url == site.url("/ports/criee" if accepted else own)


def test_lines_of_a_file_keep_their_own_addresses(site: Site, fetcher: Fetcher) -> None:
    lines = '{"text": "Le premier.", "url": "https://un.example/1"}\n{"text": "Le second."}\n'
    site.replies["/a.jsonl"] = Reply(lines, headers={"Content-Type": "application/jsonl"})
    items = list(explore(site.url("/a.jsonl"), fetcher, "fr"))
    assert [item.url for item in items if isinstance(item, Article)] == ["https://un.example/1", None]


def test_one_host_is_asked_one_thing_at_a_time_with_a_pause(site: Site) -> None:
    fetcher = Fetcher({site.host}, limits=Limits(pause_seconds=0.1))
    at: list[float] = []
    ended: list[float] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        at.append(time.monotonic())
        time.sleep(0.05)
        ended.append(time.monotonic())
        send(handler, Reply("Bonjour"))

    site.replies = dict.fromkeys(["/1", "/2", "/3"], slow)
    threads = [threading.Thread(target=fetcher.get, args=(site.url(path),)) for path in site.replies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(ended) == 3
    assert all(start - end >= 0.09 for start, end in zip(at[1:], ended, strict=False))


# ----------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://127.0.0.1:9/",
        "http://127.0.0.2:{port}/",
        "http://localhost:{port}/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://a:b@127.0.0.1:{port}/",
    ],
)
def test_a_redirection_to_a_private_place_is_refused(elsewhere: str, site: Site, fetcher: Fetcher) -> None:
    site.replies["/"] = Reply(status=302, headers={"Location": elsewhere.format(port=site.port)})
    with pytest.raises(AddressRefused):
        fetcher.get(site.url("/"))
    assert site.paths() == ["/"]


def told(status: str, body: bytes = b"", headers: str = "") -> Misbehaviour:
    """A raw reply, then the end of the connection."""
    return lambda handler: handler.wfile.write(f"HTTP/1.1 {status}\r\n{headers}\r\n".encode("latin-1") + body)


BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMB_BYTES = BOMB.compress(b"\0" * 100_000_000) + BOMB.flush()

WRONG: dict[str, tuple[Callable[[Site], Reply | Misbehaviour], str]] = {
    "not found": (lambda site: Reply(status=404), "le serveur a répondu 404"),
    "server error": (lambda site: Reply("Oups", status=500), "le serveur a répondu 500"),
    "too large": (lambda site: Reply(b"a" * 200_001), "plus de 0.2 Mo"),
    "endless": (lambda site: dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 50_000, 0, site.stopped), "plus de 0.2 Mo"),
    "chunked for ever": (
        lambda site: dripping(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.05, site.stopped
        ),
        "à temps",
    ),
    "headers that drip": (lambda site: dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05, site.stopped), "à temps"),
    "body that drips": (
        lambda site: dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"a", 0.05, site.stopped),
        "à temps",
    ),
    "silence": (lambda site: lambda handler: site.stopped.wait(5), "à temps"),
    "gzip bomb": (lambda site: Reply(BOMB_BYTES, headers={"Content-Encoding": "gzip"}), "plus de 0.2 Mo"),
    "gzip bomb in parts": (
        lambda site: Reply(gzip.compress(b"a" * 2_000) * 500, headers={"Content-Encoding": "gzip"}),
        "plus de 0.2 Mo",
    ),
    "gzip in too many parts": (
        lambda site: Reply(gzip.compress(b"") * 2_000, headers={"Content-Encoding": "gzip"}),
        "compressé",
    ),
    "gzip whose last part is cut": (
        lambda site: Reply(
            gzip.compress(b"abc") + gzip.compress(b"abc" * 99)[:-9], headers={"Content-Encoding": "gzip"}
        ),
        "arrêté",
    ),
    "gzip cut": (lambda site: Reply(gzip.compress(b"abc" * 99)[:-9], headers={"Content-Encoding": "gzip"}), "arrêté"),
    "gzip that is none": (lambda site: Reply(b"abc", headers={"Content-Encoding": "gzip"}), "compressé"),
    "unknown packing": (lambda site: Reply(b"abc", headers={"Content-Encoding": "br"}), "compressé"),
    "shorter than said": (lambda site: told("200 OK", b"abc", "Content-Length: 10\r\n"), "arrêté avant la fin"),
    "not HTTP": (lambda site: lambda handler: handler.wfile.write(b"220 ftp.example\r\n"), "arrêté avant la fin"),
    "no reply": (lambda site: lambda handler: None, "arrêté avant la fin"),
    "two lengths": (lambda site: told("200 OK", b"abc", "Content-Length: 3\r\nContent-Length: 4\r\n"), "arrêté"),
    "header without end": (
        lambda site: dripping(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 60_000, 0, site.stopped),
        "arrêté avant la fin",
    ),
    "circle": (lambda site: Reply(status=302, headers={"Location": "/"}), "plus de 3 fois"),
}


@pytest.mark.parametrize(("reply", "reason"), WRONG.values(), ids=list(WRONG))
def test_what_goes_wrong_is_one_sentence_in_time(
    reply: Callable[[Site], Reply | Misbehaviour], reason: str, site: Site, fetcher: Fetcher
) -> None:
    site.replies["/"] = reply(site)
    started = time.monotonic()
    with pytest.raises(NotFetched) as told:
        fetcher.get(site.url("/"))
    assert time.monotonic() - started < 3
    assert reason in told.value.sentence("fr")
    assert site.url("/") in told.value.sentence("en")


WAITS = {
    "seconds": ("90", 90),
    "a date": (format_datetime(datetime.now(UTC) + timedelta(minutes=50), usegmt=True), 3_000),
    "for ever": ("99999999999", 3_600),
    "nothing": (None, 60),
    "a date gone by": ("Mon, 12 Oct 2020 10:00:00 GMT", 60),
    "nonsense": ("bientôt", 60),
}


@pytest.mark.parametrize(("told", "seconds"), WAITS.values(), ids=list(WAITS))
def test_a_busy_server_is_left_alone_for_as_long_as_it_says(told: str | None, seconds: int, site: Site) -> None:
    fetcher = Fetcher({site.host}, limits=Limits(pause_seconds=0))
    site.replies["/"] = Reply(status=503, headers={"Retry-After": told.encode().decode("latin-1")} if told else {})
    for path in ("/", "/autre"):
        with pytest.raises(NotFetched) as busy:
            fetcher.get(site.url(path))
        assert seconds * 0.8 <= int(str(busy.value.values["busy_seconds"])) <= seconds
    assert site.paths() == ["/"]
    assert may_pass(busy.value) and is_busy(busy.value)


def test_what_is_not_there_does_not_pass(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(NotFetched) as gone:
        fetcher.get(site.url("/absent"))
    assert not may_pass(gone.value)


def test_more_than_said_is_left_unread(site: Site, fetcher: Fetcher) -> None:
    site.replies["/"] = told("200 OK", b"abcdefgh", "Content-Length: 3\r\n")
    assert fetcher.get(site.url("/")).content == b"abc"


def test_nobody_there(fetcher: Fetcher, free_port: Callable[[], int]) -> None:
    port = free_port()
    with pytest.raises(NotFetched, match="cannot be reached"):
        Fetcher({f"127.0.0.1:{port}"}, limits=QUICK).get(f"http://127.0.0.1:{port}/")


def test_over_tls_the_certificate_is_that_of_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate of this test")
    key, certificate, name = tmp_path / "key", tmp_path / "certificate", "kervalec.example"
    words = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={name}".split()
    files = ["-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", certificate]
    subprocess.run(["openssl", *words, *files], check=True, capture_output=True)
    (tmp_path / "both").write_bytes(key.read_bytes() + certificate.read_bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(tmp_path / "both") as site:
        site.replies["/"] = Reply("Bonjour")
        hosts = {f"{name}:{site.port}", f"faux.example:{site.port}"}
        fetcher = Fetcher(hosts, limits=QUICK, resolve=lambda host, port: ["127.0.0.1"])
        assert fetcher.get(f"https://{name}:{site.port}/").content == b"Bonjour"
        with pytest.raises(NotFetched, match="cannot be reached"):
            fetcher.get(f"https://faux.example:{site.port}/")


def test_a_server_that_does_not_speak_tls(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(NotFetched, match="cannot be reached"):
        fetcher.get(site.url("/").replace("http:", "https:"))
