"""Label jobs to print from, and what a page of a PDF shows."""

from __future__ import annotations

import random
from dataclasses import replace

import pypdfium2
import zxingcpp

from traceability import qr
from traceability.labels.job import Job
from traceability.labels.sheets import A4_21
from traceability.labels.sticker import Words
from traceability.serials import ALPHABET, LENGTH

PREFIX = "https://ocop.qn.vn/01/08938501234569/21/"
WORDS = Words(
    name="Trà hoa vàng Ba Chẽ",
    maker="HTX Mẫu Nà Làng",
    facts=("hộp 100 g", "Lô HV-01", "NSX 01/11/2026", "HSD 01/11/2027"),
)
DPI = 300


def serials(count):
    dice = random.Random(count)
    return ["".join(dice.choices(ALPHABET, k=LENGTH)) for _ in range(count)]


def job(count=1, *, prefix=PREFIX, level="M", **changes):
    drawn = serials(count)
    made = Job(
        title="Tem lô HV-01",
        words=WORDS,
        batch=qr.Batch(prefix, LENGTH, ALPHABET, level=level, mask=2),
        serials=iter(drawn),
        count=count,
        sheet=A4_21,
    )
    return replace(made, **changes)


def opened(pieces):
    return pypdfium2.PdfDocument(b"".join(pieces))


def seen(page, dpi=DPI):
    """Each code on a page and the corner of its dark modules, in millimetres from the top left."""
    picture = page.render(scale=dpi / 72).to_pil().convert("L")
    found = zxingcpp.read_barcodes(picture)
    return {
        one.text: (_mm(one.position.top_left.x, dpi), _mm(one.position.top_left.y, dpi))
        for one in found
    }


def _mm(dots, dpi):
    return dots * 25.4 / dpi
