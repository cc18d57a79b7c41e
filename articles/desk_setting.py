"""What every template may know of the desk's settings."""

from django.conf import settings


def desk_setting(request):
    """Whether one person may be the whole desk; the pages this affects say so."""
    return {"one_person_desk": settings.ONE_PERSON_DESK}
