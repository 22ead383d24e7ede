"""The summary of a dossier, set in type as all leaflets of the house are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.money import dong
from marketplace.merits.models import ScoreItem
from marketplace.merits.queries.assessment import Standing, by_criterion
from marketplace.merits.wording import (
    EFFORTS,
    STANDINGS,
    TONES,
    shown_by,
    softened,
    stars_in_words,
)
from traceability.dossiers import paper
from traceability.dossiers.leaflet import Leaflet, Line, Lines, Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from marketplace.merits.queries.assessment import Assessment, Row

MOST_STEPS = 20


def written(found: Assessment, *, papers: Sequence[tuple[str, str]], at: datetime) -> bytes:
    """The PDF. ``papers``: the name of each file that goes along, and what it is."""
    return paper.written(leaflet(found, papers=papers, at=at))


def leaflet(found: Assessment, *, papers: Sequence[tuple[str, str]], at: datetime) -> Leaflet:
    product, when = found.product, date_format(localtime(at), "SHORT_DATETIME_FORMAT")
    place = product.producer.commune or product.producer.province or ""
    total = _("Tự chấm %(points)s/100 điểm, %(stars)s") % {
        "points": found.score.points,
        "stars": stars_in_words(found),
    }
    return Leaflet(
        kind=_("Hồ sơ minh chứng OCOP (tự chấm)"),
        title=product.name,
        subtitle=f"{found.source.criteria_set} · {found.source.edition}",
        maker=" · ".join(filter(None, (product.producer.name, str(place)))),
        verdict=total,
        tone="wait",
        address=urljoin(settings.SITE_URL, product.get_absolute_url()),
        scan_hint=_("Quét để xem trang sản phẩm"),
        foot=_("Lập lúc %(when)s · bản tự chấm, không thay quyết định của hội đồng")
        % {"when": when},
        page_of=_("Trang %(n)s / %(of)s"),
        blocks=[
            _sums(found),
            *_way(found),
            *(_criterion(part, name, rows) for part, name, rows in by_criterion(found.rows)),
            _figures(found),
            _papers(papers),
            _whose_word(found),
        ],
    )


def _sums(found: Assessment) -> Lines:
    by = found.points_by_standing
    lines = [
        Line(
            _("Phần %(part)s: %(name)s") % {"part": part, "name": ScoreItem.Part(part).label},
            _("%(n)s/%(of)s điểm") % {"n": points, "of": found.sheet.parts[part]},
        )
        for part, points in found.score.parts.items()
    ]
    lines += [
        Line(_("Sổ chợ cho thấy"), _("%(n)s điểm") % {"n": by[Standing.KNOWN]}),
        Line(_("Tự khai"), _("%(n)s điểm") % {"n": by[Standing.CLAIMED]}),
    ]
    unknown = found.sheet.unknown
    note = _("Bản chép phiếu này thiếu %(n)s điểm so với bản gốc; các điểm ấy không tính ở đây.")
    return Lines(_("Kết quả tự chấm"), lines, note % {"n": unknown} if unknown else "")


def _way(found: Assessment) -> Iterator[Lines]:
    way = found.way
    if way is None:
        return
    lines = [
        Line(
            _("Bắt buộc") if step.is_mandatory else _("+%(n)s điểm") % {"n": step.gain},
            f"{softened(step.item.words)}: {step.option.words}",
            str(EFFORTS[step.effort]),
        )
        for step in way.steps[:MOST_STEPS]
    ]
    title = _("Còn thiếu cho %(n)s sao: %(short)s điểm") % {"n": way.stars, "short": way.short}
    yield Lines(title, lines or [Line("–", _("Không còn mục nào tăng được."))])


def _criterion(part: str, name: str, rows: Sequence[Row]) -> Lines:
    return Lines(f"{part} · {softened(name)}", [_line(row) for row in rows])


def _line(row: Row) -> Line:
    said = row.option.words if row.option else "–"
    points = _("%(n)s/%(of)s điểm") % {"n": row.points, "of": row.item.most}
    shown = shown_by(row)
    standing = str(STANDINGS[row.standing])
    known = f"{standing}: {shown}" if shown else standing
    if row.differs:
        known += " · " + _("cao hơn số trong sổ lô")
    return Line(row.item.name or points, f"{points} · {said}", known, TONES[row.standing])


def _figures(found: Assessment) -> Lines:
    known = found.known
    value = sum(month.value for month in known.months)
    months = _("%(n)s tháng có đơn, %(running)s tháng liền gần nhất, %(value)s")
    lines = [
        Line(_("Lô đủ hồ sơ, 12 tháng"), str(len(known.lots))),
        Line(_("Lần ghi công đoạn"), str(known.events)),
        Line(_("Tem đã cấp"), str(known.labels)),
        Line(
            _("Bán trên chợ, 36 tháng"),
            months % {"n": len(known.months), "running": known.running, "value": dong(value)},
        ),
        Line(
            _("Khiếu nại"),
            _("%(n)s, đã giải quyết %(ended)s")
            % {"n": known.claims.opened, "ended": known.claims.ended},
        ),
    ]
    return Lines(_("Số liệu của chợ"), lines, _("Từng dòng nằm trong các bảng kèm theo."))


def _papers(papers: Sequence[tuple[str, str]]) -> Lines:
    none = [Line("–", _("Chưa có giấy tờ nào."))]
    lines = [Line(str(n), words, name) for n, (name, words) in enumerate(papers, 1)]
    return Lines(_("Giấy tờ kèm theo"), lines or none)


def _whose_word(found: Assessment) -> Paragraphs:
    edition = found.source.edition
    unproven = _("Chưa ai đối chiếu bản chép với bản gốc.")
    return Paragraphs(
        _("Ai nói những điều này"),
        [
            _(
                "Đây là bản tự chấm của chủ thể trên Chợ Gốc. Điểm và sao do hội đồng đánh giá "
                "quyết định; bản này không thay quyết định ấy và không phải giấy chứng nhận."
            ),
            _("Căn cứ: %(basis)s.") % {"basis": edition.legal_basis},
            f"{edition.source} {edition.verified_by or unproven}",
            _(
                "“Sổ chợ cho thấy”: rút từ sổ lô, đơn đã trả tiền, tem, giấy tờ trên Chợ Gốc. "
                "“Tự khai”: chủ thể nói, kèm giấy tờ hoặc lời giải thích."
            ),
        ],
    )
