"""Which network addresses may be dialled; pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

PORTS = frozenset((80, 443, 8080, 8443))
"""The ports of the web; others only for hosts that the operator allows."""

_DEFAULT = {"http": 80, "https": 443}
_NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "fec0::/10",
    )
)  # fmt: skip
"""Nets that ``is_global`` lets pass, in one Python or another, and that lead inside (IANA special-
purpose registries)."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; an IPv4 address mapped into IPv6 is judged as itself."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if any(ip.version == net.version and ip in net for net in _NEVER):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_private)


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be asked for: ``allowed`` names hosts (``host`` or ``host:port``) that may stand on the own network."""

    allowed: frozenset[str] = frozenset()

    def objection(self, url: str) -> str | None:
        """Why an address may not be asked for at all: "scheme", "userinfo", "host" or "port"; None if it may."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            return "host"
        if parts.scheme.lower() not in _DEFAULT:
            return "scheme"
        if "@" in parts.netloc:
            return "userinfo"
        if not host or any(letter.isspace() or ord(letter) < 33 for letter in url):
            return "host"
        if (port or _DEFAULT[parts.scheme.lower()]) not in PORTS and not self.is_allowed(url):
            return "port"
        return None

    def is_allowed(self, url: str) -> bool:
        """Whether the operator named this address' host, or host and port."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        port = parts.port or _DEFAULT.get(parts.scheme.lower(), 0)
        named = f"[{host}]" if ":" in host else host
        return bool(self.allowed & {host, named, f"{named}:{port}"})

    def may_dial(self, url: str, address: str) -> bool:
        """Whether the connection for ``url`` may go to this IP address."""
        return self.is_allowed(url) or is_public(address)
