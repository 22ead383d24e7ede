"""What each line of a table means to a stall: new, changed, as it was, or wrong and why."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from catalog.folding import fold
from catalog.models import CriteriaSet, Pack, Product, TradeItem
from marketplace.tables.columns import FOR_NEW, known
from marketplace.tables.lines import LineForm, as_cells, filled, is_yes
from marketplace.tables.models import IntakeLine, OwnCode

if TYPE_CHECKING:
    from catalog.models import Producer
    from marketplace.tables.sheets import Row

Verb = IntakeLine.Verb
COMPUTES = ("=", "+", "-", "@")
OURS = "CG-"
LONGEST_CODE, LONGEST_NAME = 40, 160


@dataclass
class Judge:
    """A producer's goods by their codes, loaded once; then line after line. Five queries."""

    producer: Producer
    packs: dict[str, Pack] = field(init=False)
    products: dict[str, Product] = field(init=False)
    kinds: dict[str, CriteriaSet] = field(init=False)
    numbered: dict[str, int] = field(init=False)
    seen: dict[str, int] = field(default_factory=dict)
    drafted: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mine = Pack.objects.filter(product__producer=self.producer).select_related("product")
        by_key = {pack.pk: pack for pack in mine}
        self.packs = {f"{OURS}{key}": pack for key, pack in by_key.items()}
        codes = OwnCode.objects.filter(producer=self.producer).values_list("code", "pack_id")
        self.packs |= {fold(code): by_key[key] for code, key in codes}
        self.products = {
            fold(one.name): one for one in Product.objects.filter(producer=self.producer)
        }
        kinds = CriteriaSet.objects.all()
        self.kinds = {fold(one.name): one for one in kinds} | {str(one.pk): one for one in kinds}
        self.numbered = dict(TradeItem.objects.values_list("gtin", "pack_id"))

    def line(self, row: Row) -> IntakeLine:
        """The line with its verb, what it changes from what, or its faults by column."""
        cells = known(row.cells)
        faults = _computing(cells) or self._code(row.line, cells)
        cells = {key: told.removeprefix("'") for key, told in cells.items()}
        made = IntakeLine(number=row.line, cells=cells, verb=Verb.FAULTY, faults=faults)
        if faults:
            return made
        pack = self._pack(cells["code"])
        return self._of_known(made, cells, pack) if pack else self._of_new(made, cells)

    def _pack(self, code: str) -> Pack | None:
        return self.packs.get(code.upper()) or self.packs.get(fold(code))

    def _code(self, line: int, cells: dict[str, str]) -> dict[str, list[str]]:
        """Each line has a code of its own."""
        code = cells.get("code", "")
        if not code:
            return {"code": [_("Thiếu mã riêng: đặt cho mỗi quy cách một mã, như TRA-100.")]}
        if len(code) > LONGEST_CODE:
            return {"code": [_("Mã riêng dài nhất 40 chữ.")]}
        pack = self._pack(code)
        key = str(pack.pk) if pack else fold(code)
        first = self.seen.setdefault(key, line)
        if first != line:
            return {"code": [_("Mã này đã có ở dòng %(line)s.") % {"line": first}]}
        if pack is None and code.upper().startswith(OURS):
            return {"code": [_("Không có mã này trong gian hàng của bạn.")]}
        return {}

    def _of_known(self, made: IntakeLine, cells: dict[str, str], pack: Pack) -> IntakeLine:
        before = as_cells(pack)
        made.pack, made.faults = pack, self._same_product(cells, pack)
        values = self._values(made, cells, before, copy(pack))
        if made.faults:
            return made
        changed = {key: value for key, value in values.items() if value != before[key]}
        made.cells, made.before = changed, {key: before[key] for key in changed}
        made.verb = Verb.CHANGE if changed else Verb.SAME
        return made

    def _same_product(self, cells: dict[str, str], pack: Pack) -> dict[str, list[str]]:
        """Names and kinds of goods that are there are changed at their page, never by a table.

        There an officer is asked (:mod:`catalog.risky`); a table has no other risky column.
        """
        words = [_("Tên, loại hàng của món đang có đổi ở trang của món ấy.")]
        faults = {}
        if cells.get("product") and fold(cells["product"]) != fold(pack.product.name):
            faults["product"] = words
        kind = cells.get("criteria_set")
        if kind and self._kind(kind) != pack.product.criteria_set_id:
            faults["criteria_set"] = words
        return faults

    def _of_new(self, made: IntakeLine, cells: dict[str, str]) -> IntakeLine:
        empty = [_("Món mới cần ô này.")]
        missing = {key: empty for key in FOR_NEW if not cells.get(key)}
        made.faults = missing or self._new_product(cells)
        known_by_default = {"net_unit": Pack.Unit.GRAM, "is_active": True}
        values = {} if made.faults else self._values(made, cells, known_by_default, Pack())
        if made.faults:
            return made
        kind = self._kind(cells["criteria_set"])
        made.cells = {
            "code": cells["code"], "product": cells["product"], "criteria_set": kind, **values,
        }  # fmt: skip
        made.verb = Verb.NEW
        return made

    def _new_product(self, cells: dict[str, str]) -> dict[str, list[str]]:
        kind, name = self._kind(cells["criteria_set"]), fold(cells["product"])
        if kind is None:
            return {"criteria_set": [_("Ghi số của bộ tiêu chí, từ 1 đến 26.")]}
        if len(cells["product"]) > LONGEST_NAME:
            return {"product": [_("Tên sản phẩm dài nhất 160 chữ.")]}
        there = self.products.get(name)
        wanted = there.criteria_set_id if there else self.drafted.setdefault(name, kind)
        if wanted != kind:
            return {"criteria_set": [_("Cùng một sản phẩm mà hai loại hàng khác nhau.")]}
        return {}

    def _kind(self, told: str) -> int | None:
        found = self.kinds.get(told) or self.kinds.get(fold(told))
        return found.pk if found else None

    def _values(
        self, made: IntakeLine, cells: dict[str, str], before: dict[str, Any], pack: Pack
    ) -> dict[str, Any]:
        """What the line says of its pack; its faults are added to the line's."""
        sold = is_yes(cells.get("is_active", ""), before["is_active"])
        if sold is None:
            made.faults["is_active"] = [_("Ghi «có» hoặc «không».")]
        data = filled(before, {**cells, "is_active": ""}) | {"is_active": bool(sold)}
        form = LineForm(data, instance=pack)
        made.faults |= form.told
        values = {} if made.faults else dict(form.cleaned_data)
        taken = self._gtin(made, values.get("gtin"))
        if taken:
            made.faults["gtin"] = [taken]
        return values

    def _gtin(self, made: IntakeLine, gtin: str | None) -> str:
        """Whose the GTIN is already: another pack's, or another line's."""
        if not gtin:
            return ""
        owner = self.numbered.setdefault(gtin, -made.number)
        mine = {made.pack.pk if made.pack else None, -made.number}
        return "" if owner in mine else _("Mã vạch này đã dùng cho quy cách khác.")


def _computing(cells: dict[str, str]) -> dict[str, list[str]]:
    """Cells that a spreadsheet program would work out are never taken for text."""
    words = [_("Ô này là công thức. Chép giá trị (dán giá trị) rồi gửi lại.")]
    return {key: words for key, told in cells.items() if told.startswith(COMPUTES)}
