"""``manage.py load_far_places``: which communes lie on islands, or up in the mountains."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Commune
from catalog.tables import rows
from marketplace.delivery.models import FarCommune


class Command(BaseCommand):
    help = "Load the islands and remote communes that delivery zones are built from."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        told = rows("delivery/far_places.csv")
        communes = Commune.objects.of_today().filter(code__in=[row["commune"] for row in told])
        keys = dict(communes.values_list("code", "pk"))
        for row in told:
            if row["commune"] in keys:
                FarCommune.objects.update_or_create(
                    commune_id=keys[row["commune"]],
                    defaults={"kind": row["kind"], "basis": row["basis"]},
                )
        self.stdout.write(_("Đã có đảo và vùng xa: %(n)s nơi.") % {"n": len(keys)})
