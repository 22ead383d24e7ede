from datetime import date

from django.db import migrations
from django.db.models import F

from catalog.clearing import shutting
from catalog.tables import rows

WRITTEN_ON, SPARED_UNTIL = date(2026, 12, 1), date(2027, 1, 1)


def load(apps, _editor):
    """The rules as they ship; operators check them against the law, end them and add others.

    Where goods are there already, the clock measures all of them by these rules at its next beat.
    """
    seen = None if apps.get_model("catalog", "Product").objects.exists() else WRITTEN_ON
    rules = apps.get_model("catalog", "SellerRule").objects
    for row in rows("law/seller_rules.csv"):
        told = {name: value or None for name, value in row.items()}
        told["producer_kind"] = told["producer_kind"] or ""
        rules.create(**told, settled_on=seen)


def spare_who_sells(apps, _editor):
    """What stands before buyers goes on being sold until the day the rules give."""
    products = apps.get_model("catalog", "Product").objects.filter(published_at__isnull=False)
    products.update(first_published_at=F("published_at"))
    producers = apps.get_model("catalog", "Producer").objects
    known = producers.filter(claimed_at__isnull=False, identity_verified_at__isnull=False)
    products.filter(producer__in=known.values("pk")).update(cleared_until=SPARED_UNTIL)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_papers_and_proposals")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(spare_who_sells, migrations.RunPython.noop),
        shutting(),
    ]
