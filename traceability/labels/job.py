"""What is printed: which labels, on which paper, by which printer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from traceability.labels.sheets import Adjustment, Sheet
from traceability.labels.sticker import DOTS_PER_MM, Sticker, Words, lay_out
from traceability.qr import BYTES, Batch
from traceability.qr.drawing import encode

HALF = 5  # characters of a serial before its gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """``serials`` are read once, in order; ``count`` is how many they are.

    ``start`` is the first free place on the first sheet.
    """

    title: str
    words: Words
    batch: Batch
    serials: Iterable[str]
    count: int
    sheet: Sheet
    start: int = 1
    adjustment: Adjustment = field(default_factory=Adjustment)
    has_cut_marks: bool = False
    dpi: int = 300

    @property
    def dots_per_mm(self) -> float:
        return DOTS_PER_MM[self.dpi]

    def sticker(self) -> Sticker:
        """One label, as all of them are laid out. Raises :class:`TooSmall`."""
        return self._laid_out(self.batch.modules)

    def native_sticker(self) -> Sticker:
        """One label for a printer that makes the code itself, perhaps of bytes only: so larger."""
        address = self.batch.prefix + "A" * self.batch.length
        code = encode([(BYTES, address)], level=self.batch.level, mask=0)
        return self._laid_out(code.modules_count)

    def _laid_out(self, modules: int) -> Sticker:
        return lay_out(
            self.words, width=self.sheet.width, height=self.sheet.height, modules=modules,
            dots_per_mm=self.dots_per_mm,
        )  # fmt: skip


def printed(serial: str) -> str:
    """A serial as people read it: with a gap in the middle."""
    return f"{serial[:HALF]} {serial[HALF:]}"
