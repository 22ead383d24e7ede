"""The words of our own that events carry beside the standard's: what each means.

They live under ``/tu-vung/``, which answers with a page, or with JSON-LD when a machine asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

if TYPE_CHECKING:
    from django.utils.functional import Promise

PREFIX = "chogoc"
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT, WHOLE, YES, ADDRESS = "string", "integer", "boolean", "anyURI"


@dataclass(frozen=True, slots=True)
class Term:
    """A field: its name, in which kind of event it stands, what kind of value it has."""

    name: str
    kind: str
    where: Promise
    meaning: Promise
    is_public: bool = True

    @property
    def range(self) -> str:
        """The kind of value, in XML Schema's words."""
        return f"xsd:{self.kind}"


TERMS = (
    Term(
        "corrects",
        ADDRESS,
        _("mọi việc"),
        _("Mã băm của sự kiện ghi nhầm mà sự kiện này thay thế."),
    ),
    Term("place", TEXT, _("mọi việc"), _("Tên nơi làm và xã, phường, như lúc ghi.")),
    Term(
        "material",
        TEXT,
        _("có nguyên liệu"),
        _("Tên nguyên liệu của lô, do người làm đặt."),
    ),
    Term("crop", TEXT, _("gieo trồng"), _("Cây, con được gieo trồng hay thả nuôi.")),
    Term("variety", TEXT, _("gieo trồng"), _("Giống cây, giống con.")),
    Term(
        "treatment",
        TEXT,
        _("chăm bón"),
        _("Việc đã làm: cho ăn, bón phân, phun thuốc hay chăm sóc khác."),
    ),
    Term("substance", TEXT, _("chăm bón"), _("Thức ăn, phân bón hay thuốc đã dùng.")),
    Term("dose", TEXT, _("chăm bón"), _("Liều lượng đã dùng, như người làm ghi.")),
    Term(
        "waitingDays",
        WHOLE,
        _("chăm bón"),
        _("Thời gian cách ly: bao nhiêu ngày sau đó mới được thu hoạch ở nơi ấy."),
    ),
    Term("process", TEXT, _("chế biến"), _("Tên cách làm đã theo.")),
    Term(
        "yieldApproved",
        YES,
        _("chế biến, đóng gói"),
        _("Làm ra nhiều hơn tỷ lệ thường; cán bộ địa bàn đã xem lý do và duyệt cho lô này."),
    ),
    Term("test", TEXT, _("kiểm nghiệm"), _("Chỉ tiêu đã kiểm.")),
    Term("laboratory", TEXT, _("kiểm nghiệm"), _("Phòng kiểm nghiệm.")),
    Term(
        "cause",
        TEXT,
        _("bỏ đi"),
        _("Vì sao hàng bị bỏ: vỡ, hư, hết hạn, cho thử."),
        is_public=False,
    ),
    Term("recall", TEXT, _("thu hồi"), _("Mã của đợt thu hồi; trang /thu-hoi/ kể vì sao.")),
    Term(
        "paper",
        TEXT,
        _("nhận hàng, kiểm nghiệm"),
        _("Số hoá đơn, phiếu giao hay phiếu kiểm nghiệm."),
        is_public=False,
    ),
)
BY_NAME = {term.name: term for term in TERMS}
READ_BY_STRANGERS = tuple(f"{PREFIX}:{term.name}" for term in TERMS if term.is_public)


def prefixes() -> dict[str, str]:
    """The namespace of Chợ Gốc's own fields."""
    return {PREFIX: f"{settings.SITE_URL}/tu-vung/"}


def as_json_ld() -> dict[str, Any]:
    """A context by which short names mean ours, and every term in both languages."""
    return {
        "@context": {
            PREFIX: prefixes()[PREFIX],
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": XSD,
            **{term.name: _context(term) for term in TERMS},
        },
        "@graph": [_definition(term) for term in TERMS],
    }


def _context(term: Term) -> dict[str, str]:
    kind = "@id" if term.kind == ADDRESS else term.range
    return {"@id": f"{PREFIX}:{term.name}", "@type": kind}


def _definition(term: Term) -> dict[str, Any]:
    comments = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            comments.append({"@language": language, "@value": str(term.meaning)})
    return {
        "@id": f"{PREFIX}:{term.name}",
        "@type": "rdf:Property",
        "rdfs:range": {"@id": term.range},
        "rdfs:comment": comments,
    }
