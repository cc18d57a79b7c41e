"""The capture time as a clerk types it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

# No page is older than the web; far earlier moments have no place in UTC.
EARLIEST = 1990
BEIJING = ZoneInfo("Asia/Shanghai")


def captured_at(wording: str) -> datetime:
    """Return the aware time of *wording*, ISO 8601; Beijing time where no offset is given.

    Raises ValueError, worded for the clerk, for anything else and for the future.
    """
    try:
        moment = datetime.fromisoformat(wording.strip())
    except ValueError:
        raise ValueError(
            _("采集时间「%(wording)s」读不懂，请写成 2025-06-09 11:40。")
            % {"wording": wording}
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    if moment.year < EARLIEST:
        raise ValueError(_("采集时间「%(wording)s」太早了。") % {"wording": wording})
    if moment > timezone.now():
        raise ValueError(_("采集时间「%(wording)s」还没有到。") % {"wording": wording})
    return moment
