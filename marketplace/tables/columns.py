"""The columns of a table of goods, as they are called on paper and in code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.language import speaking
from catalog.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise


class Column(NamedTuple):
    """``key`` in code; ``title`` as the table is headed."""

    key: str
    title: Promise


COLUMNS = (
    Column("code", _("Mã riêng")),
    Column("product", _("Tên sản phẩm")),
    Column("criteria_set", _("Loại hàng (bộ tiêu chí số)")),
    Column("name", _("Quy cách")),
    Column("net_content", _("Lượng tịnh")),
    Column("net_unit", _("Đơn vị")),
    Column("gross_weight", _("Nặng cả bao bì (gam)")),
    Column("price", _("Giá (đồng)")),
    Column("gtin", _("Mã vạch GTIN")),
    Column("is_active", _("Đang bán")),
)
FOR_NEW = ("product", "criteria_set", "name", "net_content", "gross_weight", "price")
TITLES = {column.key: column.title for column in COLUMNS}


@cache
def _by_title() -> dict[str, str]:
    """Our own names by titles in every language, without marks."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            found |= {fold(str(column.title)): column.key for column in COLUMNS}
    return found


def known(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells by our own names; columns we do not know are left where they are."""
    named = ((_by_title().get(fold(title)), told) for title, told in cells.items())
    return {key: told for key, told in named if key}
