"""Labels by the hundred thousand, beside plain `qrcode` and `segno`, in one run on one core.

    python -m bench.labels [--count 100000] [--sample 300]

The two libraries draw a sample, and their time is scaled. Every file is made by a process of its
own, so that its peak memory is its own; what it writes is counted and thrown away.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import qrcode
import segno

from traceability import qr
from traceability.labels import pages, printers, reading
from traceability.labels.job import Job
from traceability.labels.sheets import PAPERS
from traceability.labels.sticker import Words
from traceability.qr.drawing import encode
from traceability.serials import ALPHABET, LENGTH

PREFIX = "https://ocop.qn.vn/01/08938501234569/21/"
WORDS = Words(
    name="Trà hoa vàng Ba Chẽ sấy thăng hoa",
    maker="HTX Mẫu Nà Làng",
    facts=("hộp 100 g", "Lô HV-01", "NSX 01/11/2026", "HSD 01/11/2027"),
)
MEGA = 1_000_000
FILES = {
    "PDF, A4 65": (pages.written, "65"),
    "PDF, A4 24": (pages.written, "24"),
    "PDF, roll 2 abreast": (pages.written, "2x50"),
    "ZPL, roll 2 abreast": (printers.zpl, "2x50"),
    "TSPL, roll 2 abreast": (printers.tspl, "2x50"),
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--sample", type=int, default=300)
    arguments.add_argument("--file", choices=FILES, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if asked.file:
        _write(asked.file, asked.count)
        return
    serials = _serials(asked.count)
    _matrices(serials, asked.sample)
    print(f"\n{'file of ' + format(asked.count, ','):<28} {'s':>7} {'MB':>7} {'peak MB':>8}")
    for name in FILES:
        again = [sys.executable, "-m", "bench.labels", "--count", str(asked.count), "--file", name]
        subprocess.run(again, check=True)


def _matrices(serials: list[str], sample: int) -> None:
    count, some = len(serials), serials[:sample]
    print(f"{'matrices':<28} {'s for ' + format(count, ','):>14}   modules")
    began = time.perf_counter()
    batch = qr.Batch(PREFIX, LENGTH, ALPHABET, sample=serials[:8])
    codes = list(batch.codes(serials))
    _row("by XOR, tables included", time.perf_counter() - began, batch.modules)
    scale = count / len(some)
    for name, draw in _others(batch).items():
        _row(f"{name} (scaled)", _timed(draw, some) * scale, len(draw(some[0])))
    _agree(batch, some, codes)
    if reading.is_possible():
        spent = _timed(lambda serial: list(reading.misread(batch, [serial])), some) * scale
        print(f"{'read back, each (scaled)':<28} {spent:>14.1f}")


def _others(batch: qr.Batch) -> dict[str, Callable[[str], list[list[bool]]]]:
    def by_qrcode(serial: str) -> list[list[bool]]:
        code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(PREFIX + serial)
        return code.get_matrix()

    def by_qrcode_masked(serial: str) -> list[list[bool]]:
        parts = batch._parts(serial)  # noqa: SLF001 (the same segments)
        return encode(parts, version=batch.version, mask=batch.mask).get_matrix()

    def by_segno(serial: str) -> list[list[bool]]:
        return list(segno.make_qr(PREFIX + serial, error="m", boost_error=False).matrix)

    return {
        "qrcode, best mask each": by_qrcode,
        "qrcode, same mask": by_qrcode_masked,
        "segno, best mask each": by_segno,
    }


def _agree(batch: qr.Batch, some: list[str], codes: list[int]) -> None:
    for serial, code in zip(some, codes, strict=False):
        parts = batch._parts(serial)  # noqa: SLF001 (the same segments)
        drawn = encode(parts, version=batch.version, mask=batch.mask).get_matrix()
        if drawn != batch.matrix(code):
            sys.exit(f"{serial} is drawn otherwise than by qrcode.")
    print(f"{len(some)} of {len(some)} bit for bit those of qrcode {version('qrcode')}")


def _write(name: str, count: int) -> None:
    write, paper = FILES[name]
    serials = _serials(count)
    before = _peak()
    began, size = time.perf_counter(), 0
    batch = qr.Batch(PREFIX, LENGTH, ALPHABET, sample=serials[:8])
    job = Job(
        title="Tem", words=WORDS, batch=batch, serials=iter(serials), count=count,
        sheet=PAPERS[paper], dpi=203 if PAPERS[paper].is_roll else 300,
    )  # fmt: skip
    with Path(os.devnull).open("wb") as nowhere:
        for piece in write(job):
            size += nowhere.write(piece)
    spent = time.perf_counter() - began
    print(f"{name:<28} {spent:>7.2f} {size / MEGA:>7.1f} {_peak():>8.0f}   ({before:.0f} before)")


def _serials(count: int) -> list[str]:
    dice = random.Random(7)  # noqa: S311 (the same every time; none is ever issued)
    return ["".join(dice.choices(ALPHABET, k=LENGTH)) for _ in range(count)]


def _timed(draw: Callable[[str], object], some: list[str]) -> float:
    began = time.perf_counter()
    for serial in some:
        draw(serial)
    return time.perf_counter() - began


def _row(name: str, seconds: float, modules: int) -> None:
    print(f"{name:<28} {seconds:>14.2f}   {modules}")


def _peak() -> float:
    """Megabytes this process held at most."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024 / MEGA


if __name__ == "__main__":
    main()
