from datetime import date

from django.db import migrations

from catalog.tables import rows


def load(apps, _editor):
    """The rules as they ship; operators end them and add others."""
    rules = apps.get_model("marketplace", "ClaimRule").objects
    for row in rows("law/claim_rules.csv"):
        begins, ends = row.pop("valid_from"), row.pop("valid_until")
        rules.create(valid_from=date.fromisoformat(begins), valid_until=ends or None, **row)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0002_reasons_for_hiding")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
