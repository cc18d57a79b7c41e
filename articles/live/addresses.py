"""Which IP addresses may be dialled: those of the public internet, and no others."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# IANA's special-purpose registry, and what clouds serve their secrets from. Our own
# list: `is_global` differs between Python releases, and calls some of these global.
REFUSED_V4 = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("168.63.129.16/32", "metadata"),
        ("169.254.169.254/32", "metadata"),
        ("100.100.100.200/32", "metadata"),
        ("192.0.0.192/32", "metadata"),
        ("0.0.0.0/8", "this-network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmark"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
REFUSED_V6 = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::1/128", "loopback"),
        ("::/128", "unspecified"),
        ("fd00:ec2::254/128", "metadata"),
        ("fd20:ce::254/128", "metadata"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
        ("64:ff9b:1::/48", "private"),  # translation for the local network only
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
    )
)
IETF = IPv6Network("2001::/23")
TEREDO = IPv6Network("2001::/32")
SIX_TO_FOUR = IPv6Network("2002::/16")
# An IPv4 address in the last 32 bits; a name server of an IPv6-only network answers
# with 64:ff9b:: for hosts that have IPv4 alone, so that one is no reason to refuse.
TRANSLATED = tuple(
    IPv6Network(network)
    for network in ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")
)
COMPATIBLE = IPv6Network("::/96")
LOCAL_TRANSLATION = IPv6Network("64:ff9b:1::/48")
GLOBAL_UNICAST = IPv6Network("2000::/3")
ISATAP = {0x00005EFE, 0x02005EFE}


def refusal(address: str) -> str:
    """Why *address* must not be dialled, as one word; "" if it may be.

    An address that carries another (mapped, translated or tunnelled IPv4) is refused
    for what it carries. Anything that is not written as an address is "malformed".
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "malformed"
    if isinstance(ip, IPv4Address):
        return _refusal_v4(ip)
    if ip.scope_id:
        return "link-local"
    return _refusal_v6(ip)


def _refusal_v4(ip: IPv4Address) -> str:
    return next((kind for network, kind in REFUSED_V4 if ip in network), "")


def _refusal_v6(ip: IPv6Address) -> str:
    for network, kind in REFUSED_V6[:4]:
        if ip in network:
            return kind
    for carried in unwrapped(ip):
        if kind := _refusal_v4(carried):
            return kind
    for network, kind in REFUSED_V6[4:]:
        if ip in network:
            return kind
    if any(ip in network for network in TRANSLATED):
        return ""
    if ip in IETF or ip not in GLOBAL_UNICAST:
        return "reserved"
    return ""


def unwrapped(ip: IPv6Address) -> Iterator[IPv4Address]:
    """Every IPv4 address that *ip* may stand for."""
    number = int(ip)
    last = number & 0xFFFFFFFF
    if ip in COMPATIBLE or any(ip in network for network in TRANSLATED):
        yield IPv4Address(last)
    if ip in LOCAL_TRANSLATION:  # RFC 6052: bits 48–63 and 72–87, or the last 32
        yield IPv4Address((number >> 64 & 0xFFFF) << 16 | number >> 40 & 0xFFFF)
        yield IPv4Address(last)
    if ip in SIX_TO_FOUR:
        yield IPv4Address(number >> 80 & 0xFFFFFFFF)
    if ip in TEREDO:
        yield IPv4Address(number >> 64 & 0xFFFFFFFF)
        yield IPv4Address(last ^ 0xFFFFFFFF)
    if number >> 32 & 0xFFFFFFFF in ISATAP:
        yield IPv4Address(last)
