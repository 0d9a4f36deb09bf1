"""
Where does a request come from?
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Whoever has one IPv6 address usually has as many as fit into this.
_ONE_CALLER = 64


def address_of(request: HttpRequest) -> str | None:
    """
    The caller's address, or the beginning of its IPv6 network; None through a socket.

    X-Forwarded-For is anybody's word, except for what a proxy of TRUSTED_PROXIES has added: read
    from its end, the first address that is not such a proxy is the caller's.
    """
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    while address is not None and _is_trusted(address) and hops:
        before = _parsed(hops.pop())
        if before is None:
            break
        address = before
    return None if address is None else _caller(address)


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES or ())


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _caller(address: Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, _ONE_CALLER), strict=False).network_address)
