"""A table of ten thousand goods sent in by a stall: how long, how much memory, CSV and XLSX.

    python -m bench.tables [--lines 10000]

In a market of its own that is thrown away (``DATABASE_URL`` chooses PostgreSQL, as for
``bench.workspace``). The file is read as the worker reads it, then taken, then undone. Seconds are
of the clock and of the processor; «holds» is the most that Python held at once while reading, as
tracemalloc counts it in a reading of its own, of these lines and of a tenth of them: flat is when
both are alike. «seen» is how often somebody waiting at the page would have seen it grow.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl import Workbook

if TYPE_CHECKING:
    from marketplace.tables.models import Intake

MOST_SECONDS = 60
MOST_GROWTH = 20_000_000
"""Bytes that ten times the lines may hold more: the file itself, and what must be compared."""


class Spent(NamedTuple):
    wall: float
    cpu: float


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", type=int, default=10_000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings", "VAR_DIR": folder,
        }  # fmt: skip
        import django  # noqa: PLC0415 (needs the settings of the environment)

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 (as above)

        call_command("migrate", verbosity=0)
        return max(_tell(kind, asked.lines) for kind in ("csv", "xlsx"))


def _tell(kind: str, lines: int) -> int:
    """One line of the report; 1 where it is too slow or not flat."""
    intake = _sent(kind, lines)
    reading = _timed(lambda: _read(intake))
    intake.refresh_from_db()
    state, read = intake.state, intake.lines
    taking = _timed(lambda: _turn("take_table", intake))
    undoing = _timed(lambda: _turn("undo_table", intake))
    few, many = _held(kind, lines // 10), _held(kind, lines)
    told = " ".join(
        f"{what} {one.wall:.1f} s ({one.cpu:.1f} of the processor)"
        for what, one in (("read", reading), ("taken", taking), ("undone", undoing))
    )
    sys.stdout.write(
        f"{kind}: {read} lines {state}, seen {lines // 250} times: {told}; "
        f"holds {few / 1e6:.1f} MB of a tenth, {many / 1e6:.1f} MB of all\n"
    )
    is_slow = reading.cpu > MOST_SECONDS or reading.cpu + taking.cpu > MOST_SECONDS
    return int(is_slow or read != lines or many - few > MOST_GROWTH)


def _sent(kind: str, lines: int) -> Intake:
    """As somebody sends it, before anything of it is read."""
    from django.utils.timezone import now  # noqa: PLC0415 (needs the settings)

    from marketplace.tables.models import Intake  # noqa: PLC0415 (as above)
    from marketplace.tables.queries import heading  # noqa: PLC0415 (as above)
    from tests.factories import CriteriaSetFactory, MembershipFactory  # noqa: PLC0415 (as above)

    owner, criteria = MembershipFactory(), CriteriaSetFactory().pk
    rows = [heading(), *(_row(n, criteria) for n in range(lines))]
    told = {"producer": owner.producer, "name": f"bang.{kind}", "sent_by": owner.user}
    intake = Intake(**told, sent_at=now())
    from django.core.files.base import ContentFile  # noqa: PLC0415 (as above)

    intake.file.save("bang.bin", ContentFile(_csv(rows) if kind == "csv" else _xlsx(rows)))
    return intake


def _row(n: int, criteria: int) -> list[str | int]:
    size = (n % 4 + 1) * 100
    goods = [f"B-{n}", f"Chè búp {n // 4}", criteria, f"Hộp {size} g", size, "g", size + 50]
    return [*goods, 90_000 + n, "", "có"]


def _csv(rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _xlsx(rows: list[list[Any]]) -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def _read(intake: Intake) -> None:
    from marketplace.tables.tasks import read_intake  # noqa: PLC0415 (needs the settings)

    read_intake.func(intake.pk, "vi")


def _turn(act: str, intake: Intake) -> None:
    from django.utils.timezone import now  # noqa: PLC0415 (needs the settings)

    from marketplace.tables.actions import intakes  # noqa: PLC0415 (as above)

    getattr(intakes, act)(intake=intake, by=intake.sent_by, at=now())


def _timed(act: Callable[[], None]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _held(kind: str, lines: int) -> int:
    """The most bytes Python held at once while reading so many lines."""
    intake = _sent(kind, lines)
    tracemalloc.start()
    _read(intake)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    sys.exit(main())
