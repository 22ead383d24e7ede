"""What the demo market takes and what sending costs: dated rows, each with its basis."""

from datetime import date
from typing import NamedTuple

BEFORE = "Nghị định 117/2025/NĐ-CP (khấu trừ với hộ, cá nhân trên sàn)"
SINCE = (
    "Nghị định 252/2026/NĐ-CP thay 117/2025/NĐ-CP; giữ mức cũ để minh họa, cần xác minh mức đang áp"
)
OURS = "Phí sàn minh họa 5 % của bản trình diễn"
DELIVERY = "Phí giao minh họa, không phải giá của hãng vận chuyển nào"
WITHHOLDING_BEGAN = date(2025, 7, 1)
WITHHOLDING_CHANGED = date(2026, 7, 1)
DEMO_BEGAN = date(2025, 1, 1)


class RateRow(NamedTuple):
    kind: str
    producer_kind: str
    basis_points: int
    legal_basis: str
    valid_from: date
    valid_until: date | None


class TariffRow(NamedTuple):
    zone: str
    first_grams: int
    first_fee: int
    step_grams: int
    step_fee: int


def _withheld(kind: str, basis_points: int) -> list[RateRow]:
    return [
        RateRow(kind, producer_kind, basis_points, basis, begins, ends)
        for producer_kind in ("household", "individual")
        for basis, begins, ends in (
            (BEFORE, WITHHOLDING_BEGAN, WITHHOLDING_CHANGED),
            (SINCE, WITHHOLDING_CHANGED, None),
        )
    ]


RATES = [
    RateRow("commission", "", 500, OURS, DEMO_BEGAN, None),
    *_withheld("vat", 100),
    *_withheld("pit", 50),
]

TARIFFS = [
    TariffRow("same", first_grams=1_000, first_fee=18_000, step_grams=500, step_fee=2_500),
    TariffRow("other", first_grams=1_000, first_fee=30_000, step_grams=500, step_fee=5_000),
]
