"""Reading codes back, as a camera would, before anything is printed.

Needs ``zxing-cpp``, which the market runs without: :func:`is_possible` says whether it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from PIL import Image

from traceability.qr import QUIET_ZONE, Batch

DOTS = 4  # a module, as on a printer of 203 dots an inch


def is_possible() -> bool:
    """Whether there is something to read with."""
    return find_spec("zxingcpp") is not None


def misread(batch: Batch, serials: Iterable[str]) -> Iterator[str]:
    """The serials whose code, drawn as it will be printed, is not read as its address."""
    import zxingcpp  # noqa: PLC0415 (an extra: the market runs without it)

    serials, formats = list(serials), zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for serial, code in zip(serials, batch.codes(serials), strict=True):
        found = zxingcpp.read_barcodes(picture(batch, code), formats=formats)
        if [one.text for one in found] != [batch.prefix + serial]:
            yield serial


def picture(batch: Batch, code: int) -> Image.Image:
    """A code with its quiet zone, black on white."""
    size = batch.row_bytes * 8, batch.modules
    dark = Image.frombytes("1", size, code.to_bytes(batch.row_bytes * batch.modules, "big"))
    side = batch.modules + 2 * QUIET_ZONE
    paper = Image.new("L", (side, side), 255)
    paper.paste(0, (QUIET_ZONE, QUIET_ZONE), dark.crop((0, 0, batch.modules, batch.modules)))
    return paper.resize((side * DOTS, side * DOTS), Image.Resampling.NEAREST)
