"""What authorities want the figures to be, from dated data. No Django here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """At least so many percent; ``most`` where a span is wanted. ``basis`` says who wants it."""

    code: str
    least: int
    most: int | None
    words: str
    words_en: str
    basis: str

    def is_met(self, percent: float | None) -> bool | None:
        """None while there is no figure to hold against it."""
        return None if percent is None else percent >= self.least

    @property
    def text(self) -> str:
        return f"{self.least}–{self.most} %" if self.most else f"{self.least} %"


def targets(*, on: date) -> dict[str, Target]:
    """Those in force on a day, by code."""
    return {
        row["code"]: Target(
            code=row["code"],
            least=int(row["least_percent"]),
            most=int(row["most_percent"]) if row["most_percent"] else None,
            words=row["words"],
            words_en=row["words_en"],
            basis=row["basis"],
        )
        for row in rows("law/cashless_targets.csv")
        if row["valid_from"] <= on.isoformat() < (row["valid_until"] or "9999-12-31")
    }
