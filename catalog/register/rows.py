"""Checking rows of the register: what each must hold before anything of it is believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from catalog.folding import fold
from catalog.models import Commune, CriteriaSet, Producer, Province, Shelf

if TYPE_CHECKING:
    from datetime import date

    from catalog.register.files import Sheet

FIRST_YEAR = 2018  # Decision 490/QĐ-TTg began the programme
LONGEST_SOURCE = 500
STARS = ("3", "4", "5")
KINDS = {
    "": Producer.Kind.UNKNOWN,
    "company": Producer.Kind.COMPANY,
    "cooperative": Producer.Kind.COOPERATIVE,
    "household": Producer.Kind.HOUSEHOLD,
    "individual": Producer.Kind.INDIVIDUAL,
}
LONGEST = {
    "name_vi": 160,
    "name_en": 160,
    "producer_name": 200,
    "short_desc_vi": 4000,
    "decision_no": 80,
    "evidence": 40,
    "commune_or_ward": 50,
    "district_old": 50,
    "province": 50,
}
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")
STAR_CLAIM = re.compile(r"\d\s*sao\b", re.IGNORECASE)
DECISION = re.compile(r"\d+/QĐ-[A-ZĐ0-9-]+")
is_address = URLValidator(schemes=["http", "https"])


class Problem(NamedTuple):
    """What is wrong, on which line of the file, in which column."""

    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One product as the register tells of it, every reference found."""

    line: int
    key: str
    name: str
    name_en: str
    producer_name: str
    kind: str
    province: Province
    commune: Commune | None
    origin_text: str
    criteria_set: CriteriaSet
    shelf_id: str
    description: str
    source_url: str
    stars: int | None
    year: int | None
    decision: str
    evidence: str


class Known:
    """The places and kinds rows may speak of, read once."""

    def __init__(self) -> None:
        provinces = list(Province.objects.all())
        self.provinces = {fold(p.name): p for p in provinces}
        self.provinces |= {p.folded: p for p in provinces}
        self.sets = {str(kind.number): kind for kind in CriteriaSet.objects.all()}
        self.shelves = {fold(shelf.name): shelf.pk for shelf in Shelf.objects.all()}
        self.communes = {c.code: c for c in Commune.objects.of_today()}


def register_key(name: str, producer: str, province: str) -> str:
    """The same product keeps its key from import to import: 64 hex digits."""
    told = "\n".join(fold(part) for part in (name, producer, province))
    return hashlib.sha256(told.encode()).hexdigest()


def check(sheets: list[Sheet], *, on: date) -> tuple[list[Row], list[Problem]]:
    """Rows that may be imported, and everything that is wrong with the others."""
    known = Known()
    rows: list[Row] = []
    problems: list[Problem] = []
    first_seen: dict[str, int] = {}
    for sheet in sheets:
        found = _problems(sheet.cells, known, on)
        if found:
            problems += [Problem(sheet.line, column, text) for column, text in found]
            continue
        row = _row(sheet, known)
        if row.key in first_seen:
            said = _("trùng với dòng %(line)d") % {"line": first_seen[row.key]}
            problems.append(Problem(sheet.line, "name_vi", said))
            continue
        first_seen[row.key] = sheet.line
        rows.append(row)
    return rows, problems


def _problems(cells: dict[str, str], known: Known, on: date) -> list[tuple[str, str]]:
    wrong = [(column, text) for column, why in CHECKS if (text := why(cells, known, on))]
    for column, most in LONGEST.items():
        if len(cells.get(column, "")) > most:
            wrong.append((column, _("dài quá %(most)d chữ") % {"most": most}))
        if cells.get(column, "").startswith(LOOKS_LIKE_A_FORMULA):
            wrong.append((column, _("mở đầu như một công thức (=, +, -, @); xin sửa lại")))
    return wrong


def _name(cells: dict[str, str], _known: Known, _on: date) -> str:
    return "" if fold(cells["name_vi"]) else _("thiếu tên sản phẩm")


def _province(cells: dict[str, str], known: Known, _on: date) -> str:
    wanted = cells.get("province_new", "")
    if fold(wanted) in known.provinces:
        return ""
    return _("không có tỉnh, thành «%(name)s» (34 tỉnh từ 7/2025)") % {"name": wanted[:60]}


def _commune(cells: dict[str, str], known: Known, _on: date) -> str:
    code = cells.get("commune_new_code", "")
    if not code:
        return ""
    commune = known.communes.get(code)
    province = known.provinces.get(fold(cells.get("province_new", "")))
    if commune and (province is None or commune.province_id == province.pk):
        return ""
    return _("mã xã «%(code)s» không thuộc tỉnh này") % {"code": code[:20]}


def _criteria_set(cells: dict[str, str], known: Known, _on: date) -> str:
    return "" if cells.get("subgroup_no") in known.sets else _("bộ tiêu chí là số từ 1 đến 26")


def _shelf(cells: dict[str, str], known: Known, _on: date) -> str:
    name = cells.get("shop_category", "")
    if not name or fold(name) in known.shelves:
        return ""
    return _("không có kệ hàng «%(name)s»") % {"name": name[:60]}


def _stars(cells: dict[str, str], _known: Known, _on: date) -> str:
    return "" if cells.get("stars", "") in {"", *STARS} else _("số sao là 3, 4, 5 hoặc để trống")


def _year(cells: dict[str, str], _known: Known, on: date) -> str:
    years = {"", *(str(year) for year in range(FIRST_YEAR, on.year + 1))}
    if cells.get("recognised_year", "") in years:
        return ""
    return _("năm công nhận từ %(first)d đến %(last)d") % {"first": FIRST_YEAR, "last": on.year}


def _kind(cells: dict[str, str], _known: Known, _on: date) -> str:
    kinds = ", ".join(filter(None, KINDS))
    if cells.get("producer_type", "") in KINDS:
        return ""
    return _("loại chủ thể là một trong: %(kinds)s") % {"kinds": kinds}


def _source(cells: dict[str, str], _known: Known, _on: date) -> str:
    source = _first_source(cells)
    try:
        if source:
            is_address(source)
    except ValidationError:
        return _("nguồn phải là địa chỉ http(s)")
    return "" if len(source) <= LONGEST_SOURCE else _("địa chỉ nguồn dài quá")


def _first_source(cells: dict[str, str]) -> str:
    """Some rows name two sources, «a ; b»: the first is the one kept."""
    return cells.get("source_url", "").partition(" ; ")[0]


def without_star_claims(text: str) -> str:
    """A description less the clauses that speak of stars: those are told by recognitions alone.

    ``without_star_claims("Mực phơi khô, cấp lại 4 sao năm 2023.")`` is ``"Mực phơi khô."``.
    """
    clauses = re.split(r"(?<=[;,.])\s+", text)
    kept = " ".join(clause for clause in clauses if not STAR_CLAIM.search(clause))
    return kept.rstrip(" ;,.") + "." if kept else ""


CHECKS: tuple[tuple[str, Callable[[dict[str, str], Known, date], str]], ...] = (
    ("name_vi", _name),
    ("province_new", _province),
    ("commune_new_code", _commune),
    ("subgroup_no", _criteria_set),
    ("shop_category", _shelf),
    ("stars", _stars),
    ("recognised_year", _year),
    ("producer_type", _kind),
    ("source_url", _source),
)


def _row(sheet: Sheet, known: Known) -> Row:
    cells = sheet.cells
    province = known.provinces[fold(cells["province_new"])]
    criteria_set = known.sets[cells["subgroup_no"]]
    where = (cells.get("commune_or_ward"), cells.get("district_old"), cells.get("province"))
    decision = cells.get("decision_no", "")
    return Row(
        line=sheet.line,
        key=register_key(cells["name_vi"], cells.get("producer_name", ""), province.name),
        name=cells["name_vi"],
        name_en=cells.get("name_en", ""),
        producer_name=cells.get("producer_name", ""),
        kind=KINDS[cells.get("producer_type", "")],
        province=province,
        commune=known.communes.get(cells.get("commune_new_code", "")),
        origin_text=", ".join(filter(None, where)),
        criteria_set=criteria_set,
        shelf_id=known.shelves.get(fold(cells.get("shop_category", "")), criteria_set.shelf_id),
        description=without_star_claims(cells.get("short_desc_vi", "")),
        source_url=_first_source(cells),
        stars=int(cells["stars"]) if cells.get("stars") else None,
        year=int(cells["recognised_year"]) if cells.get("recognised_year") else None,
        decision=decision if DECISION.fullmatch(decision) else "",
        evidence=cells.get("evidence", ""),
    )
