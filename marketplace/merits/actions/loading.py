"""The score sheets that ship are put into the tables: again and again, never over an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from catalog.models import CriteriaSet
from catalog.tables import rows
from marketplace.merits.models import ScoreEdition, ScoreItem, ScoreOption, ScoreSheet, SelfMark

FOLDER = "ocop"
STARTS = ("two_from", "three_from", "four_from", "five_from")
SAID = ("name", "legal_basis", "source", "url")


class Begun(ValidationError):
    """Somebody was marked by this row: another edition changes it, not another load."""


@transaction.atomic
def load_sheets() -> int:
    """Editions, sheets, items, options; what is there is put right. Say how many rows are new.

    Raises :class:`Begun` where points or stars of something marked would change.
    """
    editions = {row["code"]: _edition(row) for row in rows(f"{FOLDER}/editions.csv")}
    known = set(CriteriaSet.objects.values_list("number", flat=True))
    told = [row for row in rows(f"{FOLDER}/sheets.csv") if int(row["set"]) in known]
    before = ScoreOption.objects.count()
    sheets = {
        (row["edition"], row["set"]): ScoreSheet.objects.update_or_create(
            edition=editions[row["edition"]],
            criteria_set_id=int(row["set"]),
            defaults={"unknown_points": int(row["unknown_points"])},
        )[0]
        for row in told
    }
    items = _items(sheets)
    _options(items)
    return ScoreOption.objects.count() - before


def _edition(row: Mapping[str, str]) -> ScoreEdition:
    """A last day and a name of who has checked, which operators set, stay."""
    values: dict[str, Any] = {name: row[name] for name in SAID}
    values |= {name: int(row[name]) for name in STARTS}
    values["valid_from"] = date.fromisoformat(row["valid_from"])
    if row["valid_until"]:
        values["valid_until"] = date.fromisoformat(row["valid_until"])
    if row["verified_by"]:
        values["verified_by"] = row["verified_by"]
    return ScoreEdition.objects.update_or_create(code=row["code"], defaults=values)[0]


def _items(sheets: Mapping[tuple[str, str], ScoreSheet]) -> dict[tuple[str, str, str], ScoreItem]:
    there = {(item.sheet_id, item.number): item for item in ScoreItem.objects.all()}
    found, told = {}, []
    for row in rows(f"{FOLDER}/items.csv"):
        sheet = sheets.get((row["edition"], row["set"]))
        if sheet is None:
            continue
        number = int(row["item"])
        item = there.get((sheet.pk, number)) or ScoreItem(sheet=sheet, number=number)
        values = {name: row[name] for name in ("part", "criterion", "name", "case")}
        told.append((item, values | {"required_for": _stars(row)}))
        found[row["edition"], row["set"], row["item"]] = item
    marked = set(SelfMark.objects.values_list("item", flat=True))
    _write(ScoreItem, told, marked, binding=("required_for", "case"))
    return found


def _options(items: Mapping[tuple[str, str, str], ScoreItem]) -> None:
    there = {(one.item_id, one.points): one for one in ScoreOption.objects.all()}
    told = []
    for row in rows(f"{FOLDER}/options.csv"):
        item = items.get((row["edition"], row["set"], row["item"]))
        if item is None:
            continue
        points = int(row["points"])
        option = there.get((item.pk, points)) or ScoreOption(item=item, points=points)
        values = {"words": row["words"], "fact": row["fact"], "required_for": _stars(row)}
        told.append((option, values))
    marked = set(SelfMark.objects.values_list("option", flat=True))
    _write(ScoreOption, told, marked, binding=("required_for",))


def _write(
    model: type[ScoreItem | ScoreOption],
    told: Iterable[tuple[Any, dict[str, Any]]],
    marked: set[int],
    *,
    binding: tuple[str, ...],
) -> None:
    """New rows are put in, changed ones changed; nothing ``binding`` of what somebody marked."""
    new, changed, names = [], [], {"pk"}
    for row, values in told:
        other = [name for name, value in values.items() if getattr(row, name) != value]
        if row.pk in marked and set(other) & set(binding):
            raise Begun(f"{row}: {other}")
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is None:
            new.append(row)
        elif other:
            changed.append(row)
            names |= set(other)
    model.objects.bulk_create(new, batch_size=500)
    if changed:
        model.objects.bulk_update(changed, sorted(names - {"pk"}), batch_size=500)


def _stars(row: Mapping[str, str]) -> int | None:
    return int(row["required_for"]) if row["required_for"] else None
