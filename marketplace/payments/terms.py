"""What holds where buyers pay producers straight, from dated data. No Django here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.tables import rows

DECLARES, REFUND_DAYS, BILL_DAYS = "declares", "refund_days", "bill_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A duty in words, its ``days`` where it has a limit, on which basis, and who has read that."""

    code: str
    days: int
    words: str
    words_en: str
    basis: str
    verified_by: str


def term(code: str, *, on: date) -> Term:
    """The one in force on a day, or the first that ever will be."""
    mine = [row for row in rows("law/direct_settlement.csv") if row["code"] == code]
    day = on.isoformat()
    row = next((one for one in reversed(mine) if one["valid_from"] <= day), mine[0])
    return Term(
        code=code,
        days=int(row["days"] or 0),
        words=row["words"],
        words_en=row["words_en"],
        basis=row["basis"],
        verified_by=row["verified_by"],
    )
