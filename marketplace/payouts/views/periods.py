"""The month a page is about, as its address says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from marketplace.payouts.queries.statement import Period
from marketplace.payouts.queries.taxes import month_from

if TYPE_CHECKING:
    from django.http import HttpRequest

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class Asked:
    """A calendar month, or all there is; ``value`` is how an address says it."""

    value: str
    period: Period
    words: str

    @property
    def before(self) -> str:
        """The month before, "" where all is asked for."""
        return "" if self.period.since is None else _value(_first(self.period) - timedelta(days=1))

    @property
    def after(self) -> str:
        """The month after, "" where it has not begun."""
        until = self.period.until
        return "" if until is None or localdate(until) > localdate() else _value(localdate(until))


def asked(request: HttpRequest) -> Asked:
    """What ``?thang=`` says; this month where it says nothing that makes sense."""
    told = request.GET.get("thang", "")
    if told == ALL:
        return Asked(ALL, Period(), _("từ đầu đến nay"))
    found = MONTH.fullmatch(told)
    return of_month(int(found[1]), int(found[2])) if found else _of(localdate())


def of_month(year: int, month: int) -> Asked:
    """Raises Http404 for a month that no calendar has."""
    try:
        return _of(date(year, month, 1))
    except ValueError as none:
        raise Http404 from none


def _of(day: date) -> Asked:
    return Asked(_value(day), month_from(day), _("tháng %(month)s") % {"month": f"{day:%m/%Y}"})


def _value(day: date) -> str:
    return f"{day:%Y-%m}"


def _first(period: Period) -> date:
    assert period.since is not None  # noqa: S101 (a month has a first day)
    return localtime(period.since).date()
