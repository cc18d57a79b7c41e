"""Where a request came from, as far as we may believe it."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request) -> str:
    """The address *request* came from, as text; "" when it gives none that is one."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY:
        # The last entry is what our own proxy saw; those before it anyone can write.
        forwarded = request.headers.get("X-Forwarded-For", address)
        address = forwarded.rpartition(",")[2].strip()
    try:
        return str(ip_address(address))
    except ValueError:
        return ""
