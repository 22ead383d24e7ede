"""The words of a lot's dossier on paper: the scan page's, and in full what stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from traceability import completeness, verdicts
from traceability.completeness import Answer
from traceability.dossiers.leaflet import Journey, Leaflet, Line, Lines, Paragraphs, Stop
from traceability.models.events import Evidence
from traceability.queries import standing
from traceability.views import telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from traceability.models import Event
    from traceability.queries.scan import Story
    from traceability.verdicts import Verdict
    from traceability.views.telling import Row


def for_all(story: Story, *, at: datetime) -> Leaflet:
    """What the scan page shows and no more."""
    return _leaflet(story, telling.page(story, on=localdate(at)), _("Hồ sơ lô hàng"), at, [])


def in_full(story: Story, partners: Sequence[Event], *, at: datetime) -> Leaflet:
    """For the producer and its officer: with what the laws ask, amounts, and what partners told."""
    asked, told = _asked(story, at), _told_by_partners(partners)
    more: list[Lines | Journey] = [_counted(story), *asked, *told]
    page = telling.page(story, on=localdate(at))
    return _leaflet(story, page, _("Hồ sơ đầy đủ của lô hàng"), at, more)


def _leaflet(
    story: Story, page: Row, kind: str, at: datetime, more: Sequence[Lines | Journey]
) -> Leaflet:
    lot, told = story.lot, _verdict(story, on=localdate(at))
    here = urljoin(settings.SITE_URL, reverse("scan:lot", args=[lot.trace_code]))
    made_at = date_format(localtime(at), "SHORT_DATETIME_FORMAT")
    producer = page["producer"]
    return Leaflet(
        kind=kind,
        title=page["product"].spoken_name,
        subtitle=_("%(pack)s · lô %(lot)s") % {"pack": lot.pack.name, "lot": lot.code},
        maker=" · ".join(one for one in (producer["name"], producer["place"]) if one),
        badge=_stars(page),
        verdict=" · ".join(one for one in (told.title, producer["pill"]) if one),
        tone=told.tone,
        address=page["address"],
        scan_hint=_("Quét để xem bản mới nhất"),
        foot=_("Lập lúc %(when)s · %(address)s") % {"when": made_at, "address": here},
        page_of=_("Trang %(n)s / %(of)s"),
        blocks=[*_facts(page), *_journey(page), *_papers(page), *more, _who_says(page)],
    )


def _verdict(story: Story, *, on: date) -> Verdict:
    """Of the whole lot: what is said of a scan does not belong on paper."""
    found = standing.lot(story.lot.trace_code)
    if found is None:  # it was there a moment ago, and lots are never deleted
        raise LookupError(story.lot.trace_code)
    return verdicts.verdict(found, on=on, times=0, is_first=False)


def _stars(page: Row) -> str:
    """Only a decision in force gives stars."""
    stars = page["stars"]
    return _("OCOP %(n)s sao") % {"n": stars["stars"]} if stars["state"] == "in_force" else ""


def _facts(page: Row) -> Iterator[Lines]:
    lines = [Line(row["label"], row["text"]) for row in page["facts"]]
    yield Lines(_("Thông tin trên nhãn"), lines)


def _journey(page: Row) -> Iterator[Journey | Paragraphs]:
    stops = [
        Stop(
            when=date_format(step["when"], "SHORT_DATETIME_FORMAT"),
            title=step["title"],
            below=[step["where"], step["note"], _("%(who)s ghi") % {"who": step["said_by"]}],
            evidence=_("%(how)s · mã băm %(hash)s")
            % {"how": _known(step["evidence"]), "hash": _short(step["hash_id"])},
        )
        for step in page["timeline"]
    ]
    if stops:
        yield Journey(_("Hành trình của lô hàng"), stops)
    else:
        none = _("Người làm chưa ghi công đoạn nào cho lô này.")
        yield Paragraphs(_("Hành trình của lô hàng"), [none])


def _papers(page: Row) -> Iterator[Lines]:
    lines = [*_decision(page), *(_paper(paper) for paper in page["papers"])]
    none = Line(_("Chưa có"), _("Chưa có quyết định sao hay giấy tờ nào được đưa lên cho lô này."))
    yield Lines(_("Sao OCOP và giấy tờ"), lines or [none])


def _decision(page: Row) -> Iterator[Line]:
    decision = page["recognition"]
    if decision is None:
        return
    said = [
        _("Quyết định số %(number)s") % {"number": decision.decision} if decision.decision else "",
        decision.issuer,
        _span(decision.valid_from, decision.valid_until),
    ]
    in_force = page["stars"]["state"] == "in_force"
    known = _known(Evidence.COUNCIL) if in_force else str(decision.standing(on=localdate()).label)
    label = _("OCOP %(n)s sao") % {"n": decision.stars} if in_force else _("Sao OCOP")
    yield Line(label, " · ".join(one for one in said if one), known)


def _paper(paper: Row) -> Line:
    said = [
        paper["title"],
        paper["issuer"],
        _("số %(number)s") % {"number": paper["number"]} if paper["number"] else "",
        _span(paper["issued_on"], paper["valid_until"]),
    ]
    known = _("đã hết giá trị") if paper["has_ended"] else _known(Evidence.DOCUMENT)
    stamp = f"{known} · sha256 {paper['sha256'][:16]}…"
    return Line(paper["kind"].capitalize(), " · ".join(one for one in said if one), stamp)


def _counted(story: Story) -> Lines:
    """What only the producer and its officer see: amounts in store."""
    lot = story.lot
    unit = lot.pack.net_unit
    rows = [
        (_("Nguyên liệu đã ghi"), f"{localize(lot.raw_quantity)} {unit}"),
        (_("Số gói làm ra"), localize(lot.packed)),
        (_("Còn trong kho"), localize(lot.on_hand)),
        (_("Đã giữ cho đơn"), localize(lot.reserved)),
        (_("Mở sổ lúc"), _moment(lot.opened_at)),
        (_("Đóng gói, đủ hồ sơ lúc"), _moment(lot.completed_at)),
    ]
    return Lines(_("Số lượng"), [Line(label, str(text)) for label, text in rows if text])


def _asked(story: Story, at: datetime) -> Iterator[Lines]:
    judgement = completeness.judged([story.lot], at=at)[story.lot.pk]
    answers = {
        Answer.MET: (_("đã có"), "good"),
        Answer.MISSING: (_("còn thiếu"), "bad"),
        Answer.NONE: (_("không có, không bắt buộc"), ""),
    }
    for law, met, of in completeness.meters(judgement.asked):
        asked = [one for one in judgement.asked if _law(one) == law]
        lines = [
            Line(one.label, answers[one.answer][0], "", answers[one.answer][1]) for one in asked
        ]
        note = _("Xét theo văn bản có hiệu lực ngày %(day)s.") % {"day": _day(judgement.day)}
        yield Lines(f"{law}: {met}/{of}", lines, note)


def _law(finding: completeness.Finding) -> str:
    return finding.requirement.spoken_law if finding.requirement else finding.label


def _told_by_partners(events: Sequence[Event]) -> Iterator[Journey]:
    stops = [
        Stop(
            when=_moment(event.happened_at),
            title=event.biz_step or event.get_kind_display(),
            below=[event.told_in.teller if event.told_in else ""],
            evidence=_("%(how)s · mã băm %(hash)s")
            % {"how": _known(event.evidence), "hash": _short(event.hash_id)},
        )
        for event in events
    ]
    if stops:
        note = _("Lời kể trong tài liệu đối tác gửi; Chợ Gốc không kiểm tra thay.")
        yield Journey(_("Đối tác kể về nguyên liệu"), stops, note)


def _who_says(page: Row) -> Paragraphs:
    """What is declared, what is proven, and by whom."""
    words = [
        _(
            "Hành trình do %(producer)s tự khai. Đã ghi thì không sửa, không xoá được; ghi nhầm "
            "thì phải thêm dòng mới. Mã băm cho biết dòng ấy có bị đổi từ khi ghi hay không, chứ "
            "không chứng minh lời khai là đúng."
        )
        % {"producer": page["producer"]["name"]},
        _(
            "Sao OCOP là quyết định của hội đồng. Giấy tờ là bản do chủ thể đưa lên; nơi cấp chịu "
            "trách nhiệm về nội dung, mã băm để đối chiếu đúng tệp."
        ),
        _("Bản in đúng vào lúc lập. Tình trạng mới nhất của lô ở trang mở ra khi quét mã."),
    ]
    return Paragraphs(_("Điều nào tự khai, điều nào có chứng cứ?"), words)


def _known(evidence: str) -> str:
    return str(Evidence(evidence).label)


def _short(hash_id: str) -> str:
    return hash_id.rpartition(";")[2].partition("?")[0][:16] + "…"


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return _("từ %(start)s đến trước %(end)s") % {"start": _day(start), "end": _day(end)}
    if end:
        return _("đến trước %(end)s") % {"end": _day(end)}
    return _("cấp ngày %(start)s") % {"start": _day(start)} if start else ""


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _moment(moment: datetime | None) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""
