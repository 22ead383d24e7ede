"""The mass balance: no more leaves a lot than its raw material can have given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

from traceability.measures import spoken
from traceability.queries.yields import most_out, yield_of_lot

if TYPE_CHECKING:
    from traceability.models import Lot, YieldPlea
    from traceability.queries.yields import Yield


class MoreThanTheHarvest(ValidationError):
    """More came out than the raw material can have given.

    ``params`` has the numbers in base units: ``went_in``, ``ceiling`` and ``asked``.
    """


class NoCommonMeasure(ValidationError):
    """What went in and what came out are counted in different units, and no recipe says how."""


def refuse_more_than_harvest(*, lot: Lot, packs: int, raw_quantity: int) -> None:
    """Hold packs × net content ≤ raw quantity × yield, in whole base units."""
    asked = packs * lot.pack.net_content
    if not packs or asked <= (most := most_out(lot=lot, raw_quantity=raw_quantity)):
        return
    unit = yield_of_lot(lot).unit
    raise MoreThanTheHarvest(
        _(
            "Nguyên liệu đã ghi (%(in)s) chỉ đủ cho %(most)s gói; bạn ghi %(wrote)s gói. "
            "Hãy xem lại số gói hoặc số nguyên liệu."
        ),
        code="more_than_the_harvest",
        params={
            "in": spoken(raw_quantity, unit),
            "most": localize(most // lot.pack.net_content),
            "wrote": localize(packs),
            "went_in": raw_quantity,
            "ceiling": most,
            "asked": asked,
        },
    )


def refuse_more_than_yield(
    *, rule: Yield, went_in: int, came_out: int, unit: str, grant: YieldPlea | None
) -> None:
    """Hold what came out of a process (``unit``) below what went in can have given."""
    if went_in == 0:
        raise NoCommonMeasure(
            _("Nguyên liệu và thành phẩm đong khác nhau. Hãy ghi cách làm để biết quy đổi."),
            code="no_common_measure",
        )
    most = max(rule.most(went_in), grant.asked if grant else 0)
    if came_out <= most:
        return
    raise MoreThanTheHarvest(
        _("Đưa vào %(in)s thì ra nhiều nhất %(most)s; bạn ghi %(wrote)s. Hãy xem lại hai số này."),
        code="more_than_the_harvest",
        params={
            "in": spoken(went_in, rule.unit),
            "most": spoken(most, unit),
            "wrote": spoken(came_out, unit),
            "went_in": went_in,
            "ceiling": most,
            "asked": came_out,
        },
    )
