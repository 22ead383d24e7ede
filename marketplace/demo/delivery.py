"""How the demo's stalls deliver: as their owners might have typed it, prices for illustration."""

from collections.abc import Mapping
from datetime import time

from marketplace.delivery.plans import MethodPlan, ZonePlan, rates

BEYOND_THE_COLD_CHAIN = "islands"


def _carrier(
    fees: Mapping[str, int],
    *,
    step: int = 5_000,
    free_from: int | None = None,
    hours: tuple[int, int] | None = None,
    carrier: str = "",
) -> MethodPlan:
    """Zones by their fees; ``hours`` (at home, elsewhere) where the carrier keeps goods cold."""
    near, far = hours or (None, None)
    return MethodPlan(
        kind="carrier",
        name="Hãng vận chuyển mẫu (giao lạnh)" if hours else "Hãng vận chuyển mẫu",
        carrier=carrier,
        zones=[
            ZonePlan(
                where=where,
                rates=rates(fee, step, half_from=None, free_from=free_from),
                is_cold=bool(hours) and where != BEYOND_THE_COLD_CHAIN,
                hours=near if where == "home" else far,
            )
            for where, fee in fees.items()
        ],
    )


def _own(fee: int, *, days: str, free_from: int, where: str = "home") -> MethodPlan:
    zone = ZonePlan(
        where=where,
        rates=rates(fee, 0, half_from=None, free_from=free_from),
        is_cold=True,
        hours=8,
    )
    no_ship = ZonePlan(where="islands")
    return MethodPlan(kind="own", name="Nhà làm tự giao", zones=[zone, no_ship], days=days)


def _pickup(name: str, point: str, street: str, *, days: str = "1234567") -> MethodPlan:
    return MethodPlan(
        kind="pickup",
        name=name,
        zones=[ZonePlan(where="elsewhere", rates=rates(0, 0, half_from=None, free_from=None))],
        point=point,
        street=street,
        days=days,
        opens_at=time(7),
        closes_at=time(17),
    )


WAYS: Mapping[str, tuple[MethodPlan, ...]] = {
    "na-lang": (
        _carrier(
            {"home": 22_000, "elsewhere": 35_000, "remote": 45_000, "islands": 60_000},
            free_from=1_000_000,
            carrier="sandbox",
        ),
        _pickup("Điểm bán OCOP mẫu", "ocop", "Quầy mẫu số 1, chợ trung tâm"),
    ),
    "ba-sau": (
        _own(25_000, days="246", free_from=700_000),
        _carrier(
            {"home": 40_000, "elsewhere": 65_000, "islands": 70_000}, step=8_000, hours=(24, 48)
        ),
        _pickup("Sạp mẫu ở chợ", "stall", "Sạp mẫu 12, khu hải sản", days="123456"),
    ),
    "co-to": (
        _carrier({"home": 35_000, "elsewhere": 50_000, "islands": 70_000}, free_from=1_500_000),
        _pickup("Lấy ở bến tàu", "home", "Nhà phơi mẫu, gần cầu cảng"),
    ),
    "ong-chiu": (_carrier({"home": 20_000, "elsewhere": 32_000}, free_from=500_000),),
    "dong-trieu": (
        _own(20_000, days="135", free_from=400_000),
        _carrier({"home": 24_000, "elsewhere": 38_000}, hours=(24, 72)),
    ),
}
"""By stall. Fresh goods travel a day at most, so a stall that sells them drives itself too."""

CHILLED: Mapping[str, int] = {"cha-muc-500": 48, "cha-muc-1000": 48}
"""Packs that must be kept cold, and for how many hours at most they may travel."""
