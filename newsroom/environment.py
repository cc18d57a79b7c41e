"""Read settings from the environment; a wrong value stops start-up and is named."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def flag(name: str, default: bool = False) -> bool:
    """Read an on/off setting; anything but 0, 1 or unset is refused."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name}={value!r}: use 0 or 1")
    return value == "1"


def whole(name: str, default: int, least: int = 0) -> int:
    """Read a whole number that is at least *least*."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r}: use a whole number from {least}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas, without empty parts."""
    parts = os.environ.get(name, default).split(",")
    return [part.strip() for part in parts if part.strip()]


def origins(name: str) -> list[str]:
    """Read a list of origins such as https://news.example, each with its scheme."""
    found = words(name)
    for origin in found:
        if not origin.startswith(("https://", "http://")):
            raise ImproperlyConfigured(f"{name}: {origin!r} needs http:// or https://")
    return found


def address(name: str, schemes: tuple[str, ...]) -> str:
    """Read an address of a service ("" when unset) that begins with one of *schemes*."""
    value = os.environ.get(name, "")
    if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        known = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name}: begin it with one of {known}")
    return value


def host_and_port(name: str) -> str:
    """Read one host:port ("" when unset)."""
    value = os.environ.get(name, "")
    host, _, port = value.rpartition(":")
    if value and not (host and port.isascii() and port.isdigit() and "," not in value):
        raise ImproperlyConfigured(f"{name}={value!r}: name one host:port")
    return value


def authority(name: str, hosts: list[str]) -> str:
    """Read a domain name, or take the first of *hosts* that is one."""
    value = os.environ.get(name, "")
    if value and not DOMAIN.fullmatch(value):
        raise ImproperlyConfigured(f"{name}={value!r}: use a domain name of yours")
    found = (host.lstrip(".").lower() for host in hosts)
    return value or next(filter(DOMAIN.fullmatch, found), "newsroom.invalid")


def secret(name: str, needed: bool, stand_in: str) -> str:
    """Read a secret of at least 50 characters; *stand_in* serves where none is needed."""
    value = os.environ.get(name, "")
    if not value and not needed:
        return stand_in
    if len(value) < 50:
        raise ImproperlyConfigured(f"{name}: set at least 50 random characters")
    return value
