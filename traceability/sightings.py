"""One look at a code, as it waits in a spool: a line of text that names no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Days are days in Vietnam, whatever a server thinks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``lot`` and ``code`` are keys; ``state`` is the item's then. See :class:`models.Scan`."""

    lot: int
    at: datetime
    code: int | None = None
    province: str = ""
    state: str = ""
    is_late: bool = False
    is_look: bool = True

    @property
    def on(self) -> date:
        return self.at.astimezone(HERE).date()

    def written(self) -> str:
        """A line without its end."""
        flags = "sau" * self.is_late or "-"
        kind = "xem" if self.is_look else "noi"
        at = self.at.astimezone(UTC).isoformat()
        parts = (self.lot, self.code or 0, at, self.province or "-", self.state or "-", flags, kind)
        return " ".join(map(str, parts))

    @classmethod
    def read(cls, line: str) -> Self | None:
        """What :meth:`written` wrote; None for a line that a failing disk has spoilt."""
        try:
            lot, code, at, province, state, flags, kind = line.split(" ")
            return cls(
                lot=int(lot),
                code=int(code) or None,
                at=datetime.fromisoformat(at),
                province=province.strip("-"),
                state=state.strip("-"),
                is_late=flags == "sau",
                is_look=kind == "xem",
            )
        except ValueError:
            return None
