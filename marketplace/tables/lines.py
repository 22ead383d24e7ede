"""One line of a table of goods, as the form of a pack judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog.folding import fold
from catalog.models import Pack
from marketplace.workspace.forms.products import PackForm

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NUMBER = 1_000_000_000
YES = {"1", "co", "x", "true", "yes", "dang ban"}
NO = {"0", "khong", "false", "no", "nghi ban"}


class LineForm(PackForm):
    """A pack as a line of a table says it: whole numbers, also grouped."""

    price = WholeField(max_value=MOST_NUMBER)
    net_content = WholeField(max_value=MOST_NUMBER)
    gross_weight = WholeField(max_value=MOST_NUMBER)

    class Meta(PackForm.Meta):
        fields = (  # type: ignore[assignment]  # one column less than the form of the page
            *("name", "net_content", "net_unit", "gross_weight", "price", "gtin", "is_active"),
        )

    def _post_clean(self) -> None:
        """The fields have said everything: the database is not asked of each line."""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if self.instance.is_weighed and told.get("net_unit") != Pack.Unit.GRAM:
            self.add_error("net_unit", _("Bán theo cân thì lượng tịnh tính bằng gam."))
        return told

    @property
    def told(self) -> dict[str, list[str]]:
        """Faults by column; those of no column stand with the price."""
        return {
            "price" if name == NON_FIELD_ERRORS else name: [str(one) for one in faults]
            for name, faults in self.errors.items()
        }


def as_cells(pack: Pack) -> dict[str, str | int | None]:
    """What a pack says now, as a table has it."""
    return {
        "name": pack.name,
        "net_content": pack.net_content,
        "net_unit": pack.net_unit,
        "gross_weight": pack.gross_weight,
        "price": pack.price,
        "gtin": pack.gtin,
        "is_active": pack.is_active,
    }


def is_yes(typed: str, before: bool) -> bool | None:  # noqa: FBT001 - what it was
    """What a cell says of being sold: empty leaves it as it was, nonsense is None."""
    word = fold(typed)
    if not word:
        return before
    return True if word in YES else False if word in NO else None


def filled(known: Mapping[str, str | int | None], told: Mapping[str, str]) -> dict[str, object]:
    """What is known, overlaid by what a line tells."""
    return {**known, **{key: value for key, value in told.items() if value}}
