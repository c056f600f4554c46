"""Which addresses are asked for: names and numbers in every spelling, without any network."""

from __future__ import annotations

from collections.abc import Sequence

import httpcore2
import pytest

from rag.errors import AddressRefused, NotFetched, SourceError, StayedOffline
from rag.fetching.addresses import is_public, public_addresses, web_address
from rag.fetching.explore import explore
from rag.fetching.fetch import Fetcher
from rag.fetching.web import as_address
from rag.records import Failure

NAMES = {
    "kervalec.example": ["203.0.114.7", "2a00:1450::7"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "double.example": ["203.0.114.7", "10.0.0.8"],
    "six.example": ["::ffff:169.254.169.254"],
    "nas.local": ["192.168.1.20"],
    "vide.example": [],
}


def names(host: str, port: int) -> Sequence[str]:
    """An address book in the place of the system's."""
    if host not in NAMES:
        raise OSError(host)
    return NAMES[host]


@pytest.fixture(autouse=True)
def nothing_is_reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers that a connection was tried to; none answers."""
    tried: list[str] = []

    def connect(_self: object, host: str, *_: object, **__: object) -> None:
        tried.append(host)
        raise httpcore2.ConnectError("nobody there")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    return tried


REFUSED = {
    "this machine": "http://127.0.0.1",
    "this machine, IPv6": "http://[::1]/",
    "this machine, by its name": "http://localhost:8501/",
    "this machine, below its name": "http://page.localhost/",
    "zero": "http://0/",
    "one number": "http://2130706433/",
    "hexadecimal": "http://0x7f.1/",
    "hexadecimal, one number": "http://0x7f000001/",
    "octal": "http://0177.0.0.1/",
    "two parts": "http://127.1/",
    "full-width digits": "http://１２７.０.０.１/",
    "ideographic full stops": "http://127。0。0。1/",
    "a dot at the end": "http://127.0.0.1./",
    "a name that stands for this machine": "http://127.0.0.1.nip.example/",
    "one private number of two": "http://double.example/",
    "a user name before": "http://a@127.0.0.1/",
    "a good name as user": "http://kervalec.example@127.0.0.1/",
    "a good name after the fragment": "http://127.0.0.1#@kervalec.example",
    "a backslash": "http://kervalec.example\\@127.0.0.1/",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]/",
    "IPv4 in IPv6, by name": "http://six.example/",
    "IPv4 in 6to4": "http://[2002:7f00:1::]/",
    "IPv4 in NAT64": "http://[64:ff9b::a9fe:a9fe]/",
    "IPv4-compatible IPv6": "http://[::7f00:1]/",
    "with a zone": "http://[fe80::1%25eth0]/",
    "unique local": "http://[fd00::1]/",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "private 10": "http://10.1.2.3/",
    "private 172": "http://172.16.0.1/",
    "private 192": "http://192.168.0.1/",
    "carrier": "http://100.64.0.1/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "documentation": "http://192.0.2.1/",
    "mDNS": "http://imprimante.local/",
    "another local name": "http://box.lan/",
    "no number": "http://vide.example/",
    "file": "file:///etc/passwd",
    "gopher": "gopher://kervalec.example/",
    "data": "data:text/html,<p>Bonjour",
    "ftp": "ftp://kervalec.example/a",
    "javascript": "javascript:alert(1)",
    "no scheme": "//kervalec.example/",
    "no host": "http:///chemin",
    "port too high": "http://kervalec.example:99999/",
    "port 0": "http://kervalec.example:0/",
    "not a port": "http://kervalec.example:x/",
    "line feed": "http://kervalec.example/\nHost: x",
    "space in the host": "http://kervalec .example/",
    "nothing": "",
}


@pytest.mark.parametrize("address", REFUSED.values(), ids=list(REFUSED))
def test_an_address_that_leads_elsewhere_than_the_open_web_is_refused(
    address: str, nothing_is_reached: list[str]
) -> None:
    with pytest.raises(AddressRefused) as refused:
        Fetcher(resolve=names).get(address)
    assert nothing_is_reached == []
    assert refused.value.sentence("fr") != refused.value.sentence("en")


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(AddressRefused) as refused:
        web_address("https://lectrice:s3cret@kervalec.example/flux")
    assert "s3cret" not in refused.value.sentence("fr") and "lectrice" not in refused.value.sentence("en")


OPEN = {
    "name": ("https://kervalec.example/une?page=2#haut", ["203.0.114.7", "2a00:1450::7"]),
    "capitals and final dot": ("HTTP://KERVALEC.example.:8080/", ["203.0.114.7", "2a00:1450::7"]),
    "number": ("http://203.0.114.7/", ["203.0.114.7"]),
    "IPv6": ("http://[2a00:1450::7]/", ["2a00:1450::7"]),
    "translated for an IPv6 network": ("http://[64:ff9b::cb00:7207]/", ["64:ff9b::cb00:7207"]),
}


@pytest.mark.parametrize(("address", "numbers"), OPEN.values(), ids=list(OPEN))
def test_an_address_of_the_open_web_is_connected_to_by_its_number(
    address: str, numbers: list[str], nothing_is_reached: list[str]
) -> None:
    with pytest.raises(NotFetched, match="cannot be reached"):
        Fetcher(resolve=names).get(address)
    assert nothing_is_reached == numbers


def test_a_name_is_looked_up_once_however_its_answer_changes(nothing_is_reached: list[str]) -> None:
    answers = iter([["203.0.114.7"], ["127.0.0.1"]])
    with pytest.raises(NotFetched):
        Fetcher(resolve=lambda host, port: next(answers)).get("http://rebond.example/")
    assert nothing_is_reached == ["203.0.114.7"]
    assert next(answers) == ["127.0.0.1"]


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(NotFetched) as told:
        Fetcher(resolve=names).get("https://absent.example/")
    assert "aucune machine ne s’appelle absent.example" in told.value.sentence("fr")


@pytest.mark.parametrize(
    ("allowed", "address", "refused"),
    [
        pytest.param("nas.local", "http://nas.local/", False, id="a name"),
        pytest.param("nas.local:81", "http://nas.local:81/", False, id="a name and its port"),
        pytest.param("nas.local:81", "http://nas.local/", True, id="another port"),
        pytest.param("192.168.1.20", "http://192.168.1.20/", False, id="a number"),
        pytest.param("192.168.1.20", "http://192.168.1.21/", True, id="another number"),
        pytest.param("nas.local", "http://double.example/", True, id="another name"),
    ],
)
def test_a_private_machine_is_allowed_by_name_only(allowed: str, address: str, refused: bool) -> None:
    expected: type[SourceError] = AddressRefused if refused else NotFetched
    with pytest.raises(expected):
        Fetcher({allowed}, resolve=names).get(address)


def test_offline_nothing_is_even_looked_up(nothing_is_reached: list[str]) -> None:
    def never(host: str, port: int) -> Sequence[str]:
        pytest.fail("a name was looked up")

    with pytest.raises(StayedOffline):
        Fetcher(offline=True, resolve=never).get("https://kervalec.example/")
    assert nothing_is_reached == []


def test_a_relative_address_is_completed() -> None:
    assert str(web_address("../b?c=é#d", base="https://kervalec.example/a/")) == "https://kervalec.example/b?c=%C3%A9"


def test_what_is_no_number_is_not_public() -> None:
    assert not is_public("kervalec.example")
    assert public_addresses(web_address("http://kervalec.example/"), (), names) == NAMES["kervalec.example"]


def test_a_name_in_look_alike_letters_is_written_as_the_network_knows_it() -> None:
    assert str(web_address("https://аpple.example/á")).startswith("https://xn--pple-43d.example/")
    assert str(web_address("/b", "https://аpple.example/á")) == "https://xn--pple-43d.example/b"


@pytest.mark.parametrize("typed", ["/etc/hostname", "-", "C:\\notes.txt", "../secret", "file:///etc/passwd", "data:,x"])
def test_what_is_no_address_is_not_fetched(typed: str) -> None:
    fetcher = Fetcher(resolve=lambda host, port: [])
    (item,) = explore(as_address(typed), fetcher, "fr")
    assert isinstance(item, Failure) and isinstance(item.error, AddressRefused)
