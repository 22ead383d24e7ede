"""Labels of a lot: codes issued, labels printed and still to print, and the job of a printing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from traceability import addresses, serials
from traceability.labels import typeface
from traceability.labels.job import Job
from traceability.labels.sheets import PAPERS
from traceability.labels.sticker import Words
from traceability.models import LabelPrint, PrinterSetting
from traceability.qr import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from catalog.models import Producer
    from traceability.labels.sheets import Sheet
    from traceability.labels.sticker import Sticker
    from traceability.models import LabelRun, Lot

AT_ONCE = 4_000  # serials a query: what a page waits for is short, and memory stays flat


def codes_issued(lot: Lot) -> int:
    """Over all runs of the lot, those included whose codes are still being drawn."""
    return int(lot.runs.aggregate(n=Sum("count"))["n"] or 0)


def runs(lot: Lot) -> QuerySet[LabelRun]:
    """The runs of a lot, newest first, with ``printed_to`` and ``prints_so_far``."""
    return lot.runs.annotate(
        printed_to=Max("prints__last"), prints_so_far=Count("prints")
    ).order_by("-pk")


def ready(run: LabelRun) -> int:
    """How many codes of the run are there: all of them, unless they are still being drawn."""
    return run.codes.count()


def serials_of(run: LabelRun, first: int, last: int) -> Iterator[str]:
    """The serials of labels ``first`` to ``last``, counted from 1 in the order of their issue.

    In short queries, one after another: nothing is held open while somebody's download is slow.
    """
    codes = run.codes.order_by("pk").values_list("pk", "serial")
    left, after = last - first + 1, 0
    some = list(codes[first - 1 : first - 1 + min(left, AT_ONCE)])
    while some:
        yield from (serial for _pk, serial in some)
        left, after = left - len(some), some[-1][0]
        some = list(codes.filter(pk__gt=after)[: min(left, AT_ONCE)]) if left else []


def printed_ranges(run: LabelRun) -> list[tuple[int, int]]:
    """Which labels were printed, in order, ranges that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for first, last in run.prints.order_by("first", "last").values_list("first", "last"):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return merged


def first_unprinted(run: LabelRun) -> int:
    """Where printing goes on: the first label never printed; past the end when all were."""
    ranges = printed_ranges(run)
    return ranges[0][1] + 1 if ranges and ranges[0][0] == 1 else 1


def was_printed(run: LabelRun, first: int, last: int) -> bool:
    """Whether any of these labels was printed before."""
    return run.prints.filter(first__lte=last, last__gte=first).exists()


def setting(producer: Producer) -> PrinterSetting:
    """How this producer prints: as last time, or as most people do."""
    return PrinterSetting.objects.filter(producer=producer).first() or PrinterSetting(
        producer=producer
    )


def papers(producer: Producer) -> dict[str, Sheet]:
    """Every paper this producer may choose, by key: its own first."""
    own = {paper.key: paper.sheet() for paper in producer.papers.all()}
    return own | PAPERS


def batch(lot: Lot, level: str, sample: list[str]) -> Batch:
    """What draws the codes of a lot, at level M or Q."""
    return Batch(
        addresses.before_serial(lot),
        serials.LENGTH,
        serials.ALPHABET,
        level="Q" if level == "Q" else "M",
        sample=sample,
    )


def words(lot: Lot) -> Words:
    """What a label of the lot says, in Vietnamese whatever the page speaks, as the law asks."""
    with override("vi"):
        facts = [lot.pack.name, _("Lô %(code)s") % {"code": lot.code}]
        facts.append(_("NSX %(day)s") % {"day": f"{lot.made_on:%d/%m/%Y}"})
        if lot.best_before:
            facts.append(_("HSD %(day)s") % {"day": f"{lot.best_before:%d/%m/%Y}"})
    product = lot.pack.product
    return Words(name=product.name, maker=product.producer.name, facts=tuple(facts))


def lay_out(run: LabelRun, sheet: Sheet, dpi: int, level: str, *, is_native: bool) -> Sticker:
    """How a label of this run would look on that paper. Raises :class:`TooSmall`."""
    drawn = batch(run.lot, level, [])
    trial = Job(
        title="", words=words(run.lot), batch=drawn, serials=(), count=0, sheet=sheet, dpi=dpi
    )
    return trial.native_sticker() if is_native else trial.sticker()


def job(printing: LabelPrint) -> Job:
    """A printing, ready to be written out as often as it is asked for: always the same."""
    run = printing.run
    sample = list(islice(serials_of(run, printing.first, printing.last), 8))
    title = _("Tem lô %(code)s") % {"code": run.lot.code}
    return Job(
        title=f"{title} {printing.first}–{printing.last}",
        words=words(run.lot),
        batch=batch(run.lot, printing.level, sample),
        serials=serials_of(run, printing.first, printing.last),
        count=printing.count,
        sheet=printing.sheet(),
        start=printing.start,
        adjustment=printing.adjustment(),
        has_cut_marks=printing.has_cut_marks,
        dpi=printing.dpi,
    )


def advice() -> tuple[str, ...]:
    """What stands on a test page, in letters its face has."""
    lines = (
        _("Trang thử. Khi in chọn tỷ lệ 100 % (kích thước thật), đừng chọn «vừa trang»."),
        _("Từ vạch 1 đến vạch 11 phải đo đúng 100 mm. Thiếu hay thừa thì chỉnh độ co giãn."),
        _("Chồng tờ này lên tờ tem, soi ra sáng: khung xám phải trùng với từng tem."),
        _("Khung lệch sang phải 1 mm thì ghi xê ngang -1; lệch xuống 1 mm thì ghi xê dọc -1."),
    )
    return tuple(typeface.regular().legible(line) for line in lines)
