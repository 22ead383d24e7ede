"""``manage.py load_places``: provinces, communes and their old names. May be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalog.folding import fold
from catalog.models import Commune, CommuneAlias, Province
from catalog.models.places import DATASET
from catalog.tables import positions, rows


class Command(BaseCommand):
    help = "Load the 34 provinces, the 3,321 communes and their names before July 2025."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        self._load_provinces()
        self._load_communes()
        self._load_aliases()
        said = _("%(provinces)d tỉnh, thành; %(communes)d xã, phường, đặc khu; %(aliases)d tên cũ.")
        counts = {
            "provinces": Province.objects.count(),
            "communes": Commune.objects.of_today().count(),
            "aliases": CommuneAlias.objects.count(),
        }
        self.stdout.write(said % counts)

    def _load_provinces(self) -> None:
        provinces = [
            Province(
                code=row["code"],
                name=row["name"],
                short_name=row["short_name"],
                folded=fold(row["short_name"]),
            )
            for row in rows("places/provinces.csv")
        ]
        _put(provinces, known_by=["code"])

    def _load_communes(self) -> None:
        where = positions("places/quang_ninh_communes.geojson")
        communes = []
        for row in rows("places/communes.csv"):
            longitude, latitude = where.get(row["code"], (None, None))
            communes.append(
                Commune(
                    code=row["code"],
                    dataset=DATASET,
                    province_id=row["province"],
                    name=row["name"],
                    folded=fold(row["name"]),
                    longitude=longitude,
                    latitude=latitude,
                )
            )
        _put(communes, known_by=["code", "dataset"])

    def _load_aliases(self) -> None:
        districts = {row["code"]: row for row in rows("places/former_districts.csv")}
        communes = dict(Commune.objects.of_today().values_list("code", "pk"))
        aliases = []
        for row in rows("places/former_communes.csv"):
            district = districts[row["district"]]
            name = f"{row['name']}, {district['name']}, {district['province']}"
            aliases.append(
                CommuneAlias(
                    commune_id=communes[row["commune"]],
                    old_code=row["code"],
                    name=name,
                    folded=fold(name),
                    is_part=row["is_part"] == "1",
                )
            )
        _put(aliases, known_by=["commune", "old_code"])


def _put(things: Sequence[models.Model], *, known_by: list[str]) -> None:
    """Add what is new and mend what has changed, in a few statements."""
    model = type(things[0])
    changing = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in known_by and not field.primary_key
    ]
    model._default_manager.bulk_create(  # noqa: SLF001 - Django's documented way from a class
        things,
        batch_size=500,
        update_conflicts=True,
        unique_fields=known_by,
        update_fields=changing,
    )
