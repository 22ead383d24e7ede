from datetime import date

from django.db import migrations

from catalog.tables import rows

SINCE = date(2025, 7, 1)


def load(apps, _editor):
    """What is said in two ways; officers end these and add others."""
    synonyms = apps.get_model("catalog", "Synonym").objects
    for row in rows("kinds/synonyms.csv"):
        synonyms.create(valid_from=SINCE, **row)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_trade_items_are_append_only")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
