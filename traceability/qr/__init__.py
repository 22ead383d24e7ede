"""QR codes (ISO/IEC 18004) that print crisply: one at a time, or a hundred thousand in a second."""

from traceability.qr.batch import Batch
from traceability.qr.drawing import DOTS, QUIET_ZONE, Level, Matrix, matrix, png, svg
from traceability.qr.segments import BYTES, CAPITALS, DIGITS, Mode, segments

__all__ = [
    "BYTES",
    "CAPITALS",
    "DIGITS",
    "DOTS",
    "QUIET_ZONE",
    "Batch",
    "Level",
    "Matrix",
    "Mode",
    "matrix",
    "png",
    "segments",
    "svg",
]
