"""Web addresses: which may be asked for. Judged as written, then by each number that their name stands for."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Network, ip_address

from httpx2 import URL, InvalidURL

from rag.errors import AddressRefused, NotFetched, in_both
from rag.sources.clean import printable

Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) → the numeric addresses of the host, at least one. Raises OSError."""

PORTS = {"http": 80, "https": 443}

_SCHEME = {
    "en": "only those in http:// and https:// are",
    "fr": "seules celles en http:// et https:// le sont",
}
_MALFORMED = {"en": "it is not a well-formed address", "fr": "elle est mal formée"}
_SECRET = {"en": "it holds a user name or a password", "fr": "elle contient un nom d’utilisateur ou un mot de passe"}
_PRIVATE = {
    "en": "it leads to this machine or to a private network (the setting “private_hosts” can allow {host})",
    "fr": "elle mène à cette machine ou à un réseau privé (le réglage « private_hosts » peut autoriser {host})",
}
_UNKNOWN = {"en": "no machine has the name {host}", "fr": "aucune machine ne s’appelle {host}"}

# Names that only mean something on one machine or one network; asking for them would already tell the network.
_LOCAL_NAMES = ("localhost", "local", "localdomain", "internal", "lan", "home.arpa", "onion")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks that only have IPv6 write them (NAT64)."""

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def web_address(text: str, base: str | None = None) -> URL:
    """`text` as a web address without its fragment, relative to `base` when given. Raises AddressRefused."""
    shown = printable(text)
    try:
        if _UNSAFE.search(text):
            raise InvalidURL("white space, a control character or a backslash")
        address = URL(base).join(text) if base else URL(text)
        address = address.copy_with(fragment=None)
    except (InvalidURL, ValueError, TypeError) as error:
        raise AddressRefused(origin=shown, cause=_MALFORMED) from error
    if address.scheme not in PORTS:
        raise AddressRefused(origin=shown, cause=_SCHEME)
    if address.userinfo:
        raise AddressRefused(origin=f"{address.scheme}://{printable(address.host)}", cause=_SECRET)
    if not address.host or not 0 < port_of(address) < 65536:
        raise AddressRefused(origin=shown, cause=_MALFORMED)
    return address


def port_of(address: URL) -> int:
    """The port that `address` names or, when it names none, that its scheme means."""
    return address.port if address.port is not None else PORTS[address.scheme]


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system gives for `host`. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of more than 63 characters
        raise OSError(str(error)) from error
    return [str(entry[4][0]) for entry in found]


def public_addresses(address: URL, private_hosts: Collection[str], resolve: Resolve) -> list[str]:
    """What to connect to for `address`, in order; all of it is public, unless `private_hosts` names the host.

    `private_hosts` holds names or "name:port". Raises AddressRefused, NotFetched (unknown name).
    """
    name, port = address.host.lower().rstrip("."), port_of(address)
    exempt = name in private_hosts or f"{name}:{port}" in private_hosts
    if not exempt and any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES):
        raise _private(address)
    try:
        found = [numeric] if (numeric := _numeric(name)) else list(dict.fromkeys(resolve(name, port)))
    except OSError as error:
        raise NotFetched(origin=printable(str(address)), cause=_about(_UNKNOWN, address)) from error
    if not found or (not exempt and not all(map(is_public, found))):
        raise _private(address)
    return found


def is_public(text: str) -> bool:
    """Whether the numeric address is one of the open internet, also when it is written inside another one."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address in _TRANSLATED:
        return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
    inner = (address.sixtofour, *(address.teredo or ()))
    return address in _GLOBAL_UNICAST and address.is_global and all(one is None or is_public(str(one)) for one in inner)


def _numeric(host: str) -> str | None:
    """The address that `host` is, in any spelling that systems accept (2130706433, 0x7f.1, 0177.0.0.1, ::1)."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-fx.]+", host) or not host[0].isdigit():
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


def _private(address: URL) -> AddressRefused:
    return AddressRefused(origin=printable(str(address)), cause=_about(_PRIVATE, address))


def _about(cause: dict[str, str], address: URL) -> dict[str, str]:
    return in_both(cause, host=printable(address.host))
