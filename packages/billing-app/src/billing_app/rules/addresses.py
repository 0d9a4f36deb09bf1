"""
May we call this address? Not one of our own network (C-39, SSRF).
"""

import ipaddress
from urllib.parse import urlsplit

from billing_app.errors import EndpointNotAllowed

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """
    Whether an address is one of the public internet; an IPv6 address that holds an IPv4 one is as
    public as that.
    """
    try:
        address: _Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(
        each.is_global and not each.is_multicast and not each.is_reserved
        for each in _meant(address)
    )


def is_loopback(text: str) -> bool:
    """
    Whether an address is this machine.
    """
    address: _Address = ipaddress.ip_address(text.partition("%")[0])
    return all(each.is_loopback for each in _meant(address))


def _meant(address: _Address) -> list[_Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address.sixtofour]
    if address.teredo:
        return list(address.teredo)
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]


def require_url(url: str, *, loopback: bool) -> tuple[str, str, int, str]:
    """
    The scheme, host, port and target of a URL that events may be sent to: https, unless this machine
    may be called, which is for tests and development.

    Raises:
        EndpointNotAllowed: if it is another one.
    """
    if len(url) > 500 or not url.isascii() or any(char <= " " or char == "\x7f" for char in url):
        raise EndpointNotAllowed(url[:500], "it is too long, or has characters that no URL has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as exc:
        raise EndpointNotAllowed(url, "it is no URL") from exc
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise EndpointNotAllowed(url, "it is not https")
    if not parts.hostname or "@" in parts.netloc or "\\" in url:
        raise EndpointNotAllowed(url, "it has no host, or a user name")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port or {"https": 443, "http": 80}[parts.scheme], target
