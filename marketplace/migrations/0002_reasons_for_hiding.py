from datetime import date

from django.db import migrations

from catalog.tables import rows


def load(apps, _editor):
    """The reasons as they ship; operators end them and add others."""
    reasons = apps.get_model("marketplace", "HidingReason").objects
    for row in rows("law/hiding_reasons.csv"):
        begins, ends = row.pop("valid_from"), row.pop("valid_until")
        reasons.create(valid_from=date.fromisoformat(begins), valid_until=ends or None, **row)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0001_first_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
